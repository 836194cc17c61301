"""From a row of cells to its fields, where a layout keeps two things in one cell; which rows speak of somebody."""

import re
from collections.abc import Mapping, Sequence

from kiosk.files.sheet_cells import EMPTY, Cell, read_cell

# Two fields that hold two things each.
BIRTH_PLACE_AND_DAY, RT_AND_RW = "birth_place_and_day", "rt_and_rw"
_RT_RW = re.compile(r"\bRT\W{0,3}(\d{1,3})\W{1,4}(?:RW\W{0,3})?(\d{1,3})\b", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"(\d{1,3})\D+(\d{1,3})")
_TOTAL = re.compile(
    r"(sub ?)?(total|jumlah|rekap)\b|mengetahui|menyetujui|catatan\b|keterangan\b", re.IGNORECASE
)
_PERSON_CELLS, _ANSWER_CELLS = 3, 2


def read_fields(row: Sequence[object], columns: Mapping[int, str]) -> dict[str, Cell]:
    """Field → Cell of one row; every mapped field is there, and birth_place, birth_on, rt, rw where they
    could be parted."""
    width = len(row)
    cells = {field: read_cell(row[at]) if at < width else EMPTY for at, field in columns.items()}
    if BIRTH_PLACE_AND_DAY in cells:
        _part_birth(cells)
    if RT_AND_RW in cells:
        _take_rt_rw(cells, _TWO_NUMBERS.search(cells.pop(RT_AND_RW).text))
    elif "rt" not in cells and "rw" not in cells and "address" in cells:
        _take_rt_rw(cells, _RT_RW.search(cells["address"].text))
    return cells


def is_total(text: str) -> bool:
    """Whether a cell begins as a total or a signature does."""
    return bool(_TOTAL.match(text))


def is_blank(row: Sequence[object]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def is_person(cells: Mapping[str, Cell]) -> bool:
    """Whether a row speaks of somebody; totals, signatures and formula rows do not."""
    nik, name = cells.get("nik", EMPTY), cells.get("name", EMPTY)
    if _TOTAL.match(nik.text):
        return False
    if any(letter.isdigit() for letter in nik.text):
        return True
    named = not name.numeric and any(letter.isalpha() for letter in name.text) and not _TOTAL.match(name.text)
    return (named or nik.text != "") and _filled(cells) >= _PERSON_CELLS


def is_answer(cells: Mapping[str, Cell]) -> bool:
    """Whether a row of BPJS's speaks of somebody. Nearly all do: one that is only half there is shown as wrong, none is
    left out in silence but totals and what stands alone in a row."""
    nik = cells.get("nik", EMPTY).text
    if any(_TOTAL.match(cell.text) for field, cell in cells.items() if field in ("nik", "name")):
        return False
    return any(letter.isdigit() for letter in nik) or _filled(cells) >= _ANSWER_CELLS


def _filled(cells: Mapping[str, Cell]) -> int:
    return sum(1 for cell in cells.values() if cell.text)


def _part_birth(cells: dict[str, Cell]) -> None:
    both = cells.pop(BIRTH_PLACE_AND_DAY)
    place, comma, day = both.text.rpartition(",")
    if not comma:
        # "Semarang 12-02-1969": the day starts at the first digit.
        start = re.search(r"\d", both.text)
        place, day = (both.text[: start.start()], both.text[start.start() :]) if start else (both.text, "")
    cells["birth_place"] = Cell("" if both.day else place.strip())
    cells["birth_on"] = both if both.day else Cell(day.strip())


def _take_rt_rw(cells: dict[str, Cell], found: re.Match[str] | None) -> None:
    cells["rt"], cells["rw"] = (Cell(found[1]), Cell(found[2])) if found else (EMPTY, EMPTY)
