"""Who takes part, in a few figures for the city's page: departments as their own page counts them, companies by whom
they hold now, whose cover ends soon, and who holds nobody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import fn

from db.models import Batch, BatchRow, Company
from kiosk.domain.clock import add_months, last_of_month, today
from kiosk.domain.participation import Figures
from kiosk.services import access, participation
from kiosk.services.acting import Actor
from kiosk.services.batch_withdrawal_pages import OPEN
from kiosk.services.participation import Line

SOON = timedelta(days=90)


@dataclass(frozen=True)
class DepartmentsTaking:
    """The departments right below `code` (of a secretary the units of the own one). `lines` has those first who have a
    roster and nobody who takes part, then the others by their share, then those of which nothing is known; `figures` is
    the sum, `joined`, `nobody` and `unknown` count lines. `day` is the day this is so."""

    code: str
    name: str
    lines: list[Line]
    figures: Figures
    joined: int
    nobody: int
    unknown: int
    day: date

    @property
    def total(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class CompanyTaking:
    """An active company with `batches` whose months are not over and the `people` who have a place in them. `ends_on`:
    the last day of the one of these that ends last; None where nobody has a place."""

    code: str
    name: str
    batches: int
    people: int
    ends_on: date | None


@dataclass(frozen=True)
class CompaniesTaking:
    """Active companies: `holding` have people, those first whose cover ends first; `opened` have a batch and nobody in
    it yet; `nobody` neither."""

    holding: list[CompanyTaking]
    opened: list[CompanyTaking]
    nobody: list[CompanyTaking]
    day: date

    @property
    def total(self) -> int:
        return len(self.holding) + len(self.opened) + len(self.nobody)

    @property
    def people(self) -> int:
        """One who is held by two of them counts with each."""
        return sum(one.people for one in self.holding)

    @property
    def ending(self) -> list[CompanyTaking]:
        """Whose last month ends within 90 days."""
        return [one for one in self.holding if one.ends_on <= self.day + SOON]


def departments(*, by: Actor, code: str = "") -> DepartmentsTaking | None:
    """None for a secretary whose account names no department. Raises NotThere, NotAllowed."""
    found = participation.overview(code=code, by=by)
    if found is None:
        return None
    return DepartmentsTaking(
        code=found.place.code,
        name=found.place.name,
        lines=sorted(found.lines, key=_nobody_first),
        figures=found.total,
        joined=len(found.known) - len(found.none),
        nobody=len(found.none),
        unknown=len(found.without_roster),
        day=found.day,
    )


def companies(*, by: Actor) -> CompaniesTaking:
    """In four queries, none of which looks at months: a row is ready as long as its person has some. Raises NotAllowed
    for whoever is not told their names."""
    access.require(by.role in access.SEES_ALL)
    found = _all_active()
    return CompaniesTaking(
        holding=sorted((one for one in found if one.people), key=_ends_first),
        opened=[one for one in found if one.batches and not one.people],
        nobody=[one for one in found if not (one.batches or one.people)],
        day=today(),
    )


def _nobody_first(line: Line) -> tuple:
    figures = line.figures
    return figures.unknown, not figures.nobody, -(figures.share or 0), line.name


def _all_active() -> list[CompanyTaking]:
    running = _running()
    held, people = _places(running), _people(running)
    batches: dict[int, list[Batch]] = defaultdict(list)
    for batch in running:
        if batch.state == OPEN or batch.id in held:
            batches[batch.company_id].append(batch)
    active = Company.select(Company.id, Company.code, Company.name).where(Company.active)
    return [
        CompanyTaking(
            code=one.code,
            name=one.name,
            batches=len(batches[one.id]),
            people=people.get(one.id, 0),
            ends_on=max((_last_day(batch) for batch in batches[one.id] if batch.id in held), default=None),
        )
        for one in active.order_by(Company.name, Company.id)
    ]


def _running() -> list[Batch]:
    """Batches whose months are not over, withdrawn ones too: what was paid before still runs."""
    columns = (Batch.id, Batch.company, Batch.first_month, Batch.months, Batch.state)
    return [batch for batch in Batch.select(*columns) if _last_day(batch) >= today()]


def _last_day(batch: Batch) -> date:
    return last_of_month(add_months(batch.first_month, batch.months - 1))


def _places(batches: list[Batch]) -> set[int]:
    """Ids of those in which somebody has a place."""
    rows = _ready(batches).select(BatchRow.batch).distinct()
    return {batch_id for (batch_id,) in rows.tuples()}


def _people(batches: list[Batch]) -> dict[int, int]:
    """By company, each person once."""
    rows = _ready(batches).select(Batch.company, fn.COUNT(BatchRow.worker.distinct())).group_by(Batch.company)
    return dict(rows.tuples())


def _ready(batches: list[Batch]):
    ids = [batch.id for batch in batches]
    return BatchRow.select().join(Batch).where(BatchRow.batch.in_(ids), BatchRow.state == "ready")


def _ends_first(one: CompanyTaking) -> tuple:
    return one.ends_on, one.name
