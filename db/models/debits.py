"""The debit of the 1st: what the bank is asked to take, line by line, and what it answers. A line is one mandate and
one month; at most one of them is under way or paid, and a worker's month stands in one such line (DESIGN 2, invariant
5)."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import JSONField, RupiahField, SealedField, Table, utc_now
from db.models.civil_servants import Mandate, Pledge
from db.models.ledger import FIRST_OF_MONTH, CoverageMonth, Payment
from db.models.people import Worker

UNSENT = ("building", "built", "sealing", "sealed")
UNDER_WAY = ("drafted", "sealed", "sent", "paid")


class DebitRun(Table):
    """One file for the bank: the mandates due on `debit_on` for `month`. `number` counts the runs of a month, those
    that were dropped too. `cursor` is the last mandate looked at while it is built, the last line while it is sealed,
    so that whoever goes on knows where. The bytes of a sealed file lie sealed on disk, for ever."""

    month = DateField()
    number = IntegerField()
    debit_on = DateField()
    state = CharField(
        max_length=10, default="building"
    )  # building | built | sealing | sealed | sent | dropped
    layout = CharField(max_length=60, default="")
    cursor = IntegerField(default=0)
    lines = IntegerField(default=0)
    people = IntegerField(default=0)
    amount = RupiahField(default=0)
    job_id = IntegerField(null=True)
    built_by = ForeignKeyField(User, index=False)
    built_at = DateTimeField(default=utc_now)
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
        indexes = ((("month", "number"), True),)
        constraints = [
            Check(FIRST_OF_MONTH.format("month"), name="debitrun_first_day"),
            Check("state NOT IN ('sealed', 'sent') OR sha256 <> ''", name="debitrun_sealed_has_bytes"),
            Check("(state = 'sent') = (sent_at IS NOT NULL) OR state = 'dropped'", name="debitrun_sent_once"),
            Check("(state = 'dropped') = (dropped_at IS NOT NULL)", name="debitrun_dropped_at"),
        ]


# Two who build at once, or the same twice: the second is told of the first.
DebitRun.add_index(
    DebitRun.index(DebitRun.month, unique=True, where=DebitRun.state.in_(UNSENT), name="debitrun_one_unsent")
)


class DebitLine(Table):
    """What the bank is asked to take from one donor's account for one month: the sum of its items. `key` is the
    reference that travels with it and comes back. The account is frozen when the line is sealed."""

    run = ForeignKeyField(DebitRun, index=False, backref="debit_lines")
    mandate = ForeignKeyField(Mandate, index=False, backref="debit_lines")
    month = DateField()
    attempt = IntegerField()
    key = CharField(max_length=40, unique=True)
    amount = RupiahField()
    people = IntegerField()
    account_sealed = SealedField(null=True)
    account_name = CharField(max_length=120, default="")
    state = CharField(max_length=10, default="drafted")  # drafted | sealed | sent | paid | failed | left_out
    reason = CharField(max_length=20, default="")  # domain/debit_reasons, of one that failed
    bank_reason = CharField(max_length=120, default="")  # in the bank's words, without long numbers
    reference = CharField(max_length=60, default="")  # the bank's
    answered_on = DateField(null=True)  # the day of the debit, by the bank
    answered_at = DateTimeField(null=True)
    answered_by = ForeignKeyField(User, null=True, index=False)  # by hand, where no file has answered
    heard_from = CharField(max_length=120, default="")  # then: where the bank has said it
    payment = ForeignKeyField(Payment, null=True, unique=True)
    cleared_at = DateTimeField(null=True)  # what stood in the way of it is mended: it may be tried again
    cleared_by = ForeignKeyField(User, null=True, index=False)

    class Meta:
        # SQLite takes no index with a condition for a value that is bound, so the latest of a mandate has its own.
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
        where=DebitLine.state.in_(UNDER_WAY),
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


class DebitItem(Table):
    """A worker's month in a line; `let_go_at`: since when its line is neither under way nor paid. `left_out`: let go
    when the line was sealed, so that no bank was ever asked for it."""

    line = ForeignKeyField(DebitLine, backref="items")
    worker = ForeignKeyField(Worker, index=False)
    month = DateField()
    covered = ForeignKeyField(CoverageMonth, backref="debit_items")
    amount = RupiahField()
    let_go_at = DateTimeField(null=True)
    left_out = BooleanField(null=True)


DebitItem.add_index(
    DebitItem.index(
        DebitItem.worker,
        DebitItem.month,
        unique=True,
        where=(DebitItem.let_go_at.is_null()),
        name="debititem_one_live",
    )
)


class DebitSkip(Table):
    """A mandate, or one of its people, that a run does not ask for, and why (domain/debit_skips)."""

    run = ForeignKeyField(DebitRun, index=False, backref="skips")
    mandate = ForeignKeyField(Mandate, index=False)
    pledge = ForeignKeyField(Pledge, null=True, index=False)
    reason = CharField(max_length=20)
    amount = RupiahField(default=0)
    at_sealing = BooleanField(default=False)

    class Meta:
        indexes = ((("run", "mandate"), False), (("run", "reason"), False))


class DebitReturn(Table):
    """A file of the bank's answers as it came: its bytes lie sealed on disk. `findings`: why nothing of it was used, or
    what is to be said of all of it."""

    no = CharField(max_length=20, unique=True)
    run = ForeignKeyField(DebitRun, backref="returns")
    file_name = CharField(max_length=200)
    fingerprint = SealedField(unique=True)
    path = CharField(max_length=200)
    layout = CharField(max_length=60, default="")
    state = CharField(max_length=10, default="stored")  # stored | read | refused
    findings = JSONField(null=True)
    counts = JSONField(null=True)  # outcome → how many
    rows = IntegerField(default=0)
    job_id = IntegerField(null=True)
    created_by = ForeignKeyField(User, index=False)
    created_at = DateTimeField(default=utc_now)
    settled_at = DateTimeField(null=True)  # since when somebody has seen to its lines that changed nothing
    settled_by = ForeignKeyField(User, null=True, index=False)
    settled_note = CharField(max_length=200, default="")


class DebitReturnRow(Table):
    """One line of such a file and what came of it (`outcome`: domain/debit_returns)."""

    debit_return = ForeignKeyField(DebitReturn, index=False, backref="lines", on_delete="CASCADE")
    number = IntegerField()
    line = ForeignKeyField(DebitLine, null=True, backref="answers")
    outcome = CharField(max_length=12)
    findings = JSONField(null=True)
    at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("debit_return", "number"), True), (("debit_return", "outcome"), False))


class DebitRefund(Table):
    """What was over of a debit and went back to the donor's account."""

    payment = ForeignKeyField(Payment, backref="refunds")
    amount = RupiahField()
    reference = CharField(max_length=60)
    paid_on = DateField()
    by = ForeignKeyField(User, index=False)
    at = DateTimeField(default=utc_now)

    class Meta:
        constraints = [Check("amount > 0", name="debitrefund_is_something")]
