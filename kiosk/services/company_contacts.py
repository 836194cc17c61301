"""Whom one may call at a company: sealed numbers, shown by a press that is written down."""

from dataclasses import asdict, dataclass

from db.connection import held, writing
from db.models import Company, CompanyContact
from kiosk.domain.clock import utc_now
from kiosk.domain.office_phone import office_phone_display
from kiosk.domain.words import N_, mask_phone
from kiosk.services import access, audit, safe
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.companies import company_seen_by, may_change
from kiosk.services.once import once

PHONE = "company.phone"
MOST = 20
MAY_CALL = ("petugas", "mitra", "admin")
NO_PHONE = N_("Nomor HP orang ini belum tercatat.")
GONE = N_("Orang ini sudah dihapus dari daftar kontak. Muat ulang halamannya.")
TOO_MANY = N_("Satu perusahaan paling banyak punya %(most)s kontak. Hapus dulu yang tidak dipakai lagi.")


@dataclass(frozen=True)
class Contact:
    """`phone` as `628…` or empty."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class ShownContact:
    id: int
    name: str
    position: str
    masked_phone: str
    email: str
    may_remove: bool


def contacts_of(company: Company, by: Actor) -> list[ShownContact]:
    """Those one may call today, in the order they were named."""
    changes = may_change(company, by)
    return [_shown(row, changes or _is_own(row, by)) for row in _present(company).order_by(CompanyContact.id)]


def may_add(company: Company, by: Actor) -> bool:
    """Besides the company and the admin an officer, who may be the only one to speak with it."""
    return by.role == "petugas" or may_change(company, by)


def add(*, code: str, contact: Contact, client_key: str, by: Actor) -> None:
    """Once per key. Raises NotThere, NotAllowed, Refused where there are too many, KeyInUse."""
    company = company_seen_by(by, code)
    access.require(may_add(company, by))
    once(
        key=client_key,
        purpose="company.contact",
        content=asdict(contact) | {"company": code},
        by=by,
        make=lambda: _add(company, contact, by),
    )


def _add(company: Company, contact: Contact, by: Actor) -> str:
    held(Company.select(Company.id).where(Company.id == company.id)).get()
    if _present(company).count() >= MOST:
        raise Refused(TOO_MANY, most=MOST)
    insert(company, contact, by)
    audit.record("perusahaan.kontak_ditambah", by=by, kind="perusahaan", subject=company.code)
    return company.code


def insert(company: Company, contact: Contact, by: Actor) -> None:
    """In the caller's transaction, which writes its own line into the trail."""
    CompanyContact.create(
        company=company,
        name=contact.name,
        position=contact.position,
        phone_sealed=safe.seal(contact.phone, PHONE),
        email=contact.email,
        created_by_id=by.user_id,
    )


def remove(*, code: str, contact_id: int, by: Actor) -> str:
    """From today on nobody calls them; answers with the name. Done already: nothing more.

    Raises NotThere, NotAllowed."""
    company = company_seen_by(by, code)
    row = _contact(company, contact_id)
    access.require(_may_remove(row, company, by))
    with writing():
        ended = CompanyContact.update(removed_at=utc_now()).where(
            CompanyContact.id == row.id, CompanyContact.removed_at.is_null()
        )
        if ended.execute():
            audit.record("perusahaan.kontak_dihapus", by=by, kind="perusahaan", subject=code)
    return row.name


def reveal_phone(*, code: str, contact_id: int, by: Actor) -> str:
    """As it is dialled, for one look; the look is written down first. Raises NotThere, NotAllowed, Refused."""
    company = company_seen_by(by, code)
    access.require(by.role in MAY_CALL)
    row = _contact(company, contact_id)
    if row.removed_at:
        raise Refused(GONE)
    phone = safe.open_text(row.phone_sealed, PHONE)
    if not phone:
        raise Refused(NO_PHONE)
    with writing():
        audit.record("telepon.dibuka", by=by, kind="perusahaan", subject=code)
    return office_phone_display(phone)


def _present(company: Company):
    return CompanyContact.select().where(
        CompanyContact.company == company, CompanyContact.removed_at.is_null()
    )


def _contact(company: Company, contact_id: int) -> CompanyContact:
    """Always with its company: another one's is not there."""
    row = CompanyContact.get_or_none(CompanyContact.id == contact_id, CompanyContact.company == company)
    if row is None:
        raise NotThere
    return row


def _may_remove(row: CompanyContact, company: Company, by: Actor) -> bool:
    """An officer takes back what that officer has noted."""
    return _is_own(row, by) or may_change(company, by)


def _is_own(row: CompanyContact, by: Actor) -> bool:
    return by.role == "petugas" and row.created_by_id == by.user_id


def _shown(row: CompanyContact, may_remove: bool) -> ShownContact:
    phone = safe.open_text(row.phone_sealed, PHONE)
    return ShownContact(
        id=row.id,
        name=row.name,
        position=row.position,
        masked_phone=mask_phone(phone) if phone else "",
        email=row.email,
        may_remove=may_remove,
    )
