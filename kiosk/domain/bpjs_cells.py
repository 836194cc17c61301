"""The cells of BPJS's files: what stands for nothing is nothing; numbers and days in every form a branch writes."""

import re

from kiosk.domain.dates import DateReading, read_date
from kiosk.domain.tax import NumberReading, read_kpj

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


def read_day(cell) -> DateReading:
    """As domain/dates.read_date. A year of two figures is one of this century: no membership is older."""
    text = said(cell)
    if not text.strip("0 .-/'"):
        return DateReading(None, ())
    if cell.day:
        return read_date(cell.day)
    if cell.numeric and text.isdigit():
        return read_date(int(text))
    short = _THIS_CENTURY.fullmatch(text.strip("' "))
    return read_date(f"{short[1]}-{short[3]}-20{short[4]}" if short else text)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
