"""Months and people of a monthly evaluation, from what is kept: as they stood when each month was over, or as the
ledger has them today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import fn

from db.models import CoverageCount, CoverageTotal, PeopleCount, PeopleDelta
from db.models.people_counts import ALL
from kiosk.domain.coverage_looks import OUTSIDE_NAME
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.month_reports import CITY_OUTSIDE, AreaCounts, MonthCounts
from kiosk.services import places
from kiosk.services.coverage_counts import Counted
from kiosk.services.coverage_totals import AREA
from kiosk.services.people_counts import ENROLLED

Cells = dict[tuple[str, str], Counted]  # by kelurahan (empty outside the city) and kind of money


def in_time(month: date) -> Cells:
    """What had come when the month was over; one query."""
    columns = (CoverageCount.area, CoverageCount.funder_kind)
    sums = [fn.SUM(getattr(CoverageCount, name)) for name in Counted._fields]
    query = CoverageCount.select(*columns, *sums).where(CoverageCount.month == month).group_by(*columns)
    return {(area, kind): Counted(*map(int, counted)) for area, kind, *counted in query.tuples()}


def as_now(months: Iterable[date]) -> dict[date, Cells]:
    """What has come since too, of several months; one query."""
    found: dict[date, Cells] = {month: {} for month in months}
    counted = [getattr(CoverageTotal, name) for name in Counted._fields]
    query = CoverageTotal.select(
        CoverageTotal.month, CoverageTotal.code, CoverageTotal.funder_kind, *counted
    ).where(CoverageTotal.kind == AREA, CoverageTotal.month.in_(list(found)))
    for month, area, kind, *values in query.tuples():
        found[month][area, kind] = Counted(*values)
    return found


def months_in_time(months: list[date]) -> list[MonthCounts]:
    """Each as it stood at its own end, in the given order; one query."""
    sums = [fn.SUM(column) for column in (CoverageCount.planned, CoverageCount.paid, CoverageCount.effective)]
    query = CoverageCount.select(CoverageCount.month, *sums).where(CoverageCount.month.in_(months))
    found = {
        month: tuple(map(int, counted)) for month, *counted in query.group_by(CoverageCount.month).tuples()
    }
    return [MonthCounts(month, *found.get(month, ())) for month in months]


def works_in_time(month: date) -> set[str]:
    """The occupations in which somebody was protected when the month was over."""
    query = CoverageCount.select(CoverageCount.occupation).where(CoverageCount.month == month)
    query = query.group_by(CoverageCount.occupation).having(fn.SUM(CoverageCount.effective) > 0)
    return {code for (code,) in query.tuples()}


def registered(months: Iterable[date]) -> dict[date, dict[str, int]]:
    """People enrolled until the end of each month, by the kelurahan they live in now; whoever was merged into another
    counts once. One query, over counts and the lines not folded into them yet."""
    months = list(months)
    kept = _enrolled(PeopleCount, months).where(PeopleCount.occupation == ALL, PeopleCount.area != ALL)
    both = kept.union_all(_enrolled(PeopleDelta, months)).alias("both")
    columns = (both.c.area, both.c.month)
    rows = PeopleCount.select(*columns, fn.SUM(both.c.people)).from_(both).group_by(*columns).tuples()
    found: dict[date, dict[str, int]] = {month: defaultdict(int) for month in months}
    value = PeopleCount.month.python_value
    for area, since, people in rows:
        for month in months:
            if value(since) <= month:
                found[month][area] += int(people)
    return found


def _enrolled(table, months: list[date]):
    query = table.select(table.area, table.month, fn.SUM(table.people).alias("people"))
    query = query.where(table.kind == ENROLLED, table.month <= max(months))
    return query.group_by(table.area, table.month)


def added(cells: Cells) -> Counted:
    """Of the whole city."""
    return _sum(cells.values())


def by_kind(cells: Cells) -> dict[str, Counted]:
    """Every kind of money, in the order of funder_kinds."""
    return {kind: _sum(counted for (_area, of), counted in cells.items() if of == kind) for kind in KINDS}


def by_kecamatan(cells: Cells, people: dict[str, int]) -> list[AreaCounts]:
    """In the order of their codes, the last row is CITY_OUTSIDE."""
    names = {area.kecamatan_code: area.kecamatan for area in places.areas()} | {CITY_OUTSIDE: OUTSIDE_NAME}
    place_of = {area.code: area.kecamatan_code for area in places.areas()} | {"": CITY_OUTSIDE}
    enrolled: dict[str, int] = defaultdict(int)
    counted: dict[str, list[Counted]] = defaultdict(list)
    for area, count in people.items():
        enrolled[place_of[area]] += count
    for (area, _kind), values in cells.items():
        counted[place_of[area]].append(values)
    return [
        AreaCounts(code, name, enrolled[code], sums.planned, sums.paid, sums.effective)
        for code, name in names.items()
        for sums in (_sum(counted[code]),)
    ]


def _sum(many: Iterable[Counted]) -> Counted:
    return Counted(*map(sum, zip(Counted(), *many, strict=True)))
