"""What was to be settled about two registrations, once they are one, or are said to be two people."""

from db.models import Worker, WorkerFlag
from kiosk.services import worker_flags
from kiosk.services.acting import Actor

OF_THE_NIK = (worker_flags.KTP_DIFFERS, worker_flags.DUKCAPIL)


def carry(wrong: Worker, right: Worker, by: Actor) -> None:
    """In the caller's transaction: that the two are twins is settled, and what was said of the wrong NIK. The rest is
    to be settled under the right number, a likeness to a third person too."""
    settle_twins(right, wrong, by)
    for flag in worker_flags.open_flags(wrong.id):
        worker_flags.settle(worker_id=wrong.id, kind=flag.kind, by=by)
        if flag.kind not in OF_THE_NIK and not _says_twin_of(flag, right):
            worker_flags.raise_flag(worker_id=right.id, kind=flag.kind, note=flag.note, by=by)


def settle_twins(one: Worker, other: Worker, by: Actor) -> bool:
    """Whether one of them was said to be the other a second time."""
    settled = False
    for worker, twin in ((one, other), (other, one)):
        for flag in worker_flags.open_flags(worker.id):
            if _says_twin_of(flag, twin):
                settled |= worker_flags.settle(worker_id=worker.id, kind=flag.kind, by=by)
    return settled


def _says_twin_of(flag: WorkerFlag, worker: Worker) -> bool:
    return flag.kind == worker_flags.TWIN and (not flag.note or worker.reg_no in flag.note)
