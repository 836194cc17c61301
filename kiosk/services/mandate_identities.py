"""Whether a donor is who their department knows: the roster under this NIP, and whether NIP and NIK can be those of one
person. The NIP belongs to the department, which may uncover it; the NIK does not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from db.connection import writing
from db.models import Donor, Mandate, Opd, StaffMember
from kiosk.domain import nip as nips
from kiosk.domain.account_names import is_same_name
from kiosk.domain.clock import today
from kiosk.domain.sign_ups import read_identity
from kiosk.domain.words import N_
from kiosk.services import access, audit, mandate_lookup, safe
from kiosk.services.acting import Actor
from kiosk.services.mandate_papers import OWNER

# Without the days: that which the NIK says is the donor's own.
REMARKS = {
    nips.BIRTH: N_(
        "Tanggal lahir menurut NIP berbeda dengan tanggal lahir menurut NIK yang diisi pegawai. Cocokkan dengan "
        "KTP-nya."
    ),
    nips.SEX: N_(
        "Jenis kelamin menurut NIP berbeda dengan jenis kelamin menurut NIK yang diisi pegawai. Cocokkan dengan "
        "KTP-nya."
    ),
}


@dataclass(frozen=True)
class OnRoster:
    """Whom a roster has under this NIP."""

    name: str
    same_name: bool
    jabatan: str
    unit: str
    status_asn: str
    same_status: bool
    left_on: date | None
    active: bool


def remarks_of(donor: Donor) -> list[str]:
    """What does not fit between NIP and NIK, in plain words."""
    nik = safe.open_text(donor.nik_sealed, safe.NIK)
    found = read_identity(nip=donor.nip, nik=nik, status_asn=donor.status_asn, today=today())
    return [REMARKS[one.code] for one in found.doubts if one.code in REMARKS]


def on_roster(donor: Donor, *, within: Collection[int] | None) -> OnRoster | None:
    """`within` are the departments whose rosters the reader may know, None for all."""
    query = StaffMember.select(StaffMember, Opd).join(Opd).where(StaffMember.nip == donor.nip)
    row = (query if within is None else query.where(StaffMember.opd.in_(within))).first()
    if row is None:
        return None
    same_name, same_status = is_same_name(row.name, donor.name), row.status_asn == donor.status_asn
    return OnRoster(
        row.name, same_name, row.jabatan, row.opd.name, row.status_asn, same_status, row.left_on, row.active
    )


def reveal_nip(mandate: Mandate, *, by: Actor) -> str:
    """In full, for one look by who checks the papers; the look is written down first. Raises NotAllowed."""
    access.require(mandate_lookup.may_check(by, mandate))
    with writing():
        audit.record("kuasa.nip_dibuka", by=by, kind=OWNER, subject=mandate.no)
    return mandate.donor.nip
