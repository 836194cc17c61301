"""Programmes of the city's own money, each with a quota of people and a budget for one year; a commitment says under
which of them it was made."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
)

TO_BILL = "coveragemonth_city_unbilled"
TABLES = ("programme_place", "programme_occupation", "programme")


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Funder(Model):
        class Meta:
            database = db
            table_name = "funder"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Occupation(Model):
        code = CharField(primary_key=True, max_length=60)

        class Meta:
            database = db
            table_name = "occupation"

    class Programme(Model):
        no = CharField(max_length=20, unique=True)
        funder = ForeignKeyField(Funder)
        name = CharField(max_length=120)
        year = IntegerField()
        first_month = DateField()
        quota = IntegerField()
        budget = BigIntegerField()
        regulation = CharField(max_length=200)
        regulation_on = DateField()
        residents_only = BooleanField(default=True)
        poorest_too = BooleanField(default=True)
        note = CharField(max_length=400, default="")
        created_by = ForeignKeyField(User, null=True, index=False)
        created_at = DateTimeField()
        closed_at = DateTimeField(null=True)
        closed_by = ForeignKeyField(User, null=True, index=False)
        closed_why = CharField(max_length=200, default="")
        places = IntegerField(default=0)
        promised = BigIntegerField(default=0)

        class Meta:
            database = db
            table_name = "programme"
            legacy_table_names = False
            constraints = [
                Check("places >= 0 AND places <= quota", name="programme_places"),
                Check("promised >= 0 AND promised <= budget", name="programme_budget"),
                Check("CAST(first_month AS TEXT) LIKE '____-__-01'", name="programme_first_day"),
                Check("(closed_at IS NULL) = (closed_why = '')", name="programme_closed_why"),
            ]

    Programme.add_index(
        Programme.index(
            Programme.funder,
            Programme.year,
            unique=True,
            where=(Programme.closed_at.is_null()),
            name="programme_one_open",
        )
    )

    class ProgrammeOccupation(Model):
        programme = ForeignKeyField(Programme, index=False)
        occupation = ForeignKeyField(Occupation, index=False)

        class Meta:
            database = db
            table_name = "programme_occupation"
            legacy_table_names = False
            indexes = ((("programme", "occupation"), True),)

    class ProgrammePlace(Model):
        programme = ForeignKeyField(Programme, index=False)
        worker = ForeignKeyField(Worker)
        months = IntegerField()
        promised = BigIntegerField()

        class Meta:
            database = db
            table_name = "programme_place"
            legacy_table_names = False
            indexes = ((("programme", "worker"), True),)
            constraints = [Check("months > 0 AND promised >= 0", name="programmeplace_holds_something")]

    db.create_tables([Programme, ProgrammeOccupation, ProgrammePlace])
    migrator.migrate(
        migrator.add_column(
            "commitment",
            "programme_id",
            ForeignKeyField(Programme, field=Programme.id, null=True, index=True),
        )
    )

    _index_what_is_to_bill(db)


def down(migrator, db):
    db.execute_sql(f"DROP INDEX {TO_BILL}")
    db.execute_sql("DROP INDEX commitment_programme_id")
    migrator.migrate(migrator.drop_column("commitment", "programme_id"))
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")


def _index_what_is_to_bill(db) -> None:
    class CoverageMonth(Model):
        funder_id = IntegerField()
        month = DateField()
        funder_kind = CharField(max_length=10)
        bill_id = IntegerField(null=True)
        paid_on = DateField(null=True)
        released_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "coverage_month"

    waits = (
        CoverageMonth.released_at.is_null()
        & CoverageMonth.bill_id.is_null()
        & CoverageMonth.paid_on.is_null()
        & CoverageMonth.funder_kind.in_(("apbd", "dbhcht"))
    )
    CoverageMonth.add_index(
        CoverageMonth.index(CoverageMonth.funder_id, CoverageMonth.month, where=waits, name=TO_BILL)
    )
    CoverageMonth._schema.create_indexes()
