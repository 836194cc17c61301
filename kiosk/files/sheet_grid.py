"""Sheets as rows of plain values, whatever the file is: read by a fenced process (sheet_fence)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kiosk.files import sheet_guard
from kiosk.files.sheet_fence import SheetHandedOver, sheets_in
from kiosk.files.sheet_findings import UnreadableSheet


class Grid(NamedTuple):
    """A sheet's name and its rows, from row 1, read anew at each call; cells are str, int, float, bool, date
    or None. `filled` counts the rows that hold something, `hidden` are the numbers of rows that are not shown."""

    name: str
    rows: Callable[[], Iterable[list[object]]]
    filled: int
    hidden: frozenset[int] = frozenset()


def open_grids(content: bytes) -> list[Grid]:
    """Every sheet, visible ones first; raises UnreadableSheet."""
    if refused := sheet_guard.refuse_unopened(content):
        raise UnreadableSheet(refused)
    return [_grid(sheet) for sheet in sheets_in(content)]


def _grid(sheet: SheetHandedOver) -> Grid:
    return Grid(sheet.name, lambda: _rows(sheet), sheet.filled, frozenset(sheet.hidden))


def _rows(sheet: SheetHandedOver) -> Iterator[list[object]]:
    for row in sheet.rows():
        yield [date(*cell) if isinstance(cell, tuple) else cell for cell in row]
