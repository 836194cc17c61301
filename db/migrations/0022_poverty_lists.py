"""Lists of the extreme poor: as they came, and of their rows what is still needed."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    SmallIntegerField,
)


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Kelurahan(Model):
        code = CharField(max_length=13, primary_key=True)

        class Meta:
            database = db
            table_name = "kelurahan"

    class PovertyList(Model):
        no = CharField(max_length=20, unique=True)
        source = CharField(max_length=160)
        as_of = DateField()
        decile = SmallIntegerField(null=True)
        file_name = CharField(max_length=200)
        path = CharField(max_length=200)
        fingerprint = BlobField()
        state = CharField(max_length=10, default="stored")
        findings = JSONField(null=True)
        columns = JSONField(null=True)
        sheet_name = CharField(max_length=80, default="")
        heading_row = IntegerField(default=0)
        rows = IntegerField(default=0)
        job_id = IntegerField(null=True)
        read_at = DateTimeField(null=True)
        created_by = ForeignKeyField(User, index=False)
        created_at = DateTimeField()
        withdrawn_by = ForeignKeyField(User, null=True, index=False)
        withdrawn_at = DateTimeField(null=True)
        withdrawn_why = CharField(max_length=200, default="")
        delete_after = DateField()
        demo = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "poverty_list"
            legacy_table_names = False
            constraints = [
                Check("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="povertylist_withdrawn_at"),
                Check("decile IS NULL OR decile BETWEEN 1 AND 10", name="povertylist_decile"),
            ]

    class PovertyRow(Model):
        poverty_list = ForeignKeyField(PovertyList, index=False, on_delete="CASCADE")
        number = IntegerField()
        nik_hash = BlobField(null=True, index=True)
        nik_sealed = BlobField(null=True)
        name_sealed = BlobField(null=True)
        kelurahan = ForeignKeyField(Kelurahan, null=True, index=False)
        area_text = CharField(max_length=120, default="")
        decile = SmallIntegerField(null=True)
        worker = ForeignKeyField(Worker, null=True, on_delete="CASCADE")
        state = CharField(max_length=10)
        why = CharField(max_length=40, default="")
        before_decile = SmallIntegerField(null=True)
        settled_by = ForeignKeyField(User, null=True, index=False)
        settled_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "poverty_row"
            legacy_table_names = False
            indexes = (
                (("poverty_list", "number"), True),
                (("poverty_list", "state"), False),
                (("kelurahan", "state"), False),
            )
            constraints = [
                Check(
                    "state NOT IN ('matched', 'enrolled', 'dropped', 'wrong') "
                    "OR (nik_hash IS NULL AND nik_sealed IS NULL AND name_sealed IS NULL)",
                    name="povertyrow_keeps_what_is_needed",
                ),
                Check(
                    "state NOT IN ('unknown', 'differs') OR (nik_hash IS NOT NULL AND nik_sealed IS NOT NULL)",
                    name="povertyrow_can_be_found",
                ),
            ]

    db.create_tables([PovertyList, PovertyRow])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("poverty_row"), migrator.drop_table("poverty_list"))
