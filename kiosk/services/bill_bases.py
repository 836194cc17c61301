"""On which rules the prices of a bill rest: the tariff rows and the decision that held when it was made."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from peewee import fn

from db.models import Bill, BillLine, Commitment, CoverageMonth, CutDecision, Tariff
from kiosk.domain.tariff import PLANS, SECTORS
from kiosk.services import places
from kiosk.services.rates import Rates, TariffMissing, as_rule

EVERYTHING = frozenset((sector, plan) for sector in SECTORS for plan in PLANS)


def bases_of(bill: Bill, lines: Iterable[BillLine]) -> dict[tuple[date, int], tuple[str, ...]]:
    """(month, rate) of each line → the legal basis of each row that makes this price; `bill` with its funder. Four
    queries."""
    rates, asked = _rates_at(bill.created_at), _asked(bill)
    money = rates.money_of(bill.funder.kind)
    return {
        (line.month, line.rate): _bases(rates, line, money, asked.get((line.month, line.rate), EVERYTHING))
        for line in lines
    }


def _bases(
    rates: Rates, line: BillLine, money: bool | None, asked: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for sector, plan in sorted(asked):
        found |= dict.fromkeys(_rows_that_make(rates, line, sector, plan, money))
    return tuple(found)


def _rows_that_make(rates: Rates, line: BillLine, sector: str, plan: str, money: bool | None) -> list[str]:
    """By the decision of that day; where it was written down later than the bill, by the one that makes this price."""
    for kind in dict.fromkeys((money, None, False, True)):
        try:
            price = rates.month(month=line.month, sector=sector, public_money=kind, plan=plan)
        except TariffMissing:
            continue
        if price.amount == line.rate:
            return [row.basis for row in price.rows]
    return []


def _asked(bill: Bill) -> dict[tuple[date, int], set[tuple[str, str]]]:
    """For whose work and in which plan: of a bill that was taken back nobody knows any more."""
    columns = (CoverageMonth.month, CoverageMonth.amount, CoverageMonth.occupation, Commitment.plan)
    rows = CoverageMonth.select(*columns).join(Commitment).where(CoverageMonth.bill == bill).distinct()
    works, found = places.occupations_by_code(), defaultdict(set)
    for month, amount, occupation, plan in rows.tuples():
        found[month, amount].add((works[occupation].sector, plan))
    return found


def _rates_at(moment: datetime) -> Rates:
    """Rows of the reference files have no time of their own: they hold until they are withdrawn."""
    known = Tariff.added_by.is_null() | (Tariff.added_at <= moment)
    standing = Tariff.withdrawn_at.is_null() | (Tariff.withdrawn_at > moment)
    rows = Tariff.select().where(known, standing).order_by(Tariff.id)
    latest = CutDecision.select(fn.MAX(CutDecision.id)).where(CutDecision.at <= moment)
    decided = CutDecision.select(CutDecision.funder_kind, CutDecision.gets_cut).where(
        CutDecision.id.in_(latest.group_by(CutDecision.funder_kind))
    )
    return Rates(rows=tuple(map(as_rule, rows)), decided=dict(decided.tuples()))
