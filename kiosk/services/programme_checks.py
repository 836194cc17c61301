"""What a programme has to say before it is opened or changed; each fault has its own name, for the field it belongs
to."""

from dataclasses import dataclass
from datetime import date

from db.models import Funder, Programme
from kiosk.domain.clock import today
from kiosk.domain.rupiah_forms import MOST
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.domain.words import N_, rupiah
from kiosk.services import places
from kiosk.services.acting import Refused
from kiosk.services.rates import TariffMissing, rates_now

YEARS_BACK, YEARS_AHEAD = 5, 2
MOST_PLACES = 2_000_000


@dataclass(frozen=True)
class Wish:
    """What a programme is to be; `occupations` are codes. `later_basis`: somebody has said that the regulation is
    indeed of a day after the budget year."""

    name: str
    first_month: date
    quota: int
    budget: int
    regulation: str
    regulation_on: date
    residents_only: bool
    occupations: tuple[str, ...]
    poorest_too: bool = True
    note: str = ""
    later_basis: bool = False


class WrongFunder(Refused): ...


class WrongYear(Refused): ...


class WrongMonth(Refused): ...


class WrongQuota(Refused): ...


class WrongBudget(Refused): ...


class WrongDay(Refused): ...


class LaterBasis(Refused): ...


class NoOccupation(Refused): ...


class OpenAlready(Refused): ...


class ChangedMeanwhile(Refused): ...


NOT_THE_CITYS = N_("Pilih sumber dananya: APBD atau DBHCHT.")
YEAR = N_("Tahun anggaran harus antara %(first)s dan %(last)s.")
MONTH = N_("Bulan pertama harus di dalam tahun anggaran %(year)s.")
QUOTA = N_("Kuota paling sedikit 1 dan paling banyak %(most)s orang.")
BUDGET = N_("Anggaran paling sedikit Rp1 dan paling banyak Rp999 miliar.")
TOO_LITTLE = N_(
    "Anggaran ini tidak cukup untuk seorang pun: iuran satu orang satu bulan %(price)s. Periksa angka nolnya."
)
LATER = N_(
    "Tanggal dasar hukumnya sesudah tahun anggaran %(year)s berakhir. Periksa tanggal dan tahunnya; bila memang "
    "begitu, tandai kotak ini."
)
DAY = N_("Tanggal peraturan tidak boleh di masa depan.")
OCCUPATIONS = N_("Pilih paling sedikit satu pekerjaan dari daftar.")
OPEN = N_(
    "Program %(funder)s tahun %(year)s sudah ada dan masih terbuka: %(no)s. Ubah program itu, atau tutup dulu."
)


def years() -> tuple[int, int]:
    """The first and the last budget year that a programme may be opened for."""
    return today().year - YEARS_BACK, today().year + YEARS_AHEAD


def require_funder(funder_id: int | None) -> Funder:
    funder = Funder.get_or_none(Funder.id == funder_id) if funder_id else None
    if funder is None or funder.kind not in PUBLIC_MONEY:
        raise WrongFunder(NOT_THE_CITYS)
    return funder


def require_year(year: int) -> None:
    first, last = years()
    if not first <= year <= last:
        raise WrongYear(YEAR, first=first, last=last)


def require_sound(wish: Wish, funder: Funder, year: int) -> None:
    """Raises Refused for what no programme may be, whatever is promised under it."""
    if wish.first_month.year != year:
        raise WrongMonth(MONTH, year=year)
    if not 1 <= wish.quota <= MOST_PLACES:
        raise WrongQuota(QUOTA, most="2.000.000")
    if not 1 <= wish.budget <= MOST:
        raise WrongBudget(BUDGET)
    if wish.regulation_on > today():
        raise WrongDay(DAY)
    if not wish.occupations or not set(wish.occupations) <= set(places.occupations_by_code()):
        raise NoOccupation(OCCUPATIONS)
    if wish.budget < (price := _least_for_one(wish, funder)):
        raise WrongBudget(TOO_LITTLE, price=rupiah(price))
    if wish.regulation_on.year > year and not wish.later_basis:
        raise LaterBasis(LATER, year=year)


def _least_for_one(wish: Wish, funder: Funder) -> int:
    """Rupiah of one month for whoever costs least; 0 where no tariff says it."""
    rates, works, month = rates_now(), places.occupations_by_code(), wish.first_month
    try:
        return min(
            rates.amount(month=month, sector=works[code].sector, funder_kind=funder.kind)
            for code in wish.occupations
        )
    except TariffMissing:
        return 0


def require_none_open(funder: Funder, year: int) -> None:
    found = Programme.get_or_none(
        Programme.funder == funder, Programme.year == year, Programme.closed_at.is_null()
    )
    if found:
        raise OpenAlready(OPEN, funder=funder.name, year=year, no=found.no)
