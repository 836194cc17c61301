"""Whom a civil servant may take on now: who waits, is free, young enough, and of an occupation of the scheme; and how
many under one NIP before a mandate is signed."""

from peewee import fn

from db.models import CoverageMonth, Donor, Mandate, Pledge, Worker
from kiosk.domain import mandates
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.words import N_, initials
from kiosk.services import donor_own, new_members, places, settings, standing
from kiosk.services.acting import Refused
from kiosk.services.pledge_months import next_debit_month

MOST_PICKS = "picks_per_nip"  # setting
SCHEME = "asn"

NO_ROOM = N_(
    "Paling banyak %(most)s orang dapat dipesan sebelum surat kuasanya ditandatangani. Tandatangani dulu surat "
    "kuasanya, atau lepas salah satu."
)
NO_ROOM_UNCHECKED = N_(
    "Sebelum OPD memeriksa surat kuasa Anda yang pertama, paling banyak %(most)s orang dapat Anda tanggung. Sesudah "
    "surat kuasa itu diterima, Anda dapat menambah lagi."
)
NO_ROOM_LEFT = N_(
    "Dengan NIP ini sudah dipesan %(most)s orang, juga lewat pendaftaran lain. Bila bukan Anda, minta tautan dari "
    "sekretaris OPD Anda."
)
TAKEN = N_("%(name)s sudah dipilih orang lain, atau sudah ada yang menanggung. Pilih orang lain.")
NOT_FREE = N_(
    "Orang ini sekarang belum dapat ditanggung. Pilih orang lain, atau minta orangnya bertanya ke pos kelurahan."
)
NOT_THIS_WORK = N_("Pekerjaan ini tidak termasuk yang dapat ditanggung orang tua asuh. Pilih orang lain.")
TOO_OLD = N_("Pada pembayaran pertama umurnya sudah 65 tahun. BPJS tidak menerima peserta baru seumur itu.")
OWN_NIK = N_("Ini NIK Anda sendiri. Orang tua asuh menanggung orang lain: isi NIK orang yang Anda tanggung.")


class AlreadyTaken(Refused):
    """Somebody else was first."""


def admitted() -> frozenset[str]:
    """The occupations that civil servants may pay for."""
    return next(scheme.occupations for scheme in places.schemes() if scheme.code == SCHEME)


def require_other(donor: Donor, nik_hash: bytes) -> None:
    """Nobody pays for themselves with this money."""
    if bytes(nik_hash) == bytes(donor.nik_hash):
        raise Refused(OWN_NIK)


def require_fit(worker: Worker) -> None:
    """Why somebody is not free is told to who looks after them, not to who would pay."""
    if standing.why_not_free(worker):
        raise Refused(NOT_FREE)
    if worker.occupation_id not in admitted():
        raise Refused(NOT_THIS_WORK)
    month = next_debit_month()
    if not Worker.select().where(Worker.id == worker.id, new_members.may_be_member(month)).exists():
        raise Refused(TOO_OLD)


def require_waiting(worker: Worker) -> None:
    """Nobody has taken them on, for this month or a later one. Raises AlreadyTaken."""
    live = CoverageMonth.select().where(
        CoverageMonth.worker == worker.id,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.month >= first_of_month(today()),
    )
    pledged = Pledge.select().where(Pledge.worker == worker.id, Pledge.ended_at.is_null())
    if live.exists() or pledged.exists():
        raise AlreadyTaken(TAKEN, name=initials(worker.name))


def require_room(donor: Donor) -> None:
    """Counted by NIP: a second account is no second hand. Whoever only claims a NIP leaves room to who is proved to
    have it. A signature proves nothing: until a mandate of this donor is verified, whom they have signed for counts
    too."""
    most, by_donor = settings.whole(MOST_PICKS), _unsigned_under(donor)
    own = by_donor.get(donor.id, 0)
    if own >= most:
        raise Refused(NO_ROOM_UNCHECKED if _has_only_signed(donor) else NO_ROOM, most=most)
    if sum(by_donor.values()) >= most:
        raise Refused(NO_ROOM_LEFT, most=most)


def has_room(donor: Donor) -> bool:
    """What require_room says."""
    try:
        require_room(donor)
    except Refused:
        return False
    return True


def has_verified(donor: Donor) -> bool:
    """Whether a department has ever checked a mandate of theirs and found it right."""
    return Mandate.select().where(Mandate.donor == donor.id, Mandate.state == mandates.VERIFIED).exists()


def _has_only_signed(donor: Donor) -> bool:
    signed = Mandate.select().where(Mandate.donor == donor.id, Mandate.state == mandates.SIGNED)
    return signed.exists() and not has_verified(donor)


def _unsigned_under(donor: Donor) -> dict[int, int]:
    """Donor → how many are reserved and not signed for, of those who count for this one; with whom nobody has checked
    yet while nothing of this donor is."""
    counted = Pledge.mandate.is_null()
    if not has_verified(donor):
        unchecked = Mandate.select(Mandate.id).where(Mandate.state == mandates.SIGNED)
        counted |= Pledge.mandate.in_(unchecked)
    rows = Pledge.select(Pledge.donor, fn.COUNT(Pledge.id)).join(Donor)
    rows = rows.where(Donor.nip == donor.nip, counted, Pledge.ended_at.is_null())
    if Donor.select().where(Donor.id == donor.id, donor_own.is_proved()).exists():
        rows = rows.where(donor_own.is_proved())
    return dict(rows.group_by(Pledge.donor).tuples())
