"""Whether a row of a later sheet is the mended form of an earlier one that was wrong."""

from collections.abc import Hashable, Mapping

from kiosk.domain.digits import plain
from kiosk.domain.names import clean_name

FULL_NIK = 16


def likeness(*, sheet_name: str, number: int, cells: Mapping[str, str]) -> set[Hashable]:
    """What makes two rows the same person's to a reader: the NIK, or the name with the place in the sheet or with
    the birth date as written. `cells` is field → text; two rows are alike when these sets share a member."""
    marks: set[Hashable] = set()
    nik = "".join(letter for letter in plain(cells.get("nik", "")) if letter.isdigit())
    if len(nik) == FULL_NIK:
        marks.add(("nik", nik))
    name = clean_name(cells.get("name", "")).casefold()
    if name:
        marks.add(("place", name, sheet_name, number))
        if birth := plain(cells.get("birth_on", "")):
            marks.add(("birth", name, birth))
    return marks
