"""A few columns of a sheet by themselves, where looking at whole rows would take too long."""

from collections.abc import Iterator, Sequence
from itertools import islice

from kiosk.files.sheet_cells import EMPTY, Cell, read_cell
from kiosk.files.sheets import SheetRows


def cells_of(rows: SheetRows, *fields: str) -> Iterator[tuple[Cell, ...]]:
    """What stands below the headings of these fields, row by row, also in rows that are nobody; a field without a
    column is empty. A day that the workbook knows as one is empty too: nobody has to read it."""
    places = {name: place for place, name in rows.columns.items()}
    wanted = [places.get(field) for field in fields]
    if rows.grid is None:
        return
    for row in islice(rows.grid.sheet.rows(), rows.heading_row, None):
        yield tuple(_cell(row, at) for at in wanted)


def _cell(row: Sequence[object], at: int | None) -> Cell:
    if at is None or at >= len(row) or isinstance(row[at], tuple):
        return EMPTY
    return read_cell(row[at])
