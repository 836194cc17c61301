"""What a worker costs a civil servant in a month, for the page that invites them: today's price beside the full one.
Two queries, nobody's data."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.tariff import LEAST, SECTORS
from kiosk.services.pledge_months import next_debit_month
from kiosk.services.rates import Rates, rates_now

WITH_JHT = "jkk_jkm_jht"


@dataclass(frozen=True)
class SectorPrice:
    """Rupiah for one month; `sector` is None where it is the same for any work. `now` is None while nobody has decided
    whether this money gets the cut: then it is `full` or `reduced`."""

    sector: str | None
    now: int | None
    reduced: int


@dataclass(frozen=True)
class DonorPrices:
    """Of JKK and JKM for the month that the next debit pays; `jht` comes on top for whoever wants it."""

    month: date
    full: int
    sectors: list[SectorPrice]
    jht: int


def prices() -> DonorPrices:
    """Raises TariffMissing."""
    rates, month = rates_now(), next_debit_month()
    full = max(_full(rates, month, sector) for sector in SECTORS)
    jht = _full(rates, month, SECTORS[0], WITH_JHT) - _full(rates, month, SECTORS[0])
    return DonorPrices(month, full, _by_sector(rates, month), jht)


def _by_sector(rates: Rates, month: date) -> list[SectorPrice]:
    found = [_of_sector(rates, month, sector) for sector in SECTORS]
    same = len({(one.now, one.reduced) for one in found}) == 1
    return [SectorPrice(None, found[0].now, found[0].reduced)] if same else found


def _of_sector(rates: Rates, month: date, sector: str) -> SectorPrice:
    reduced = rates.month(month=month, sector=sector, public_money=False).amount
    full = _full(rates, month, sector)
    decided = rates.gets_cut("asn")
    now = full if reduced == full or decided is False else reduced if decided else None
    return SectorPrice(sector, now, reduced)


def _full(rates: Rates, month: date, sector: str, plan: str = LEAST) -> int:
    return rates.month(month=month, sector=sector, public_money=None, plan=plan).amount
