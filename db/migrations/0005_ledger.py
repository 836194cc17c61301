"""The ledger: tariffs, commitments, covered months."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator, db):
    class Batch(Model):
        class Meta:
            database = db
            table_name = "batch"

    class Funder(Model):
        class Meta:
            database = db
            table_name = "funder"

    class Kelurahan(Model):
        code = CharField(primary_key=True, max_length=13)

        class Meta:
            database = db
            table_name = "kelurahan"

    class Occupation(Model):
        code = CharField(primary_key=True, max_length=60)

        class Meta:
            database = db
            table_name = "occupation"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Commitment(Model):
        funder = ForeignKeyField(Funder)
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        batch = ForeignKeyField(Batch, null=True)
        first_month = DateField()
        last_month = DateField(null=True)
        created_at = DateTimeField()
        ended_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "commitment"
            legacy_table_names = False

    db.create_tables([Commitment])

    class CoverageMonth(Model):
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        month = DateField()
        commitment = ForeignKeyField(Commitment)
        funder = ForeignKeyField(Funder)
        funder_kind = CharField(max_length=10)
        kelurahan = ForeignKeyField(Kelurahan, null=True)
        occupation = ForeignKeyField(Occupation)
        amount = IntegerField()
        billed_on = DateField(null=True)
        submitted_on = DateField(null=True)
        paid_on = DateField(null=True)
        effective_on = DateField(null=True)
        hold_until = DateTimeField(null=True)
        released_at = DateTimeField(null=True)
        released_why = CharField(max_length=20, default="")

        class Meta:
            database = db
            table_name = "coverage_month"
            legacy_table_names = False

    CoverageMonth.add_index(
        CoverageMonth.index(
            CoverageMonth.worker,
            CoverageMonth.month,
            unique=True,
            where=CoverageMonth.released_at.is_null(),
            name="coveragemonth_one_funder",
        )
    )
    db.create_tables([CoverageMonth])

    class Tariff(Model):
        sector = CharField(null=True, max_length=20)
        public_money = BooleanField(null=True)
        valid_from = DateField()
        valid_to = DateField(null=True)
        amount = IntegerField()
        programmes = CharField(max_length=40)
        basis = TextField()
        source = TextField(default="")
        as_of = DateField(null=True)

        class Meta:
            database = db
            table_name = "tariff"
            legacy_table_names = False

    db.create_tables([Tariff])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("tariff"))
    migrator.migrate(migrator.drop_table("coverage_month"))
    migrator.migrate(migrator.drop_table("commitment"))
