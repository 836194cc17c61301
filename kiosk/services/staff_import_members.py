"""People as they stand on the rosters now, found by NIP, and what a row says otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from db.kept import KeptIn
from db.models import StaffMember
from kiosk.domain.asn_statuses import WORDS as STATUS_WORDS
from kiosk.domain.findings import Finding, info
from kiosk.domain.words import N_

PORTION = 100
CHANGES = {
    "name": N_("Nama: %(before)s menjadi %(after)s."),
    "jabatan": N_("Jabatan: %(before)s menjadi %(after)s."),
    "status_asn": N_("Status: %(before)s menjadi %(after)s."),
}


class Member(NamedTuple):
    """As they stand on a roster now."""

    id: int
    nip: str
    opd_id: int
    name: str
    jabatan: str
    status_asn: str
    active: bool
    left_on: date | None


_members = KeptIn(
    lambda slot, many: StaffMember.select(
        StaffMember.id, StaffMember.nip, StaffMember.opd, StaffMember.name, StaffMember.jabatan,
        StaffMember.status_asn, StaffMember.active, StaffMember.left_on,
    ).where(StaffMember.nip.in_(many)),
    portion=PORTION,
)  # fmt: skip


def members_of(nips: Iterable[str]) -> dict[str, Member]:
    """NIP → who stands on any roster, or did."""
    return {
        nip: Member(number, nip, *more, _day(left_on)) for number, nip, *more, left_on in _members.rows(nips)
    }


def _day(value: object) -> date | None:
    """As the driver hands it over: a date, or text."""
    return date.fromisoformat(str(value)[:10]) if value else None


def changes_of(name: str, jabatan: str, status: str, member: Member) -> Iterator[Finding]:
    """What a row says otherwise than the roster; what it leaves empty stays."""
    after: Mapping[str, str] = {"name": name, "jabatan": jabatan, "status_asn": status}
    for field, said in after.items():
        before = getattr(member, field)
        if said and said != before:
            words = {"before": _in_words(before), "after": _in_words(said)}
            yield info(f"changed_{field}", CHANGES[field], **words)


def _in_words(value: str) -> str:
    return STATUS_WORDS.get(value, value) or "–"
