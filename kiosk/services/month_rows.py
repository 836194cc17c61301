"""Live covered months as plain values: a bill of ten thousand people has a hundred thousand of them."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_
from typing import NamedTuple

from peewee import fn

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


class UnbilledMonths(NamedTuple):
    """Months that no bill asks for yet and that cost the same, `count` of them: what is needed to price them."""

    month: date
    amount: int
    funder_kind: str
    occupation: str
    plan: str
    count: int


_COLUMNS = (
    CoverageMonth.id, CoverageMonth.worker, CoverageMonth.month, CoverageMonth.amount, CoverageMonth.funder_kind,
)  # fmt: skip
_AS_PAID = (*_COLUMNS, CoverageMonth.payment, CoverageMonth.paid_on, CoverageMonth.effective_on)
_AS_PRICED = (
    CoverageMonth.month, CoverageMonth.amount, CoverageMonth.funder_kind, CoverageMonth.occupation, Commitment.plan,
)  # fmt: skip


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


def unbilled(condition) -> list[UnbilledMonths]:
    """Counted by the database: a large bill would else read each of its months."""
    query = _live(condition, *_AS_PRICED, fn.COUNT(CoverageMonth.id)).join(Commitment)
    return [UnbilledMonths(*values) for values in query.group_by(*_AS_PRICED).tuples()]


def priced_alike(condition, row: UnbilledMonths):
    """The condition: of these the months that `row` counts."""
    same = (column == value for column, value in zip(_AS_PRICED, row, strict=False))
    return reduce(and_, same, condition)


def ids(condition):
    """The query of their ids; the condition may speak of the commitment."""
    return _live(condition, CoverageMonth.id).join(Commitment)


def people(condition) -> set[int]:
    """Whose months these are; the condition may speak of the commitment."""
    query = _live(condition, CoverageMonth.worker).join(Commitment).distinct()
    return {worker_id for (worker_id,) in query.tuples()}


def _live(condition, *columns):
    return CoverageMonth.select(*columns).where(condition, CoverageMonth.released_at.is_null())
