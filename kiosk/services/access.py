"""Scope, checked on the object: who may browse which worker, batch, card, department."""

from functools import reduce
from operator import or_

from peewee import Value, fn

from db.models import (
    Batch,
    BatchRow,
    Commitment,
    Consent,
    CoverageMonth,
    Opd,
    ServiceOpening,
    Upload,
    User,
    Worker,
)
from kiosk.domain.clock import today
from kiosk.services.acting import Actor, NotAllowed

SEES_ALL = ("admin", "auditor")


def workers_in_scope(by: Actor, among: list[int] | None = None):
    """The query of workers this person may browse: own posts and kelurahan and who is served at the post today, own
    batches, everything, or nothing. `among`: the ids of the few who are asked for; nobody else is looked at then."""
    query = _in_force() if among is None else _in_force().where(Worker.id.in_(among))
    if by.role in SEES_ALL:
        return query
    return query.where(reduce(or_, _parts_of_scope(by, among)))


def scope_in_parts(by: Actor) -> list:
    """The same people as several queries, each of which has an index of its own; somebody may be in more than one.
    Merged registrations are still among them: to leave them out every row would be read."""
    if by.role in SEES_ALL:
        return [Worker.select()]
    return [Worker.select().where(part) for part in _parts_of_scope(by)]


def worker_in_scope(by: Actor):
    """The same as a condition over Worker, for a query of something else that is joined to its person; not for who
    sees all."""
    return reduce(or_, _parts_of_scope(by))


def _in_force():
    """A registration that was merged into another stands in no list."""
    return Worker.select().where(Worker.merged_into.is_null())


def _parts_of_scope(by: Actor, among: list[int] | None = None) -> list:
    if by.role == "petugas":
        return [
            Worker.enrolled_post.in_(by.post_ids),
            Worker.kelurahan.in_(by.kelurahan_codes),
            Worker.id.in_(_served_today(by)),
        ]
    if by.role == "mitra":
        rows = _named_or_paid_by(by.company_id)
        return [Worker.id.in_(rows if among is None else rows.where(BatchRow.worker.in_(among)))]
    return [Worker.id.is_null()]


def _named_or_paid_by(company_id: int | None):
    """Whom a company registered itself, and whom it pays for. A NIK in its sheet that somebody else had registered
    opens nobody's record. Whom BPJS rejected has no place any more, but has to be mended by who registered them."""
    worker = Worker.alias()
    rows = BatchRow.select(BatchRow.worker).join(Batch).switch(BatchRow).left_outer_join(Upload)
    rows = rows.switch(BatchRow).join(worker, on=BatchRow.worker == worker.id)
    staff = User.select(User.id).where(User.company == company_id)
    from_the_sheet = (
        ((worker.enrolled_by == Upload.created_by_id) | (worker.enrolled_by == BatchRow.edited_by_id))
        & (worker.enrolled_at >= Upload.created_at)
        & fn.EXISTS(
            Consent.select(Value(1)).where(Consent.worker == worker.id, Consent.how == "company_list")
        )
    )
    registered = BatchRow.upload.is_null() | worker.enrolled_by.in_(staff) | from_the_sheet
    rejected = (BatchRow.state == "released") & fn.EXISTS(_rejected_here())
    theirs = rows.where(Batch.company == company_id, (BatchRow.state == "ready") | rejected)
    return theirs.where(~BatchRow.picked & registered | is_paid_here())


def _rejected_here():
    """For a row of a batch: months of this batch that BPJS did not take its person for."""
    here = (Commitment.batch == BatchRow.batch) & (CoverageMonth.worker == BatchRow.worker)
    months = CoverageMonth.select(CoverageMonth.id).join(Commitment)
    return months.where(here, CoverageMonth.released_why == "rejected")


def is_paid_here():
    """For a row of a batch: a month of this batch is paid for its person. Whom a company took on from a list of
    strangers it knows by initials until then."""
    months = CoverageMonth.select(CoverageMonth.id).join(Commitment)
    here = (Commitment.batch == BatchRow.batch) & (CoverageMonth.worker == BatchRow.worker)
    return fn.EXISTS(
        months.where(here, CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null(False))
    )


def _served_today(by: Actor):
    """Whom the officer's post of today has opened with *Layani di pos ini*; at midnight nobody is left."""
    here = (ServiceOpening.post == by.post_id) & (ServiceOpening.day == today())
    return ServiceOpening.select(ServiceOpening.worker).where(here)


def may_see_worker(by: Actor, worker: Worker) -> bool:
    """One merged into another: whoever may see that one."""
    if by.role in SEES_ALL:
        return True
    if worker.merged_into_id:
        return may_see_worker(by, worker.merged_into)
    if by.role == "petugas":
        return in_own_area(by, worker) or is_served_today(by, worker)
    if by.role == "mitra":
        return workers_in_scope(by, [worker.id]).exists()
    return False


def seen_among(by: Actor, workers: list[Worker]) -> set[int]:
    """The ids of those of these people whom `by` may see, in one query; as may_see_worker for each of them."""
    if by.role in SEES_ALL:
        return {worker.id for worker in workers}
    in_force = {worker.id: worker.merged_into_id or worker.id for worker in workers}
    rows = workers_in_scope(by, sorted(set(in_force.values()))).select(Worker.id)
    seen = {worker_id for (worker_id,) in rows.tuples()}
    return {worker_id for worker_id, number in in_force.items() if number in seen}


def in_own_area(by: Actor, worker: Worker) -> bool:
    """Whether the worker is of an officer's own posts or kelurahan."""
    return worker.enrolled_post_id in by.post_ids or worker.kelurahan_id in by.kelurahan_codes


def is_served_today(by: Actor, worker: Worker) -> bool:
    return _served_today(by).where(ServiceOpening.worker == worker.id).exists()


def is_guest(by: Actor, worker: Worker) -> bool:
    """Of a worker whom `by` may see: only because the post serves them today."""
    return by.role == "petugas" and not in_own_area(by, worker)


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
