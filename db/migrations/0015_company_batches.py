"""A company's batches as a product: contacts, headings said once, rows mended in place, replaced and revoked, the
payment code on a bill."""

from peewee import (
    BlobField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)

COLUMNS = {
    "company": ("created_by_id",),
    "batch": ("withdrawn_at", "withdrawn_by_id", "withdrawn_why"),
    "upload": ("columns", "sheet_name", "heading_row", "job_id"),
    "batch_row": ("faults", "replaces_id", "withdrawn_why", "edited_by_id", "edited_at"),
}


def up(migrator, db):
    class Company(Model):
        class Meta:
            database = db
            table_name = "company"

    class BatchRow(Model):
        class Meta:
            database = db
            table_name = "batch_row"

    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Bill(Model):
        class Meta:
            database = db
            table_name = "bill"

    class PaymentCode(Model):
        bill = ForeignKeyField(Bill, index=False)
        code = CharField(max_length=20)
        expires_on = DateField(null=True)
        noted_by = ForeignKeyField(User, null=True, index=False)
        noted_at = DateTimeField()

        class Meta:
            database = db
            table_name = "payment_code"
            legacy_table_names = False
            indexes = ((("bill", "code"), True),)

    class CompanyContact(Model):
        company = ForeignKeyField(Company)
        name = CharField(max_length=120)
        position = CharField(max_length=80, default="")
        phone_sealed = BlobField(null=True)
        email = CharField(max_length=160, default="")
        created_by_id = IntegerField()
        created_at = DateTimeField()
        removed_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "company_contact"
            legacy_table_names = False

    class ColumnMap(Model):
        company = ForeignKeyField(Company, index=False)
        heading_key = CharField(max_length=120)
        heading = CharField(max_length=120)
        field = CharField(max_length=30, default="")
        by_id = IntegerField()
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "column_map"
            legacy_table_names = False
            indexes = ((("company", "heading_key"), True),)

    migrator.migrate(
        migrator.add_column("company", "created_by_id", IntegerField(null=True)),
        migrator.add_column("batch", "withdrawn_at", DateTimeField(null=True)),
        migrator.add_column("batch", "withdrawn_by_id", IntegerField(null=True)),
        migrator.add_column("batch", "withdrawn_why", CharField(max_length=200, default="")),
        migrator.add_column("upload", "columns", JSONField(null=True)),
        migrator.add_column("upload", "sheet_name", CharField(max_length=80, default="")),
        migrator.add_column("upload", "heading_row", IntegerField(default=0)),
        migrator.add_column("upload", "job_id", IntegerField(null=True)),
        migrator.add_column("batch_row", "faults", CharField(max_length=300, default="")),
        migrator.add_column(
            "batch_row", "replaces_id", ForeignKeyField(BatchRow, field=BatchRow.id, null=True, index=False)
        ),
        migrator.add_column("batch_row", "withdrawn_why", CharField(max_length=200, default="")),
        migrator.add_column("batch_row", "edited_by_id", IntegerField(null=True)),
        migrator.add_column("batch_row", "edited_at", DateTimeField(null=True)),
    )
    db.create_tables([CompanyContact, ColumnMap, PaymentCode])
    db.execute_sql('CREATE UNIQUE INDEX "company_one_npwp" ON "company" ("npwp") WHERE ("npwp" != \'\')')
    _tell_faults(db)
    _tell_jobs(db)


def _tell_jobs(db):
    """Sheets that wait for their reading know its job."""

    class Job(Model):
        kind = CharField()
        arguments = JSONField()

        class Meta:
            database = db
            table_name = "job"

    class Upload(Model):
        state = CharField()
        job_id = IntegerField()

        class Meta:
            database = db
            table_name = "upload"

    waiting = {upload.id for upload in Upload.select(Upload.id).where(Upload.state == "stored")}
    for job in list(Job.select().where(Job.kind == "batch.read_sheet").order_by(Job.id)) if waiting else ():
        if job.arguments.get("upload") in waiting:
            Upload.update(job_id=job.id).where(Upload.id == job.arguments["upload"]).execute()


def _tell_faults(db):
    """Wrong rows that wait for somebody are counted by what is wrong with them, as new ones are."""

    class BatchRow(Model):
        state = CharField()
        findings = JSONField()
        faults = CharField()

        class Meta:
            database = db
            table_name = "batch_row"

    for row in list(BatchRow.select().where(BatchRow.state == "wrong")):
        codes = dict.fromkeys(finding["code"] for finding in row.findings if finding["severity"] == "block")
        BatchRow.update(faults=_between_bars(codes)).where(BatchRow.id == row.id).execute()


def _between_bars(codes):
    return f"|{'|'.join(codes)}|"[:300] if codes else ""


def down(migrator, db):
    for table in ("payment_code", "column_map", "company_contact"):
        migrator.migrate(migrator.drop_table(table))
    db.execute_sql('DROP INDEX "company_one_npwp"')
    migrator.migrate(
        *(migrator.drop_column(table, name) for table, names in COLUMNS.items() for name in names)
    )
