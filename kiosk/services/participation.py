"""How far each department takes part: staff, joined, mandates, workers registered and active, each figure one query
however many departments, units and people there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Donor, Mandate, Pledge, StaffMember
from kiosk.domain.clock import today
from kiosk.domain.participation import BY_SHARE, Figures, in_order
from kiosk.services import access
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor
from kiosk.services.participation_places import CITY, Departments, Place, place_of
from kiosk.services.participation_queries import (
    active_staff,
    donors_outside,
    is_protected_today,
    mandates_in_force,
    pledges_registered,
    staff_joined,
)


@dataclass(frozen=True)
class Line:
    """A department with all below it; `units` counts those right below. `own`: what stands in the department itself and
    in no unit."""

    code: str
    name: str
    figures: Figures
    units: int = 0
    own: bool = False


@dataclass(frozen=True)
class Overview:
    """`place` with its sum, and the lines that make it up. `outside` counts donors of the place whom none of its
    rosters names: their mandates and workers count, they themselves do not as staff who joined."""

    place: Place
    total: Figures
    lines: list[Line]
    day: date
    outside: int = 0

    @property
    def known(self) -> list[Line]:
        """Those of which a roster or a mandate tells anything."""
        return [line for line in self.lines if not line.figures.unknown]

    @property
    def none(self) -> list[Line]:
        """Those with a roster of whom nobody takes part yet."""
        return [line for line in self.known if line.figures.nobody]

    @property
    def without_roster(self) -> list[Line]:
        """Those of which nothing is known."""
        return [line for line in self.lines if line.figures.unknown]


def overview(*, code: str = "", order: str = BY_SHARE, by: Actor) -> Overview | None:
    """Of one department and its units; without a code of the whole city, or of the secretary's own. None for a
    secretary whose account names no department. Raises NotThere, NotAllowed."""
    departments = Departments()
    if not code:
        code = _own_code(by, departments)
    if not code:
        return None
    place = place_of(code=code, by=by, departments=departments)
    figures = _summed(departments)
    lines = [_line(departments, one, figures) for one in _right_below(place, departments, figures)]
    if not place.is_city:
        lines += _in_no_unit(place, lines, figures[place.ids[0]])
    total = _total(place, figures, departments)
    return Overview(place, total, in_order(lines, order), today(), donors_outside(place).count())


def figures_of(place: Place) -> Figures:
    """The sum of one place, five queries."""
    counted = _counted()
    ids = counted if place.ids is None else place.ids
    return _sum(counted[one] for one in ids if one in counted)


def _own_code(by: Actor, departments: Departments) -> str:
    if by.role in SEES_ALL:
        return CITY
    access.require(by.role == "opd")
    return departments.rows[by.opd_id].code if by.opd_id in departments.rows else ""


def _right_below(place: Place, departments: Departments, figures: dict[int, Figures]) -> list[int]:
    """One that is in force no more is named as long as anybody counts there."""
    found = departments.tops() if place.is_city else departments.children(place.ids[0])
    return [one for one in found if departments.in_force(one) or figures[one] != Figures()]


def _line(departments: Departments, opd_id: int, figures: dict[int, Figures]) -> Line:
    row = departments.rows[opd_id]
    units = sum(departments.in_force(one) for one in departments.children(opd_id))
    return Line(row.code, row.name, figures[opd_id], units)


def _in_no_unit(place: Place, lines: list[Line], total: Figures) -> list[Line]:
    """What is over when the units are taken away, where there are any."""
    units = _sum(line.figures for line in lines)
    over = Figures(
        total.staff - units.staff, total.joined - units.joined, total.mandates - units.mandates,
        total.registered - units.registered, total.active - units.active,
    )  # fmt: skip
    return [Line(place.code, place.name, over, own=True)] if lines and over != Figures() else []


def _total(place: Place, figures: dict[int, Figures], departments: Departments) -> Figures:
    return _sum(figures[one] for one in (departments.tops() if place.is_city else place.ids[:1]))


def _summed(departments: Departments) -> dict[int, Figures]:
    """Department → its figures with those of all below it."""
    summed: dict[int, Figures] = defaultdict(Figures)
    for opd_id, figures in _counted().items():
        for one in departments.above(opd_id):
            summed[one] += figures
    return summed


def _counted() -> dict[int, Figures]:
    """Department → figures of itself alone, without those below."""
    columns = (
        _per(StaffMember.opd, active_staff()),
        _per(StaffMember.opd, staff_joined(), StaffMember.id.distinct()),
        _per(Donor.opd, mandates_in_force(), Mandate.id),
        _per(Donor.opd, pledges_registered(), Pledge.id),
        _per(Donor.opd, pledges_registered().where(is_protected_today()), Pledge.id),
    )
    return {one: Figures(*(column.get(one, 0) for column in columns)) for one in set().union(*columns)}


def _per(opd, query, counted=StaffMember.id) -> dict[int, int]:
    return dict(query.select(opd, fn.COUNT(counted)).group_by(opd).tuples())


def _sum(figures: Iterable[Figures]) -> Figures:
    return sum(figures, Figures())
