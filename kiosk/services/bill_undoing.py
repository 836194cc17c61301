"""A bill that is taken back: its months are planned again, and hold their worker no longer than they were promised for
when they were planned."""

from datetime import datetime
from typing import NamedTuple

from db.models import Bill, Commitment, CoverageMonth
from kiosk.domain import holds as steps
from kiosk.services import month_rows
from kiosk.services.coverage_changes import changing
from kiosk.services.holds import hold_until


class _Promise(NamedTuple):
    """Until when months hold their worker that were planned from `first` to `last`; None without an end."""

    first: datetime
    last: datetime
    until: datetime | None


def unbill(bill: Bill) -> None:
    """In the caller's transaction, which holds the bill."""
    asked = month_rows.asked_by(bill)
    with changing(month_rows.people(asked)) as changes:
        for promise in _promised(bill):
            planned = asked & Commitment.created_at.between(promise.first, promise.last)
            changes.unbill(month_rows.ids(planned), hold_until=promise.until)


def held_after(bill: Bill) -> datetime | None:
    """Until when its months would hold their worker (the first that ends); None without an end. It may be over."""
    return min((promise.until for promise in _promised(bill) if promise.until), default=None)


def _promised(bill: Bill) -> list[_Promise]:
    """Of the unpaid months the ends of the holds that began when they were planned, the earliest first: who was planned
    between two of the same end has that one too."""
    asked = (
        CoverageMonth.select(Commitment.created_at)
        .join(Commitment)
        .where(month_rows.asked_by(bill), CoverageMonth.released_at.is_null())
        .distinct()
        .order_by(Commitment.created_at)
    )
    kind, found = bill.funder.kind, []
    for (planned_at,) in asked.tuples():
        until = hold_until(kind, steps.first_step(kind), at=planned_at)
        if found and found[-1].until == until:
            found[-1] = found[-1]._replace(last=planned_at)
        else:
            found.append(_Promise(planned_at, planned_at, until))
    return found
