"""Scope, checked on the object: who may browse which worker, batch, card, department."""

from db.models import Batch, BatchRow, Opd, Worker
from kiosk.services.acting import Actor, NotAllowed

SEES_ALL = ("admin", "auditor")


def workers_in_scope(by: Actor):
    """The query of workers this person may browse: own posts and kelurahan, own batches, everything, or nothing."""
    query = Worker.select()
    if by.role in SEES_ALL:
        return query
    return query.where(_worker_scope(by))


def _worker_scope(by: Actor):
    if by.role == "petugas":
        return Worker.enrolled_post.in_(by.post_ids) | Worker.kelurahan.in_(by.kelurahan_codes)
    if by.role == "mitra":
        own_rows = (
            BatchRow.select(BatchRow.worker)
            .join(Batch)
            .where(Batch.company == by.company_id, BatchRow.state == "ready")
        )
        return Worker.id.in_(own_rows)
    return Worker.id.is_null()


def may_see_worker(by: Actor, worker: Worker) -> bool:
    if by.role in SEES_ALL:
        return True
    if by.role == "petugas":
        return worker.enrolled_post_id in by.post_ids or worker.kelurahan_id in by.kelurahan_codes
    if by.role == "mitra":
        return workers_in_scope(by).where(Worker.id == worker.id).exists()
    return False


def may_reveal_nik(by: Actor, worker: Worker) -> bool:
    """The full NIK: a petugas in scope and admin. Nobody else, ever."""
    return by.role in ("petugas", "admin") and may_see_worker(by, worker)


def batches_in_scope(by: Actor):
    query = Batch.select()
    if by.role in SEES_ALL:
        return query
    if by.role == "mitra":
        return query.where(Batch.company == by.company_id)
    if by.role == "petugas":
        return query.where((Batch.created_by_id == by.user_id) | Batch.open_at.in_(by.post_ids))
    return query.where(Batch.id.is_null())


def may_see_batch(by: Actor, batch: Batch) -> bool:
    return batches_in_scope(by).where(Batch.id == batch.id).exists()


def may_see_department(by: Actor, opd: Opd) -> bool:
    """Own department and all below it."""
    if by.role in SEES_ALL:
        return True
    return by.role == "opd" and by.opd_id in _with_ancestors(opd)


def _with_ancestors(opd: Opd | None) -> list[int]:
    ids = []
    while opd is not None and opd.id not in ids:
        ids.append(opd.id)
        opd = opd.parent
    return ids


def require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed
