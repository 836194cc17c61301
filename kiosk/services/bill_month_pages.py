"""The worker-months of a bill as its page lists them, and those that were lost because the money came too late."""

from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.models import BatchRow, Bill, CoverageMonth, Payment, Worker
from kiosk.domain.release_reasons import BY_THE_FUNDER
from kiosk.domain.words import initials
from kiosk.services import access, standing
from kiosk.services.acting import Actor
from kiosk.services.bill_months import taken_again
from kiosk.services.portions import one_page
from kiosk.services.releases import HOLD
from kiosk.services.strangers import strangers_in, strangers_of

PAGE = 50
MONTH_STATES = ("paid", "open", "released")


@dataclass(frozen=True)
class BilledMonth:
    """A worker's month of a bill. `reg_no` is empty where the reader does not see the person any more; `why` it was let
    go too, unless it is of the reader's own doing."""

    month: date
    name: str
    reg_no: str
    amount: int
    state: str
    why: str
    payment_no: str


def months_of(*, bill: Bill, state: str = "", by: Actor, page: int = 1) -> tuple[list[BilledMonth], bool]:
    """One page of a bill's worker-months, the oldest first; `bill` as file_of gave it. Whom the reader knows by
    initials alone stands behind the named, in no order that would tell more of the name."""
    query = _rows_of(bill, state).select(CoverageMonth, Worker, Payment.id, Payment.no)
    order = (CoverageMonth.month, *_by_name(bill, by), CoverageMonth.id)
    rows, follows = one_page(query.order_by(*order), page=page, size=PAGE)
    return _as_told(bill, rows, by), follows


def count_of(*, bill: Bill, state: str = "") -> int:
    """How many there are on all pages."""
    return _rows_of(bill, state).count()


def _by_name(bill: Bill, by: Actor) -> tuple:
    if by.role in access.SEES_ALL or bill.batch_id is None:
        return (Worker.name,)
    strangers = strangers_of(by, BatchRow.batch == bill.batch_id)
    unnamed = Case(None, [(Worker.id.in_(strangers), 1)], 0)
    return unnamed, Case(None, [(Worker.id.in_(strangers), "")], Worker.name)


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
    seen = access.seen_among(by, [row.worker for row in rows]) - strangers
    return [_billed(row, row.worker_id in seen, row.worker_id in strangers) for row in rows]


def _billed(row: CoverageMonth, is_seen: bool, is_stranger: bool) -> BilledMonth:
    """A company sees no person for whom it pays nothing any more; whom it let go of itself, or lost by paying late, it
    is told by name, where it knew it."""
    is_lost = bool(row.released_at) and not is_seen and row.released_why not in BY_THE_FUNDER
    return BilledMonth(
        month=row.month,
        name=initials(row.worker.name) if is_stranger or is_lost else row.worker.name,
        reg_no=row.worker.reg_no if is_seen else "",
        amount=row.amount,
        state="released" if row.released_at else "paid" if row.paid_on else "open",
        why=row.released_why if is_seen or row.released_why in BY_THE_FUNDER else "",
        payment_no=row.payment.no if row.payment_id else "",
    )
