"""What happened to payments of a bill and is not mended yet: it stands at the head of the bill's page."""

from dataclasses import dataclass

from peewee import fn

from db.models import Bill, CoverageMonth, Credit, Payment, PaymentAllocation
from kiosk.services.payment_joins import JOINED
from kiosk.services.payment_notices import LATE, PART_REVERSED, REFUSED, REVERSED
from kiosk.services.payment_spreading import TAKEN


@dataclass(frozen=True)
class BillNews:
    """`what` is an event of payment_notices; `amount` in rupiah, `words` what the admin wrote."""

    what: str
    no: str
    amount: int
    words: str = ""


def news_of(bill: Bill, payments: list[Payment]) -> list[BillNews]:
    """`payments` are those of the bill, the newest first. Whatever a later payment has followed is left out."""
    return [*_settled_against(payments), *_part_reversed(bill), *_late(bill)]


def _settled_against(payments: list[Payment]) -> list[BillNews]:
    """Refused or undone as a whole, and nothing has come since."""
    found = []
    for payment in payments:
        if payment.state in ("told", "confirmed"):
            break
        if payment.state == "refused":
            found.append(BillNews(REFUSED, payment.no, payment.amount, payment.refused_why))
        elif not (why := _why_undone(payment)).startswith(f"{JOINED} "):
            found.append(BillNews(REVERSED, payment.no, payment.amount, why))
    return found


def _why_undone(payment: Payment) -> str:
    reversal = Payment.get_or_none(Payment.reverses == payment)
    return reversal.why if reversal else ""


def _part_reversed(bill: Bill) -> list[BillNews]:
    """Payments that count on, but for months of this bill that nobody pays since; a month that was undone more than
    once stands with the payment that paid it last."""
    later = PaymentAllocation.alias()
    undone_again = later.select(later.id).where(
        later.covered == PaymentAllocation.covered, later.id > PaymentAllocation.id
    )
    rows = (
        PaymentAllocation.select(Payment.no, fn.SUM(PaymentAllocation.amount))
        .join(Payment)
        .switch(PaymentAllocation)
        .join(CoverageMonth)
        .where(
            CoverageMonth.bill == bill,
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(),
            PaymentAllocation.amount < 0,
            PaymentAllocation.why == REVERSED,
            Payment.state == "confirmed",
            ~fn.EXISTS(undone_again),
        )
        .group_by(Payment.no)
        .order_by(Payment.no)
        .tuples()
    )
    return [BillNews(PART_REVERSED, no, -int(amount)) for no, amount in rows]


def _late(bill: Bill) -> list[BillNews]:
    rows = (
        Credit.select(Payment.no, fn.SUM(Credit.amount))
        .join(Payment)
        .where(Payment.bill == bill, Payment.credited > 0, Credit.why == TAKEN)
        .group_by(Payment.no)
        .order_by(Payment.no)
        .tuples()
    )
    return [BillNews(LATE, no, int(amount)) for no, amount in rows]
