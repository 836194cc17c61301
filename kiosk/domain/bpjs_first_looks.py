"""What has to be known of a whole file of BPJS before its first row counts: whose NIK comes again, and whether its days
are written with the month in front. Gone through once, NIK and day alone."""

from collections.abc import Iterable
from typing import NamedTuple

from kiosk.domain.date_orders import is_month_first
from kiosk.domain.digits import bare

NIK_DIGITS = 16


class FirstLook(NamedTuple):
    """`again` are the NIKs, as numbers, that come more than once. `month_first`: one day at least can only be read with
    the month in front, so that no other of the column is sure to have it behind."""

    again: set[int]
    month_first: bool = False


def first_look(cells: Iterable[tuple]) -> FirstLook:
    """`cells` are (NIK, day) of each row, as files.sheet_cells hands them over."""
    seen: set[int] = set()
    again: set[int] = set()
    month_first = False
    for nik, day in cells:
        if number := nik_number(nik.text):
            (again if number in seen else seen).add(number)
        month_first = month_first or is_month_first(day.text)
    return FirstLook(again, month_first)


def nik_number(text: str) -> int:
    """0 for what is not sixteen digits."""
    digits = text if _is_plain(text) else bare(text)
    return int(digits) if len(digits) == NIK_DIGITS and _is_plain(digits) else 0


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isdigit()
