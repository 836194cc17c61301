"""Funding: funders, companies, batches and the sheets they arrive in."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)


def up(migrator, db):
    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class Funder(Model):
        name = CharField(max_length=160)
        kind = CharField(max_length=10)
        wadah_type = CharField(max_length=4, default="")

        class Meta:
            database = db
            table_name = "funder"
            legacy_table_names = False

    db.create_tables([Funder])

    class Company(Model):
        code = CharField(unique=True, max_length=40)
        funder = ForeignKeyField(Funder, unique=True)
        name = CharField(max_length=160)
        npwp = CharField(max_length=16, default="")
        nib = CharField(max_length=13, default="")
        npp = CharField(max_length=20, default="")
        address = CharField(max_length=200, default="")
        active = BooleanField(default=True)
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "company"
            legacy_table_names = False

    db.create_tables([Company])

    class Batch(Model):
        no = CharField(unique=True, max_length=20)
        company = ForeignKeyField(Company)
        name = CharField(max_length=120)
        first_month = DateField()
        months = IntegerField()
        state = CharField(max_length=20, default="open")
        single = BooleanField(default=False)
        consent_at = DateTimeField(null=True)
        created_by_id = IntegerField()
        created_at = DateTimeField()
        open_at = ForeignKeyField(Post, null=True)
        places = IntegerField(null=True)
        open_until = DateField(null=True)

        class Meta:
            database = db
            table_name = "batch"
            legacy_table_names = False

    db.create_tables([Batch])

    class Upload(Model):
        batch = ForeignKeyField(Batch, index=False)
        file_name = CharField(max_length=200)
        fingerprint = BlobField()
        path = CharField(max_length=200)
        state = CharField(max_length=20, default="stored")
        findings = JSONField(default=list)
        rows = IntegerField(default=0)
        created_by_id = IntegerField()
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "upload"
            legacy_table_names = False
            indexes = ((("batch", "fingerprint"), True),)

    db.create_tables([Upload])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("upload"))
    migrator.migrate(migrator.drop_table("batch"))
    migrator.migrate(migrator.drop_table("company"))
    migrator.migrate(migrator.drop_table("funder"))
