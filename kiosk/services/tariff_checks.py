"""What a tariff row must be before it may hold: sound in itself, alone in its months, nobody left without a price."""

from datetime import date

from kiosk.domain import tariff_periods
from kiosk.domain.clock import add_months, today
from kiosk.domain.findings import Finding, block
from kiosk.domain.tariff import PROGRAMMES, SECTORS, TariffRow
from kiosk.domain.words import N_, rupiah
from kiosk.services.acting import Refused

FIRST_MONTH, LAST_MONTH = date(2020, 1, 1), date(2050, 12, 1)
MOST = 10_000_000
LOOKED_BACK = 12  # months in which a change may open no gap: older ones are billed long since

COLLIDES = N_(
    "Masa ini bertemu dengan tarif %(amount)s yang berlaku untuk hal yang sama %(first_months)s–%(last_months)s. "
    "Ganti tarif itu, atau pilih masa lain."
)
COLLIDES_OPEN = N_(
    "Masa ini bertemu dengan tarif %(amount)s yang berlaku untuk hal yang sama mulai %(first_months)s. Ganti tarif "
    "itu, atau pilih masa lain."
)
GAP = N_(
    "Tanpa tarif ini, mulai %(first_months)s ada pekerja yang tidak punya tarif. Tambahkan atau ganti tarifnya, jangan "
    "dicabut begitu saja."
)
BACKWARDS = N_("Bulan terakhir lebih awal daripada bulan pertama. Periksa kedua bulannya.")
OUT_OF_SIGHT = N_("Tarif berlaku antara Januari 2020 dan Desember 2050. Periksa tahunnya.")
NO_AMOUNT = N_("Iuran per bulan antara Rp1 dan Rp10.000.000. Periksa jumlah angkanya.")
NO_BASIS = N_("Tulis dasar hukumnya: nomor peraturan atau surat.")
NO_REASON = N_("Tulis alasannya, supaya orang lain kelak mengerti.")
ELSEWHERE = N_("Masa tarif baru tidak bertemu dengan masa tarif ini. Tambahkan sebagai tarif baru.")
UNCHANGED = N_("Belum ada yang berubah. Ubah masanya, iurannya, atau dasar hukumnya.")
WITHDRAWN = N_("Tarif ini sudah dicabut. Muat ulang daftar tarif.")


class WrongPeriod(Refused):
    """The months: they run backwards, meet another row, or miss the one that is replaced."""


class WrongAmount(Refused):
    """No sum a month may cost."""


class NoReason(Refused):
    """Nobody could tell later why."""


class NoBasis(Refused):
    """A tariff without a regulation or letter."""


class Found(WrongPeriod):
    """A period refused with the months it is about, in the reader's language."""

    def __init__(self, finding: Finding):
        super().__init__(finding.sentence())
        self.finding = finding


def require_sound(rule: TariffRow) -> None:
    """Raises WrongPeriod, WrongAmount, NoBasis."""
    if rule.programmes not in PROGRAMMES or rule.sector not in (None, *SECTORS):
        raise ValueError("A tariff names a programme and a sector that exist")
    if not FIRST_MONTH <= rule.valid_from <= (rule.valid_to or rule.valid_from) <= LAST_MONTH:
        backwards = rule.valid_to and rule.valid_to < rule.valid_from
        raise WrongPeriod(BACKWARDS if backwards else OUT_OF_SIGHT)
    if not 0 < rule.amount <= MOST:
        raise WrongAmount(NO_AMOUNT)
    if not rule.basis.strip():
        raise NoBasis(NO_BASIS)


def require_reason(why: str) -> None:
    """Raises NoReason."""
    if not why.strip():
        raise NoReason(NO_REASON)


def require_in_place_of(rule: TariffRow, was: TariffRow) -> None:
    """Raises WrongPeriod: a row takes another's place for the same programme, sector and money, in some of its months,
    and says something else."""
    if not (tariff_periods.same_scope(rule, was) and tariff_periods.meet(rule, was)):
        raise WrongPeriod(ELSEWHERE)
    if rule == was:
        raise WrongPeriod(UNCHANGED)


def require_free(rule: TariffRow, others: list[TariffRow]) -> None:
    """Raises WrongPeriod where another row prices the same months by the same right."""
    other = tariff_periods.collides(rule, others)
    if other:
        known = {"amount": rupiah(other.amount), "first_months": other.valid_from}
        if other.valid_to:
            raise Found(block("tariff_collides", COLLIDES, **known, last_months=other.valid_to))
        raise Found(block("tariff_collides", COLLIDES_OPEN, **known))


def require_no_gap(before: list[TariffRow], after: list[TariffRow]) -> None:
    """Raises WrongPeriod where a month that can still be billed loses its price for somebody."""
    first = add_months(today(), -LOOKED_BACK)
    gap = tariff_periods.opened_gap(before, after, first=first)
    if gap:
        raise Found(block("tariff_gap", GAP, first_months=gap))
