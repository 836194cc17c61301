"""Sheets as rows of plain values, whatever the file is: read by a fenced process (sheet_fence)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kiosk.files import sheet_guard
from kiosk.files.sheet_fence import SheetHandedOver, sheets_in
from kiosk.files.sheet_findings import UnreadableSheet


class Grid(NamedTuple):
    """A sheet as it was handed over by the fence."""

    sheet: SheetHandedOver

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def filled(self) -> int:
        """How many rows hold something."""
        return self.sheet.filled

    @property
    def hidden(self) -> frozenset[int]:
        """The numbers of rows that are not shown."""
        return frozenset(self.sheet.hidden)

    @property
    def cut_at(self) -> int:
        """Of a text whose last line has no end the number of its cells, else 0."""
        return len(self.sheet.last_row()) if self.sheet.stops_short else 0

    def rows(self) -> Iterator[list[object]]:
        """From row 1, read anew at each call; cells are str, int, float, bool, date or None."""
        for row in self.sheet.rows():
            yield [date(*cell) if isinstance(cell, tuple) else cell for cell in row]


def open_grids(content: bytes) -> list[Grid]:
    """Every sheet, visible ones first; raises UnreadableSheet."""
    if refused := sheet_guard.refuse_unopened(content):
        raise UnreadableSheet(refused)
    return [Grid(sheet) for sheet in sheets_in(content)]
