"""Of money: it is where it was said to be, to the rupiah, and what was undone was undone whole."""

from collections.abc import Iterable, Iterator

from peewee import JOIN, fn

from db.models import CoverageMonth, Credit, DebitRefund, Payment, PaymentAllocation, Worker
from kiosk.services.invariant_proofs import Invariant, live, months_where, named_month


def _paid_months() -> int:
    return CoverageMonth.select().where(live(), CoverageMonth.paid_on.is_null(False)).count()


def _paid_by_nobody() -> Iterator[str]:
    """No payment behind it, or one that does not count, is somebody else's, or has no reference; or money behind a
    month that is not paid."""
    yield from months_where(live(), CoverageMonth.paid_on.is_null() != CoverageMonth.payment.is_null())
    yield from months_where(~live(), CoverageMonth.payment.is_null(False))
    unfit = (
        (Payment.state != "confirmed")
        | Payment.reverses.is_null(False)
        | (Payment.reference == "")
        | (Payment.funder != CoverageMonth.funder)
    )
    query = CoverageMonth.select(Worker.reg_no, CoverageMonth.month).join(Worker)
    query = query.switch(CoverageMonth).join(Payment).where(unfit)
    yield from (named_month(*row) for row in query.tuples().iterator())


def _allocations() -> int:
    return PaymentAllocation.select().count()


def _not_as_allocated() -> Iterable[str]:
    """Month by month and payment by payment: what the entries add up to, less what the paid month costs, is nothing."""
    entries = PaymentAllocation.select(
        PaymentAllocation.covered.alias("covered"),
        PaymentAllocation.payment.alias("payment"),
        PaymentAllocation.amount.alias("amount"),
    )
    months = CoverageMonth.select(CoverageMonth.id, CoverageMonth.payment, CoverageMonth.amount * -1)
    both = entries.union_all(months.where(live(), CoverageMonth.payment.is_null(False))).alias("both")
    uneven = (
        CoverageMonth.select(both.c.covered)
        .from_(both)
        .group_by(both.c.covered, both.c.payment)
        .having(fn.SUM(both.c.amount) != 0)
    )
    return months_where(CoverageMonth.id.in_(uneven))


def _payments() -> int:
    return Payment.select().count()


def _does_not_add_up() -> Iterable[str]:
    """Spent, over and given back together are the amount while it counts, else nothing is spent or over; all as the
    entries say, and the months."""
    spent = _sums(PaymentAllocation.payment, PaymentAllocation.amount).alias("spent")
    over = _sums(Credit.payment, Credit.amount).alias("over")
    paid = _sums(CoverageMonth.payment, CoverageMonth.amount, live(), CoverageMonth.payment.is_null(False))
    paid = paid.alias("paid")
    back = _sums(DebitRefund.payment, DebitRefund.amount).alias("back")
    counts = (Payment.state == "confirmed") & Payment.reverses.is_null()
    uneven = (
        (Payment.allocated != fn.COALESCE(spent.c.total, 0))
        | (Payment.allocated != fn.COALESCE(paid.c.total, 0))
        | (Payment.credited != fn.COALESCE(over.c.total, 0))
        | (counts & (_accounted_for(back) != Payment.amount))
        | (~counts & (Payment.allocated + Payment.credited != 0))
        | (Payment.allocated < 0)
        | (Payment.credited < 0)
    )
    query = Payment.select(Payment.no)
    for part in (spent, over, paid, back):
        query = query.join_from(Payment, part, JOIN.LEFT_OUTER, on=(part.c.payment_id == Payment.id))
    return (no for (no,) in query.where(uneven).order_by(Payment.id).tuples().iterator())


def _accounted_for(back):
    return Payment.allocated + Payment.credited + fn.COALESCE(back.c.total, 0)


def _sums(payment, amount, *conditions):
    columns = (payment.alias("payment_id"), fn.SUM(amount).alias("total"))
    query = payment.model.select(*columns).group_by(payment)
    return query.where(*conditions) if conditions else query


def _entered_twice() -> Iterable[str]:
    """The reference of one funder that stands under two payments which both count or wait. A debit is known by its
    line, whatever reference its bank gives it."""
    stands = Payment.state.not_in(("refused", "reversed")) & Payment.reverses.is_null()
    stands &= Payment.debited.is_null()
    other = Payment.alias()
    same = other.select(other.id).where(
        other.funder == Payment.funder, other.reference == Payment.reference, other.id != Payment.id,
        other.state.not_in(("refused", "reversed")), other.reverses.is_null(), other.debited.is_null(),
    )  # fmt: skip
    query = Payment.select(Payment.no).where(stands, fn.EXISTS(same))
    return (no for (no,) in query.order_by(Payment.id).tuples().iterator())


def _reversals() -> int:
    entries = PaymentAllocation.select().where(PaymentAllocation.reverses.is_null(False)).count()
    return entries + Payment.select().where(Payment.reverses.is_null(False)).count()


def _not_undone_whole() -> Iterator[str]:
    first, undone = PaymentAllocation.alias("first"), Payment.alias("undone")
    unlike = (
        (first.payment != PaymentAllocation.payment)
        | (first.covered != PaymentAllocation.covered)
        | (first.amount + PaymentAllocation.amount != 0)
    )
    entries = PaymentAllocation.select(PaymentAllocation.covered).join(
        first, on=(PaymentAllocation.reverses == first.id)
    )
    yield from months_where(CoverageMonth.id.in_(entries.where(unlike)))
    whole = (
        (undone.state == "reversed")
        & (undone.amount + Payment.amount == 0)
        & (undone.funder == Payment.funder)
    )
    payments = Payment.select(Payment.no).join(undone, on=(Payment.reverses == undone.id)).where(~whole)
    yield from (no for (no,) in payments.tuples().iterator())
    negative = Payment.alias("negative")
    undoing = negative.select(negative.id).where(negative.reverses == Payment.id)
    alone = Payment.select(Payment.no).where(Payment.state == "reversed", ~fn.EXISTS(undoing))
    yield from (no for (no,) in alone.tuples().iterator())


INVARIANTS = (
    Invariant(
        "3", "paid_by", "Setiap bulan yang dibayar menunjuk satu pembayaran sah dari penanggungnya, dengan referensi.",
        "bulan dibayar", _paid_months, _paid_by_nobody,
    ),
    Invariant(
        "3", "allocated", "Setiap bulan yang dibayar mengambil tepat iurannya dari pembayaran itu, satu kali.",
        "alokasi", _allocations, _not_as_allocated,
    ),
    Invariant(
        "3", "adds_up", "Bulan yang dibayar dan kredit setiap pembayaran sama dengan jumlahnya, sampai ke rupiah.",
        "pembayaran", _payments, _does_not_add_up,
    ),
    Invariant(
        "3", "one_reference", "Satu transfer dicatat satu kali.",
        "pembayaran", _payments, _entered_twice,
    ),
    Invariant(
        "3", "undone", "Setiap pembalikan mengambil kembali utuh yang dibaliknya.",
        "pembalikan", _reversals, _not_undone_whole,
    ),
)  # fmt: skip
