"""The worker-months of a bill as its page lists them, and those that were lost because the money came too late."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Bill, CoverageMonth, Payment, Worker
from kiosk.domain.words import initials
from kiosk.services import standing
from kiosk.services.acting import Actor
from kiosk.services.bill_months import taken_again
from kiosk.services.portions import one_page
from kiosk.services.releases import HOLD
from kiosk.services.strangers import strangers_in

PAGE = 50
MONTH_STATES = ("paid", "open", "released")


@dataclass(frozen=True)
class BilledMonth:
    """A worker's month of a bill. `reg_no` is empty where the reader does not see the person any more."""

    month: date
    name: str
    reg_no: str
    amount: int
    state: str
    why: str
    payment_no: str


def months_of(*, bill: Bill, state: str = "", by: Actor, page: int = 1) -> tuple[list[BilledMonth], bool]:
    """One page of a bill's worker-months, the oldest first; `bill` as file_of gave it."""
    query = _rows_of(bill, state).select(CoverageMonth, Worker, Payment.id, Payment.no)
    rows, follows = one_page(
        query.order_by(CoverageMonth.month, Worker.name, CoverageMonth.id), page=page, size=PAGE
    )
    return _as_told(bill, rows, by), follows


def lost_of(bill: Bill | None, *, by: Actor) -> list[BilledMonth]:
    """Who was let go before the money came and is not paid by it, at most one page of them."""
    if bill is None:
        return []
    rows = _rows_of(bill, "released").where(CoverageMonth.released_why == HOLD)
    columns = (CoverageMonth, Worker, Payment.id, Payment.no)
    ordered = rows.select(*columns).order_by(Worker.name, CoverageMonth.month)
    return _as_told(bill, list(ordered.limit(PAGE)), by)


def next_amount(bill: Bill) -> int:
    """What the next month costs that money for this bill would pay, in rupiah: one it asks for, or one that was let go
    and is still free. 0 where nothing is left to pay."""
    takeable = _is_lost() & ~fn.EXISTS(_taken_by_somebody()) & standing.is_free()
    left = CoverageMonth.paid_on.is_null() & (CoverageMonth.released_at.is_null() | takeable)
    row = _rows_of(bill, "").where(left).order_by(CoverageMonth.month, CoverageMonth.id).first()
    return row.amount if row else 0


def _taken_by_somebody():
    """For a released month: whoever funds the same worker then."""
    other = CoverageMonth.alias()
    return other.select(other.id).where(
        other.worker == CoverageMonth.worker,
        other.month == CoverageMonth.month,
        other.released_at.is_null(),
    )


def _is_lost():
    return CoverageMonth.released_why == HOLD


def lost_count(bill: Bill) -> int:
    """Months that were let go before the money came, and not taken again."""
    return _rows_of(bill, "released").where(_is_lost()).count()


def _rows_of(bill: Bill, state: str):
    query = (
        CoverageMonth.select()
        .join(Worker)
        .switch(CoverageMonth)
        .left_outer_join(Payment)
        .where(CoverageMonth.bill == bill)
    )
    live, paid = CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null(False)
    gone = ~live & ~fn.EXISTS(taken_again())
    return query.where({"paid": live & paid, "open": live & ~paid, "released": gone}.get(state, live | gone))


def _as_told(bill: Bill, rows: list[CoverageMonth], by: Actor) -> list[BilledMonth]:
    strangers = strangers_in(by, bill.batch_id, {row.worker_id for row in rows})
    return [_billed(row, by, row.worker_id in strangers) for row in rows]


def _billed(row: CoverageMonth, by: Actor, is_stranger: bool) -> BilledMonth:
    """A company sees no person for whom it pays nothing; whom it lost by paying late it is told by name, where it knew
    it."""
    hidden = by.role == "mitra" and (is_stranger or bool(row.released_at))
    unnamed = is_stranger or (hidden and row.released_why != HOLD)
    return BilledMonth(
        month=row.month,
        name=initials(row.worker.name) if unnamed else row.worker.name,
        reg_no="" if hidden else row.worker.reg_no,
        amount=row.amount,
        state="released" if row.released_at else "paid" if row.paid_on else "open",
        why=row.released_why if row.released_why == HOLD or not hidden else "",
        payment_no=row.payment.no if row.payment_id else "",
    )
