"""Bills as their pages need them: the list, and one with its lines, its people and its payments."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from db.models import Batch, Bill, BillLine, CoverageMonth, Funder, Payment, User
from kiosk.services import holds
from kiosk.services.acting import Actor
from kiosk.services.bill_lookup import bill_seen_by, bills_in_scope
from kiosk.services.bill_month_pages import lost_count, next_amount
from kiosk.services.bill_months import BillSums, sums_of, taken_again
from kiosk.services.bill_news import BillNews, news_of
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_facts import TOLD
from kiosk.services.portions import one_page
from kiosk.services.releases import HOLD

PAGE = 20
STATES = ("open", "part", "paid", "part_released", "run_out", "cancelled")


@dataclass(frozen=True)
class BillRow:
    """`state` is one of STATES; `waiting` is the number of a payment that waits for the admin, or empty."""

    bill: Bill
    sums: BillSums
    waiting: str

    @property
    def state(self) -> str:
        return "cancelled" if self.bill.cancelled_at else self.sums.state


@dataclass(frozen=True)
class BillFile:
    """`lost` are months that were let go before they were paid, and not taken again; `credit` is what the funder has
    over, `next_amount` what the next month costs that it could pay, in rupiah. `paying` says of each payment (by id)
    what months of this bill took of it; `held_until` is None once that is over."""

    bill: Bill
    state: str
    sums: BillSums
    lines: list[BillLine]
    payments: list[Payment]
    paying: dict[int, int]
    waiting: list[Payment]
    held_until: datetime | None
    credit: int
    next_amount: int
    lost: int
    news: list[BillNews]
    by: str

    @property
    def credit_pays(self) -> bool:
        """Whether the credit is enough for a month of it."""
        return not self.bill.cancelled_at and 0 < self.next_amount <= self.credit


def page_of(*, by: Actor, state: str = "", page: int = 1) -> tuple[list[BillRow], bool]:
    """One page of the bills this person may see, newest first, and whether more follow."""
    query = bills_in_scope(by).select(Bill, Funder, Batch).join(Funder).switch(Bill).left_outer_join(Batch)
    if state:
        query = query.where(_in_state(state))
    bills, follows = one_page(query.order_by(Bill.id.desc()), page=page, size=PAGE)
    sums, waiting = sums_of(bill.id for bill in bills), _waiting_for(bills)
    return [BillRow(bill, sums.get(bill.id, BillSums()), waiting.get(bill.id, "")) for bill in bills], follows


def _in_state(state: str):
    if state == "cancelled":
        return Bill.cancelled_at.is_null(False)
    is_open, is_paid = (fn.EXISTS(_months_where(paid)) for paid in (False, True))
    is_lost = fn.EXISTS(_lost_months())
    found = {
        "open": is_open & ~is_paid,
        "part": is_open & is_paid,
        "paid": ~is_open & is_paid & ~is_lost,
        "part_released": ~is_open & is_paid & is_lost,
        "run_out": ~is_open & ~is_paid,
    }
    return Bill.cancelled_at.is_null() & found[state]


def _months_where(paid: bool):
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.bill == Bill.id,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(not paid),
    )


def _lost_months():
    """Not paid in time, let go, and not taken again."""
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.bill == Bill.id, CoverageMonth.released_why == HOLD, ~fn.EXISTS(taken_again())
    )


def _waiting_for(bills: list[Bill]) -> dict[int, str]:
    """Bill → number of the latest payment for it that waits."""
    told = (Payment.state == TOLD) & Payment.bill.in_([bill.id for bill in bills])
    return dict(Payment.select(Payment.bill, Payment.no).where(told).order_by(Payment.id).tuples())


def file_of(*, no: str, by: Actor) -> BillFile:
    """The page of one bill. Raises NotThere, NotAllowed."""
    bill = bill_seen_by(by, no)
    sums = sums_of([bill.id]).get(bill.id, BillSums())
    found = _payments_of(bill)
    return BillFile(
        bill=bill,
        state="cancelled" if bill.cancelled_at else sums.state,
        sums=sums,
        lines=list(BillLine.select().where(BillLine.bill == bill).order_by(BillLine.month, BillLine.rate)),
        payments=found,
        paying=_paying(bill),
        waiting=[payment for payment in found if payment.state == TOLD],
        held_until=holds.held_until(bill),
        credit=credit_of(bill.funder_id),
        next_amount=next_amount(bill),
        lost=lost_count(bill),
        news=news_of(bill, found),
        by=_name_of(bill.created_by_id),
    )


def _payments_of(bill: Bill) -> list[Payment]:
    """Those that named it, and those whose credit pays it, with the bill they named."""
    paying = CoverageMonth.select(CoverageMonth.payment).where(
        CoverageMonth.bill == bill, CoverageMonth.payment.is_null(False)
    )
    of_it = ((Payment.bill == bill) | Payment.id.in_(paying)) & Payment.reverses.is_null()
    query = Payment.select(Payment, Bill).left_outer_join(Bill).where(of_it)
    return list(query.order_by(Payment.id.desc()))


def _paying(bill: Bill) -> dict[int, int]:
    """Payment → rupiah that live months of this bill took of it."""
    paid = (CoverageMonth.bill == bill) & CoverageMonth.payment.is_null(False)
    rows = CoverageMonth.select(CoverageMonth.payment, fn.SUM(CoverageMonth.amount)).where(paid)
    return {payment_id: int(amount) for payment_id, amount in rows.group_by(CoverageMonth.payment).tuples()}


def credit_of(funder_id: int) -> int:
    """What is over of this funder's payments, in rupiah."""
    over = (Payment.funder == funder_id) & (Payment.state == CONFIRMED)
    return int(Payment.select(fn.COALESCE(fn.SUM(Payment.credited), 0)).where(over).scalar())


def _name_of(user_id: int | None) -> str:
    user = User.get_or_none(User.id == user_id)
    return user.name if user else ""
