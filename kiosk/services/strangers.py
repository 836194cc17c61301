"""Whom a company took on from the list of whose cover ends, and has not paid for yet: it knows them by initials."""

from collections.abc import Iterable

from db.models import BatchRow, Worker
from kiosk.services import access
from kiosk.services.acting import Actor


def strangers_in(by: Actor, batch_id: int | None, worker_ids: Iterable[int]) -> set[int]:
    """Who of these people stands in this batch by a pick from the list alone: `by` knows them by initials."""
    if by.role in access.SEES_ALL or batch_id is None:
        return set()
    rows = strangers_of(by, BatchRow.batch == batch_id).where(BatchRow.worker.in_(list(worker_ids)))
    return {worker_id for (worker_id,) in rows.tuples()}


def strangers_of(by: Actor, batch):
    """The query of the ids of all such people; `batch` is a condition on BatchRow. For who sees not everybody."""
    seen = access.workers_in_scope(by).select(Worker.id)
    return BatchRow.select(BatchRow.worker).where(batch, BatchRow.picked, BatchRow.worker.not_in(seen))
