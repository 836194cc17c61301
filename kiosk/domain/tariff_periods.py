"""Stretches of months in which a tariff holds: which rows collide, what is left of a replaced one, where a change would
open a gap, and from when to when a price holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise, product

from kiosk.domain.clock import add_months, first_of_month, months_between
from kiosk.domain.tariff import (
    JKK_JKM,
    PROGRAMMES,
    SECTORS,
    MonthPrice,
    NoTariff,
    TariffRow,
    monthly_tariff,
)


@dataclass(frozen=True)
class Stretch:
    """The same rows from the first to the last month; `last` is None where no end is known."""

    first: date
    last: date | None
    rows: tuple[TariffRow, ...]

    @property
    def amount(self) -> int:
        """Rupiah for each month."""
        return sum(row.amount for row in self.rows)

    @property
    def months(self) -> int:
        """How many, of a stretch that ends."""
        return months_between(self.first, self.last) + 1

    @property
    def total(self) -> int:
        return self.amount * self.months

    @property
    def bases(self) -> list[str]:
        return list(dict.fromkeys(row.basis for row in self.rows))


def stretches_of(months: Iterable[MonthPrice]) -> list[Stretch]:
    """Months in a row, gathered where the same rows hold."""
    groups = (list(group) for _rows, group in groupby(months, key=lambda price: price.rows))
    return [Stretch(group[0].month, group[-1].month, group[0].rows) for group in groups]


def price_from(
    rows: Iterable[TariffRow],
    *,
    month: date,
    sector: str,
    public_money: bool | None,
    programmes: str = JKK_JKM,
) -> list[Stretch]:
    """What holds in this month and what follows, each with its real beginning and end; a gap is left out."""
    rows, month = list(rows), first_of_month(month)
    found: list[Stretch] = []
    for start, after in _between_edges(rows):
        row = _row(rows, start, sector, public_money, programmes)
        last = None if after is None else add_months(after, -1)
        if row is None:
            continue
        if found and found[-1].rows == (row,) and add_months(found[-1].last, 1) == start:
            found[-1] = replace(found[-1], last=last)
        else:
            found.append(Stretch(start, last, (row,)))
    return [stretch for stretch in found if stretch.last is None or stretch.last >= month]


def collides(row: TariffRow, others: Iterable[TariffRow]) -> TariffRow | None:
    """The first of the others that would price the same months by the same right: which one holds could not be told."""
    return next((other for other in others if same_scope(row, other) and meet(row, other)), None)


def same_scope(one: TariffRow, other: TariffRow) -> bool:
    """Whether they price the same programme for the same sector and money."""
    return (one.programmes, one.sector, one.public_money) == (
        other.programmes,
        other.sector,
        other.public_money,
    )


def meet(one: TariffRow, other: TariffRow) -> bool:
    """Whether they have a month in common."""
    return _begins_by(one, other.valid_to) and _begins_by(other, one.valid_to)


def rest_of(old: TariffRow, new: TariffRow) -> list[TariffRow]:
    """What stays of `old` before and after the months of `new`."""
    rest = []
    if old.valid_from < new.valid_from:
        rest.append(replace(old, valid_to=add_months(new.valid_from, -1)))
    if new.valid_to and (old.valid_to is None or old.valid_to > new.valid_to):
        rest.append(replace(old, valid_from=add_months(new.valid_to, 1)))
    return rest


def opened_gap(before: Sequence[TariffRow], after: Sequence[TariffRow], *, first: date) -> date | None:
    """The first month from `first` on that had a price for somebody and would have none."""
    edges = [start for start, _next in _between_edges([*before, *after]) if start > first]
    for month, sector, public, programmes in product(
        [first, *edges], SECTORS, (False, None, True), PROGRAMMES
    ):
        asked = (month, sector, public, programmes)
        if _row(before, *asked) and not _row(after, *asked):
            return month
    return None


def _between_edges(rows: list[TariffRow]) -> list[tuple[date, date | None]]:
    """Between two months of this list no row begins or ends; the last runs on without end."""
    edges = {row.valid_from for row in rows} | {add_months(row.valid_to, 1) for row in rows if row.valid_to}
    starts = sorted(edges)
    return list(pairwise([*starts, None]))


def _row(
    rows: Iterable[TariffRow], month: date, sector: str, public_money: bool | None, programmes: str
) -> TariffRow | None:
    try:
        return monthly_tariff(
            rows, month=month, sector=sector, public_money=public_money, programmes=programmes
        )
    except NoTariff:
        return None


def _begins_by(row: TariffRow, month: date | None) -> bool:
    return month is None or row.valid_from <= month
