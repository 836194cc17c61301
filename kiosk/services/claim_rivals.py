"""What else is on record of the same person, and speaks against a day of death or against opening a closed claim
again."""

from datetime import date

from db.models import Claim, Worker
from kiosk.domain import claims
from kiosk.domain.words import N_, long_date
from kiosk.services.acting import Refused
from kiosk.services.deaths import death_of

ACCIDENT_AFTER = N_(
    "Orang ini tercatat mengalami kecelakaan pada %(day)s, sesudah hari itu, dengan nomor %(no)s. Periksa tanggalnya; "
    "bila catatan itu yang keliru, tutup dulu catatan itu."
)
DEATH_TAKEN_BACK = N_(
    "Catatan meninggal dunia itu sudah dibatalkan, maka klaimnya tetap ditutup. Bila orangnya memang meninggal, catat "
    "lagi kematiannya."
)
AFTER_DEATH = N_("Orang ini tercatat meninggal dunia pada %(day)s, sebelum hari itu. Periksa tanggalnya.")
REPORTED_BEFORE = N_(
    "Kejadian pada %(day)s sudah dicatat dengan nomor %(no)s. Buka catatan itu dan lanjutkan di sana."
)
DEATH_REPORTED = N_(
    "Kematian orang ini sudah dicatat dengan nomor %(no)s. Buka catatan itu dan lanjutkan di sana."
)


def live_of(worker_id: int):
    """The query of this person's claims that are not closed as wrong."""
    return Claim.select().where(Claim.worker == worker_id, Claim.state != claims.CLOSED_WRONG)


def require_no_accident_after(worker: Worker, died_on: date) -> None:
    """Nobody has an accident after death. Raises Refused, which names the other claim."""
    later = (
        live_of(worker.id).where(Claim.happened_on > died_on).order_by(Claim.happened_on, Claim.id).first()
    )
    if later:
        raise Refused(ACCIDENT_AFTER, day=long_date(later.happened_on), no=later.no)


def require_may_reopen(claim: Claim) -> None:
    """Of one that is closed as wrong. Raises Refused: the death was taken back, another claim has its place."""
    is_death, death = claim.kind in claims.DEATHS, death_of(claim.worker)
    if is_death and (death is None or death.day != claim.died_on):
        raise Refused(DEATH_TAKEN_BACK)
    if death and claim.happened_on > death.day:
        raise Refused(AFTER_DEATH, day=long_date(death.day))
    others = live_of(claim.worker_id)
    if same_day := others.where(Claim.happened_on == claim.happened_on).first():
        raise Refused(REPORTED_BEFORE, day=long_date(claim.happened_on), no=same_day.no)
    if is_death and (other := others.where(Claim.kind != claims.ACCIDENT).first()):
        raise Refused(DEATH_REPORTED, no=other.no)


def may_reopen(claim: Claim) -> bool:
    try:
        require_may_reopen(claim)
    except Refused:
        return False
    return True
