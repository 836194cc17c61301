"""Reads a spreadsheet of workers as companies really send them: finds the sheet, the heading row and the
people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from kiosk.domain.findings import Finding
from kiosk.files import sheet_findings
from kiosk.files.sheet_cells import Cell, clean_text
from kiosk.files.sheet_csv import MOST_PEOPLE
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_grid import Grid, open_grids
from kiosk.files.sheet_headings import NEEDED, map_headings, missing_labels, unnamed
from kiosk.files.sheet_layouts import is_blank, is_person, read_fields

HEADING_ROWS = 20
MOST_ROWS = MOST_PEOPLE
_BESIDE_PEOPLE = 100  # filled rows that are nobody: titles, totals, signatures
_LONGEST_HEADING = 120
_MOST_DIGITS = 4  # of a heading: a year, not a NIK


class SheetRow(NamedTuple):
    """One person's row: number as Excel shows it, field → Cell."""

    sheet_name: str
    number: int
    cells: dict[str, Cell]
    hidden: bool = False


class SheetRows:
    """The rows of people below `heading_row`, read anew at each iteration so that 100,000 of them never stand in
    memory together. `columns` is place → field; without a grid there are none."""

    def __init__(
        self, grid: Grid | None = None, heading_row: int = 0, columns: Mapping[int, str] | None = None
    ):
        self.grid, self.heading_row, self.columns = grid, heading_row, columns or {}
        self.passed_over: list[int] = []

    def __iter__(self) -> Iterator[SheetRow]:
        """passed_over then holds the numbers of filled rows that are nobody: totals, signatures, formula
        rows."""
        passed_over: list[int] = []
        if self.grid:
            yield from self._read(self.grid, passed_over)
        self.passed_over = passed_over

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def memory(self) -> int:
        """The number of the open file in memory that holds them, for a process of our own that is to read them too."""
        return self.grid.sheet.stream.fileno()

    def _read(self, grid: Grid, passed_over: list[int]) -> Iterator[SheetRow]:
        hidden, name = grid.hidden, grid.name
        below = islice(grid.rows(), self.heading_row, None)
        for number, row in enumerate(below, self.heading_row + 1):
            if is_blank(row):
                continue
            cells = read_fields(row, self.columns)
            if is_person(cells):
                yield SheetRow(name, number, cells, number in hidden)
            else:
                passed_over.append(number)


@dataclass(frozen=True)
class SheetReading:
    """findings say why there are no rows; columns is heading → field, unknown_headings waits for somebody to
    map it. layout is every column from left to right as (heading, field or ""); filled counts the filled rows
    below the headings, people or not."""

    rows: SheetRows = field(default_factory=SheetRows)
    columns: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    unknown_headings: tuple[str, ...] = ()
    sheet_name: str = ""
    heading_row: int = 0
    layout: tuple[tuple[str, str], ...] = ()
    filled: int = 0

    @property
    def asks_for_columns(self) -> bool:
        """Whether there are headings, but needed ones are not among them: somebody may say what they mean."""
        return bool(self.layout) and any(finding.code == "columns_missing" for finding in self.findings)


class _Heading(NamedTuple):
    grid: Grid
    number: int
    headings: list[str]
    columns: dict[int, str]


def read_sheet(
    content: bytes, filename: str = "", remembered: Mapping[str, str] | None = None
) -> SheetReading:
    """Read XLSX, XLS, ODS or CSV bytes; remembered is the company's own heading → field. Trouble is in
    findings.

    The kind is found from the content: filename only shows a person which file is meant.
    """
    try:
        grids = open_grids(content)
    except UnreadableSheet as unreadable:
        return SheetReading(findings=(unreadable.finding,))
    heading = _find_heading(grids, remembered)
    if heading is None:
        return SheetReading(findings=(_without_headings(grids),))
    return _read_below(heading)


def filled_rows(content: bytes) -> int:
    """How many filled rows the fullest sheet of this file has. Raises UnreadableSheet."""
    return max((grid.filled for grid in open_grids(content)), default=0)


def _without_headings(grids: Iterable[Grid]) -> Finding:
    """Nobody is told that a sheet is empty in which something is written."""
    if not any(grid.filled for grid in grids):
        return sheet_findings.empty()
    return sheet_findings.headings_missing()


def _find_heading(grids: Iterable[Grid], remembered: Mapping[str, str] | None) -> _Heading | None:
    """The first row with every needed heading, else the one with most of them, else the first that looks like
    headings."""
    best, guess = None, None
    for grid in grids:
        for number, row in enumerate(islice(grid.rows(), HEADING_ROWS), 1):
            headings = [clean_text(cell[:_LONGEST_HEADING]) if isinstance(cell, str) else "" for cell in row]
            found = _Heading(grid, number, headings, map_headings(headings, remembered))
            if len(found.columns) >= 2 and (best is None or _worth(found.columns) > _worth(best.columns)):
                best = found
            if set(NEEDED) <= set(found.columns.values()):
                return best
            guess = guess or (found if _looks_like_headings(found) else None)
    return best or guess


def _worth(columns: Mapping[int, str]) -> tuple[int, int]:
    return len(set(NEEDED) & set(columns.values())), len(columns)


def _looks_like_headings(row: _Heading) -> bool:
    """As many words as there are needed columns, side by side, none of them a number, and rows below."""
    words = [text for text in row.headings if text]
    wordy = not any(sum(map(str.isdigit, text)) > _MOST_DIGITS for text in words)
    return wordy and len(set(words)) >= len(NEEDED) and row.grid.filled > row.number


def _read_below(heading: _Heading) -> SheetReading:
    rows, trouble = _people_below(heading)
    layout = _layout(heading)
    return SheetReading(
        rows=rows,
        columns={name: field_name for name, field_name in layout if field_name},
        findings=(trouble,) if trouble else (),
        sheet_name=heading.grid.name,
        heading_row=heading.number,
        unknown_headings=tuple(
            text for at, text in enumerate(heading.headings) if text and at not in heading.columns
        ),
        layout=layout,
        filled=max(heading.grid.filled - heading.number, 0),
    )


def _people_below(heading: _Heading) -> tuple[SheetRows, Finding | None]:
    if missing := missing_labels(list(heading.columns.values())):
        return SheetRows(), sheet_findings.columns_missing(missing)
    if heading.grid.filled > MOST_ROWS + _BESIDE_PEOPLE:
        return SheetRows(), sheet_findings.too_many_rows(heading.grid.filled, MOST_ROWS)
    rows = SheetRows(heading.grid, heading.number, heading.columns)
    return rows, None if next(iter(rows), None) else _without_people(heading)


def _without_people(heading: _Heading) -> Finding:
    if any(not is_blank(row) for row in islice(heading.grid.rows(), heading.number, None)):
        return sheet_findings.nobody(heading.number)
    return sheet_findings.empty()


def _layout(heading: _Heading) -> tuple[tuple[str, str], ...]:
    """Up to the last column with a heading or a field."""
    width = max(
        [at + 1 for at, text in enumerate(heading.headings) if text or at in heading.columns], default=0
    )
    return tuple((heading.headings[at] or unnamed(at), heading.columns.get(at, "")) for at in range(width))
