"""Who takes somebody's place in a paid batch: a person of the company, by number, or whoever has waited longest."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, BatchRow, Commitment, Company, CoverageMonth, Worker
from kiosk.domain.registration import read_registration_number
from kiosk.domain.words import N_
from kiosk.services import access, batch_places, ledger, safe, settings, standing, waiting
from kiosk.services.acting import Actor, Refused
from kiosk.services.months_taken import MonthsTaken
from kiosk.services.new_members import may_be_member

DIED, OTHER = "died", "other"
REASONS = {
    DIED: N_("Orangnya meninggal dunia"),
    "stopped": N_("Orangnya berhenti bekerja"),
    "moved": N_("Orangnya pindah"),
    "unwilling": N_("Orangnya tidak mau ikut lagi"),
    "twice": N_("Orangnya tercatat dua kali"),
    OTHER: N_("Alasan lain"),
}
NAMED, WAITING = "named", "waiting"

NO_NUMBER = N_("Tulis nomor registrasi penggantinya, misalnya SMG-7K3QF2M-6, atau NIK 16 angkanya.")
STRANGE = N_(
    "Nomor ini tidak dikenal di antara orang perusahaan ini. Daftarkan dulu orangnya, atau pilih dari daftar menunggu."
)
SAME_PERSON = N_("Itu orang yang diganti. Tulis nomor penggantinya.")
IN_BATCH = N_("Orang itu sudah ada dalam batch ini.")
IN_OWN_BATCH = N_(
    "Orang itu sudah punya tempat dalam batch %(no)s perusahaan ini untuk bulan yang sama. Pilih orang lain."
)
TOO_OLD = N_("Umurnya sudah mencapai batas untuk peserta baru pada pembayaran pertamanya.")
NOBODY_WAITS = N_("Tidak ada yang menunggu dengan pilihan ini. Ubah wilayah atau pekerjaannya.")


class WrongPerson(Refused):
    """About the number of who is to come."""


@dataclass(frozen=True)
class ReplaceWish:
    """`reason` is a code of REASONS; from `first_month` on; `how` NAMED by `number` (registration number or NIK), or
    WAITING: the longest waiting of an area and an occupation (codes, empty for any)."""

    reason: str
    first_month: date
    how: str
    number: str = ""
    kecamatan: str = ""
    kelurahan: str = ""
    occupation: str = ""

    @property
    def listed(self) -> waiting.Wish:
        return waiting.Wish(kecamatan=self.kecamatan, kelurahan=self.kelurahan, occupation=self.occupation)


def who_comes(batch: Batch, row: BatchRow, wish: ReplaceWish, by: Actor) -> Worker:
    """Raises Refused where nobody waits, WrongPerson."""
    if wish.how == NAMED:
        return _named(batch, row, wish, by)
    fits = [may_be_member(wish.first_month), Worker.id != row.worker_id]
    found = waiting.first_of(by=by, wish=wish.listed, most=1, conditions=fits)
    if not found:
        raise Refused(NOBODY_WAITS)
    return found[0]


def require_free(coming: Worker, months: list[date], batch: Batch) -> None:
    """A batch of the same company is named, every other funder by kind only. Raises WrongPerson, MonthsTaken."""
    taken = ledger.taken_months([coming.id], months)
    theirs = [month.commitment.batch for month in taken.get(coming.id, ())]
    own = [one.no for one in theirs if one is not None and one.company_id == batch.company_id]
    if own:
        raise WrongPerson(IN_OWN_BATCH, no=own[0])
    if taken:
        raise MonthsTaken(taken, [coming])


def _named(batch: Batch, row: BatchRow, wish: ReplaceWish, by: Actor) -> Worker:
    worker = _numbered(wish.number)
    if worker is None or not _is_known(worker, batch, by):
        raise WrongPerson(STRANGE)
    if worker.id == row.worker_id:
        raise WrongPerson(SAME_PERSON)
    if reason := standing.why_not_free(worker):
        raise WrongPerson(standing.FOR_COMPANIES[reason])
    ready = (BatchRow.batch == batch) & (BatchRow.worker == worker) & (BatchRow.state == batch_places.READY)
    if BatchRow.select().where(ready).exists():
        raise WrongPerson(IN_BATCH)
    if not Worker.select().where(Worker.id == worker.id, may_be_member(wish.first_month)).exists():
        raise WrongPerson(TOO_OLD)
    return worker


def _numbered(text: str) -> Worker | None:
    """One merged into another is that other."""
    reg_no = read_registration_number(text, settings.setting("registration_prefix"))
    digits = "".join(char for char in text if char.isdigit())
    if reg_no:
        worker = Worker.get_or_none(Worker.reg_no == reg_no)
    elif len(digits) == 16:
        worker = Worker.get_or_none(Worker.nik_hash == safe.index(digits, safe.NIK))
    else:
        raise WrongPerson(NO_NUMBER)
    while worker and worker.merged_into_id:
        worker = worker.merged_into
    return worker


def _is_known(worker: Worker, batch: Batch, by: Actor) -> bool:
    """Whom the reader may see anyway, or whom this company named or paid for before: a replacement is undone by
    another one."""
    if access.may_see_worker(by, worker):
        return True
    paid = CoverageMonth.select(CoverageMonth.id).join(Commitment)
    paid = paid.where(
        Commitment.batch == BatchRow.batch,
        CoverageMonth.worker == BatchRow.worker,
        CoverageMonth.paid_on.is_null(False),
    )
    stood = BatchRow.select().join(Batch).join(Company)
    return stood.where(
        Company.id == batch.company_id,
        BatchRow.worker == worker,
        BatchRow.state.in_((batch_places.READY, batch_places.RELEASED)),
        ~BatchRow.picked | fn.EXISTS(paid),
    ).exists()
