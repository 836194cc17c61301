"""What goes to BPJS and what it answers: submissions, answers, memberships, what the two sides say differently.
Rows whose place went to another are found by an index."""

from peewee import (
    BigIntegerField,
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

TABLES = (
    "submission",
    "submission_line",
    "export_layout",
    "answer",
    "answer_row",
    "answer_heading",
    "membership",
    "mismatch",
    "start_letter",
    "start_letter_line",
)


def up(migrator, db):
    class Funder(Model):
        class Meta:
            database = db
            table_name = "funder"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Submission(Model):
        no = CharField(max_length=20, unique=True)
        funder = ForeignKeyField(Funder)
        wadah_type = CharField(max_length=4, default="")
        made_by_id = IntegerField()
        made_at = DateTimeField()
        sent_on = DateField(null=True)
        sent_by_id = IntegerField(null=True)
        cancelled_at = DateTimeField(null=True)
        cancelled_by_id = IntegerField(null=True)
        cancelled_why = CharField(max_length=200, default="")

        class Meta:
            database = db
            table_name = "submission"
            legacy_table_names = False

    class SubmissionLine(Model):
        submission = ForeignKeyField(Submission, index=False)
        number = IntegerField()
        worker = ForeignKeyField(Worker)
        continued = BooleanField(default=False)
        first_month = DateField()
        last_month = DateField()
        state = CharField(max_length=10, default="asked")
        effective_on = DateField(null=True)
        reason = CharField(max_length=200, default="")
        answered_at = DateTimeField(null=True)
        typed_at = DateTimeField(null=True)
        typed_by_id = IntegerField(null=True)

        class Meta:
            database = db
            table_name = "submission_line"
            legacy_table_names = False
            indexes = (
                (("submission", "number"), True),
                (("submission", "state"), False),
            )

    SubmissionLine.add_index(
        SubmissionLine.index(
            SubmissionLine.worker,
            unique=True,
            where=(SubmissionLine.state == "asked"),
            name="submissionline_asked_once",
        )
    )

    class ExportLayout(Model):
        name = CharField(max_length=80, unique=True)
        columns = JSONField()
        date_format = CharField(max_length=12, default="dd-mm-yyyy")
        active = BooleanField(default=True)
        changed_by_id = IntegerField(null=True)
        changed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "export_layout"
            legacy_table_names = False

    class Answer(Model):
        no = CharField(max_length=20, unique=True)
        kind = CharField(max_length=10)
        submission = ForeignKeyField(Submission, null=True)
        funder = ForeignKeyField(Funder, null=True, index=False)
        as_of = DateField(null=True)
        file_name = CharField(max_length=200)
        fingerprint = BlobField(unique=True)
        path = CharField(max_length=200)
        state = CharField(max_length=20, default="stored")
        findings = JSONField()
        columns = JSONField(null=True)
        sheet_name = CharField(max_length=80, default="")
        heading_row = IntegerField(default=0)
        rows = IntegerField(default=0)
        job_id = IntegerField(null=True)
        created_by_id = IntegerField()
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "answer"
            legacy_table_names = False

    class AnswerRow(Model):
        answer = ForeignKeyField(Answer, index=False)
        sheet_name = CharField(max_length=80, default="")
        number = IntegerField()
        cells = BlobField(null=True)
        worker = ForeignKeyField(Worker, null=True, index=False)
        line = ForeignKeyField(SubmissionLine, null=True)
        outcome = CharField(max_length=12)
        findings = JSONField()
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "answer_row"
            legacy_table_names = False
            indexes = (
                (("answer", "sheet_name", "number"), True),
                (("answer", "outcome"), False),
            )

    class AnswerHeading(Model):
        heading_key = CharField(max_length=120, unique=True)
        heading = CharField(max_length=120)
        field = CharField(max_length=30, default="")
        by_id = IntegerField()
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "answer_heading"
            legacy_table_names = False

    class Membership(Model):
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        funder = ForeignKeyField(Funder, null=True, index=False)
        kpj_sealed = BlobField(null=True)
        kpj_hash = BlobField(null=True, index=True)
        effective_on = DateField(null=True)
        source = CharField(max_length=10)
        line = ForeignKeyField(SubmissionLine, null=True, unique=True)
        noted_by_id = IntegerField(null=True)
        noted_at = DateTimeField()

        class Meta:
            database = db
            table_name = "membership"
            legacy_table_names = False

    class Mismatch(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        kind = CharField(max_length=12)
        answer = ForeignKeyField(Answer)
        row = ForeignKeyField(AnswerRow, null=True, index=False)
        raised_at = DateTimeField()
        settled_at = DateTimeField(null=True)
        settled_by_id = IntegerField(null=True)
        how = CharField(max_length=200, default="")

        class Meta:
            database = db
            table_name = "mismatch"
            legacy_table_names = False

    Mismatch.add_index(
        Mismatch.index(
            Mismatch.worker,
            Mismatch.kind,
            unique=True,
            where=(Mismatch.settled_at.is_null()),
            name="mismatch_open_once",
        )
    )

    class StartLetter(Model):
        no = CharField(max_length=20, unique=True)
        funder = ForeignKeyField(Funder)
        reason = CharField(max_length=400)
        made_by_id = IntegerField()
        made_at = DateTimeField()

        class Meta:
            database = db
            table_name = "start_letter"
            legacy_table_names = False

    class StartLetterLine(Model):
        letter = ForeignKeyField(StartLetter, index=False)
        worker = ForeignKeyField(Worker)
        asked_from = DateField()
        answered_from = DateField(null=True)

        class Meta:
            database = db
            table_name = "start_letter_line"
            legacy_table_names = False
            indexes = ((("letter", "worker"), True),)

    db.execute_sql(
        'CREATE INDEX "batchrow_replaces" ON "batch_row" ("replaces_id") WHERE ("replaces_id" IS NOT NULL)'
    )
    migrator.migrate(migrator.add_column("payment_code", "amount", BigIntegerField(null=True)))
    db.create_tables(
        [
            Submission,
            SubmissionLine,
            ExportLayout,
            Answer,
            AnswerRow,
            AnswerHeading,
            Membership,
            Mismatch,
            StartLetter,
            StartLetterLine,
        ]
    )


def down(migrator, db):
    db.execute_sql('DROP INDEX "batchrow_replaces"')
    for table in reversed(TABLES):
        migrator.migrate(migrator.drop_table(table))
    migrator.migrate(migrator.drop_column("payment_code", "amount"))
