"""How many months are funded, handed to BPJS, paid and effective, grouped as asked, in time and late together: from the
fewest kept rows that know what is asked for."""

from datetime import date

from peewee import fn

from db.models import CoverageCount, CoverageTotal
from kiosk.domain.clock import add_months, months_between
from kiosk.domain.coverage_looks import Narrow
from kiosk.domain.funder_kinds import KINDS
from kiosk.services import places
from kiosk.services.coverage_bases import areas_of
from kiosk.services.coverage_totals import AREA, COUNTED, OCCUPATION

Sums = dict[str, tuple[int, int, int, int]]


def by_month(first: date, last: date, where: Narrow) -> dict[date, tuple[int, int, int, int]]:
    months = [add_months(first, step) for step in range(months_between(first, last) + 1)]
    return _grouped("month", months, where)


def by_area(month: date, where: Narrow) -> Sums:
    """By the kelurahan's code, empty outside the city."""
    return _grouped("area", [month], where)


def by_occupation(month: date, where: Narrow) -> Sums:
    return _grouped("occupation", [month], where)


def by_funder(month: date, where: Narrow) -> Sums:
    return _grouped("funder_kind", [month], where)


def _grouped(group: str, months: list[date], where: Narrow) -> dict:
    """Every column of the index is asked for by its values, so that none of its ranges is read in vain."""
    areas, knows_work = areas_of(where), bool(where.occupation) or group == "occupation"
    if knows_work and (areas is not None or group == "area"):
        return _of_counts(group, months, where, areas)
    kind = OCCUPATION if areas is None and group != "area" else AREA
    codes = [where.occupation] if where.occupation else areas
    column = CoverageTotal.code if group in (AREA, OCCUPATION) else getattr(CoverageTotal, group)
    conditions = [CoverageTotal.kind == kind, CoverageTotal.month.in_(months)]
    if codes is not None:
        conditions.append(CoverageTotal.code.in_(codes))
    if where.funder_kind:
        conditions.append(CoverageTotal.funder_kind == where.funder_kind)
    return _summed(CoverageTotal, column, [getattr(CoverageTotal, name) for name in COUNTED], conditions)


def _of_counts(group: str, months: list[date], where: Narrow, areas: list[str] | None) -> dict:
    if areas is None:
        areas = ["", *(area.code for area in places.areas())]
    kinds = [where.funder_kind] if where.funder_kind else list(KINDS)
    conditions = [
        CoverageCount.month.in_(months),
        CoverageCount.area.in_(areas),
        CoverageCount.funder_kind.in_(kinds),
    ]
    if where.occupation:
        conditions.append(CoverageCount.occupation == where.occupation)
    sums = [getattr(CoverageCount, name) + getattr(CoverageCount, name + "_late") for name in COUNTED]
    return _summed(CoverageCount, getattr(CoverageCount, group), sums, conditions)


def _summed(table, column, sums: list, conditions: list) -> dict:
    query = table.select(column, *map(fn.SUM, sums)).where(*conditions).group_by(column)
    return {key: tuple(map(int, counted)) for key, *counted in query.tuples() if any(counted)}
