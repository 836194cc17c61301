"""What a selection costs, month by month at the tariff of the city's own money, and what is left after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from db.models import Programme
from kiosk.domain.clock import today
from kiosk.services import places, programme_choices
from kiosk.services.rates import rates_now


@dataclass(frozen=True)
class MonthCost:
    """`rate` is what one person costs, None where that differs by occupation."""

    month: date
    people: int
    rate: int | None
    amount: int


@dataclass(frozen=True)
class SameMonths:
    """Months in a row that cost the same."""

    months: list[date]
    people: int
    rate: int | None
    each: int

    @property
    def amount(self) -> int:
        return self.each * len(self.months)


@dataclass(frozen=True)
class Preview:
    """What these people would cost, and what the programme had left after them; `new_places` of them hold none yet.
    Nothing is owed by looking."""

    people: int
    new_places: int
    months: list[MonthCost]
    places_left: int
    budget_left: int
    as_of: date

    @property
    def amount(self) -> int:
        return sum(one.amount for one in self.months)

    @property
    def runs(self) -> list[SameMonths]:
        """The same, months that cost the same in one."""
        alike = groupby(self.months, key=lambda one: (one.people, one.rate, one.amount))
        return [SameMonths([one.month for one in months], *what) for what, months in alike]

    @property
    def fits(self) -> bool:
        return self.places_left >= 0 and self.budget_left >= 0


def prices_of(programme: Programme, months: Iterable[date]) -> dict[str, int]:
    """Rupiah for one person and all these months, by the code of their occupation. Raises TariffMissing."""
    rates, kind, months = rates_now(), programme.funder.kind, list(months)
    return {
        work.code: sum(rates.amount(month=month, sector=work.sector, funder_kind=kind) for month in months)
        for work in places.occupations()
    }


def most_for_one(programme: Programme, months: Iterable[date]) -> int:
    """Of the occupations it is for."""
    prices = prices_of(programme, months)
    return max((prices[code] for code in programme_choices.occupations_of(programme)), default=0)


def preview(
    programme: Programme, months: Iterable[date], people: Mapping[str, int], *, new_places: int | None = None
) -> Preview:
    """`people` by the code of their occupation; `new_places` of them hold none yet (all)."""
    costs = [_month(programme, month, people) for month in months]
    count = sum(people.values())
    places_taken = count if new_places is None else new_places
    return Preview(
        people=count,
        new_places=places_taken,
        months=costs,
        places_left=programme.quota - programme.places - places_taken,
        budget_left=programme.budget - programme.promised - sum(one.amount for one in costs),
        as_of=today(),
    )


def _month(programme: Programme, month: date, people: Mapping[str, int]) -> MonthCost:
    prices = prices_of(programme, [month])
    rates = {prices[code] for code in people} or {prices[code] for code in prices}
    amount = sum(prices[code] * count for code, count in people.items())
    return MonthCost(month, sum(people.values()), rates.pop() if len(rates) == 1 else None, amount)


def most_for(programme: Programme, months: Iterable[date], people: int) -> Preview:
    """Before anybody is drawn: what that many people cost at most."""
    months = list(months)
    prices = prices_of(programme, months)
    codes = programme_choices.occupations_of(programme)
    dearest = max(codes, key=lambda code: prices[code], default="")
    return preview(programme, months, {dearest: people} if dearest else {})
