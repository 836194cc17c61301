"""The number of BPJS's receipt for a bill: opaque, nobody knows how each branch writes one (DOMAIN 2.4)."""

import re

from stdnum.id import nik

from kiosk.domain.digits import plain

FEWEST, MOST = 4, 40
NIK_DIGITS = 16
_WRITTEN = re.compile(r"[A-Z0-9 ./-]+")
_RUN_OF_DIGITS = re.compile(r"\d(?:[ .-]?\d)*")


def read_receipt_number(text: object) -> str | None:
    """As it is kept: capitals, single blanks inside, none at the ends; None for what is no number: without a digit, too
    short or too long, with other signs."""
    number = " ".join(plain(text).split()).upper()
    known = FEWEST <= len(number) <= MOST and _WRITTEN.fullmatch(number)
    return number if known and any(sign.isdigit() for sign in number) else None


def receipt_key(number: str) -> str:
    """What tells two receipts apart however signs and blanks were typed: letters and digits alone."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def holds_a_nik(number: str) -> bool:
    """Whether sixteen of its digits in a row could be somebody's NIK: a province, and a day of birth."""
    runs = (re.sub(r"\D", "", found[0]) for found in _RUN_OF_DIGITS.finditer(number))
    return any(len(digits) == NIK_DIGITS and nik.is_valid(digits) for digits in runs)
