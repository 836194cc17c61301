"""The cells of BPJS's files: what stands for nothing is nothing; numbers and days in every form a branch writes."""

import re
from datetime import date
from typing import NamedTuple

from kiosk.domain.date_orders import two_ways
from kiosk.domain.dates import DateReading, read_date
from kiosk.domain.findings import block
from kiosk.domain.tax import NumberReading, read_kpj
from kiosk.domain.words import N_

_NOTHING = {
    "",
    "na",
    "null",
    "none",
    "nihil",
    "nan",
    "kosong",
    "belumada",
    "tidakada",
    "undefined",
}
_NOT_YET = {"menunggu"}  # no number, no day and no reason, but a status
_THIS_CENTURY = re.compile(
    r"(\d{1,2})([-/. ]+)(\d{1,2}|[A-Za-z]+)[-/. ,]+(\d{2})((?:\s|T)+\d{1,2}:.*)?", re.ASCII
)
TWO_WAYS = N_(
    "Tanggal ini dapat dibaca dua cara, %(day_on)s atau %(other_day_on)s, karena sebagian kolom ini menulis bulan di "
    "depan. Tanyakan hari yang benar kepada BPJS, lalu catat jawabannya untuk orang ini, atau unggah berkas yang "
    "tanggalnya jelas."
)


class Typed(NamedTuple):
    """What somebody writes into a form, read as a cell of a file is."""

    text: str
    numeric: bool = False
    day: date | None = None


def said(cell) -> str:
    """The text of a cell; a dash, N/A and the like say nothing."""
    text = stated(cell)
    return "" if _bare(text) in _NOT_YET else text


def stated(cell) -> str:
    """The same of a status."""
    text = written(cell)
    return "" if _bare(text) in _NOTHING else text


def written(cell) -> str:
    return cell.text if cell else ""


def read_membership_number(cell) -> NumberReading:
    """As domain/tax.read_kpj; nothing but zeros is none."""
    text = said(cell)
    if not text.strip("0 .-'"):
        return NumberReading(None, ())
    return read_kpj(int(text) if cell.numeric and text.isdigit() else text)


def read_day(cell, *, month_first: bool = False) -> DateReading:
    """As domain/dates.read_date. A year of two figures is one of this century: no membership is older. `month_first`:
    others of the column have the month in front, so that one that may have it there too blocks (date_two_ways)."""
    text = said(cell)
    if not text.strip("0 .-/'"):
        return DateReading(None, ())
    if cell.numeric and text.isdigit():
        return read_date(int(text))
    written = cell.day or _with_century(text)
    if month_first and (ways := two_ways(written)):
        first, second = ways
        return DateReading(None, (block("date_two_ways", TWO_WAYS, day_on=first, other_day_on=second),))
    return read_date(written)


def _with_century(text: str) -> str:
    short = _THIS_CENTURY.fullmatch(text.strip("' "))
    return f"{short[1]}-{short[3]}-20{short[4]}" if short else text


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
