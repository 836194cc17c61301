"""What somebody has to settle about a person; each kind is open at most once (partial unique index)."""

from collections.abc import Iterable, Mapping

from db.models import WorkerFlag
from kiosk.domain.clock import utc_now
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500

KTP_DIFFERS = "ktp_differs"  # birth date or sex differ from the NIK, and nobody has said why
TWIN = "twin"  # may be enrolled a second time under another NIK; the note names the other registration number
DUKCAPIL = "dukcapil"  # Dukcapil does not know this NIK, or knows it under another name
BPJS_REJECTED = "bpjs_rejected"  # BPJS has not taken the person; the note is its reason


def raise_flag(*, worker_id: int, kind: str, by: Actor, note: str = "") -> None:
    """In the caller's transaction; one that is open already stays as it is. No number of a person in `note`."""
    raise_flags(kind, {worker_id: note}, by=by)


def raise_flags(kind: str, notes: Mapping[int, str], *, by: Actor) -> None:
    """The same for several people, in one statement; `notes` by worker."""
    rows = [
        {"worker": worker_id, "kind": kind, "note": note, "raised_by": by.user_id}
        for worker_id, note in notes.items()
    ]
    if not rows:
        return
    WorkerFlag.insert_many(rows).on_conflict(
        conflict_target=[WorkerFlag.worker, WorkerFlag.kind],
        conflict_where=WorkerFlag.settled_at.is_null(),
        action="nothing",
    ).execute()


def settle(*, worker_id: int, kind: str, by: Actor) -> bool:
    """In the caller's transaction; whether there was one to settle."""
    open_one = _open().where(WorkerFlag.worker == worker_id, WorkerFlag.kind == kind)
    ids = [flag.id for flag in open_one]
    WorkerFlag.update(settled_at=utc_now(), settled_by=by.user_id).where(WorkerFlag.id.in_(ids)).execute()
    return bool(ids)


def settle_all(kind: str, worker_ids: Iterable[int], *, by: Actor) -> None:
    """In the caller's transaction: what is open of this kind about these people."""
    theirs = (WorkerFlag.kind == kind) & WorkerFlag.worker.in_(list(worker_ids))
    settled = WorkerFlag.update(settled_at=utc_now(), settled_by=by.user_id)
    settled.where(WorkerFlag.settled_at.is_null(), theirs).execute()


def open_among(kind: str, worker_ids: Iterable[int]) -> set[int]:
    """About whom of these people one of this kind is open; one query for each 500 of them."""
    rows = _open().select(WorkerFlag.worker).where(WorkerFlag.kind == kind)
    chunks = in_chunks(worker_ids, PEOPLE_AT_ONCE)
    return {key for chunk in chunks for (key,) in rows.where(WorkerFlag.worker.in_(chunk)).tuples()}


def open_flags(worker_id: int) -> list[WorkerFlag]:
    return list(_open().where(WorkerFlag.worker == worker_id).order_by(WorkerFlag.id))


def _open():
    return WorkerFlag.select().where(WorkerFlag.settled_at.is_null())
