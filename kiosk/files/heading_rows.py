"""Which row of a sheet may be its headings, when nobody has said what they mean yet."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from kiosk.files.heading_words import LONGEST_KEY, Vocabulary
from kiosk.files.sheet_cells import clean_text, read_cell
from kiosk.files.sheet_grid import Grid

HEADING_ROWS = 20
# A NIK or a phone number, however it is parted; a day has eight figures.
LONG_NUMBER = re.compile(r"(?:\d[ .'\-]{0,2}){8,}\d")


class Place(NamedTuple):
    """Where headings stand: the sheet's number in the file and the row, both from 1."""

    sheet: int
    row: int


def where_read(grids: Sequence[Grid], name: str, row: int) -> list[Place]:
    return [Place(number, row) for number, grid in enumerate(grids, 1) if row and grid.name == name][:1]


def likeliest(
    grids: Sequence[Grid], remembered: Mapping[str, str] | None, vocabulary: Vocabulary
) -> list[Place]:
    """The row with most of the needed headings, then with most headings that are known, then with most words."""
    best, most = [], (0, 0, 0)
    for sheet, grid in enumerate(grids, 1):
        for number, row in enumerate(islice(grid.rows(), HEADING_ROWS), 1):
            headings = headings_of(row)
            fields = set(vocabulary.fields_of(headings, remembered).values())
            missing = len(vocabulary.missing(fields))
            worth = (len(vocabulary.needed) - missing, len(fields), sum(map(bool, headings)))
            if may_be_headings(row, vocabulary) and worth > most:
                best, most = [Place(sheet, number)], worth
    return best


def may_be_headings(row: Sequence[object], vocabulary: Vocabulary) -> bool:
    """A row that speaks of a person holds a long number."""
    written = [heading for heading in headings_of(row) if heading]
    return len(written) >= vocabulary.fewest_headings and not any(
        LONG_NUMBER.search(read_cell(cell).text) for cell in row
    )


def headings_of(row: Sequence[object]) -> list[str]:
    return [clean_text(cell[:LONGEST_KEY]) if isinstance(cell, str) else "" for cell in row]
