"""Sums of the counts, so that a month of the whole city is read by few rows: of each kelurahan whatever the occupation,
and of each occupation wherever it is. Written from the same changes, in the same transaction, always equal to the
counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from peewee import SQL, fn

from db.kept import KeptInsert
from db.models import CoverageCount, CoverageTotal

AREA, OCCUPATION = "area", "occupation"
KEY = ("kind", "month", "code", "funder_kind")
COUNTED = ("planned", "submitted", "paid", "effective")

_added = KeptInsert(CoverageTotal, adding=(KEY, COUNTED))


def add(changed: Iterable[tuple]) -> None:
    """(key, counted) as coverage_counts has them; rows in one order, so that two who add do not wait for each other."""
    sums: Mapping[tuple, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for (month, area, funder_kind, occupation), counted in changed:
        for key in ((AREA, month, area, funder_kind), (OCCUPATION, month, occupation, funder_kind)):
            kept = sums[key]
            for place, step in enumerate(counted):
                kept[place] += step
    rows = [(key, counted) for key, counted in sorted(sums.items()) if any(counted)]
    _added.add_all([dict(zip(KEY + COUNTED, (*key, *counted), strict=True)) for key, counted in rows])


def write_anew() -> None:
    """As the counts say, whatever stood here before. For a store that is being filled."""
    CoverageTotal.delete().execute()
    columns = [getattr(CoverageTotal, name) for name in KEY + COUNTED]
    for kind in (AREA, OCCUPATION):
        CoverageTotal.insert_from(of_the_counts(kind), columns).execute()


def of_the_counts(kind: str):
    """What the totals of this kind have to be."""
    code = CoverageCount.area if kind == AREA else CoverageCount.occupation
    sums = [fn.SUM(_both(name)).alias(name) for name in COUNTED]
    query = CoverageCount.select(
        SQL(f"'{kind}'").alias("kind"),
        CoverageCount.month,
        code.alias("code"),
        CoverageCount.funder_kind,
        *sums,
    )
    return query.group_by(CoverageCount.month, code, CoverageCount.funder_kind)


def _both(name: str):
    return getattr(CoverageCount, name) + getattr(CoverageCount, name + "_late")
