"""The ledger: dated tariffs, who committed to whom, one row per covered month, what was asked and what was paid for it.

What may not be true is refused by the database: the checks stand here, the triggers in db/models/ledger_guards.py."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from db.models.accounts import User
from db.models.base import RupiahField, Table, utc_now
from db.models.funding import Batch, Funder
from db.models.people import Worker
from db.models.places import Kelurahan
from db.models.programmes import Programme
from db.models.work import Occupation

FIRST_OF_MONTH = "CAST({} AS TEXT) LIKE '____-__-01'"


class Tariff(Table):
    """Monthly contribution in rupiah for `programmes` (JKK+JKM, or JHT on top of it); an empty sector or public_money
    holds for any. A row is never edited: it is withdrawn and another takes its place. `added_by` is empty for rows of
    the reference files."""

    sector = CharField(max_length=20, null=True)
    public_money = BooleanField(null=True)
    valid_from = DateField()
    valid_to = DateField(null=True)
    amount = RupiahField()
    programmes = CharField(max_length=40)
    basis = TextField()
    source = TextField(default="")
    as_of = DateField(null=True)
    added_by = ForeignKeyField(User, null=True, index=False)
    added_at = DateTimeField(default=utc_now)
    withdrawn_by = ForeignKeyField(User, null=True, index=False)
    withdrawn_at = DateTimeField(null=True)
    withdrawn_why = CharField(max_length=200, default="")


class CutDecision(Table):
    """Whether a kind of money gets the cut of PP 50/2025, by a letter; the latest row of a kind holds. Without one it
    is not decided, and nothing of that kind may be billed."""

    funder_kind = CharField(max_length=10)  # csr | asn
    gets_cut = BooleanField()
    letter_no = CharField(max_length=80)
    letter_on = DateField()
    note = CharField(max_length=200, default="")
    by = ForeignKeyField(User, null=True, index=False)
    at = DateTimeField(default=utc_now)


class Commitment(Table):
    funder = ForeignKeyField(Funder, backref="commitments")
    worker = ForeignKeyField(Worker, backref="commitments", on_delete="CASCADE")
    batch = ForeignKeyField(Batch, null=True, backref="commitments")
    programme = ForeignKeyField(Programme, null=True, backref="commitments")  # of the city's own money
    plan = CharField(max_length=12, default="jkk_jkm")  # jkk_jkm | jkk_jkm_jht
    first_month = DateField()
    last_month = DateField(null=True)  # null: open-ended
    created_at = DateTimeField(default=utc_now)
    ended_at = DateTimeField(null=True)
    ended_why = CharField(max_length=20, default="")


class Bill(Table):
    """What one funder is asked to pay for some months, of one wadah type: the design's Invoice and BpjsBill in one.
    Its lines are frozen, its months point to it. Unpaid months are let go after `hold_until`."""

    no = CharField(max_length=20, unique=True)
    funder = ForeignKeyField(Funder, backref="bills")
    wadah_type = CharField(max_length=4, default="")
    batch = ForeignKeyField(Batch, null=True, backref="bills")
    amount = RupiahField()
    issued_on = DateField()
    hold_until = DateTimeField(null=True)
    created_by = ForeignKeyField(User, null=True, index=False)
    created_at = DateTimeField(default=utc_now)
    cancelled_at = DateTimeField(null=True)
    cancelled_by = ForeignKeyField(User, null=True, index=False)
    cancelled_why = CharField(max_length=200, default="")
    receipt_no = CharField(max_length=60, default="")
    receipt_on = DateField(null=True)  # BPJS's receipt: what is paid of it counts there

    class Meta:
        constraints = [Check("amount > 0", name="bill_asks_something")]


class PaymentCode(Table):
    """BPJS's kode iuran for a bill: digits, opaque (DOMAIN 2.4). The latest of a bill holds: one that ran out is
    followed by another."""

    bill = ForeignKeyField(Bill, index=False, backref="payment_codes")
    code = CharField(max_length=20)
    amount = RupiahField(null=True)  # what BPJS asks for by it
    expires_on = DateField(null=True)
    noted_by = ForeignKeyField(User, null=True, index=False)
    noted_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("bill", "code"), True),)


class BillLine(Table):
    """`people` at `rate` rupiah each in one month, as it was when the bill was made."""

    bill = ForeignKeyField(Bill, index=False, backref="lines")
    month = DateField()
    rate = RupiahField()
    people = IntegerField()

    class Meta:
        indexes = ((("bill", "month", "rate"), True),)


class Payment(Table):
    """Money that came, under the payer's reference. `told` by a company it counts for nothing until `confirmed`.
    `allocated` and `credited` are kept by triggers: what its months took, and what is over. A reversal is a payment of
    its own, negative, that names the one it undoes."""

    no = CharField(max_length=20, unique=True)
    funder = ForeignKeyField(Funder, backref="payments")
    bill = ForeignKeyField(Bill, null=True, backref="payments")
    reference = CharField(max_length=60)
    received_on = DateField()
    amount = RupiahField()
    state = CharField(max_length=10, default="told")  # told | confirmed | refused | reversed
    told_by = ForeignKeyField(User, null=True, index=False)
    told_at = DateTimeField(default=utc_now)
    settled_by = ForeignKeyField(User, null=True, index=False)
    settled_at = DateTimeField(null=True)
    refused_why = CharField(max_length=200, default="")
    allocated = RupiahField(default=0)
    credited = RupiahField(default=0)
    reverses = ForeignKeyField("self", null=True, unique=True)
    why = CharField(max_length=200, default="")
    debited = BooleanField(null=True)  # from a donor's account, by a line of a run

    class Meta:
        constraints = [
            Check("(reverses_id IS NULL) = (amount > 0) AND amount <> 0", name="payment_sign"),
            Check("allocated >= 0 AND credited >= 0", name="payment_never_below_zero"),
            Check(
                "allocated + credited <= amount OR (reverses_id IS NOT NULL AND allocated + credited = 0)",
                name="payment_not_exceeded",
            ),
            Check("state = 'confirmed' OR allocated + credited = 0", name="payment_counts_once_confirmed"),
        ]


# The same transfer is not entered twice, by whomever. A debit is known by its line, whatever reference a bank gives it.
Payment.add_index(
    Payment.index(
        Payment.funder,
        Payment.reference,
        unique=True,
        where=(
            (Payment.state != "refused")
            & (Payment.state != "reversed")
            & Payment.reverses.is_null()
            & Payment.debited.is_null()
        ),
        name="payment_one_reference",
    )
)


class CoverageMonth(Table):
    """One worker, one month, one funder; what it was counted as is frozen with it. A released row keeps the dates it
    had, but no payment: that was given back before."""

    worker = ForeignKeyField(Worker, backref="months", on_delete="CASCADE")
    month = DateField()
    commitment = ForeignKeyField(Commitment, backref="covered")
    funder = ForeignKeyField(Funder, backref="covered")
    funder_kind = CharField(max_length=10)
    kelurahan = ForeignKeyField(Kelurahan, null=True, index=False)
    occupation = ForeignKeyField(Occupation)
    amount = RupiahField()
    bill = ForeignKeyField(Bill, null=True, backref="covered")
    payment = ForeignKeyField(Payment, null=True, backref="covered")
    billed_on = DateField(null=True)
    submitted_on = DateField(null=True)
    paid_on = DateField(null=True)
    effective_on = DateField(null=True)
    hold_until = DateTimeField(null=True)
    released_at = DateTimeField(null=True)
    released_why = CharField(max_length=20, default="")

    class Meta:
        indexes = ((("kelurahan", "month"), False),)  # who is behind a figure: one kelurahan after the other
        constraints = [
            Check(FIRST_OF_MONTH.format("month"), name="coveragemonth_first_day"),
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


# Double funding is impossible, not reported.
CoverageMonth.add_index(
    CoverageMonth.index(
        CoverageMonth.worker,
        CoverageMonth.month,
        unique=True,
        where=(CoverageMonth.released_at.is_null()),
        name="coveragemonth_one_funder",
    )
)
# The job that lets go of what nobody paid finds it here.
CoverageMonth.add_index(
    CoverageMonth.index(
        CoverageMonth.hold_until,
        where=(CoverageMonth.released_at.is_null() & CoverageMonth.hold_until.is_null(False)),
        name="coveragemonth_held",
    )
)
# Of the city's own money what no bill asks for yet: months enter when they are promised and leave with their bill.
CoverageMonth.add_index(
    CoverageMonth.index(
        CoverageMonth.funder,
        CoverageMonth.month,
        where=(
            CoverageMonth.released_at.is_null()
            & CoverageMonth.bill.is_null()
            & CoverageMonth.paid_on.is_null()
            & CoverageMonth.funder_kind.in_(("apbd", "dbhcht"))
        ),
        name="coveragemonth_city_unbilled",
    )
)
# Who is still to be asked of BPJS: months enter with their bill and leave once they were handed over, or count.
CoverageMonth.add_index(
    CoverageMonth.index(
        CoverageMonth.funder,
        CoverageMonth.worker,
        CoverageMonth.month,
        where=(
            CoverageMonth.released_at.is_null()
            & CoverageMonth.bill.is_null(False)
            & CoverageMonth.submitted_on.is_null()
            & CoverageMonth.effective_on.is_null()
        ),
        name="coveragemonth_unasked",
    )
)


class PaymentAllocation(Table):
    """A payment's money for one month: its whole amount, or the same taken back by an entry that names the first."""

    payment = ForeignKeyField(Payment, backref="allocations")
    covered = ForeignKeyField(CoverageMonth, backref="allocations")
    amount = RupiahField()
    reverses = ForeignKeyField("self", null=True, unique=True)
    why = CharField(max_length=20, default="")
    by = ForeignKeyField(User, null=True, index=False)
    at = DateTimeField(default=utc_now)

    class Meta:
        constraints = [
            Check("(reverses_id IS NULL) = (amount > 0) AND amount <> 0", name="paymentallocation_sign")
        ]


class Credit(Table):
    """What is over of a payment, entry by entry: more than its months cost, given back by a month, used for another."""

    payment = ForeignKeyField(Payment, backref="credits")
    amount = RupiahField()
    why = CharField(max_length=20)  # over | taken | released | reversed | used | cancelled
    by = ForeignKeyField(User, null=True, index=False)
    at = DateTimeField(default=utc_now)

    class Meta:
        constraints = [Check("amount <> 0", name="credit_is_something")]
