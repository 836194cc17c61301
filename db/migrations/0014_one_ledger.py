"""One ledger: bills, payments, allocations, credits, decisions on the cut; counts and spans of cover; messages.

What was paid before had no payment behind it (only made-up people had such months): each day's money of a funder
becomes one payment, so that no paid month stands without. What was billed before had no bill: the months of a funder
and batch that were billed on one day get one. Unpaid months that would be held for ever are held from today on."""

from datetime import datetime, time, timedelta

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
    Model,
    SqliteDatabase,
    TextField,
)

from db.models.base import utc_now

FIRST_OF_MONTH = "CAST(month AS TEXT) LIKE '____-__-01'"
TARIFF_COLUMNS = ("added_by_id", "added_at", "withdrawn_by_id", "withdrawn_at", "withdrawn_why")
KEPT = (
    "id", "worker_id", "month", "commitment_id", "funder_id", "funder_kind", "kelurahan_id", "occupation_id", "amount",
    "billed_on", "submitted_on", "paid_on", "effective_on", "hold_until", "released_at", "released_why",
)  # fmt: skip
NEW_TABLES = (
    "message",
    "lapse_contact",
    "coverage_span",
    "coverage_count",
    "payment",
    "bill_line",
    "bill",
    "cut_decision",
)
OLD_RUPIAH = (("tariff", "amount"), ("worker", "income"))
# Where no other setting was made yet. A civil servant's month counts as signed.
HOLD_DAYS = {"hold_days_planned": 30, "hold_days_batch": 14, "hold_days_mandate": 30}
JAKARTA = timedelta(hours=7)
OLD_INDEXES = ("worker_id", "commitment_id", "funder_id", "kelurahan_id", "occupation_id")

APPEND_ONLY = ("payment_allocation", "credit", "bill_line", "cut_decision")
FROZEN = ("month", "kelurahan_id", "occupation_id", "funder_id", "funder_kind")
PAYMENT_FACTS = ("funder_id", "reference", "received_on", "amount", "reverses_id")
TARIFF_SAYS = ("sector", "public_money", "valid_from", "valid_to", "amount", "programmes", "basis")

KEEPS = "a covered month keeps what it was counted as"
BILLED = "the amount of a billed month is frozen"
ONE_FUNDER = "a bill and its months have one funder"
WHOLE = "a month is paid once, whole, by a confirmed payment of its own funder"
TAKEN_BACK = "a reversal takes back the whole entry it names"
FACTS = "what a payment says is not edited"
NOT_DELETED = "a payment is not deleted"
MONTH_STAYS = "a covered month is let go, not deleted"
SAYS = "a tariff is not edited but withdrawn, and another takes its place"
TARIFF_STAYS = "a tariff is withdrawn, not deleted"
PROOF_STAYS = "the proof of a payment is not deleted"


def _changed(names: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names)


_OTHER_FUNDER = (
    "NEW.bill_id IS NOT NULL AND (SELECT funder_id FROM bill WHERE id = NEW.bill_id) <> NEW.funder_id"
)
_NOT_WHOLE = """NEW.amount > 0 AND (
    (SELECT COALESCE(SUM(amount), 0) FROM payment_allocation WHERE covered_id = NEW.covered_id) <> 0
    OR NOT EXISTS (SELECT 1 FROM payment p JOIN coverage_month m ON m.funder_id = p.funder_id
       WHERE p.id = NEW.payment_id AND m.id = NEW.covered_id AND m.amount = NEW.amount AND p.state = 'confirmed'))"""
_NOT_TAKEN_BACK = """NEW.amount < 0 AND NOT EXISTS (SELECT 1 FROM payment_allocation a WHERE a.id = NEW.reverses_id
    AND a.payment_id = NEW.payment_id AND a.covered_id = NEW.covered_id AND a.amount = -NEW.amount)"""

# A month m under commitment c, and the bill b made for it.
ITS_BILL = (
    "b.funder_id = m.funder_id AND b.batch_id IS NOT DISTINCT FROM c.batch_id AND b.issued_on = m.billed_on"
)

# table, name, when, condition, sentence
RULES = (
    ("coverage_month", "keeps", f"UPDATE OF {', '.join(FROZEN)}", _changed(FROZEN), KEEPS),
    (
        "coverage_month",
        "billed",
        "UPDATE OF amount",
        "OLD.bill_id IS NOT NULL AND NEW.amount <> OLD.amount",
        BILLED,
    ),
    ("coverage_month", "bill_funder", "UPDATE OF bill_id", _OTHER_FUNDER, ONE_FUNDER),
    ("coverage_month", "new_bill_funder", "INSERT", _OTHER_FUNDER, ONE_FUNDER),
    ("payment_allocation", "whole", "INSERT", _NOT_WHOLE, WHOLE),
    ("payment_allocation", "taken_back", "INSERT", _NOT_TAKEN_BACK, TAKEN_BACK),
    ("payment", "facts", f"UPDATE OF {', '.join(PAYMENT_FACTS)}", None, FACTS),
    ("payment", "stays", "DELETE", None, NOT_DELETED),
    ("coverage_month", "stays", "DELETE", None, MONTH_STAYS),
    ("tariff", "says", f"UPDATE OF {', '.join(TARIFF_SAYS)}", _changed(TARIFF_SAYS), SAYS),
    ("tariff", "stays", "DELETE", None, TARIFF_STAYS),
    ("attachment", "proof_stays", "DELETE", "OLD.owner_kind = 'pembayaran'", PROOF_STAYS),
    *((table, "no_update", "UPDATE", None, f"{table} is append-only") for table in APPEND_ONLY),
    *((table, "no_delete", "DELETE", None, f"{table} is append-only") for table in APPEND_ONLY),
)
COUNTED = (("payment_allocation", "allocated"), ("credit", "credited"))


def sqlite_statements() -> list[str]:
    guards = [
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for table, name, event, condition, sentence in RULES
    ]
    counters = [
        f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN "
        f"UPDATE payment SET {column} = {column} + NEW.amount WHERE id = NEW.payment_id; END"
        for table, column in COUNTED
    ]
    return guards + counters


def postgres_statements() -> list[str]:
    """A condition with a subquery may not stand in WHEN there, so each rule is a function."""
    statements = []
    for table, name, event, condition, sentence in RULES:
        raised = f"RAISE EXCEPTION '{sentence}';"
        kept = "OLD" if event == "DELETE" else "NEW"  # of a deleted row there is no new one
        body = f"IF {condition} THEN {raised} END IF; RETURN {kept};" if condition else raised
        statements += [
            f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {table}_{name}()",
        ]
    for (
        table,
        column,
    ) in COUNTED:  # once per statement: a payment's row is not written anew for each of its months
        statements += [
            f"CREATE FUNCTION {table}_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"UPDATE payment SET {column} = {column} + added.total FROM (SELECT payment_id, SUM(amount) AS total "
            "FROM added_rows GROUP BY payment_id) AS added WHERE payment.id = added.payment_id; RETURN NULL; END $$",
            f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} REFERENCING NEW TABLE AS added_rows "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_counted()",
        ]
    return statements


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Batch(Model):
        class Meta:
            database = db
            table_name = "batch"

    class Funder(Model):
        class Meta:
            database = db
            table_name = "funder"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class Commitment(Model):
        class Meta:
            database = db
            table_name = "commitment"

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

    migrator.migrate(
        migrator.add_column(
            "tariff", "added_by_id", ForeignKeyField(User, field=User.id, null=True, index=False)
        ),
        migrator.add_column("tariff", "added_at", DateTimeField(default=utc_now())),
        migrator.add_column(
            "tariff", "withdrawn_by_id", ForeignKeyField(User, field=User.id, null=True, index=False)
        ),
        migrator.add_column("tariff", "withdrawn_at", DateTimeField(null=True)),
        migrator.add_column("tariff", "withdrawn_why", CharField(max_length=200, default="")),
        migrator.add_column("commitment", "plan", CharField(max_length=12, default="jkk_jkm")),
        migrator.add_column("commitment", "ended_why", CharField(max_length=20, default="")),
        migrator.add_column("batch_row", "picked", BooleanField(default=False)),
    )

    _hold_rupiah_as(db, "BIGINT")

    class CutDecision(Model):
        funder_kind = CharField(max_length=10)
        gets_cut = BooleanField()
        letter_no = CharField(max_length=80)
        letter_on = DateField()
        note = CharField(max_length=200, default="")
        by = ForeignKeyField(User, null=True, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "cut_decision"
            legacy_table_names = False

    class Bill(Model):
        no = CharField(max_length=20, unique=True)
        funder = ForeignKeyField(Funder)
        wadah_type = CharField(max_length=4, default="")
        batch = ForeignKeyField(Batch, null=True)
        amount = BigIntegerField()
        issued_on = DateField()
        hold_until = DateTimeField(null=True)
        created_by = ForeignKeyField(User, null=True, index=False)
        created_at = DateTimeField()
        cancelled_at = DateTimeField(null=True)
        cancelled_by = ForeignKeyField(User, null=True, index=False)
        cancelled_why = CharField(max_length=200, default="")
        receipt_no = CharField(max_length=60, default="")
        receipt_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "bill"
            legacy_table_names = False
            constraints = [Check("amount > 0", name="bill_asks_something")]

    class BillLine(Model):
        bill = ForeignKeyField(Bill, index=False)
        month = DateField()
        rate = BigIntegerField()
        people = IntegerField()

        class Meta:
            database = db
            table_name = "bill_line"
            legacy_table_names = False
            indexes = ((("bill", "month", "rate"), True),)

    class Payment(Model):
        no = CharField(max_length=20, unique=True)
        funder = ForeignKeyField(Funder)
        bill = ForeignKeyField(Bill, null=True)
        reference = CharField(max_length=60)
        received_on = DateField()
        amount = BigIntegerField()
        state = CharField(max_length=10, default="told")
        told_by = ForeignKeyField(User, null=True, index=False)
        told_at = DateTimeField()
        settled_by = ForeignKeyField(User, null=True, index=False)
        settled_at = DateTimeField(null=True)
        refused_why = CharField(max_length=200, default="")
        allocated = BigIntegerField(default=0)
        credited = BigIntegerField(default=0)
        reverses = ForeignKeyField("self", null=True, unique=True)
        why = CharField(max_length=200, default="")

        class Meta:
            database = db
            table_name = "payment"
            legacy_table_names = False
            constraints = [
                Check("(reverses_id IS NULL) = (amount > 0) AND amount <> 0", name="payment_sign"),
                Check("allocated >= 0 AND credited >= 0", name="payment_never_below_zero"),
                Check(
                    "allocated + credited <= amount OR (reverses_id IS NOT NULL AND allocated + credited = 0)",
                    name="payment_not_exceeded",
                ),
                Check(
                    "state = 'confirmed' OR allocated + credited = 0", name="payment_counts_once_confirmed"
                ),
            ]

    Payment.add_index(
        Payment.index(
            Payment.funder,
            Payment.reference,
            unique=True,
            where=((Payment.state != "refused") & (Payment.state != "reversed") & Payment.reverses.is_null()),
            name="payment_one_reference",
        )
    )

    class CoverageMonth(Model):
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        month = DateField()
        commitment = ForeignKeyField(Commitment)
        funder = ForeignKeyField(Funder)
        funder_kind = CharField(max_length=10)
        kelurahan = ForeignKeyField(Kelurahan, null=True)
        occupation = ForeignKeyField(Occupation)
        amount = BigIntegerField()
        bill = ForeignKeyField(Bill, null=True)
        payment = ForeignKeyField(Payment, null=True)
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
            constraints = [
                Check(FIRST_OF_MONTH, name="coveragemonth_first_day"),
                Check("(released_at IS NULL) = (released_why = '')", name="coveragemonth_released_why"),
                Check(
                    "CASE WHEN released_at IS NULL THEN (payment_id IS NULL) = (paid_on IS NULL) "
                    "ELSE payment_id IS NULL END",
                    name="coveragemonth_paid_by_a_payment",
                ),
                Check(
                    "released_at IS NOT NULL OR effective_on IS NULL OR paid_on IS NOT NULL",
                    name="coveragemonth_effective_is_paid",
                ),
                Check("paid_on IS NULL OR hold_until IS NULL", name="coveragemonth_paid_is_held"),
            ]

    CoverageMonth.add_index(
        CoverageMonth.index(
            CoverageMonth.worker,
            CoverageMonth.month,
            unique=True,
            where=CoverageMonth.released_at.is_null(),
            name="coveragemonth_one_funder",
        )
    )
    CoverageMonth.add_index(
        CoverageMonth.index(
            CoverageMonth.hold_until,
            where=(CoverageMonth.released_at.is_null() & CoverageMonth.hold_until.is_null(False)),
            name="coveragemonth_held",
        )
    )

    class PaymentAllocation(Model):
        payment = ForeignKeyField(Payment)
        covered = ForeignKeyField(CoverageMonth)
        amount = BigIntegerField()
        reverses = ForeignKeyField("self", null=True, unique=True)
        why = CharField(max_length=20, default="")
        by = ForeignKeyField(User, null=True, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "payment_allocation"
            legacy_table_names = False
            constraints = [
                Check("(reverses_id IS NULL) = (amount > 0) AND amount <> 0", name="paymentallocation_sign")
            ]

    class Credit(Model):
        payment = ForeignKeyField(Payment)
        amount = BigIntegerField()
        why = CharField(max_length=20)
        by = ForeignKeyField(User, null=True, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "credit"
            legacy_table_names = False
            constraints = [Check("amount <> 0", name="credit_is_something")]

    class CoverageCount(Model):
        month = DateField()
        area = CharField(max_length=13, default="")
        funder_kind = CharField(max_length=10)
        occupation = ForeignKeyField(Occupation, index=False)
        planned = IntegerField(default=0)
        paid = IntegerField(default=0)
        effective = IntegerField(default=0)
        planned_late = IntegerField(default=0)
        paid_late = IntegerField(default=0)
        effective_late = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "coverage_count"
            legacy_table_names = False
            indexes = ((("month", "area", "funder_kind", "occupation"), True),)
            constraints = [
                Check(
                    "planned + planned_late >= paid + paid_late AND paid + paid_late >= effective + effective_late "
                    "AND effective + effective_late >= 0",
                    name="coveragecount_in_order",
                )
            ]

    class CoverageSpan(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        kind = CharField(max_length=6)
        first = DateField()
        last = DateField()
        member = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "coverage_span"
            legacy_table_names = False
            indexes = ((("worker", "kind", "first"), True), (("kind", "last", "worker"), False))

    class LapseContact(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        first_empty = DateField()
        outcome = CharField(max_length=12)
        note = CharField(max_length=200, default="")
        post = ForeignKeyField(Post, null=True, index=False)
        by = ForeignKeyField(User, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "lapse_contact"
            legacy_table_names = False
            indexes = ((("worker", "first_empty"), False),)

    class Message(Model):
        key = CharField(max_length=120, unique=True)
        kind = CharField(max_length=20)
        to_kind = CharField(max_length=8)
        channel = CharField(max_length=6)
        address = BlobField(null=True)
        worker = ForeignKeyField(Worker, null=True, on_delete="CASCADE")
        funder = ForeignKeyField(Funder, null=True, index=False)
        batch = ForeignKeyField(Batch, null=True, index=False)
        post = ForeignKeyField(Post, null=True)
        subject = CharField(max_length=160)
        text = TextField()
        state = CharField(max_length=8)
        tries = IntegerField(default=0)
        next_try_at = DateTimeField(null=True)
        error = CharField(max_length=200, default="")
        created_at = DateTimeField()
        sent_at = DateTimeField(null=True)
        handled_by = ForeignKeyField(User, null=True, index=False)

        class Meta:
            database = db
            table_name = "message"
            legacy_table_names = False
            indexes = ((("state", "next_try_at"), False),)

    db.create_tables([CutDecision, Bill, BillLine, Payment])
    _set_aside(db)
    db.create_tables([CoverageMonth])
    _bill_what_was_billed(db)
    _pay_what_was_paid(db)
    _take_back(db)
    db.create_tables([PaymentAllocation, Credit, CoverageCount, CoverageSpan, LapseContact, Message])
    _tell_of_money(db)
    _count(db)
    _move_decision(db)
    for statement in _guards(db):
        db.execute_sql(statement)


def _guards(db) -> list[str]:
    return sqlite_statements() if isinstance(db, SqliteDatabase) else postgres_statements()


def _hold_rupiah_as(db, kind: str):
    """SQLite's integers have 64 bits of their own; PostgreSQL's hold no more than Rp2,147,483,647."""
    if not isinstance(db, SqliteDatabase):
        for table, column in OLD_RUPIAH:
            db.execute_sql(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}")


def _set_aside(db):
    for name in OLD_INDEXES:
        db.execute_sql(f'DROP INDEX "coverage_month_{name}"')
    db.execute_sql("DROP INDEX coveragemonth_one_funder")
    db.execute_sql("ALTER TABLE coverage_month RENAME TO coverage_month_before")
    if not isinstance(db, SqliteDatabase):  # names of keys belong to the whole schema there
        db.execute_sql(
            "ALTER TABLE coverage_month_before RENAME CONSTRAINT coverage_month_pkey TO before_pkey"
        )
        db.execute_sql("ALTER SEQUENCE coverage_month_id_seq RENAME TO before_id_seq")
        for name in OLD_INDEXES:
            db.execute_sql(
                f"ALTER TABLE coverage_month_before RENAME CONSTRAINT coverage_month_{name}_fkey TO before_{name}_fkey"
            )


def _bill_what_was_billed(db):
    """Of months that somebody still holds: what was let go asks nobody for money."""
    months = "FROM coverage_month_before m JOIN commitment c ON c.id = m.commitment_id"
    asked = "WHERE m.billed_on IS NOT NULL AND m.released_at IS NULL"
    db.execute_sql(
        "INSERT INTO bill (no, funder_id, wadah_type, batch_id, amount, issued_on, created_at, cancelled_why, "
        "receipt_no) SELECT 'T0-' || MIN(m.id), m.funder_id, f.wadah_type, c.batch_id, SUM(m.amount), m.billed_on, "
        f"'{utc_now()}', '', '' {months} JOIN funder f ON f.id = m.funder_id {asked} "
        "GROUP BY m.funder_id, f.wadah_type, c.batch_id, m.billed_on HAVING SUM(m.amount) > 0"
    )
    db.execute_sql(
        "INSERT INTO bill_line (bill_id, month, rate, people) SELECT b.id, m.month, m.amount, COUNT(*) "
        f"{months} JOIN bill b ON {ITS_BILL} {asked} GROUP BY b.id, m.month, m.amount"
    )


def _pay_what_was_paid(db):
    db.execute_sql(
        "INSERT INTO payment (no, funder_id, reference, received_on, amount, state, told_at, settled_at, refused_why, "
        "allocated, credited, why) SELECT 'P0-' || MIN(id), funder_id, 'SEBELUM-' || MIN(id), paid_on, SUM(amount), "
        f"'confirmed', '{utc_now()}', '{utc_now()}', '', SUM(amount), 0, '' FROM coverage_month_before "
        "WHERE paid_on IS NOT NULL AND released_at IS NULL GROUP BY funder_id, paid_on"
    )


def _take_back(db):
    """An effective month that nobody paid was nobody's; from now on it cannot stand."""
    columns = ", ".join(KEPT)
    values = ", ".join(f"m.{name}" for name in KEPT)
    values = values.replace(
        "m.effective_on",
        "CASE WHEN m.paid_on IS NOT NULL OR m.released_at IS NOT NULL THEN m.effective_on END",
    )
    values = values.replace("m.hold_until", f"CASE {_holds(db)} WHEN m.paid_on IS NULL THEN m.hold_until END")
    values = values.replace(
        "m.billed_on", "CASE WHEN m.released_at IS NOT NULL OR b.id IS NOT NULL THEN m.billed_on END"
    )
    values = values.replace(
        "m.released_why",
        "CASE WHEN m.released_at IS NOT NULL AND m.released_why = '' THEN 'other' ELSE m.released_why END",
    )
    db.execute_sql(
        f"INSERT INTO coverage_month ({columns}, bill_id, payment_id) SELECT {values}, b.id, p.id "
        "FROM coverage_month_before m JOIN commitment c ON c.id = m.commitment_id "
        f"LEFT JOIN bill b ON m.released_at IS NULL AND {ITS_BILL} "
        "LEFT JOIN payment p ON m.released_at IS NULL AND p.funder_id = m.funder_id AND p.received_on = m.paid_on"
    )
    db.execute_sql(
        "UPDATE bill SET hold_until = (SELECT MAX(m.hold_until) FROM coverage_month m "
        "WHERE m.bill_id = bill.id AND m.released_at IS NULL)"
    )
    db.execute_sql("DROP TABLE coverage_month_before")
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            "SELECT setval('coverage_month_id_seq', COALESCE((SELECT MAX(id) FROM coverage_month), 0) + 1, false)"
        )


def _holds(db) -> str:
    """Cases for what nobody has paid and nothing would ever let go: from today on, as if it had come about now."""
    free = "m.paid_on IS NULL AND m.released_at IS NULL AND m.hold_until IS NULL"
    runs = "SELECT commitment_id FROM coverage_month_before WHERE paid_on IS NOT NULL"
    steps = (  # a civil servant's deduction that runs goes on
        ("hold_days_mandate", f"m.funder_kind = 'asn' AND b.id IS NULL AND m.commitment_id NOT IN ({runs})"),
        ("hold_days_batch", "m.funder_kind = 'csr' AND b.id IS NOT NULL"),
        ("hold_days_planned", "m.funder_kind = 'csr'"),
    )
    return " ".join(f"WHEN {free} AND {of} THEN '{_hold_until(db, key)}'" for key, of in steps)


def _hold_until(db, key: str):
    """The last second, as naive UTC, of the day in Semarang on which a hold of so many days ends."""
    today = (utc_now() + JAKARTA).date()
    setting = db.execute_sql(
        f"SELECT value FROM setting WHERE key = '{key}' AND valid_from <= '{today}' ORDER BY valid_from DESC LIMIT 1"
    ).fetchone()
    last = today + timedelta(days=int(setting[0]) if setting else HOLD_DAYS[key])
    return datetime.combine(last, time(23, 59, 59)) - JAKARTA


def _tell_of_money(db):
    db.execute_sql(
        "INSERT INTO payment_allocation (payment_id, covered_id, amount, why, at) SELECT payment_id, id, amount, '', "
        f"'{utc_now()}' FROM coverage_month WHERE payment_id IS NOT NULL"
    )


def _count(db):
    db.execute_sql(
        "INSERT INTO coverage_count (month, area, funder_kind, occupation_id, planned, paid, effective, planned_late, "
        "paid_late, effective_late) SELECT month, COALESCE(kelurahan_id, ''), funder_kind, occupation_id, COUNT(*), "
        "COUNT(paid_on), COUNT(effective_on), 0, 0, 0 FROM coverage_month WHERE released_at IS NULL "
        "GROUP BY month, COALESCE(kelurahan_id, ''), funder_kind, occupation_id"
    )
    for kind, column in (("funded", "month"), ("paid", "paid_on")):
        db.execute_sql(_spans(db, kind, column))
    while db.execute_sql(_still_members(db)).rowcount:
        pass


def _month_number(db, column: str) -> str:
    if isinstance(db, SqliteDatabase):
        return f"CAST(substr({column}, 1, 4) AS INTEGER) * 12 + CAST(substr({column}, 6, 2) AS INTEGER)"
    return f"EXTRACT(year FROM {column})::int * 12 + EXTRACT(month FROM {column})::int"


def _still_members(db) -> str:
    """Paid again before the membership had ended: the setting lapse_months was 3 for everybody."""
    gap = f"({_month_number(db, 'coverage_span.first')}) - ({_month_number(db, 'b.last')})"
    return (
        "UPDATE coverage_span SET member = true WHERE kind = 'paid' AND NOT member AND EXISTS (SELECT 1 FROM "
        "coverage_span b WHERE b.worker_id = coverage_span.worker_id AND b.kind = 'paid' AND b.member AND b.last < "
        f"coverage_span.first AND {gap} <= 3)"
    )


def _spans(db, kind: str, column: str) -> str:
    """Months in a row have the same distance from their number in the row."""
    count = _month_number(db, "month")
    if isinstance(db, SqliteDatabase):
        member = "MAX(effective_on IS NOT NULL)" if kind == "paid" else "0"
    else:
        member = "bool_or(effective_on IS NOT NULL)" if kind == "paid" else "false"
    return (
        f"INSERT INTO coverage_span (worker_id, kind, first, last, member) SELECT worker_id, '{kind}', MIN(month), "
        f"MAX(month), {member} FROM (SELECT worker_id, month, effective_on, {count} - ROW_NUMBER() OVER (PARTITION BY "
        f"worker_id ORDER BY month) AS island FROM coverage_month WHERE released_at IS NULL AND {column} IS NOT NULL) "
        "AS numbered GROUP BY worker_id, island"
    )


def _move_decision(db):
    """What was one setting for both kinds of money is a decision for each."""
    db.execute_sql(
        "INSERT INTO cut_decision (funder_kind, gets_cut, letter_no, letter_on, note, at) "
        "SELECT k.kind, s.value = 'yes', '-', s.valid_from, "
        f"'Dipindahkan dari pengaturan: ' || substr(s.basis, 1, 150), '{utc_now()}' "
        "FROM setting s, (SELECT 'csr' AS kind UNION ALL SELECT 'asn') AS k "
        "WHERE s.key = 'asn_csr_gets_cut' AND s.value IN ('yes', 'no') ORDER BY s.valid_from, k.kind"
    )
    db.execute_sql("DELETE FROM setting WHERE key IN ('asn_csr_gets_cut', 'jht_monthly')")


def down(migrator, db):
    for statement in _guards_away(db):
        db.execute_sql(statement)
    db.execute_sql("ALTER TABLE coverage_month RENAME TO coverage_month_after")
    for name in (*OLD_INDEXES, "bill_id", "payment_id"):
        db.execute_sql(f'DROP INDEX "coverage_month_{name}"')
    for name in ("coveragemonth_one_funder", "coveragemonth_held"):
        db.execute_sql(f"DROP INDEX {name}")
    if not isinstance(db, SqliteDatabase):
        db.execute_sql("ALTER TABLE coverage_month_after RENAME CONSTRAINT coverage_month_pkey TO after_pkey")
        db.execute_sql("ALTER SEQUENCE coverage_month_id_seq RENAME TO after_id_seq")
        for name in ("worker_id", "commitment_id", "funder_id", "kelurahan_id", "occupation_id"):
            db.execute_sql(
                f"ALTER TABLE coverage_month_after RENAME CONSTRAINT coverage_month_{name}_fkey TO after_{name}_fkey"
            )
    _create_as_before(db)
    columns = ", ".join(KEPT)
    db.execute_sql(f"INSERT INTO coverage_month ({columns}) SELECT {columns} FROM coverage_month_after")
    for table in ("credit", "payment_allocation"):
        migrator.migrate(migrator.drop_table(table))
    db.execute_sql("DROP TABLE coverage_month_after")
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            "SELECT setval('coverage_month_id_seq', COALESCE((SELECT MAX(id) FROM coverage_month), 0) + 1, false)"
        )
    for table in NEW_TABLES:
        migrator.migrate(migrator.drop_table(table))
    # Rows withdrawn would hold again, and JHT was a setting.
    db.execute_sql("DELETE FROM tariff WHERE withdrawn_at IS NOT NULL OR programmes = 'JHT'")
    migrator.migrate(
        *(migrator.drop_column("tariff", name) for name in TARIFF_COLUMNS),
        *(migrator.drop_column("commitment", name) for name in ("plan", "ended_why")),
        migrator.drop_column("batch_row", "picked"),
    )
    _hold_rupiah_as(db, "INTEGER")


def _guards_away(db) -> list[str]:
    on_sqlite = isinstance(db, SqliteDatabase)
    names = [(table, name) for table, name, *_rest in RULES] + [
        (table, "counted") for table, _column in COUNTED
    ]
    triggers = [
        f"DROP TRIGGER {table}_{name}" + ("" if on_sqlite else f" ON {table}") for table, name in names
    ]
    functions = [] if on_sqlite else [f"DROP FUNCTION {table}_{name}()" for table, name in names]
    return triggers + functions


def _create_as_before(db):
    class Commitment(Model):
        class Meta:
            database = db
            table_name = "commitment"

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
