"""What became of everybody enrolled, as a nightly job finds it: runs, the people whom something keeps from cover, and
sums of them."""

from peewee import (
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)

TABLES = ("evaluation_sum", "evaluation_row", "evaluation_run")


def up(migrator, db):
    class Existing(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Worker(Existing):
        class Meta:
            table_name = "worker"

    class Post(Existing):
        class Meta:
            table_name = "post"

    class Company(Existing):
        class Meta:
            table_name = "company"

    class Opd(Existing):
        class Meta:
            table_name = "opd"

    class EvaluationRun(Existing):
        day = DateField()
        up_to = IntegerField(default=0)
        totals = JSONField(null=True)
        started_at = DateTimeField()
        finished_at = DateTimeField(null=True)

        class Meta:
            table_name = "evaluation_run"

    class EvaluationRow(Existing):
        run = ForeignKeyField(EvaluationRun, index=False, on_delete="CASCADE")
        worker = ForeignKeyField(Worker, index=True, on_delete="CASCADE")
        stage = CharField(max_length=10)
        step = CharField(max_length=12)
        bucket = CharField(max_length=8)
        held = CharField(max_length=8, default="")
        since = DateField()
        months = IntegerField(default=0)
        post = ForeignKeyField(Post, null=True, index=False)
        company = ForeignKeyField(Company, null=True, index=False)
        opd = ForeignKeyField(Opd, null=True, index=False)

        class Meta:
            table_name = "evaluation_row"
            primary_key = CompositeKey("run", "worker")
            indexes = (
                (("run", "stage", "since"), False),
                (("run", "stage", "post", "since"), False),
                (("run", "stage", "company", "since"), False),
                (("run", "stage", "opd", "since"), False),
            )

    class EvaluationSum(Existing):
        run = ForeignKeyField(EvaluationRun, index=False, on_delete="CASCADE")
        by = CharField(max_length=10)
        code = CharField(max_length=13)
        stage = CharField(max_length=10)
        step = CharField(max_length=12)
        bucket = CharField(max_length=8)
        held = CharField(max_length=8, default="")
        people = IntegerField()
        days = IntegerField()

        class Meta:
            table_name = "evaluation_sum"
            primary_key = CompositeKey("run", "by", "stage", "code", "step", "bucket", "held")

    db.create_tables([EvaluationRun, EvaluationRow, EvaluationSum])


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
