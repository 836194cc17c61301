"""Money behind the months of an evaluation, and whose protection began in one: from the months themselves, grouped by
the database."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peewee import fn

from db.models import CoverageMonth, CoverageSpan
from kiosk.domain.coverage_spans import PAID
from kiosk.services import places


class Money(NamedTuple):
    """Rupiah paid for all paid months of a kind of money, and of it for the `effective_months` that BPJS confirmed."""

    paid: int = 0
    effective: int = 0
    effective_months: int = 0


def paid_for(months: Iterable[date]) -> dict[date, dict[str, Money]]:
    """By month and kind of money. Of one month the index of places and months is asked place by place, which finds its
    rows without a look at the others; several months are one pass over all."""
    months = list(months)
    found: dict[date, dict[str, Money]] = {month: {} for month in months}
    for query in _queries(months):
        for month, kind, paid, effective, count in query.tuples():
            before = found[month].get(kind, Money())
            found[month][kind] = Money(
                before.paid + int(paid or 0),
                before.effective + int(effective or 0),
                before.effective_months + count,
            )
    return found


def _queries(months: list[date]):
    grouped = (CoverageMonth.month, CoverageMonth.funder_kind)
    counts = CoverageMonth.effective_on.is_null(False)
    query = CoverageMonth.select(
        *grouped,
        fn.SUM(CoverageMonth.amount),
        fn.SUM(CoverageMonth.amount).filter(counts),
        fn.COUNT(CoverageMonth.id).filter(counts),
    )
    query = query.where(CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null(False)).group_by(
        *grouped
    )
    if len(months) > 1:
        return [query.where(CoverageMonth.month.in_(months))]
    of_month = query.where(CoverageMonth.month == months[0])
    codes = [area.code for area in places.areas()]
    return [
        of_month.where(CoverageMonth.kelurahan.in_(codes)),
        of_month.where(CoverageMonth.kelurahan.is_null()),
    ]


def begun_in(months: Iterable[date]) -> dict[date, dict[str, int]]:
    """People whose paid months in a row begin with the month and who are protected in it, by who gives that month."""
    found: dict[date, dict[str, int]] = {month: {} for month in months}
    begins = (CoverageSpan.worker == CoverageMonth.worker) & (CoverageSpan.first == CoverageMonth.month)
    grouped = (CoverageSpan.first, CoverageMonth.funder_kind)
    query = CoverageSpan.select(*grouped, fn.COUNT(CoverageSpan.id)).join(CoverageMonth, on=begins)
    query = query.where(
        CoverageSpan.kind == PAID,
        CoverageSpan.first.in_(list(found)),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on.is_null(False),
    )
    for month, kind, people in query.group_by(*grouped).tuples():
        found[month][kind] = people
    return found
