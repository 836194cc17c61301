"""One column of a sheet by itself, where looking at whole rows would take too long."""

from collections.abc import Iterator
from itertools import islice

from kiosk.files.sheet_cells import read_cell
from kiosk.files.sheets import SheetRows


def texts_of(rows: SheetRows, field: str) -> Iterator[str]:
    """What stands below this field's heading, row by row, also in rows that are nobody."""
    at = next((place for place, name in rows.columns.items() if name == field), None)
    if rows.grid is None or at is None:
        return
    for row in islice(rows.grid.sheet.rows(), rows.heading_row, None):
        yield read_cell(row[at]).text if at < len(row) else ""
