"""The people behind each figure of cover, on exactly the figure's basis (coverage_bases): the list is as long as the
figure. It goes kelurahan by kelurahan; the figures themselves say on which page each begins, so that the last page
costs no more than the first.

Whose data are frozen stand in the lists of a month, of the protected and of the enrolled alone, and nobody names them
there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import SQL

from db.models import CoverageMonth, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.coverage_looks import (
    ENROLLED,
    OF_A_MONTH,
    OF_ARREARS,
    PROTECTED,
    STARTING_LATER,
    UNFUNDED,
    Narrow,
)
from kiosk.services import coverage_sums, people_sums
from kiosk.services.coverage_bases import DAYS_OF, Basis, at, basis_of

PAGE = 50
ROWS_AT_ONCE = 1_000
FUNDED_TO_EFFECTIVE = dict(zip(OF_A_MONTH, range(len(OF_A_MONTH)), strict=True))  # place in Counted


@dataclass(frozen=True)
class Person:
    """`kelurahan` and `occupation` are codes as the figure counts them, kelurahan empty outside the city. `last` is the
    last month of cover where the figure is about its end. `at_rest`: frozen, so nobody names them."""

    worker: Worker
    kelurahan: str
    occupation: str
    funder_kind: str = ""
    last: date | None = None

    @property
    def at_rest(self) -> bool:
        return self.worker.frozen_at is not None


def page_of(
    *, state: str, where: Narrow, month: date | None = None, page: int = 1
) -> tuple[list[Person], bool]:
    """One page and whether more follow; `month` as basis_of has it."""
    start, basis, shown = (page - 1) * PAGE, basis_of(state, where, month), []
    for area, people in _by_area(state, where, month):
        if start >= people:
            start -= people
        elif len(shown) <= PAGE:
            shown.extend(_lines(basis, area).offset(start).limit(PAGE + 1 - len(shown)))
            start = 0
    return [_person(row) for row in shown[:PAGE]], len(shown) > PAGE


def count(*, state: str, where: Narrow, month: date | None = None) -> int:
    """The figure behind which the list stands."""
    return sum(people for _area, people in _by_area(state, where, month))


def everyone(*, state: str, where: Narrow, month: date | None = None) -> Iterator[Person]:
    """All of them in the order of the list, some hundred at a time: many take no more memory than few."""
    basis = basis_of(state, where, month)
    for area, _people in _by_area(state, where, month):
        last = 0
        while some := list(_lines(basis, area).where(Worker.id > last).limit(ROWS_AT_ONCE)):
            yield from map(_person, some)
            last = some[-1].id


def _by_area(state: str, where: Narrow, month: date | None) -> list[tuple[str, int]]:
    """(code, people) of each kelurahan that has any, in the order of the list: outside the city last."""
    found = _figures(state, where, month)
    return sorted(
        ((area, people) for area, people in found.items() if people > 0), key=lambda one: (not one[0], one[0])
    )


def _figures(state: str, where: Narrow, month: date | None) -> dict[str, int]:
    this_month = first_of_month(today())
    if state in OF_A_MONTH:
        counted = coverage_sums.by_area(month or this_month, where)
        return {area: counts[FUNDED_TO_EFFECTIVE[state]] for area, counts in counted.items()}
    if state == PROTECTED:
        dead = people_sums.dead_by_area(where)
        counted = coverage_sums.by_area(this_month, where)
        return {area: counts[-1] - dead.get(area, 0) for area, counts in counted.items()}
    if state == ENROLLED:
        return people_sums.enrolled_by_area(month or this_month, where.without_funder())
    if state == UNFUNDED:
        return people_sums.unfunded_by_area(where.without_funder())
    if state in OF_ARREARS:
        return people_sums.arrears_by_area(where, month, state)
    if state == STARTING_LATER:
        return people_sums.starting_later_by_area(where, month)
    return people_sums.ending_by_area(DAYS_OF[state], where, month)


def _lines(basis: Basis, area: str):
    columns = [Worker, basis.area.alias("as_area"), basis.occupation.alias("as_occupation")]
    for column, name in ((basis.funder_kind, "as_kind"), (basis.last, "as_last")):
        columns.append((SQL("''") if column is None else column).alias(name))
    return at(basis, [area]).select(*columns).order_by(Worker.id).objects(Worker)


def _person(row) -> Person:
    last = CoverageMonth.month.python_value(row.as_last) if row.as_last else None
    return Person(row, row.as_area or "", row.as_occupation, row.as_kind or "", last)
