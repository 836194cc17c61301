"""What a batch costs: months a bill asks for at the price it froze, the others by the tariff and decision of today."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peewee import SQL, Case, fn

from db.models import Batch, Commitment, CoverageMonth, Funder
from kiosk.domain.clock import months_from
from kiosk.domain.tariff import LEAST
from kiosk.services import places
from kiosk.services.prices import EITHER, PriceLine, stretches
from kiosk.services.rates import Rates, rates_now


@dataclass(frozen=True)
class BatchPrice:
    """Rupiah for the live months. `full_amount` and `reduced_amount` are what all would come to without and with the
    cut of PP 50/2025 for those not billed yet; `unbilled_months` counts worker-months."""

    billed: tuple[PriceLine, ...]
    unbilled: tuple[PriceLine, ...]
    full_amount: int
    reduced_amount: int
    decided: bool

    @property
    def amount(self) -> int:
        return _sum(self.lines)

    @property
    def lines(self) -> tuple[PriceLine, ...]:
        return self.billed + self.unbilled

    @property
    def unbilled_months(self) -> int:
        return sum(line.people * line.months for line in self.unbilled)

    @property
    def unbilled_amount(self) -> int:
        return _sum(self.unbilled)


class _Counted(NamedTuple):
    month: date
    occupation: str
    plan: str
    amount: int
    is_frozen: bool
    people: int


def price_of(batch: Batch, *, without: Collection[int] = ()) -> BatchPrice:
    """Four queries. `without`: ids of workers who are left out of it. Raises TariffMissing."""
    kind = Funder.get_by_id(batch.company.funder_id).kind
    return _price(kind, months_from(batch.first_month, batch.months), _counted(batch, without))


def price_for(
    funder_kind: str, occupations: Mapping[str, int], months: list[date], *, plan: str = LEAST
) -> BatchPrice:
    """What people who are not planned yet would cost: how many of each occupation, all of them for these months. Two
    queries. Raises TariffMissing."""
    counted = [
        _Counted(month, occupation, plan, 0, False, people)
        for month in months
        for occupation, people in occupations.items()
    ]
    return _price(funder_kind, months, counted)


def _price(kind: str, months: list[date], counted: list[_Counted]) -> BatchPrice:
    rates = rates_now()
    billed = _lines(months, ((row.month, row.amount, row.people) for row in counted if row.is_frozen))
    open_rows = [row for row in counted if not row.is_frozen]
    unbilled = {
        money: _lines(months, _priced(open_rows, rates, money)) for money in {*EITHER, rates.money_of(kind)}
    }
    full, reduced = (_sum(billed) + _sum(unbilled[money]) for money in EITHER)
    return BatchPrice(billed, unbilled[rates.money_of(kind)], full, reduced, rates.gets_cut(kind) is not None)


def _counted(batch: Batch, without: Collection[int]) -> list[_Counted]:
    frozen = CoverageMonth.bill.is_null(False) | CoverageMonth.paid_on.is_null(False)
    counted_as = (CoverageMonth.month, CoverageMonth.occupation, Commitment.plan, CoverageMonth.amount)
    is_frozen = Case(None, [(frozen, 1)], 0).alias("is_frozen")
    rows = CoverageMonth.select(*counted_as, is_frozen, fn.COUNT(CoverageMonth.id)).join(Commitment)
    live = (Commitment.batch == batch) & CoverageMonth.released_at.is_null()
    if without:
        live &= CoverageMonth.worker.not_in(sorted(without))
    groups = rows.where(live).group_by(*counted_as, SQL("is_frozen"))
    return [_Counted(*row) for row in groups.tuples()]


def _priced(counted: list[_Counted], rates: Rates, money: bool | None) -> Iterable[tuple[date, int, int]]:
    """(month, rate, people)."""
    works = places.occupations_by_code()
    for row in counted:
        sector = works[row.occupation].sector
        price = rates.month(month=row.month, sector=sector, public_money=money, plan=row.plan)
        yield row.month, price.amount, row.people


def _lines(months: list[date], counted: Iterable[tuple[date, int, int]]) -> tuple[PriceLine, ...]:
    by_month = {month: Counter() for month in months}
    for month, rate, people in counted:
        by_month.setdefault(month, Counter())[rate] += people
    return stretches((month, dict(sorted(by_month[month].items()))) for month in sorted(by_month))


def _sum(lines: tuple[PriceLine, ...]) -> int:
    return sum(line.amount for line in lines)
