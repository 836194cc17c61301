"""What people cost a funder over some months: in all, and by the stretches of months that cost the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.tariff import TariffRow, monthly_tariff
from kiosk.services import ledger, settings

People = Mapping[str, int]  # sector → how many


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
    """Rupiah for a plan: at the reduced tariff if it may apply, at the full one, and whether that is decided."""

    lines: tuple[PriceLine, ...]
    full_amount: int
    decided: bool

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)


def price(*, people: People, months: list[date], funder_kind: str) -> Price:
    """What these people cost over these months. Until it is decided whether ASN and CSR money gets the cut of
    PP 50/2025, `amount` is the full tariff and `decided` is False."""
    rows = ledger.tariff_rows()
    public = funder_kind in ledger.PUBLIC_MONEY
    lines = _lines(rows, people, months, public_money=not ledger.gets_cut(funder_kind))
    full = _lines(rows, people, months, public_money=True)
    decided = public or settings.setting("asn_csr_gets_cut") != "undecided"
    return Price(lines, sum(line.amount for line in full), decided)


def _lines(
    rows: list[TariffRow], people: People, months: list[date], *, public_money: bool
) -> tuple[PriceLine, ...]:
    """One line for each stretch of months and each rate in it, the earliest first."""
    lines: list[PriceLine] = []
    open_lines: dict[int, int] = {}  # rate → where its line of the month before stands
    for month in months:
        still_open: dict[int, int] = {}
        for rate, count in _by_rate(rows, people, month, public_money).items():
            at = open_lines.get(rate)
            if at is not None and lines[at].people == count:
                lines[at] = PriceLine(lines[at].first, month, lines[at].months + 1, count, rate)
            else:
                at = len(lines)
                lines.append(PriceLine(month, month, 1, count, rate))
            still_open[rate] = at
        open_lines = still_open
    return tuple(lines)


def _by_rate(rows: list[TariffRow], people: People, month: date, public_money: bool) -> dict[int, int]:
    """How many people cost which rate in this month, the cheaper rate first."""
    counts: dict[int, int] = {}
    for sector, count in people.items():
        rate = monthly_tariff(rows, month=month, sector=sector, public_money=public_money).amount
        counts[rate] = counts.get(rate, 0) + count
    return dict(sorted(counts.items()))
