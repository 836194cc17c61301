"""What the programme owner does next with the city's own money, the most urgent first. In a fixed number of questions,
each answered by an index or counted to an end."""

from dataclasses import dataclass
from datetime import date

from db.models import Funder, Programme
from kiosk.domain.clock import today
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import programme_bills, waiting
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor
from kiosk.services.ledger import first_open_month

OPEN_THIS_YEAR, BILL, MEND, SELECT, OPEN_NEXT_YEAR = ("open", "bill", "mend", "select", "open_next")
FROM_MONTH = 10  # from October on next year's programme is asked for


@dataclass(frozen=True)
class ProgrammeStep:
    """`no` and `name` of the programme it is about; where it has to be opened first for `funder` and `year`, `no` is
    that of the year before, whose terms it begins with, or empty. `count` is months to bill, people to be mended before
    a bill can be made (of `month`, the first), or places free; `waiting` how many wait (waiting.MOST_COUNTED and one
    stands for more)."""

    kind: str
    year: int
    funder: str = ""
    no: str = ""
    name: str = ""
    count: int = 0
    waiting: int = 0
    month: date | None = None

    @property
    def most_waiting(self) -> int:
        return waiting.MOST_COUNTED


def steps(*, by: Actor) -> list[ProgrammeStep]:
    """Empty for who has nothing to do with it."""
    if by.role not in SEES_ALL:
        return []
    year = today().year
    query = Programme.select(Programme, Funder).join(Funder)
    found = list(
        query.where(Programme.year.in_((year - 1, year, year + 1))).order_by(Programme.year, Programme.id)
    )
    open_ones = [row for row in found if row.closed_at is None]
    return [
        *_to_open(OPEN_THIS_YEAR, open_ones, year),
        *_to_bill(found),
        *_to_select(open_ones, by),
        *(_to_open(OPEN_NEXT_YEAR, open_ones, year + 1) if today().month >= FROM_MONTH else []),
    ]


def _to_open(kind: str, open_ones: list[Programme], year: int) -> list[ProgrammeStep]:
    """For whichever of the city's funds has none."""
    there = {row.funder_id for row in open_ones if row.year == year}
    before = {row.funder_id: row.no for row in open_ones if row.year == year - 1}
    funders = Funder.select().where(Funder.kind.in_(PUBLIC_MONEY)).order_by(Funder.name)
    return [
        ProgrammeStep(kind, year, funder=row.name, no=before.get(row.id, ""))
        for row in funders
        if row.id not in there
    ]


def _to_bill(found: list[Programme]) -> list[ProgrammeStep]:
    """One for each fund and year, whatever programmes of it there are."""
    latest = {(row.funder_id, row.year): row for row in found}
    due = programme_bills.due_months(found)
    waits = [(row, due[key]) for key, row in latest.items() if key in due]
    return [
        *(_step(BILL, row, count=len(found.months)) for row, found in waits if found.months),
        *(_step(MEND, row, count=found.people, month=found.stuck[0]) for row, found in waits if found.stuck),
    ]


def _to_select(open_ones: list[Programme], by: Actor) -> list[ProgrammeStep]:
    """Free places, with money for them, of a year in which a month can still be promised, while somebody waits."""
    year = first_open_month().year
    free = [row for row in open_ones if row.year >= year and row.places < row.quota]
    free = [row for row in free if row.promised < row.budget]
    many = waiting.count(by=by) if free else 0
    return [_step(SELECT, row, count=row.quota - row.places, waiting=many) for row in free if many]


def _step(kind: str, row: Programme, **other) -> ProgrammeStep:
    return ProgrammeStep(kind, row.year, row.funder.name, row.no, row.name, **other)
