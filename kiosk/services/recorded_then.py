"""What the ledger said at the end of an earlier day: months that were planned, paid or let go since are taken back to
what they were. What was paid is read from the entries of the payments, which are never edited."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from db.models import CoverageMonth, Payment, PaymentAllocation
from kiosk.domain.clock import local, noon_of, start_of
from kiosk.domain.protection import CoveredMonth


def covered_then(rows: list[CoverageMonth], day: date) -> list[CoveredMonth]:
    """The months of one worker as they stood; `rows` live and released (worker_months.months_of). One query."""
    end = start_of(day + timedelta(days=1))
    paid = _paid_then([row.id for row in rows], end)
    return [
        CoveredMonth(row.month, row.effective_on if row.id in paid else None, paid.get(row.id))
        for row in rows
        if _stood(row, end)
    ]


def _stood(row: CoverageMonth, end: datetime) -> bool:
    return row.commitment.created_at < end and (row.released_at is None or row.released_at >= end)


def _paid_then(ids: list[int], end: datetime) -> dict[int, date]:
    """Month → the day its money was entered, for those whose entries up to then say that it was paid."""
    sums: dict[int, int] = defaultdict(int)
    last: dict[int, date] = {}
    for month_id, amount, at in _entries(ids):
        if at < end:
            sums[month_id] += amount
            last[month_id] = local(at).date()
    return {month_id: last[month_id] for month_id, amount in sums.items() if amount > 0}


def _entries(ids: list[int]):
    """(month, rupiah, when) of each entry. One that nobody made was carried over from before entries were kept: it
    stood from the day the money came."""
    columns = (PaymentAllocation.covered, PaymentAllocation.amount, PaymentAllocation.at)
    query = (
        PaymentAllocation.select(
            *columns, PaymentAllocation.by, PaymentAllocation.reverses, Payment.received_on
        )
        .join(Payment)
        .where(PaymentAllocation.covered.in_(ids))
        .order_by(PaymentAllocation.id)
    )
    for month_id, amount, at, by, reverses, received_on in query.tuples():
        carried_over = by is None and reverses is None
        yield month_id, amount, noon_of(received_on) if carried_over else at
