"""Selections: whom the city's own money takes on, drawn from the waiting list and decided by a decree."""

from peewee import (
    BigIntegerField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)

TABLES = ("selection_row", "selection")
AS_DECIDED = "('decided', 'carrying_out', 'done')"


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Programme(Model):
        class Meta:
            database = db
            table_name = "programme"

    class Selection(Model):
        no = CharField(max_length=20, unique=True)
        programme = ForeignKeyField(Programme)
        first_month = DateField()
        last_month = DateField()
        wanted = IntegerField()
        criteria = JSONField()
        drawn_at = DateTimeField(null=True)
        state = CharField(max_length=12, default="drawing")
        decree_no = CharField(max_length=80, default="")
        decree_on = DateField(null=True)
        decree_by = CharField(max_length=160, default="")
        cursor = IntegerField(default=0)
        chosen = IntegerField(default=0)
        reserve = IntegerField(default=0)
        taken = IntegerField(default=0)
        amount = BigIntegerField(default=0)
        considered = IntegerField(default=0)
        left_out = JSONField()
        job_id = IntegerField(null=True)
        pdf_path = CharField(max_length=200, default="")
        pdf_sha256 = CharField(max_length=64, default="")
        sheet_path = CharField(max_length=200, default="")
        sheet_sha256 = CharField(max_length=64, default="")
        created_by = ForeignKeyField(User, index=False)
        created_at = DateTimeField()
        decided_by = ForeignKeyField(User, null=True, index=False)
        decided_at = DateTimeField(null=True)
        done_at = DateTimeField(null=True)
        dropped_by = ForeignKeyField(User, null=True, index=False)
        dropped_at = DateTimeField(null=True)
        dropped_why = CharField(max_length=200, default="")

        class Meta:
            database = db
            table_name = "selection"
            legacy_table_names = False
            constraints = [
                Check("CAST(first_month AS TEXT) LIKE '____-__-01'", name="selection_first_day"),
                Check("wanted > 0", name="selection_wants_somebody"),
                Check(f"(state IN {AS_DECIDED}) = (decree_no <> '')", name="selection_decided_by_a_decree"),
                Check("taken >= 0 AND taken <= chosen", name="selection_takes_the_chosen"),
                Check("(state = 'done') = (done_at IS NOT NULL)", name="selection_done_at"),
                Check("(state = 'dropped') = (dropped_at IS NOT NULL)", name="selection_dropped_at"),
            ]

    class SelectionRow(Model):
        selection = ForeignKeyField(Selection, index=False, on_delete="CASCADE")
        rank = IntegerField()
        worker = ForeignKeyField(Worker)
        points = IntegerField()
        poverty = IntegerField()
        waited_days = IntegerField()
        work = IntegerField()
        lapse = IntegerField()
        state = CharField(max_length=8)
        listed = CharField(max_length=8, default="")
        why = CharField(max_length=40, default="")
        months = IntegerField(default=0)
        amount = BigIntegerField(default=0)

        class Meta:
            database = db
            table_name = "selection_row"
            legacy_table_names = False
            indexes = (
                (("selection", "worker"), True),
                (("selection", "rank"), True),
                (("selection", "state", "rank"), False),
            )
            constraints = [
                Check("(state = 'taken') = (months > 0)", name="selectionrow_taken_for_months"),
                Check(
                    "(state IN ('left_out', 'refused')) = (why <> '')",
                    name="selectionrow_refused_for_a_reason",
                ),
            ]

    db.create_tables([Selection, SelectionRow])


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
