"""What stands in the cells of a bank's answer: money and days, as its layout writes them."""

import csv
import re
from collections.abc import Mapping
from datetime import date, datetime

from kiosk.domain.rupiah_forms import MOST
from kiosk.files.bank_layout_parts import Place, ReturnForm

_CURRENCY = re.compile(r"^(rp|idr)\.?\s*", re.IGNORECASE)
_CLOCK = re.compile(r"(?:T| +)\d{1,2}[:.]\d{2}.*$", re.ASCII)
_WITH_CLOCK = re.compile(r"(\d{8})\d{4}(\d{2})?", re.ASCII)  # 20261201101112
_AMOUNTS = {
    ".": re.compile(r"(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.0+)?", re.ASCII),
    ",": re.compile(r"(\d{1,15}|\d{1,3}(?:\.\d{3})+)(?:,0+)?", re.ASCII),
}


class NotThis(ValueError):
    """The cell says something else than its layout promises."""


def cells_of(line: str, form: ReturnForm) -> list[str]:
    """One after the other where a sign parts them; else the line is one."""
    if not form.delimiter:
        return [line]
    row = next(csv.reader([line], delimiter=form.delimiter), [])
    return [cell.strip(" \t\u00a0").removeprefix("'") for cell in row]


def value_at(place: Place | None, cells: list[str]) -> str:
    """Empty where there is no such place, or the line ends before it."""
    if place is None:
        return ""
    if place.width:
        return cells[0][place.at : place.at + place.width].strip()
    return cells[place.at] if place.at < len(cells) else ""


def end_of(places: Mapping[str, Place]) -> int:
    """How many cells, or signs, a line has at least that holds all of them."""
    return max(place.at + (place.width or 1) for place in places.values())


def amount_of(text: str, form: ReturnForm) -> int:
    """Whole rupiah. Raises NotThis, where there are cents too: nothing of ours is asked with cents."""
    bare = _CURRENCY.sub("", text).strip()
    if form.decimal_sign:
        found = _AMOUNTS[form.decimal_sign].fullmatch(bare)
        amount = int(re.sub(r"\D", "", found[1])) if found else -1
    else:
        amount = _with_decimals_counted_in(bare, form.decimals)
    if not 0 <= amount <= MOST:
        raise NotThis(text)
    return amount


def _with_decimals_counted_in(digits: str, decimals: int) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 20):
        raise NotThis(digits)
    amount, cents = divmod(int(digits), 10**decimals)
    if cents:
        raise NotThis(digits)
    return amount


def day_of(text: str, form: ReturnForm) -> date:
    """A time of day behind it is ignored. Raises NotThis; so does a day that lacks a digit."""
    bare = _CLOCK.sub("", text).strip()
    if clocked := _WITH_CLOCK.fullmatch(bare):
        bare = clocked[1]
    try:
        day = datetime.strptime(bare, form.day_form).date()
    except ValueError as fault:
        raise NotThis(text) from fault
    if bare.isdigit() and day.strftime(form.day_form) != bare:
        raise NotThis(text)
    return day
