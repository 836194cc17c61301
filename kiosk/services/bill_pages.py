"""A bill as its page needs it: with its lines, its people and its payments."""

from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from db.models import Bill, BillLine, CoverageMonth, Payment, User
from kiosk.services import bill_accounts, bill_codes, holds
from kiosk.services.acting import Actor
from kiosk.services.bill_accounts import BillAccount
from kiosk.services.bill_codes import CodeStanding
from kiosk.services.bill_lookup import bill_seen_by
from kiosk.services.bill_month_pages import lost_count, next_amount
from kiosk.services.bill_months import BillSums, sums_of
from kiosk.services.bill_news import BillNews, news_of
from kiosk.services.holds import FirstDue
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_facts import TOLD


@dataclass(frozen=True)
class BilledDebits:
    """What donors' accounts have paid of a bill: of so many payments, `amount` rupiah, debited from `first` to `last`.
    They are too many to stand beside each other."""

    payments: int
    amount: int
    first: date
    last: date


@dataclass(frozen=True)
class BillFile:
    """`state` is one of bill_lists.STATES. `lost` are months whose time ran out before they were paid, and not
    taken again; `credit` is what the funder has over, `next_amount` what the next month costs that it could pay, in
    rupiah. `paying` says of each payment (by id) what months of this bill took of it; `held_until` is None once
    that is over, `first_due` the month for whose sake it has to be paid by then, where it is one. `code` is
    how BPJS's kode iuran stands to it, `account` what became of it since it was made. `debits` have paid it where it is
    the civil servants'."""

    bill: Bill
    state: str
    sums: BillSums
    lines: list[BillLine]
    payments: list[Payment]
    paying: dict[int, int]
    waiting: list[Payment]
    held_until: datetime | None
    first_due: FirstDue | None
    credit: int
    next_amount: int
    lost: int
    code: CodeStanding
    account: BillAccount
    news: list[BillNews]
    by: str
    counting: int = 0
    debits: BilledDebits | None = None

    @property
    def credit_pays(self) -> bool:
        """Whether the credit is enough for a month of it."""
        return not self.bill.cancelled_at and 0 < self.next_amount <= self.credit


def file_of(*, no: str, by: Actor) -> BillFile:
    """The page of one bill. Raises NotThere, NotAllowed."""
    bill = bill_seen_by(by, no)
    sums = sums_of([bill.id]).get(bill.id, BillSums())
    found, held_until = payments_of(bill), holds.held_until(bill)
    return BillFile(
        bill=bill,
        state="cancelled" if bill.cancelled_at else sums.state,
        sums=sums,
        lines=list(BillLine.select().where(BillLine.bill == bill).order_by(BillLine.month, BillLine.rate)),
        payments=found,
        paying=_paying(bill),
        waiting=[payment for payment in found if payment.state == TOLD],
        held_until=held_until,
        first_due=holds.first_due(bill),
        credit=credit_of(bill.funder_id),
        next_amount=next_amount(bill),
        lost=lost_count(bill),
        code=bill_codes.standing_of(bill, sums, held_until),
        account=bill_accounts.account_of(bill, found, by),
        news=news_of(bill, found),
        by=_name_of(bill.created_by_id),
        counting=_counting(bill),
        debits=debits_of(bill),
    )


def _counting(bill: Bill) -> int:
    live = (CoverageMonth.bill == bill) & CoverageMonth.released_at.is_null()
    return CoverageMonth.select().where(live, CoverageMonth.effective_on.is_null(False)).count()


def payments_of(bill: Bill) -> list[Payment]:
    """Those that named it, and those whose credit pays it, with the bill they named; the newest first. Debits stand in
    debits_of."""
    paying = CoverageMonth.select(CoverageMonth.payment).where(
        CoverageMonth.bill == bill, CoverageMonth.payment.is_null(False)
    )
    of_it = ((Payment.bill == bill) | Payment.id.in_(paying)) & Payment.reverses.is_null()
    of_it &= Payment.debited.is_null()
    query = Payment.select(Payment, Bill).left_outer_join(Bill).where(of_it)
    return list(query.order_by(Payment.id.desc()))


def debits_of(bill: Bill) -> BilledDebits | None:
    """None where no debit pays it; one query."""
    columns = (
        fn.COUNT(fn.DISTINCT(Payment.id)), fn.SUM(CoverageMonth.amount), fn.MIN(CoverageMonth.paid_on),
        fn.MAX(CoverageMonth.paid_on),
    )  # fmt: skip
    rows = CoverageMonth.select(*columns).join(Payment)
    paid = rows.where(CoverageMonth.bill == bill, Payment.debited.is_null(False))
    payments, amount, *days = paid.tuples().get()
    return BilledDebits(payments, int(amount), *map(_as_day, days)) if payments else None


def _as_day(day: date | str) -> date:
    """SQLite gives the least of some days as text."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def _paying(bill: Bill) -> dict[int, int]:
    """Payment → rupiah that live months of this bill took of it."""
    paid = (CoverageMonth.bill == bill) & Payment.debited.is_null()
    rows = CoverageMonth.select(CoverageMonth.payment, fn.SUM(CoverageMonth.amount)).join(Payment).where(paid)
    return {payment_id: int(amount) for payment_id, amount in rows.group_by(CoverageMonth.payment).tuples()}


def credit_of(funder_id: int) -> int:
    """What is over of this funder's payments, in rupiah; of debits it is the donors'."""
    over = (Payment.funder == funder_id) & (Payment.state == CONFIRMED) & Payment.debited.is_null()
    return int(Payment.select(fn.COALESCE(fn.SUM(Payment.credited), 0)).where(over).scalar())


def _name_of(user_id: int | None) -> str:
    user = User.get_or_none(User.id == user_id)
    return user.name if user else ""
