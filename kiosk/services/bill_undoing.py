"""A bill that is taken back: its months are planned again, and hold their worker no longer than they were promised for
when they were planned."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from db.models import Bill, Commitment, CoverageMonth
from kiosk.domain import holds as steps
from kiosk.services import month_rows
from kiosk.services.coverage_changes import changing
from kiosk.services.holds import hold_until


def unbill(bill: Bill) -> None:
    """In the caller's transaction, which holds the bill."""
    with changing(month_rows.people(month_rows.asked_by(bill))) as changes:
        for until, ids in _promised(bill).items():
            changes.unbill(ids, hold_until=until)


def held_after(bill: Bill) -> datetime | None:
    """Until when its months would hold their worker (the first that ends); None without an end. It may be over."""
    return min((until for until in _promised(bill) if until), default=None)


def _promised(bill: Bill) -> Mapping[datetime | None, list[int]]:
    """The unpaid months by the end of the hold that began when they were planned."""
    months = CoverageMonth.select(CoverageMonth.id, Commitment.created_at).join(Commitment)
    asked = months.where(month_rows.asked_by(bill), CoverageMonth.released_at.is_null()).tuples()
    kind, found = bill.funder.kind, defaultdict(list)
    for month_id, planned_at in asked:
        found[planned_at].append(month_id)
    ends = defaultdict(list)
    for planned_at, ids in found.items():
        ends[hold_until(kind, steps.first_step(kind), at=planned_at)] += ids
    return ends
