"""What a month costs, as the page for everybody shows it: what holds now and afterwards, and the calculator's
answer. No person's data goes in or comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import CutDecision
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.domain.tariff import FUNDER_KINDS, JHT, JKK_JKM, LEAST, SECTORS, MonthPrice
from kiosk.domain.tariff_periods import Stretch, price_from, stretches_of
from kiosk.services import cut_decisions
from kiosk.services.rates import Rates, rates_now


@dataclass(frozen=True)
class PriceLine:
    """What `sector` (None: any) pays from now on; the first stretch holds today."""

    sector: str | None
    stretches: list[Stretch]


@dataclass(frozen=True)
class PriceGroup:
    """What these kinds of money pay: with the cut of PP 50/2025 or without."""

    cut: bool
    funder_kinds: list[str]
    lines: list[PriceLine]


@dataclass(frozen=True)
class PriceList:
    """JKK and JKM for each group of funder kinds that pays the same, JHT on top of it; `undecided` are the kinds of
    money that wait for a letter."""

    groups: list[PriceGroup]
    jht: list[PriceLine]
    undecided: list[str]
    letters: Mapping[str, CutDecision]


@dataclass(frozen=True)
class Question:
    """Who is priced: the sector of the work, whose money, which plan, how many months from which."""

    sector: str
    funder_kind: str
    first_month: date
    months: int
    plan: str = LEAST


@dataclass(frozen=True)
class Calculation:
    """A price month by month; `reduced` are the months with the cut."""

    months: list[MonthPrice]
    reduced: frozenset[date]

    @property
    def total(self) -> int:
        return sum(month.amount for month in self.months)

    @property
    def stretches(self) -> list[Stretch]:
        return stretches_of(self.months)

    @property
    def bases(self) -> list[str]:
        return list(dict.fromkeys(basis for stretch in self.stretches for basis in stretch.bases))


def price_list() -> PriceList:
    """Three queries."""
    rates, made = rates_now(), cut_decisions.decisions()
    decided = [kind for kind in FUNDER_KINDS if rates.gets_cut(kind) is not None]
    return PriceList(
        groups=_groups(rates, decided),
        jht=_lines(rates, None, JHT),
        undecided=[kind for kind in FUNDER_KINDS if kind not in decided],
        letters={kind: letters[0] for kind, letters in made.items() if letters},
    )


def _groups(rates: Rates, funder_kinds: list[str]) -> list[PriceGroup]:
    """Those with the cut first; public money and money without the cut stand together while they pay the same."""
    groups: list[PriceGroup] = []
    for money in (False, None, True):
        kinds = [kind for kind in funder_kinds if rates.money_of(kind) is money]
        lines = _lines(rates, money)
        if groups and not groups[-1].cut and _amounts_of(groups[-1].lines) == _amounts_of(lines):
            groups[-1].funder_kinds.extend(kinds)
        elif kinds:
            groups.append(PriceGroup(money is False, kinds, lines))
    return groups


def _lines(rates: Rates, money: bool | None, programmes: str = JKK_JKM) -> list[PriceLine]:
    """One line for each sector, or one for both where they pay the same."""
    asked = {"month": first_of_month(today()), "public_money": money, "programmes": programmes}
    lines = [PriceLine(sector, price_from(rates, sector=sector, **asked)) for sector in SECTORS]
    one, other = _amounts_of(lines)
    return [PriceLine(None, lines[0].stretches)] if one == other else lines


def _amounts_of(lines: list[PriceLine]) -> list[list[tuple]]:
    return [[(stretch.first, stretch.last, stretch.amount) for stretch in line.stretches] for line in lines]


def calculate(question: Question) -> list[Calculation]:
    """One price where it is decided whether this money gets the cut, else both, the lower first. Raises
    TariffMissing."""
    rates = rates_now()
    undecided = rates.gets_cut(question.funder_kind) is None
    moneys = (False, None) if undecided else (rates.money_of(question.funder_kind),)
    return [_calculation(rates, question, money) for money in moneys]


def _calculation(rates: Rates, question: Question, money: bool | None) -> Calculation:
    months, general = (_months(rates, question, each) for each in (money, None))
    pairs = zip(months, general, strict=True)
    reduced = [one.month for one, other in pairs if money is False and one.amount < other.amount]
    return Calculation(months, frozenset(reduced))


def _months(rates: Rates, question: Question, money: bool | None) -> list[MonthPrice]:
    asked = {"sector": question.sector, "public_money": money, "plan": question.plan}
    return [rates.month(month=month, **asked) for month in months_from(question.first_month, question.months)]
