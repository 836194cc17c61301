"""Staff on the active rosters with whether they have joined: of a department with its units, or of the whole city. Each
list is given a place that its reader was let see (participation_places.place_of). No NIK, a NIP by its last digits."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from db.models import Opd, StaffMember
from db.words_within import holds
from kiosk.domain.nip import STATUSES, mask_nip
from kiosk.services.participation_lists import Listed, page_of
from kiosk.services.participation_places import Departments, Place
from kiosk.services.participation_queries import active_staff, has_joined


@dataclass(frozen=True)
class StaffLine:
    """The NIP shows its last four digits only; `opd` is the department at the top, `unit` the one below it where the
    roster has them, empty for who is in none."""

    name: str
    nip: str
    opd: str
    unit: str
    status_asn: str
    joined: bool


@dataclass(frozen=True)
class Wish:
    """Who of a place is asked for: whose name holds each word, of one department of the city (its code), of a status,
    who has joined or not. What nobody knows counts for nothing."""

    name: str = ""
    opd: str = ""
    status: str = ""
    joined: bool | None = None


def staff(*, place: Place, wish: Wish = Wish(), page: int = 1) -> Listed:
    """By name; as many statements for many people as for few."""
    departments = Departments()
    query = _wished(_narrowed(place, wish, departments), wish)
    rows = page_of(query.order_by(StaffMember.name, StaffMember.id), page)
    return Listed(place, [_line(row, departments) for row in rows], query.count())


def count(*, place: Place, wish: Wish = Wish()) -> int:
    return _wished(_narrowed(place, wish, Departments()), wish).count()


def all_staff(*, place: Place, wish: Wish = Wish(), most: int | None = None) -> Iterator[StaffLine]:
    """Department by department, unit by unit, for a sheet or a letter; memory does not grow with them."""
    departments = Departments()
    place = _narrowed(place, wish, departments)
    for part in _parts(place, departments):
        query = _wished(part, wish).order_by(Opd.name, StaffMember.name, StaffMember.id)
        for row in query.limit(most).iterator():
            yield _line(row, departments)


def departments_with_staff() -> list[tuple[str, str]]:
    """(code, name) of each whose roster, or a unit's, names anybody; two queries."""
    departments = Departments()
    with_staff = {opd_id for (opd_id,) in active_staff().select(StaffMember.opd).distinct().tuples()}
    tops = {departments.top(one) for one in with_staff}
    return [(row.code, row.name) for row in departments.rows.values() if row.id in tops]


def _narrowed(place: Place, wish: Wish, departments: Departments) -> Place:
    """Of the city one department alone, where that is asked for."""
    found = [one for one in departments.tops() if departments.rows[one].code == wish.opd]
    return departments.place(found[0]) if place.is_city and found else place


def _parts(place: Place, departments: Departments) -> list[Place]:
    """The city's departments one after the other, by name; those of a department stand together."""
    return [departments.place(one) for one in departments.tops()] if place.is_city else [place]


def _wished(place: Place, wish: Wish):
    query = active_staff().select(StaffMember, Opd, has_joined().alias("has_joined")).join(Opd)
    query = query.where(place.holds(StaffMember.opd))
    for word in wish.name.lower().split():
        query = query.where(holds(fn.LOWER(StaffMember.name), word))
    if wish.status in STATUSES:
        query = query.where(StaffMember.status_asn == wish.status)
    if wish.joined is None:
        return query
    return query.where(has_joined() if wish.joined else ~has_joined())


def _line(row: StaffMember, departments: Departments) -> StaffLine:
    top = departments.top(row.opd_id)
    return StaffLine(
        name=row.name,
        nip=mask_nip(row.nip),
        opd=departments.rows[top].name,
        unit=row.opd.name if row.opd_id != top else "",
        status_asn=row.status_asn,
        joined=bool(row.has_joined),
    )
