"""Live covered months as plain values: a bill of ten thousand people has a hundred thousand of them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from db.models import Bill, Commitment, CoverageMonth
from kiosk.domain.clock import utc_now


class MonthRow(NamedTuple):
    """One worker's month, as its row stands."""

    id: int
    worker_id: int
    month: date
    amount: int
    funder_kind: str
    payment_id: int | None
    paid_on: date | None
    effective_on: date | None


class UnbilledMonth(NamedTuple):
    """What is needed to price a month that no bill asks for yet."""

    id: int
    worker_id: int
    month: date
    amount: int
    funder_kind: str
    occupation: str
    plan: str


_COLUMNS = (
    CoverageMonth.id, CoverageMonth.worker, CoverageMonth.month, CoverageMonth.amount, CoverageMonth.funder_kind,
)  # fmt: skip
_AS_PAID = (*_COLUMNS, CoverageMonth.payment, CoverageMonth.paid_on, CoverageMonth.effective_on)
_AS_PRICED = (*_COLUMNS, CoverageMonth.occupation, Commitment.plan)


def asked_by(bill: Bill):
    """The condition: live, asked for by this bill, not paid."""
    return (CoverageMonth.bill == bill) & CoverageMonth.paid_on.is_null()


def paid_by(payment_ids: Iterable[int]):
    """The condition: live, paid by one of these payments."""
    return CoverageMonth.payment.in_(list(payment_ids))


def planned_in(batch):
    """The condition: in this batch, not billed yet."""
    return _not_billed() & (Commitment.batch == batch)


def planned_by(funder_id: int, month: date):
    """The condition: this funder's of one month outside any batch, not billed yet."""
    own = (CoverageMonth.funder == funder_id) & (CoverageMonth.month == month)
    return _not_billed() & own & Commitment.batch.is_null()


def _not_billed():
    """Whose hold has run out is about to be let go: a bill would only hold them anew."""
    held = CoverageMonth.hold_until.is_null() | (CoverageMonth.hold_until > utc_now())
    return CoverageMonth.bill.is_null() & CoverageMonth.paid_on.is_null() & held


def rows(condition) -> list[MonthRow]:
    """In the order of their ids."""
    return [MonthRow(*values) for values in _live(condition, *_AS_PAID).order_by(CoverageMonth.id).tuples()]


def unbilled(condition) -> list[UnbilledMonth]:
    query = _live(condition, *_AS_PRICED).join(Commitment)
    return [UnbilledMonth(*values) for values in query.order_by(CoverageMonth.id).tuples()]


def people(condition) -> set[int]:
    """Whose months these are; the condition may speak of the commitment."""
    query = _live(condition, CoverageMonth.worker).join(Commitment).distinct()
    return {worker_id for (worker_id,) in query.tuples()}


def _live(condition, *columns):
    return CoverageMonth.select(*columns).where(condition, CoverageMonth.released_at.is_null())
