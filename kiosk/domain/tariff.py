"""What a month of JKK and JKM costs, and JHT on top of it. It is never a constant: PP 50/2025 halves JKK and JKM for
some months and sectors, never for public money, and JHT never (DOMAIN 1.1, 1.3). The rows, with their dates and legal
basis, come from the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import first_of_month
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_, month_name

SECTORS = ("transport", "other")
JKK_JKM, JHT = PROGRAMMES = ("JKK+JKM", "JHT")
LEAST = "jkk_jkm"
PLANS = {LEAST: (JKK_JKM,), "jkk_jkm_jht": (JKK_JKM, JHT)}
PUBLIC_MONEY = ("apbd", "dbhcht")
DECIDED_BY_LETTER = ("csr", "asn")
OWN_MONEY = "mandiri"
FUNDER_KINDS = (*DECIDED_BY_LETTER, *PUBLIC_MONEY, OWN_MONEY)


@dataclass(frozen=True)
class TariffRow:
    """Whole rupiah for one month; `valid_to` is the last month or None for open. `sector` is None where the row holds
    for any; `public_money` is True for public money, False for money that gets the cut of PP 50/2025, None for any, and
    then also for what is neither."""

    sector: str | None
    public_money: bool | None
    valid_from: date
    valid_to: date | None
    amount: int
    basis: str
    programmes: str = JKK_JKM


@dataclass(frozen=True)
class MonthPrice:
    """One month of a plan: a row for each of its programmes."""

    month: date
    rows: tuple[TariffRow, ...]

    @property
    def amount(self) -> int:
        return sum(row.amount for row in self.rows)


class NoTariff(LookupError):
    """No row covers the month asked for; `finding` carries the sentence."""

    def __init__(self, month: date):
        self.finding: Finding = block(
            "tariff_missing",
            N_("Belum ada tarif untuk %(month)s. Minta admin melengkapi tabel tarif."),
            month=month_name(month),
        )
        super().__init__(self.finding.sentence())


def gets_cut(funder_kind: str, decided: Mapping[str, bool]) -> bool | None:
    """Whether the cut of PP 50/2025 is for this kind of money: never for public money, always for who pays for oneself,
    else as the letter in `decided` says; None while there is none (DOMAIN 1.3)."""
    if funder_kind in PUBLIC_MONEY:
        return False
    return True if funder_kind == OWN_MONEY else decided.get(funder_kind)


def money_of(funder_kind: str, decided: Mapping[str, bool]) -> bool | None:
    """What a row has to name to price this money: True for public money, False for money that gets the cut, else None,
    which general rows alone price; so does what is not decided yet."""
    if funder_kind in PUBLIC_MONEY:
        return True
    return False if gets_cut(funder_kind, decided) else None


def monthly_tariff(
    rows: Iterable[TariffRow],
    *,
    month: date,
    sector: str,
    public_money: bool | None,
    programmes: str = JKK_JKM,
) -> TariffRow:
    """The row that prices this month: the most specific, among equals the latest; else NoTariff.

    Between two rows that are equally specific and equally late, the one that names the kind of money wins.
    """
    month = first_of_month(month)
    fitting = [
        row for row in rows if row.programmes == programmes and _fits(row, month, sector, public_money)
    ]
    if not fitting:
        raise NoTariff(month)
    return max(fitting, key=_precedence)


def month_price(
    rows: Iterable[TariffRow], *, month: date, sector: str, public_money: bool | None, plan: str = LEAST
) -> MonthPrice:
    """What a plan costs in this month, for money as money_of says it."""
    rows = list(rows)
    return MonthPrice(
        first_of_month(month),
        tuple(
            monthly_tariff(rows, month=month, sector=sector, public_money=public_money, programmes=programmes)
            for programmes in PLANS[plan]
        ),
    )


def price(
    rows: Iterable[TariffRow],
    *,
    months: Iterable[date],
    sector: str,
    public_money: bool | None,
    plan: str = LEAST,
) -> list[MonthPrice]:
    """Each month with its rows; a prepayment over the edge of a window has mixed amounts."""
    rows = list(rows)
    return [
        month_price(rows, month=month, sector=sector, public_money=public_money, plan=plan)
        for month in months
    ]


def _fits(row: TariffRow, month: date, sector: str, public_money: bool | None) -> bool:
    in_time = row.valid_from <= month and (row.valid_to is None or month <= row.valid_to)
    return in_time and row.sector in (None, sector) and row.public_money in (None, public_money)


def _precedence(row: TariffRow) -> tuple[int, date, bool]:
    specific = (row.sector is not None) + (row.public_money is not None)
    return specific, row.valid_from, row.public_money is not None
