"""All figures of a month for its evaluation: as they stood when it was over, and what the ledger says of it today.

What is counted by month comes from the in-time columns, so that a report made late is that of the month's end. What
cannot be known of an earlier day (money, lapses, the poor, data quality, people enrolled) is of the day it is made on,
and says so (Figures.made_on)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kiosk.domain.clock import add_months, last_of_month, today
from kiosk.domain.figure_kinds import HUNDRED_PER_CENT, UCJ_TARGET_MORE
from kiosk.domain.month_reports import Figures, Said, SchemeCounts, Target
from kiosk.services import (
    figures_ucj,
    month_report_claims,
    month_report_counts,
    month_report_lapses,
    month_report_money,
    month_report_quality,
    settings,
)
from kiosk.services.month_report_counts import Cells
from kiosk.services.month_report_money import Money

MONTHS_SHOWN = 13  # this one, and a year before it to compare with
HUNDREDTHS = HUNDRED_PER_CENT // 100

Reports = dict[date, Figures]


def figures_of(month: date) -> Figures:
    """Of a month that is over, or of the running one so far. A fixed number of queries, each summed by the database."""
    cells = month_report_counts.in_time(month)
    people = month_report_counts.registered([month])[month]
    ledger = month_report_counts.added(cells)
    trend = [add_months(month, step) for step in range(1 - MONTHS_SHOWN, 1)]
    return Figures(
        month=month,
        made_on=today(),
        city=settings.setting("city_name"),
        registered=sum(people.values()),
        **ledger._asdict(),
        target=_target(month),
        months=month_report_counts.months_in_time(trend),
        schemes=_schemes(
            cells, month_report_money.paid_for([month])[month], month_report_money.begun_in([month])[month]
        ),
        areas=month_report_counts.by_kecamatan(cells, people),
        lapses=month_report_lapses.lapses(month),
        claims=month_report_claims.claims_of([month], in_time=True)[month],
        targeting=month_report_quality.targeting(month),
        quality=month_report_quality.quality(),
    )


def as_now(frozen: Iterable[Figures], *, with_money: bool = True) -> dict[date, Figures]:
    """The same reports with what can be said anew: counts with what came late, claims, people enrolled, and money, for
    which the months themselves are read. The rest stays as it was frozen. As many queries for several months as for
    one."""
    reports = {one.month: one for one in frozen}
    if not reports:
        return {}
    months = list(reports)
    cells, people = month_report_counts.as_now(months), month_report_counts.registered(months)
    money = month_report_money.paid_for(months) if with_money else _money_then(reports)
    begun = month_report_money.begun_in(months) if with_money else _begun_then(reports)
    claims = month_report_claims.claims_of(months, in_time=False)
    return {
        month: replace(
            report,
            registered=sum(people[month].values()),
            **month_report_counts.added(cells[month])._asdict(),
            schemes=_schemes(cells[month], money[month], begun[month]),
            areas=month_report_counts.by_kecamatan(cells[month], people[month]),
            claims=claims[month],
        )
        for month, report in reports.items()
    }


def _money_then(reports: Reports) -> dict[date, dict[str, Money]]:
    return {
        month: {
            one.kind: Money(one.money, one.effective_money, one.effective_months) for one in report.schemes
        }
        for month, report in reports.items()
    }


def _begun_then(reports: Reports) -> dict[date, dict[str, int]]:
    return {month: {one.kind: one.new for one in report.schemes} for month, report in reports.items()}


def _schemes(cells: Cells, money: dict[str, Money], begun: dict[str, int]) -> list[SchemeCounts]:
    found = []
    for kind, counted in month_report_counts.by_kind(cells).items():
        paid = money.get(kind, Money())
        found.append(
            SchemeCounts(
                kind=kind,
                planned=counted.planned,
                paid=counted.paid,
                effective=counted.effective,
                new=begun.get(kind, 0),
                money=paid.paid,
                effective_money=paid.effective,
                effective_months=paid.effective_months,
            )
        )
    return found


def _target(month: date) -> Target:
    """By the published figures in force on the month's last day."""
    ucj = figures_ucj.against_target(on=last_of_month(month))
    return Target(
        potential=ucj.potential,
        active=ucj.active,
        percent=_hundredths(ucj.percent),
        target_percent=_hundredths(ucj.target_percent),
        target_year=ucj.target_year,
        needed=ucj.needed_people,
        more_computed=next((one.computed for one in ucj.differs if one.key == UCJ_TARGET_MORE), None),
        said=[Said(one.key, one.value, one.as_of, one.source, one.for_year) for one in ucj.used],
    )


def _hundredths(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent * HUNDREDTHS)
