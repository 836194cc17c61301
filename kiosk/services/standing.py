"""Whether a person may be funded, printed for and picked: not while frozen, not before an approval that is needed,
not under a number that was merged into another."""

from datetime import date

from db.connection import held
from db.models import Worker
from kiosk.domain.age import latest_birth
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import settings
from kiosk.services.acting import Refused
from kiosk.services.portions import in_chunks

ASKED, APPROVED, DECLINED = "asked", "approved", "refused"
PEOPLE_AT_ONCE = 1_000

MERGED = N_("Nomor registrasi ini sudah digabung dengan nomor lain. Pakai nomor yang berlaku.")
FROZEN = N_(
    "Data orang ini sedang dibekukan, maka belum dapat ditanggung atau dicetak. Buka pembekuannya dulu di halaman "
    "orangnya."
)
NOT_APPROVED = N_("Orang ini di bawah umur paling rendah dan belum disetujui Disnaker.")

# The same, in the measure a company may know.
FOR_COMPANIES = {
    MERGED: N_(
        "Orang ini pernah tercatat dengan NIK yang keliru. Cocokkan NIK dengan KTP-nya, lalu kirim baris ini lagi."
    ),
    FROZEN: N_(
        "Data orang ini sedang dibekukan, maka ia belum dapat ditanggung. Minta orangnya bertanya ke pos kelurahan."
    ),
    NOT_APPROVED: N_(
        "Orang ini di bawah umur paling rendah dan belum disetujui Disnaker, maka ia belum dapat ditanggung."
    ),
}


def is_free():
    """The condition for queries over Worker."""
    approved = Worker.approval.is_null() | (Worker.approval == APPROVED) | (Worker.birth_on <= _youngest())
    return Worker.frozen_at.is_null() & Worker.merged_into.is_null() & approved


def hold(workers: list[Worker]) -> None:
    """Hold these people until the caller's transaction ends, in the order of their ids, each standing as it is now:
    whoever freezes or merges one of them comes before or after it. Who was merged away stays so, and is not held."""
    people = {worker.id: worker for worker in workers if not worker.merged_into_id}
    for chunk in in_chunks(sorted(people), PEOPLE_AT_ONCE):
        for worker_id, merged_into, frozen_at, approval, birth_on in held(_standing_of(chunk)):
            worker = people[worker_id]
            worker.merged_into_id, worker.frozen_at = merged_into, frozen_at
            worker.approval, worker.birth_on = approval, birth_on


def _standing_of(ids: list[int]):
    columns = (Worker.id, Worker.merged_into, Worker.frozen_at, Worker.approval, Worker.birth_on)
    return Worker.select(*columns).where(Worker.id.in_(ids)).order_by(Worker.id).tuples()


def require_free(workers: list[Worker]) -> None:
    """Raises Refused for the first of `workers` who is not."""
    for worker in workers:
        if reason := why_not_free(worker):
            raise Refused(reason)


def why_not_free(worker: Worker) -> str:
    """The sentence that says what holds this person back; empty when nothing does."""
    if worker.merged_into_id:
        return MERGED
    if worker.frozen_at:
        return FROZEN
    return NOT_APPROVED if awaits_approval(worker) else ""


def awaits_approval(worker: Worker) -> bool:
    """Whether an approval is still missing. Who has come of age meanwhile needs none any more."""
    return worker.approval in (ASKED, DECLINED) and worker.birth_on > _youngest()


def _youngest() -> date:
    """The birthday of those who reach the minimum age today."""
    return latest_birth(today(), settings.whole("minimum_age"))
