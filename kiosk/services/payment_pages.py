"""Payments side by side: what waits for the admin, what is over of whose, all of them."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from db.models import Bill, Funder, Payment
from kiosk.domain import holds
from kiosk.domain.clock import utc_now
from kiosk.services import settings
from kiosk.services.acting import Actor
from kiosk.services.bill_lookup import payments_in_scope
from kiosk.services.portions import one_page

PAGE = 30
STATES = ("told", "confirmed", "refused", "reversed")


@dataclass(frozen=True)
class FunderCredit:
    """What is over of one funder's payments, in rupiah, and of how many."""

    funder: Funder
    amount: int
    payments: int


def page_of(
    *, by: Actor, state: str = "", funder: Funder | None = None, page: int = 1
) -> tuple[list[Payment], bool]:
    """One page of payments, the newest first, with funder and bill, and whether more follow; of a `funder` those of
    which something is over."""
    query = _with_bill(payments_in_scope(by)).where(*_chosen(state, funder))
    return one_page(query.order_by(Payment.id.desc()), page=page, size=PAGE)


def count_of(*, by: Actor, state: str = "", funder: Funder | None = None) -> int:
    """How many there are on all pages."""
    return payments_in_scope(by).where(*_chosen(state, funder)).count()


def _chosen(state: str, funder: Funder | None):
    yield Payment.id.is_null(False)
    if funder:
        yield (Payment.funder == funder) & (Payment.credited > 0) & Payment.debited.is_null()
    if state:
        yield Payment.state == state


def waiting(*, by: Actor, most: int = 50) -> list[Payment]:
    """What was told and not settled, the oldest first."""
    return list(
        _with_bill(payments_in_scope(by)).where(Payment.state == "told").order_by(Payment.id).limit(most)
    )


def count_waiting(*, by: Actor) -> int:
    """How many were told and not settled."""
    return payments_in_scope(by).where(Payment.state == "told").count()


def held_until(payments: list[Payment]) -> dict[int, datetime]:
    """Until when each of these, with their bills, holds the months it is for; those without an end, or over, are left
    out."""
    now, days = utc_now(), settings.whole(holds.TOLD)
    timed = [payment for payment in payments if payment.bill_id and payment.bill.hold_until]
    until = {
        payment.id: max(payment.bill.hold_until, holds.told_until(payment.told_at, days)) for payment in timed
    }
    return {payment_id: at for payment_id, at in until.items() if at > now}


def _with_bill(query):
    return query.select(Payment, Funder, Bill).join(Funder).switch(Payment).left_outer_join(Bill)


def credits_by_funder() -> list[FunderCredit]:
    """The largest first; for those who see all. What is over of debits stands in debit_refunds."""
    over = (Payment.state == "confirmed") & (Payment.credited > 0) & Payment.debited.is_null()
    rows = (
        Payment.select(Payment.funder, fn.SUM(Payment.credited), fn.COUNT(Payment.id))
        .where(over)
        .group_by(Payment.funder)
        .order_by(fn.SUM(Payment.credited).desc())
        .tuples()
    )
    found = list(rows)
    funders = {row.id: row for row in Funder.select().where(Funder.id.in_([row[0] for row in found]))}
    return [FunderCredit(funders[funder_id], int(amount), count) for funder_id, amount, count in found]
