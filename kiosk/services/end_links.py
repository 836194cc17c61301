"""Where a funder reads, after signing in, whose cover ended: no letter names anybody (0048), and the page it leads to
shows the name to who may see it. Never a registration number: a row of a batch, or the people of a programme."""

from datetime import datetime, timedelta

from peewee import fn

from db.models import Batch, BatchRow, Commitment, CoverageMonth, Funder, Programme
from kiosk.services import batch_places, releases

BILLS = "/tagihan"
MOST = 5  # more than these are looked up in the batch


def of_day(funder: Funder, *, since: datetime) -> list[str]:
    """Of whose cover ended at the desk in the 24 hours from `since` (UTC) on."""
    return _paths(
        (CoverageMonth.funder == funder.id)
        & CoverageMonth.released_why.in_((releases.DIED, releases.STOPPED))
        & (CoverageMonth.released_at >= since)
        & (CoverageMonth.released_at < since + timedelta(days=1))
    )


def of_worker(funder: Funder, worker_id: int) -> list[str]:
    """Of this one, whose death was taken back."""
    return _paths(
        (CoverageMonth.funder == funder.id)
        & (CoverageMonth.worker == worker_id)
        & (CoverageMonth.released_why == releases.DIED)
    )


def _paths(ended) -> list[str]:
    found = [*_rows(ended), *_programmes(ended)]
    return found or [BILLS]


def _rows(ended) -> list[str]:
    """The last row of each person in each batch; of many people the batches."""
    last = fn.MAX(BatchRow.id)
    rows = (
        CoverageMonth.select(Batch.no, last)
        .join(Commitment)
        .join(Batch)
        .join(BatchRow, on=(BatchRow.batch == Batch.id) & (BatchRow.worker == CoverageMonth.worker))
        .where(ended, BatchRow.state.in_((batch_places.READY, batch_places.RELEASED)))
        .group_by(Batch.no, CoverageMonth.worker)
        .order_by(last)
    )
    found = list(rows.tuples())
    if len(found) > MOST:
        return sorted({f"/batch/{no}?keadaan=released#rows" for no, _row in found})
    return [f"/batch/{no}/baris/{row_id}" for no, row_id in found]


def _programmes(ended) -> list[str]:
    rows = CoverageMonth.select(Programme.no).join(Commitment).join(Programme).where(ended)
    return [f"/program/{no}/berpulang" for (no,) in rows.distinct().order_by(Programme.no).tuples()]
