"""What people cost a funder over some months: in all, and by the stretches of months that cost the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.tariff import LEAST
from kiosk.services.rates import Rates, rates_now

People = Mapping[str, int]  # sector → how many
EITHER = (None, False)  # at the general tariff, with the cut


@dataclass(frozen=True)
class PriceLine:
    """`people` at `rate` rupiah each for each of `months` months from `first` to `last`."""

    first: date
    last: date
    months: int
    people: int
    rate: int

    @property
    def amount(self) -> int:
        return self.months * self.people * self.rate


@dataclass(frozen=True)
class Price:
    """Rupiah for a plan: `amount` by what is decided, at the full tariff while nothing is; `full_amount` and
    `reduced_amount` are what it would be without and with the cut of PP 50/2025."""

    lines: tuple[PriceLine, ...]
    full_amount: int
    reduced_amount: int
    decided: bool

    @property
    def amount(self) -> int:
        return _sum(self.lines)


def price(*, people: People, months: list[date], funder_kind: str, plan: str = LEAST) -> Price:
    """What these people cost over these months. Until it is decided whether this kind of money gets the cut, `amount`
    is the full tariff and `decided` is False. Raises TariffMissing."""
    rates = rates_now()
    lines = {
        money: _lines(rates, people, months, plan, money) for money in {*EITHER, rates.money_of(funder_kind)}
    }
    full, reduced = (_sum(lines[money]) for money in EITHER)
    decided = rates.gets_cut(funder_kind) is not None
    return Price(lines[rates.money_of(funder_kind)], full, reduced, decided)


def _sum(lines: tuple[PriceLine, ...]) -> int:
    return sum(line.amount for line in lines)


def _lines(
    rates: Rates, people: People, months: list[date], plan: str, money: bool | None
) -> tuple[PriceLine, ...]:
    """One line for each stretch of months and each rate in it, the earliest first."""
    lines: list[PriceLine] = []
    open_lines: dict[int, int] = {}  # rate → where its line of the month before stands
    for month in months:
        still_open: dict[int, int] = {}
        for rate, count in _by_rate(rates, people, month, plan, money).items():
            at = open_lines.get(rate)
            if at is not None and lines[at].people == count:
                lines[at] = PriceLine(lines[at].first, month, lines[at].months + 1, count, rate)
            else:
                at = len(lines)
                lines.append(PriceLine(month, month, 1, count, rate))
            still_open[rate] = at
        open_lines = still_open
    return tuple(lines)


def _by_rate(rates: Rates, people: People, month: date, plan: str, money: bool | None) -> dict[int, int]:
    """How many people cost which rate in this month, the cheaper rate first."""
    counts: dict[int, int] = {}
    for sector, count in people.items():
        rate = rates.month(month=month, sector=sector, public_money=money, plan=plan).amount
        counts[rate] = counts.get(rate, 0) + count
    return dict(sorted(counts.items()))
