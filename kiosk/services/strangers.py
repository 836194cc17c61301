"""Whom a company took on without having registered them, and has not paid for yet: picked from a list, or known by the
NIK in its sheet. It knows them by initials, or by the name it sent."""

from collections.abc import Iterable

from db.models import BatchRow, Worker
from kiosk.services import access
from kiosk.services.acting import Actor


def strangers_in(by: Actor, batch_id: int | None, worker_ids: Iterable[int]) -> set[int]:
    """Who of these people `by` may not know yet, though they stand in this batch."""
    if by.role in access.SEES_ALL or batch_id is None:
        return set()
    rows = strangers_of(by, BatchRow.batch == batch_id, sorted(worker_ids))
    return {worker_id for (worker_id,) in rows.tuples()}


def strangers_of(by: Actor, batch, among: list[int] | None = None):
    """The query of the ids of all such people, or of those `among` a few ids; `batch` is a condition on BatchRow. For
    who sees not everybody."""
    seen = access.workers_in_scope(by, among).select(Worker.id)
    # An officer knows whom the sheet in hand names; what is on record opens only in the officer's own area.
    taken_on = BatchRow.picked if by.role == "petugas" else BatchRow.state == "ready"
    rows = BatchRow.select(BatchRow.worker).where(batch, taken_on, BatchRow.worker.not_in(seen))
    return rows if among is None else rows.where(BatchRow.worker.in_(among))
