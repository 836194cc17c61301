"""What a merge is decided by: the two registrations, and what would happen whichever of them is the right one."""

from dataclasses import dataclass

from db.models import Worker
from kiosk.domain.registration import read_registration_number
from kiosk.domain.words import N_
from kiosk.services import access, one_worker, settings, worker_flags
from kiosk.services.acting import Actor, Refused
from kiosk.services.merge_obstacles import obstacle
from kiosk.services.merge_plans import MergePlan, plan_of
from kiosk.services.merges import WITH_ITSELF
from kiosk.services.side_by_side import Pair, pair_of

NOT_A_NUMBER = N_("Isi nomor registrasi yang lain secara lengkap, misalnya SMG-7K3QF2M-6.")
NOBODY = N_("Nomor registrasi ini tidak ada. Cocokkan dengan kartu atau buktinya, lalu ketik ulang.")


@dataclass(frozen=True)
class MergeFile:
    """`plans`: first with the one whose page it is as the right one, then with the other; `obstacles` what stands in
    the way of each, None where nothing does."""

    worker: Worker
    other: Worker
    pair: Pair
    plans: tuple[MergePlan, MergePlan]
    obstacles: tuple[Refused | None, Refused | None]


def worker_to_merge(*, reg_no: str, by: Actor) -> Worker:
    """Raises NotThere, NotAllowed, MovedTo."""
    access.require(by.role in access.SEES_ALL)
    return one_worker.current_seen_by(by, one_worker.numbered(reg_no))


def file_of(*, worker: Worker, other: str) -> MergeFile:
    """`other` as it was typed; a number that was merged stands for the one in force. Raises Refused."""
    twin = _worker_named(other)
    if twin == worker:
        raise Refused(WITH_ITSELF)
    plans = plan_of(twin, worker), plan_of(worker, twin)
    return MergeFile(worker, twin, pair_of(worker, twin), plans, (obstacle(plans[0]), obstacle(plans[1])))


def _worker_named(text: str) -> Worker:
    reg_no = read_registration_number(text, settings.setting("registration_prefix"))
    if reg_no is None:
        raise Refused(NOT_A_NUMBER)
    worker = Worker.get_or_none(Worker.reg_no == reg_no)
    if worker is None:
        raise Refused(NOBODY)
    return worker.merged_into if worker.merged_into_id else worker


def suspected_twin(worker: Worker) -> str:
    """The registration number of whom this person may be a second time; empty where nobody said so."""
    notes = [flag.note for flag in worker_flags.open_flags(worker.id) if flag.kind == worker_flags.TWIN]
    return notes[0] if notes else ""
