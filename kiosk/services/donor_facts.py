"""What a donor sees of the own registration and may correct: the work and the phone. Name, NIK and NIP stay: a mandate
was signed with them, and the department checks papers by them."""

from dataclasses import dataclass

from db.connection import held, writing
from db.models import Donor, Opd, User
from kiosk.domain.nip import mask_nip
from kiosk.domain.words import N_, mask_nik, mask_phone
from kiosk.services import audit, safe, sign_up_departments
from kiosk.services.acting import Actor, NotThere, Refused

SAY_MOVED = N_(
    "OPD-nya lain dari yang tersimpan. Tandai bahwa Anda pindah OPD, atau pilih lagi OPD yang lama."
)


@dataclass(frozen=True)
class OwnFacts:
    """NIK, NIP and phone are masked; `opd` is the code."""

    name: str
    nik: str
    nip: str
    status_asn: str
    jabatan: str
    unit: str
    phone: str
    opd: str
    opd_name: str
    verified: bool


@dataclass(frozen=True)
class Change:
    """`phone` as 628…, empty where it stays."""

    jabatan: str
    unit: str
    opd: str
    moved: bool = False
    phone: str = ""


class NotSaidMoved(Refused):
    """Another department was chosen and nothing said of a move."""


def has_signed_up(*, by: Actor) -> bool:
    return Donor.select().where(Donor.user == by.user_id).exists()


def facts_of(*, by: Actor) -> OwnFacts:
    """One's own. Raises NotThere for whoever has not signed up."""
    donor = Donor.select(Donor, Opd).join(Opd).where(Donor.user == by.user_id).first()
    if donor is None:
        raise NotThere
    return OwnFacts(
        name=donor.name,
        nik=mask_nik(safe.open_text(donor.nik_sealed, safe.NIK)),
        nip=mask_nip(donor.nip),
        status_asn=donor.status_asn,
        jabatan=donor.jabatan,
        unit=donor.unit,
        phone=mask_phone(safe.open_text(donor.phone_sealed, safe.PHONE)),
        opd=donor.opd.code,
        opd_name=donor.opd.name,
        verified=donor.verified_at is not None,
    )


def correct(*, change: Change, by: Actor) -> None:
    """Mandates and who was taken on stay, also where the department is another. Raises NotThere, NotSaidMoved."""
    with writing():
        donor = held(Donor.select().where(Donor.user == by.user_id)).first()
        if donor is None:
            raise NotThere
        before = donor.opd.code
        if change.opd != before and not change.moved:
            raise NotSaidMoved(SAY_MOVED)
        changed = _apply(donor, change)
        if changed:
            audit.record("donatur.dikoreksi", by=by, kind="donatur", subject=str(donor.id), isian=changed)
        if change.opd != before:
            _move(donor, before, change.opd, by)


def _apply(donor: Donor, change: Change) -> list[str]:
    changed = [name for name in ("jabatan", "unit") if getattr(donor, name) != getattr(change, name)]
    donor.jabatan, donor.unit = change.jabatan, change.unit
    if change.phone and change.phone != safe.open_text(donor.phone_sealed, safe.PHONE):
        donor.phone_sealed = safe.seal(change.phone, safe.PHONE)
        changed.append("phone")
    donor.save(only=[Donor.jabatan, Donor.unit, Donor.phone_sealed])
    return changed


def _move(donor: Donor, before: str, code: str, by: Actor) -> None:
    opd = Opd.get_or_none(Opd.id.in_(sign_up_departments.in_force(Opd.id)), Opd.code == code)
    if opd is None:
        raise NotThere
    Donor.update(opd=opd).where(Donor.id == donor.id).execute()
    User.update(opd=opd).where(User.id == donor.user_id).execute()
    audit.record("donatur.pindah_opd", by=by, kind="donatur", subject=str(donor.id), dari=before, ke=code)
