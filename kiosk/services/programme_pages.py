"""Programmes as their pages show them: what is promised of quota and budget, read from what is kept beside them."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from db.models import Funder, Programme, SchemeOccupation, User
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import programme_choices, programme_outside
from kiosk.services.access import SEES_ALL, require
from kiosk.services.acting import Actor
from kiosk.services.programme_lookup import programme_seen_by

CITY_SCHEME = "pijar"
TERMS = (
    "name",
    "quota",
    "budget",
    "first_month",
    "regulation",
    "regulation_on",
    "residents_only",
    "poorest_too",
    "note",
)
MARK_LENGTH = 16


@dataclass(frozen=True)
class ProgrammeFile:
    """One with whom it is for. `outside`: people with months of its money and year under no programme;
    `occupations` are codes; the names say who opened and closed it."""

    programme: Programme
    occupations: list[str]
    outside: int
    opened_by: str
    closed_by: str

    @property
    def places_left(self) -> int:
        return self.programme.quota - self.programme.places

    @property
    def money_left(self) -> int:
        return self.programme.budget - self.programme.promised

    @property
    def mark(self) -> str:
        return mark_of(self.programme)


def by_year(*, by: Actor) -> dict[int, list[Programme]]:
    """All of them with their funders, the latest year first; within it the open ones first. Raises NotAllowed."""
    require(by.role in SEES_ALL)
    query = Programme.select(Programme, Funder).join(Funder)
    found: dict[int, list[Programme]] = defaultdict(list)
    for row in query.order_by(Programme.year.desc(), Funder.name, Programme.id.desc()):
        found[row.year].append(row)
    return {year: sorted(rows, key=lambda row: row.closed_at is not None) for year, rows in found.items()}


def file_of(*, no: str, by: Actor) -> ProgrammeFile:
    """Raises NotThere, NotAllowed."""
    programme = programme_seen_by(by, no)
    people = User.select(User.id, User.name).where(
        User.id.in_([programme.created_by_id or 0, programme.closed_by_id or 0])
    )
    names = dict(people.tuples())
    return ProgrammeFile(
        programme,
        programme_choices.occupations_of(programme),
        programme_outside.count(programme),
        names.get(programme.created_by_id, ""),
        names.get(programme.closed_by_id, ""),
    )


def mark_of(programme: Programme) -> str:
    """Another one as soon as any of its terms is: by it a form knows whether somebody else was here meanwhile."""
    terms = [str(getattr(programme, name)) for name in TERMS]
    said = "\n".join([*terms, *programme_choices.occupations_of(programme)])
    return sha256(said.encode()).hexdigest()[:MARK_LENGTH]


def usual_occupations() -> list[str]:
    """Codes of what the city's scheme admits, as a new programme proposes them."""
    rows = SchemeOccupation.select(SchemeOccupation.occupation).where(SchemeOccupation.scheme == CITY_SCHEME)
    return sorted(code for (code,) in rows.tuples())


def city_funders() -> list[tuple[str, str]]:
    """(id, name) of the city's own funds, as forms offer them."""
    rows = Funder.select(Funder.id, Funder.name).where(Funder.kind.in_(PUBLIC_MONEY)).order_by(Funder.name)
    return [(str(funder_id), name) for funder_id, name in rows.tuples()]
