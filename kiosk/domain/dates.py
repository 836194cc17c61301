"""Dates as people, forms and spreadsheets write them. Indonesia writes day, month, year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.date_forms import YEARS, WrittenDate, take_apart
from kiosk.domain.digits import is_numeric, plain
from kiosk.domain.findings import Finding, block, info, warn
from kiosk.domain.words import N_

EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_SERIALS = (20_000, 60_000)  # 1954 to 2064: outside a number is more likely a year, an age or a slip

UNREADABLE = N_(
    "Tanggal tidak dapat dibaca. Tulis tanggal, bulan, dan tahun empat angka, seperti "
    "17/05/2003 atau 17 Mei 2003."
)
IMPOSSIBLE = N_(
    "Tanggal %(day)s/%(month)s/%(year)s tidak ada di kalender. Periksa lagi dan tulis "
    "tanggal seperti 17/05/2003."
)
NO_CENTURY = N_(
    "Tahun %(year)s hanya dua angka, sehingga tidak jelas 19%(year)s atau 20%(year)s. Tulis "
    "tahunnya empat angka, seperti 17/05/2003."
)
YEAR_ABSURD = N_("Tahun %(year)s tidak masuk akal. Periksa tahunnya dan tulis tanggal seperti 17/05/2003.")
MONTH_FIRST = N_("Tanggal ini ditulis dengan bulan di depan dan dibaca %(read_on)s. Pastikan benar.")
BY_NIK = N_("Tanggal dibaca %(read_on)s, sesuai NIK.")


@dataclass(frozen=True)
class DateReading:
    """`day` is None when nothing was typed or a finding blocks."""

    day: date | None
    findings: tuple[Finding, ...]


def read_date(text_or_date: object, *, nik_birth_on: date | None = None) -> DateReading:
    """Reads 2003-05-17, 17/05/2003, 17-5-2003, 17.05.2003, 17 Mei 2003, 17 Agt 2003, 20030517, 17052003,
    date and datetime objects, and Excel's serial numbers as int or float. Empty is None without a finding.

    `nik_birth_on` settles what the writing leaves open: whether 05/07/2003 is May or July, and the century
    of 03. Blocks: date_unreadable, date_impossible, date_century, date_year; warns: date_month_first
    (12/31/2003); informs: date_by_nik.
    """
    if isinstance(text_or_date, datetime):
        return _in_years(text_or_date.date())
    if isinstance(text_or_date, date):
        return _in_years(text_or_date)
    if is_numeric(text_or_date) and EXCEL_SERIALS[0] <= text_or_date <= EXCEL_SERIALS[1]:
        return DateReading(EXCEL_DAY_ZERO + timedelta(days=int(text_or_date)), ())
    if not plain(text_or_date):
        return DateReading(None, ())
    written = take_apart(text_or_date)
    return _decided(written, nik_birth_on) if written else _refused("date_unreadable", UNREADABLE)


def _decided(written: WrittenDate, nik_birth_on: date | None) -> DateReading:
    if len(written.year) == 2:
        return _two_digit_year(written, nik_birth_on)
    day_first = _real(written.year, written.month, written.day)
    month_first = _real(written.year, written.day, written.month) if written.order_open else None
    if day_first and month_first and month_first == nik_birth_on != day_first:
        return DateReading(month_first, (_by_nik(month_first),))
    if day_first:
        return _in_years(day_first)
    if month_first:
        return _month_first(month_first, nik_birth_on)
    day, month = f"{written.day:02d}", f"{written.month:02d}"
    return _refused("date_impossible", IMPOSSIBLE, day=day, month=month, year=written.year)


def _two_digit_year(written: WrittenDate, nik_birth_on: date | None) -> DateReading:
    if nik_birth_on and nik_birth_on.year % 100 == int(written.year):
        known = (nik_birth_on.day, nik_birth_on.month)
        swapped = written.order_open and known == (written.month, written.day)
        if swapped or known == (written.day, written.month):
            return DateReading(nik_birth_on, (_by_nik(nik_birth_on),))
    return _refused("date_century", NO_CENTURY, year=written.year)


def _month_first(day: date, nik_birth_on: date | None) -> DateReading:
    reading = _in_years(day)
    if reading.day is None or day == nik_birth_on:
        return reading
    return DateReading(day, (warn("date_month_first", MONTH_FIRST, read_on=day),))


def _in_years(day: date) -> DateReading:
    if YEARS[0] <= day.year <= YEARS[1]:
        return DateReading(day, ())
    return _refused("date_year", YEAR_ABSURD, year=f"{day.year:04d}")


def _by_nik(day: date) -> Finding:
    return info("date_by_nik", BY_NIK, read_on=day)


def _refused(code: str, sentence: str, **params: str) -> DateReading:
    return DateReading(None, (block(code, sentence, **params),))


def _real(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day)
    except ValueError:
        return None
