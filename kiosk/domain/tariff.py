"""What a month of JKK and JKM costs. It is never a constant: PP 50/2025 halves it for some months and
sectors, and never for public money (DOMAIN 1.3). The rows, with their dates and legal basis, come from the
database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import first_of_month, months_from
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_, month_name

SECTORS = ("transport", "other")


@dataclass(frozen=True)
class TariffRow:
    """Whole rupiah for one month; `sector` and `public_money` are None where the row holds for any,
    `valid_to` is the last month or None for open. A reduced row should say `public_money=False` itself."""

    sector: str | None
    public_money: bool | None
    valid_from: date
    valid_to: date | None
    amount: int
    basis: str


class NoTariff(LookupError):
    """No row covers the month asked for; `finding` carries the sentence."""

    def __init__(self, month: date):
        self.finding: Finding = block(
            "tariff_missing",
            N_("Belum ada tarif untuk %(month)s. Minta admin melengkapi tabel tarif."),
            month=month_name(month),
        )
        super().__init__(self.finding.sentence())


def monthly_tariff(rows: Iterable[TariffRow], *, month: date, sector: str, public_money: bool) -> TariffRow:
    """The row that prices this month: the most specific, among equals the latest; else NoTariff.

    Between two rows that are equally specific and equally late, the one that names the kind of money wins.
    """
    month = first_of_month(month)
    fitting = [row for row in rows if _fits(row, month, sector, public_money)]
    if not fitting:
        raise NoTariff(month)
    return max(fitting, key=_precedence)


def price(
    rows: Iterable[TariffRow], *, months: Iterable[date], sector: str, public_money: bool
) -> list[tuple[date, int]]:
    """Each month with its amount in rupiah; a prepayment over the edge of a window has mixed amounts."""
    rows = list(rows)
    return [
        (month, monthly_tariff(rows, month=month, sector=sector, public_money=public_money).amount)
        for month in map(first_of_month, months)
    ]


def first_month_choices(today: date, cut_off_day: int, count: int = 12) -> list[date]:
    """The months in which new cover may begin: this one up to and on the cut-off day, afterwards the next."""
    months = months_from(today, count + 1)
    return months[:count] if today.day <= cut_off_day else months[1:]


def _fits(row: TariffRow, month: date, sector: str, public_money: bool) -> bool:
    in_time = row.valid_from <= month and (row.valid_to is None or month <= row.valid_to)
    return in_time and row.sector in (None, sector) and row.public_money in (None, public_money)


def _precedence(row: TariffRow) -> tuple[int, date, bool]:
    specific = (row.sector is not None) + (row.public_money is not None)
    return specific, row.valid_from, row.public_money is not None
