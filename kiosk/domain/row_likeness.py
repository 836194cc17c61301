"""Whether a row of a later sheet is the mended form of an earlier one that was wrong."""

import re
from collections.abc import Hashable, Mapping

from kiosk.domain.digits import plain
from kiosk.domain.names import clean_name

FULL_NIK = 16
SENT_BACK = "Perbaikan %s"  # the name of a sheet of ours that gives the wrong rows of an upload back
MOST_DIGITS = 7  # of a row's number
NUMBER_BEFORE = "row_before"  # the field that holds a row's number in that upload
_SENT_BACK = re.compile(r"Perbaikan (\d{1,9})", re.ASCII)


def likeness(
    *, sheet_name: str, number: int, cells: Mapping[str, str], upload: int | None = None
) -> set[Hashable]:
    """What makes two rows the same person's to a reader: the NIK, or the name with the place in the sheet or with
    the birth date as written; or that one is the other's row, sent back to be mended. `cells` is field → text, `upload`
    the sheet of a row that was read before; two rows are alike when these sets share a member."""
    marks: set[Hashable] = set(_origin(sheet_name, number, cells, upload))
    nik = "".join(letter for letter in plain(cells.get("nik", "")) if letter.isdigit())
    if len(nik) == FULL_NIK:
        marks.add(("nik", nik))
    name = clean_name(cells.get("name", "")).casefold()
    if name:
        marks.add(("place", name, sheet_name, number))
        if birth := plain(cells.get("birth_on", "")):
            marks.add(("birth", name, birth))
    return marks


def _origin(sheet_name: str, number: int, cells: Mapping[str, str], upload: int | None) -> list[Hashable]:
    """Which row of which upload this was at first."""
    if upload is not None:
        return [("row", upload, number)]
    before = row_before(sheet_name, cells)
    return [("row", *before)] if before else []


def row_before(sheet_name: str, cells: Mapping[str, str]) -> tuple[int, int] | None:
    """Upload and number of the row that this one, in a sheet of ours that was sent back, mends; None for any other."""
    sent_back, before = _SENT_BACK.fullmatch(sheet_name), cells.get(NUMBER_BEFORE, "")
    if sent_back and before.isascii() and before.isdigit() and len(before) <= MOST_DIGITS:
        return int(sent_back[1]), int(before)
    return None


def is_sent_back(sheet_name: str) -> bool:
    """Whether the sheet is one of ours that gave wrong rows back."""
    return _SENT_BACK.fullmatch(sheet_name) is not None
