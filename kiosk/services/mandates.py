"""What becomes of a mandate that was signed: its department verifies or refuses it; revoking has a room of its own.
Each holds the donor and then the mandate, so that of two at once one comes first and the other is told."""

from peewee import IntegrityError

from db.connection import writing
from db.models import Donor, Mandate
from kiosk.domain import mandates as rules
from kiosk.domain import pledges as reasons
from kiosk.domain.account_names import is_same_name
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import (
    access,
    audit,
    loose_papers,
    mandate_endings,
    mandate_lookup,
    mandate_notices,
    mandate_papers,
    mandate_same_nip,
    pledges,
    sign_up_rivals,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.mandate_lookup import held_with_donor
from kiosk.services.mandate_revocations import revoke

__all__ = ["refuse", "revoke", "verify"]

NOT_WAITING = N_(
    "Surat kuasa ini tidak sedang menunggu pemeriksaan. Muat ulang halamannya untuk melihat keadaannya."
)
REVOKED = N_("Surat kuasa ini sudah dicabut mulai %(day)s, maka tidak dapat diterima.")
OTHER_NAME = N_(
    "Nama pemilik rekening (%(account)s) tidak sama dengan nama pegawai (%(name)s). Tolak berkasnya dengan alasan itu, "
    "supaya pegawai mengisi rekeningnya sendiri."
)
NIK_TAKEN = N_(
    "NIK pada surat kuasa ini sudah terperiksa atas nama akun lain. Cocokkan dengan KTP-nya, lalu tolak berkas ini "
    "atau tanyakan kepada Disnaker."
)
NO_COPIES = N_(
    "Salinan buku rekening dan KTP belum lengkap. Minta pegawainya mengunggah, atau nyatakan bahwa salinannya sudah "
    "Anda lihat di atas kertas."
)


def verify(*, no: str, by: Actor, papers_seen: bool = False) -> None:
    """The papers are right: from now on the mandate is in force, its donor is verified, its people are funded month by
    month, and the copies are deleted. `papers_seen`: the copies were shown on paper, where they were not uploaded. Done
    already: nothing more.

    Raises NotThere, NotAllowed, NipTaken (mandate_same_nip), Refused (not waiting, revoked, another name on the
    account, copies missing, this NIK is verified under another account), TariffMissing."""
    seen = _to_check(no, by)
    try:
        with writing():
            mandate = held_with_donor(seen)
            _require_not_revoked(mandate)
            if mandate.state == rules.VERIFIED:
                return
            _require_right(mandate, papers_seen, by)
            _mark_verified(mandate, by)
    except IntegrityError as taken:
        raise Refused(NIK_TAKEN) from taken
    sign_up_rivals.let_rivals_go(seen.donor)
    loose_papers.delete_left_over()


def refuse(*, no: str, why: str, by: Actor) -> None:
    """The papers are not right: `why` (at most 200 letters) is read by the donor. Its people stay reserved for them as
    if picked a moment ago, the copies are deleted. Copies that cannot be read are no reason: mandate_copies_again.
    Done already: nothing more. Raises NotThere, NotAllowed, Refused (not waiting), TariffMissing."""
    seen = _to_check(no, by)
    with writing():
        mandate = held_with_donor(seen)
        if mandate.state == rules.REFUSED:
            return
        _require_waiting(mandate)
        kept = mandate_endings.hand_back(mandate, why=reasons.REFUSED, by=by)
        _settle(mandate, by, state=rules.REFUSED, refused_why=why)
        audit.record("kuasa.ditolak", by=by, kind=mandate_papers.OWNER, subject=no, alasan=why)
        mandate_notices.refused(mandate, kept_until=max((one.held_until for one in kept), default=None))
    loose_papers.delete_left_over()


def _to_check(no: str, by: Actor) -> Mandate:
    seen = mandate_lookup.seen_by(by, no)
    access.require(mandate_lookup.may_check(by, seen))
    return seen


def _require_not_revoked(mandate: Mandate) -> None:
    if mandate.revoked_on:
        raise Refused(REVOKED, day=long_date(mandate.revoked_on))


def _require_waiting(mandate: Mandate) -> None:
    if mandate.state != rules.SIGNED:
        raise Refused(NOT_WAITING)


def _require_right(mandate: Mandate, papers_seen: bool, by: Actor) -> None:
    _require_waiting(mandate)
    mandate_same_nip.require_free(mandate.donor, by=by)
    donor = mandate.donor
    if not is_same_name(mandate.account_name, donor.name):
        raise Refused(OTHER_NAME, account=mandate.account_name, name=donor.name)
    if not papers_seen and mandate_papers.missing_of(mandate):
        raise Refused(NO_COPIES)
    others = Donor.select().where(
        Donor.nik_hash == donor.nik_hash, Donor.id != donor.id, Donor.verified_at.is_null(False)
    )
    if others.exists():
        raise Refused(NIK_TAKEN)


def _mark_verified(mandate: Mandate, by: Actor) -> None:
    Donor.update(verified_at=utc_now(), verified_by=by.user_id).where(
        Donor.id == mandate.donor_id, Donor.verified_at.is_null()
    ).execute()
    _settle(mandate, by, state=rules.VERIFIED)
    pledges.confirm(mandate=mandate)
    audit.record("kuasa.diperiksa", by=by, kind=mandate_papers.OWNER, subject=mandate.no)
    mandate_notices.verified(mandate)


def _settle(mandate: Mandate, by: Actor, **values) -> None:
    mandate_lookup.write(mandate, settled_at=utc_now(), settled_by=by.user_id, held_until=None, **values)
    mandate_papers.delete_all(mandate, by=by)
