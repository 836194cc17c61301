"""People: workers, consent, papers, and the rows of a batch."""

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
    SmallIntegerField,
    TextField,
)


def up(migrator, db):
    class Batch(Model):
        class Meta:
            database = db
            table_name = "batch"

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

    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class Upload(Model):
        class Meta:
            database = db
            table_name = "upload"

    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Attachment(Model):
        owner_kind = CharField(max_length=20)
        owner_id = IntegerField()
        kind = CharField(max_length=30)
        sha256 = CharField(max_length=64)
        path = CharField(max_length=200)
        note = TextField(default="")
        created_at = DateTimeField()
        created_by = ForeignKeyField(User)
        delete_after = DateField(null=True)

        class Meta:
            database = db
            table_name = "attachment"
            legacy_table_names = False
            indexes = ((("owner_kind", "owner_id"), False),)

    db.create_tables([Attachment])

    class Worker(Model):
        reg_no = CharField(unique=True, max_length=20)
        nik_hash = BlobField(unique=True)
        nik_sealed = BlobField()
        name = CharField(max_length=120)
        birth_on = DateField()
        sex = CharField(max_length=1)
        phone_sealed = BlobField(null=True)
        phone_hash = BlobField(index=True, null=True)
        kelurahan = ForeignKeyField(Kelurahan, null=True, index=False)
        home_regency = CharField(max_length=80, default="")
        rt = CharField(max_length=3, default="")
        rw = CharField(max_length=3, default="")
        address = CharField(max_length=200, default="")
        occupation = ForeignKeyField(Occupation)
        workplace = CharField(max_length=120, default="")
        still_working = BooleanField(default=False)
        birth_place = CharField(max_length=80, default="")
        mother_name_sealed = BlobField(null=True)
        income = IntegerField(null=True)
        kpj_sealed = BlobField(null=True)
        kpj_hash = BlobField(index=True, null=True)
        dtsen_decile = SmallIntegerField(null=True)
        dtsen_as_of = DateField(null=True)
        dtsen_source = CharField(max_length=160, default="")
        enrolled_on = DateField()
        enrolled_at = DateTimeField()
        enrolled_by = ForeignKeyField(User)
        enrolled_post = ForeignKeyField(Post, null=True, index=False)
        frozen_at = DateTimeField(null=True)
        demo = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "worker"
            legacy_table_names = False
            indexes = ((("kelurahan", "enrolled_at"), False), (("enrolled_post", "enrolled_at"), False))

    db.create_tables([Worker])

    class BatchRow(Model):
        batch = ForeignKeyField(Batch, index=False)
        upload = ForeignKeyField(Upload, null=True)
        sheet_name = CharField(max_length=80, default="")
        number = IntegerField()
        worker = ForeignKeyField(Worker, null=True)
        state = CharField(max_length=12)
        cells = BlobField(null=True)
        findings = JSONField(default=list)
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "batch_row"
            legacy_table_names = False
            indexes = ((("batch", "upload", "sheet_name", "number"), True), (("batch", "state"), False))

    BatchRow.add_index(
        BatchRow.index(
            BatchRow.batch,
            BatchRow.worker,
            unique=True,
            where=BatchRow.state == "ready",
            name="batchrow_one_place",
        )
    )
    db.create_tables([BatchRow])

    class Consent(Model):
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        basis = CharField(max_length=12)
        version = CharField(max_length=20)
        how = CharField(max_length=12)
        given_at = DateTimeField()
        taken_by = ForeignKeyField(User)
        revoked_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "consent"
            legacy_table_names = False

    db.create_tables([Consent])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("consent"))
    migrator.migrate(migrator.drop_table("batch_row"))
    migrator.migrate(migrator.drop_table("worker"))
    migrator.migrate(migrator.drop_table("attachment"))
