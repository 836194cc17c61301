"""What the city's page of coverage shows: each figure of one month and of today, asked for once."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.coverage_looks import (
    DAYS,
    KECAMATAN,
    KELURAHAN,
    MONTHS_SHOWN,
    OUTSIDE,
    AreaRow,
    Funnel,
    MonthRow,
    Narrow,
    Share,
    ending_within,
)
from kiosk.services import access, coverage_figures, figures_ucj, participation_summary
from kiosk.services.acting import Actor
from kiosk.services.figures_ucj import Ucj
from kiosk.services.participation_summary import CompaniesTaking, DepartmentsTaking

SEES_FIGURES = ("opd", "admin", "auditor")
MONTHS_TO_COME = 5  # of those shown: whose cover is planned, and from when it is not
SEES_PEOPLE = access.SEES_ALL


@dataclass(frozen=True)
class Arrears:
    """`last` paid month, the last `day` to pay, and how many people."""

    last: date
    day: date
    people: int


@dataclass(frozen=True)
class Coverage:
    """`ending_now`: people whose last funded month is the present one. `later_months`: people by their last funded
    month who begin after the present one and are in none of the figures before it. `areas` are the kecamatan of the
    whole city whatever is asked for, `kelurahan` those of one; `companies` None for whoever is not told their names."""

    day: date
    month: date
    where: Narrow
    ucj: Ucj
    share: Share
    unfunded: int
    ending_now: int
    ending: list[tuple[int, int]]
    ending_months: list[tuple[date, int]]
    later_months: list[tuple[date, int]]
    arrears: list[Arrears]
    funnel: Funnel
    areas: list[AreaRow]
    kelurahan: list[AreaRow]
    occupations: list[AreaRow]
    funders: list[AreaRow]
    months: list[MonthRow]
    departments: DepartmentsTaking | None
    companies: CompaniesTaking | None

    @property
    def protected(self) -> int:
        return self.share.protected

    @property
    def this_month(self) -> date:
        return first_of_month(self.day)

    @property
    def is_empty(self) -> bool:
        """Nobody is enrolled at all, and nothing was asked for."""
        return not self.funnel.enrolled and not self.share.enrolled and self.where == Narrow()

    @property
    def dead(self) -> int:
        """Of the present month: whose month counts though nobody calls them protected, for they have died."""
        return self.funnel.effective - self.protected if self.month == self.this_month else 0

    @property
    def csr_now(self) -> AreaRow | None:
        """What companies fund in the month that is looked at; told of the whole city alone."""
        whole = self.where == Narrow()
        return next((row for row in self.funders if whole and row.code == "csr"), None)

    @property
    def in_arrears(self) -> int:
        return sum(one.people for one in self.arrears)

    @property
    def payable(self) -> list[Arrears]:
        """Who can still go on with their membership; whose last day has gone by are `overdue`."""
        return [one for one in self.arrears if one.day >= self.day]

    @property
    def overdue(self) -> list[Arrears]:
        return [one for one in self.arrears if one.day < self.day]


def coverage_of(*, month: date, where: Narrow, by: Actor) -> Coverage:
    """Raises NotAllowed."""
    access.require(by.role in SEES_FIGURES)
    ending_months = coverage_figures.ending_by_month(where)
    return Coverage(
        day=today(),
        month=month,
        where=where,
        ucj=figures_ucj.against_target(),
        share=coverage_figures.share(where),
        unfunded=coverage_figures.unfunded(where),
        ending_now=ending_months[0][1],
        ending=[(days, _within(days, ending_months)) for days in DAYS],
        ending_months=ending_months,
        later_months=coverage_figures.starting_later(where),
        arrears=[Arrears(*one) for one in coverage_figures.arrears_by_month(where)],
        funnel=coverage_figures.funnel(month, where),
        areas=coverage_figures.by_area(month, KECAMATAN, _anywhere(where)),
        kelurahan=_kelurahan(month, where),
        occupations=coverage_figures.by_occupation(month, where),
        funders=coverage_figures.by_funder(month, where),
        months=coverage_figures.months(add_months(month, MONTHS_TO_COME), MONTHS_SHOWN, where),
        departments=participation_summary.departments(by=by),
        companies=participation_summary.companies(by=by) if by.role in SEES_PEOPLE else None,
    )


def _within(days: int, ending_months: list[tuple[date, int]]) -> int:
    """As coverage_figures.ending counts them, of months that are known already."""
    between = ending_within(today(), days)
    return sum(people for last, people in ending_months if between.first <= last <= between.last)


def _anywhere(where: Narrow) -> Narrow:
    return Narrow(occupation=where.occupation, funder_kind=where.funder_kind)


def _kelurahan(month: date, where: Narrow) -> list[AreaRow]:
    """Those of one kecamatan, or the one asked for."""
    if where.is_whole_city or where.kelurahan == OUTSIDE:
        return []
    return coverage_figures.by_area(month, KELURAHAN, where)
