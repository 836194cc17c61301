"""The debit of the 1st: runs, lines, items, what was skipped, the bank's answers and what went back. A payment may come
from a debit, whose reference need not be its own; the calendar of holidays is kept by hand."""

from peewee import (
    BigIntegerField,
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
)

TABLES = (
    "debit_refund", "debit_return_row", "debit_return", "debit_skip", "debit_item", "debit_line", "debit_run",
)  # fmt: skip
REFERENCE = "payment_one_reference"


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("payment", "debited", BooleanField(null=True)),
        migrator.add_column("holiday", "noted_by_id", IntegerField(null=True)),
        migrator.add_column("holiday", "removed_at", DateTimeField(null=True)),
    )
    db.execute_sql(f"DROP INDEX {REFERENCE}")
    _index_references(db, apart=True)

    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Mandate(Model):
        class Meta:
            database = db
            table_name = "mandate"

    class Pledge(Model):
        class Meta:
            database = db
            table_name = "pledge"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class CoverageMonth(Model):
        class Meta:
            database = db
            table_name = "coverage_month"

    class Payment(Model):
        class Meta:
            database = db
            table_name = "payment"

    class DebitRun(Model):
        month = DateField()
        number = IntegerField()
        debit_on = DateField()
        state = CharField(max_length=10, default="building")
        layout = CharField(max_length=60, default="")
        cursor = IntegerField(default=0)
        lines = IntegerField(default=0)
        people = IntegerField(default=0)
        amount = BigIntegerField(default=0)
        job_id = IntegerField(null=True)
        built_by = ForeignKeyField(User, index=False)
        built_at = DateTimeField()
        sealed_by = ForeignKeyField(User, null=True, index=False)
        sealed_at = DateTimeField(null=True)
        path = CharField(max_length=200, default="")
        sha256 = CharField(max_length=64, default="")
        size = IntegerField(default=0)
        sent_by = ForeignKeyField(User, null=True, index=False)
        sent_at = DateTimeField(null=True)
        dropped_by = ForeignKeyField(User, null=True, index=False)
        dropped_at = DateTimeField(null=True)
        dropped_why = CharField(max_length=200, default="")
        demo = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "debit_run"
            legacy_table_names = False
            indexes = ((("month", "number"), True),)
            constraints = [
                Check("CAST(month AS TEXT) LIKE '____-__-01'", name="debitrun_first_day"),
                Check("state NOT IN ('sealed', 'sent') OR sha256 <> ''", name="debitrun_sealed_has_bytes"),
                Check(
                    "(state = 'sent') = (sent_at IS NOT NULL) OR state = 'dropped'", name="debitrun_sent_once"
                ),
                Check("(state = 'dropped') = (dropped_at IS NOT NULL)", name="debitrun_dropped_at"),
            ]

    DebitRun.add_index(
        DebitRun.index(
            DebitRun.month,
            unique=True,
            where=DebitRun.state.in_(("building", "built", "sealing", "sealed")),
            name="debitrun_one_unsent",
        )
    )

    class DebitLine(Model):
        run = ForeignKeyField(DebitRun, index=False)
        mandate = ForeignKeyField(Mandate, index=False)
        month = DateField()
        attempt = IntegerField()
        key = CharField(max_length=40, unique=True)
        amount = BigIntegerField()
        people = IntegerField()
        account_sealed = BlobField(null=True)
        account_name = CharField(max_length=120, default="")
        state = CharField(max_length=10, default="drafted")
        reason = CharField(max_length=20, default="")
        bank_reason = CharField(max_length=120, default="")
        reference = CharField(max_length=60, default="")
        answered_on = DateField(null=True)
        answered_at = DateTimeField(null=True)
        answered_by = ForeignKeyField(User, null=True, index=False)
        heard_from = CharField(max_length=120, default="")
        payment = ForeignKeyField(Payment, null=True, unique=True)
        cleared_at = DateTimeField(null=True)
        cleared_by = ForeignKeyField(User, null=True, index=False)

        class Meta:
            database = db
            table_name = "debit_line"
            legacy_table_names = False
            indexes = ((("run", "state"), False), (("run", "mandate"), True), (("mandate", "month"), False))
            constraints = [
                Check("amount > 0 AND people > 0", name="debitline_asks_something"),
                Check("(state = 'paid') = (payment_id IS NOT NULL)", name="debitline_paid_by_a_payment"),
                Check("(state = 'failed') = (reason <> '')", name="debitline_failed_for_a_reason"),
            ]

    DebitLine.add_index(
        DebitLine.index(
            DebitLine.mandate,
            DebitLine.month,
            unique=True,
            where=DebitLine.state.in_(("drafted", "sealed", "sent", "paid")),
            name="debitline_one_under_way",
        )
    )
    DebitLine.add_index(
        DebitLine.index(
            DebitLine.mandate,
            DebitLine.month,
            DebitLine.attempt,
            unique=True,
            where=(DebitLine.state != "left_out"),
            name="debitline_attempt",
        )
    )

    class DebitItem(Model):
        line = ForeignKeyField(DebitLine)
        worker = ForeignKeyField(Worker, index=False)
        month = DateField()
        covered = ForeignKeyField(CoverageMonth)
        amount = BigIntegerField()
        let_go_at = DateTimeField(null=True)
        left_out = BooleanField(null=True)

        class Meta:
            database = db
            table_name = "debit_item"
            legacy_table_names = False

    DebitItem.add_index(
        DebitItem.index(
            DebitItem.worker,
            DebitItem.month,
            unique=True,
            where=(DebitItem.let_go_at.is_null()),
            name="debititem_one_live",
        )
    )

    class DebitSkip(Model):
        run = ForeignKeyField(DebitRun, index=False)
        mandate = ForeignKeyField(Mandate, index=False)
        pledge = ForeignKeyField(Pledge, null=True, index=False)
        reason = CharField(max_length=20)
        amount = BigIntegerField(default=0)
        at_sealing = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "debit_skip"
            legacy_table_names = False
            indexes = ((("run", "mandate"), False), (("run", "reason"), False))

    class DebitReturn(Model):
        no = CharField(max_length=20, unique=True)
        run = ForeignKeyField(DebitRun)
        file_name = CharField(max_length=200)
        fingerprint = BlobField(unique=True)
        path = CharField(max_length=200)
        layout = CharField(max_length=60, default="")
        state = CharField(max_length=10, default="stored")
        findings = JSONField(null=True)
        counts = JSONField(null=True)
        rows = IntegerField(default=0)
        job_id = IntegerField(null=True)
        created_by = ForeignKeyField(User, index=False)
        created_at = DateTimeField()
        settled_at = DateTimeField(null=True)
        settled_by = ForeignKeyField(User, null=True, index=False)
        settled_note = CharField(max_length=200, default="")

        class Meta:
            database = db
            table_name = "debit_return"
            legacy_table_names = False

    class DebitReturnRow(Model):
        debit_return = ForeignKeyField(DebitReturn, index=False, on_delete="CASCADE")
        number = IntegerField()
        line = ForeignKeyField(DebitLine, null=True)
        outcome = CharField(max_length=12)
        findings = JSONField(null=True)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "debit_return_row"
            legacy_table_names = False
            indexes = ((("debit_return", "number"), True), (("debit_return", "outcome"), False))

    class DebitRefund(Model):
        payment = ForeignKeyField(Payment)
        amount = BigIntegerField()
        reference = CharField(max_length=60)
        paid_on = DateField()
        by = ForeignKeyField(User, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "debit_refund"
            legacy_table_names = False
            constraints = [Check("amount > 0", name="debitrefund_is_something")]

    db.create_tables([DebitRun, DebitLine, DebitItem, DebitSkip, DebitReturn, DebitReturnRow, DebitRefund])


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
    db.execute_sql(f"DROP INDEX {REFERENCE}")
    migrator.migrate(
        migrator.drop_column("payment", "debited"),
        migrator.drop_column("holiday", "noted_by_id"),
        migrator.drop_column("holiday", "removed_at"),
    )
    _index_references(db, apart=False)


def _index_references(db, *, apart: bool) -> None:
    """A funder gives a reference once; `apart`: a debit is known by its line."""

    class Payment(Model):
        funder_id = IntegerField()
        reference = CharField(max_length=60)
        state = CharField(max_length=10)
        reverses_id = IntegerField(null=True)
        debited = BooleanField(null=True)

        class Meta:
            database = db
            table_name = "payment"

    counts = (Payment.state != "refused") & (Payment.state != "reversed") & Payment.reverses_id.is_null()
    if apart:
        counts &= Payment.debited.is_null()
    Payment.add_index(
        Payment.index(Payment.funder_id, Payment.reference, unique=True, where=counts, name=REFERENCE)
    )
    Payment._schema.create_indexes()
