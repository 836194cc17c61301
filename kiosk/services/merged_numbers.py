"""A registration number, or a mistyped NIK, that was merged into another leads on to the one in force."""

from collections.abc import Iterable

from db.kept import KeptIn
from db.models import Worker
from kiosk.services import safe
from kiosk.services.acting import Refused
from kiosk.services.standing import MERGED


class MovedTo(Refused):
    """The person is found under `reg_no` now; web goes there."""

    def __init__(self, reg_no: str):
        super().__init__(MERGED)
        self.reg_no = reg_no


def require_current(worker: Worker) -> None:
    """For a worker whom the reader may see. Raises MovedTo."""
    if worker.merged_into_id:
        raise MovedTo(worker.merged_into.reg_no)


def numbers_of(worker: Worker) -> dict[int, str]:
    """The registration numbers by the row's id: the worker's own, then those merged into it."""
    merged = (
        Worker.select(Worker.id, Worker.reg_no).where(Worker.merged_into == worker.id).order_by(Worker.id)
    )
    return {worker.id: worker.reg_no} | {row.id: row.reg_no for row in merged}


MISTYPED_NIK = "worker.nik.mistyped"  # its own index: the number itself stays free for its real owner


_merged_as = KeptIn(
    lambda slot, many: Worker.select(Worker.nik_hash, Worker.merged_into).where(Worker.nik_hash.in_(many))
)


def hash_of_mistyped(nik: str, worker_id: int) -> bytes:
    """What a merged row has instead of its NIK's hash: found again by the slip, found by no real NIK. The second row
    with the same slip is found by nothing."""
    hashed = safe.index(nik, MISTYPED_NIK)
    taken = Worker.select().where(Worker.nik_hash == hashed, Worker.id != worker_id).exists()
    return safe.index(f"{nik}:{worker_id}", MISTYPED_NIK) if taken else hashed


def in_force_for(niks: Iterable[str]) -> dict[str, Worker]:
    """NIK → the worker in force, for those of `niks` (some 500) that were merged away as slips."""
    hashes = {safe.index(nik, MISTYPED_NIK): nik for nik in niks}
    merged = {bytes(nik_hash): merged_into for nik_hash, merged_into in _merged_as.rows(hashes)}
    people = (
        {row.id: row for row in Worker.select().where(Worker.id.in_(list(set(merged.values()))))}
        if merged
        else {}
    )
    return {hashes[hashed]: people[worker_id] for hashed, worker_id in merged.items()}
