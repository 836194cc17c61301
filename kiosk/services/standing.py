"""Whether a person may be funded, printed for and picked: not while frozen, not before an approval that is needed,
not under a number that was merged into another."""

from db.models import Worker
from kiosk.domain.words import N_
from kiosk.services.acting import Refused

ASKED, APPROVED, DECLINED = "asked", "approved", "refused"

MERGED = N_("Nomor registrasi ini sudah digabung dengan nomor lain. Pakai nomor yang berlaku.")
FROZEN = N_(
    "Data orang ini dibekukan atas permintaannya, maka belum dapat ditanggung atau dicetak. Buka pembekuannya dulu."
)
NOT_APPROVED = N_("Orang ini di bawah umur paling rendah dan belum disetujui Disnaker.")


def is_free():
    """The condition for queries over Worker."""
    approved = Worker.approval.is_null() | (Worker.approval == APPROVED)
    return Worker.frozen_at.is_null() & Worker.merged_into.is_null() & approved


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
    return NOT_APPROVED if worker.approval in (ASKED, DECLINED) else ""
