"""One cell: clean text, whether it was a number, and the day when it was a date."""

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

LONGEST = 1_000  # letters of a cell that are kept; no column of ours takes as many
_BLANKS = re.compile(r"\s+")


class Cell(NamedTuple):
    """text is clean and stripped; numeric means a number cell (Excel rounds a 16-digit NIK there); day only
    in date cells; unseen means that signs nobody sees were taken out."""

    text: str
    numeric: bool = False
    day: date | None = None
    unseen: bool = False


EMPTY = Cell("")


def read_cell(value: object) -> Cell:
    """A cell from what calamine or csv hands over; a whole number loses its ".0", a date reads as
    1979-05-20."""
    if isinstance(value, str):
        written = value[:LONGEST]
        text = clean_text(written)
        if not text:
            return EMPTY
        is_plain = written.isascii() and written.isprintable()
        return Cell(text) if is_plain else Cell(text, unseen=any(map(_is_unseen, _BLANKS.sub(" ", written))))
    if isinstance(value, bool):
        return Cell("ya" if value else "tidak")
    if isinstance(value, int | float):
        return Cell(_digits(value), numeric=True)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), day=day)
    return Cell("" if value is None else clean_text(str(value)))


def clean_text(text: str) -> str:
    """Composed, stripped, single blanks; without NUL, control characters and marks that turn the reading
    direction."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    composed = unicodedata.normalize("NFC", _BLANKS.sub(" ", text))
    return _BLANKS.sub(" ", "".join(letter for letter in composed if not _is_unseen(letter))).strip()


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _digits(number: float) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e18:
        return str(int(number))
    return str(number)
