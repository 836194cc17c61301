"""A table of text that was cut on its way: its last line has no end, and stops before the others do."""

from itertools import islice

from kiosk.files.found_headings import FoundHeadings
from kiosk.files.sheet_grid import Grid
from kiosk.files.sheet_layouts import is_blank


def is_cut_off(heading: FoundHeadings) -> bool:
    """Whether the last line has no end and fewer cells than any other; where empty ones are left out nobody can
    tell."""
    cells, width = heading.grid.cut_at, heading.width
    if not 0 < cells < width:
        return False
    lines = [len(row) for row in islice(heading.grid.rows(), heading.number, None) if not is_blank(row)]
    return cells < min(lines[:-1], default=width)


def lines_in(grid: Grid) -> int:
    """The number of its last row."""
    return sum(1 for _row in grid.rows())
