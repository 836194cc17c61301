"""Reads a spreadsheet of workers as companies really send them: finds the sheet, the heading row and the
people."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from kiosk.domain.findings import Finding
from kiosk.files import sheet_findings, sheet_guard
from kiosk.files.sheet_cells import Cell, clean_text
from kiosk.files.sheet_grid import Grid, UnreadableSheet, open_grids
from kiosk.files.sheet_headings import NEEDED, map_headings, missing_labels
from kiosk.files.sheet_hidden import hidden_rows
from kiosk.files.sheet_layouts import is_blank, is_person, read_fields

HEADING_ROWS = 20


class SheetRow(NamedTuple):
    """One person's row: number as Excel shows it, field → Cell."""

    sheet_name: str
    number: int
    cells: dict[str, Cell]
    hidden: bool = False


class SheetRows:
    """The rows of people, read anew at each iteration so that 100,000 of them never stand in memory
    together."""

    def __init__(self, read: Callable[[list[int]], Iterable[SheetRow]]):
        self._read = read
        self.passed_over: list[int] = []

    def __iter__(self) -> Iterator[SheetRow]:
        """passed_over then holds the numbers of filled rows that are nobody: totals, signatures, formula
        rows."""
        passed_over: list[int] = []
        yield from self._read(passed_over)
        self.passed_over = passed_over

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _no_rows() -> SheetRows:
    return SheetRows(lambda passed_over: ())


@dataclass(frozen=True)
class SheetReading:
    """findings say why there are no rows; columns is heading → field, unknown_headings waits for somebody to
    map it."""

    rows: SheetRows = field(default_factory=_no_rows)
    columns: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    unknown_headings: tuple[str, ...] = ()
    sheet_name: str = ""
    heading_row: int = 0


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
    refused = sheet_guard.refuse(content)
    if refused:
        return SheetReading(findings=(refused,))
    try:
        heading, filled = _find_heading(content, remembered)
    except UnreadableSheet:
        return SheetReading(findings=(sheet_findings.not_a_workbook(),))
    if heading is None:
        finding = sheet_findings.columns_missing(missing_labels(())) if filled else sheet_findings.empty()
        return SheetReading(findings=(finding,))
    return _read_below(heading, content)


def _find_heading(content: bytes, remembered: Mapping[str, str] | None) -> tuple[_Heading | None, bool]:
    """The first row with every needed heading, else the one with most of them; and whether anything was
    filled."""
    best, filled = None, False
    for grid in open_grids(content):
        for number, row in enumerate(islice(grid.rows(), HEADING_ROWS), 1):
            headings = [clean_text(cell) if isinstance(cell, str) else "" for cell in row]
            filled = filled or any(headings)
            columns = map_headings(headings, remembered)
            if len(columns) >= 2 and (best is None or _worth(columns) > _worth(best.columns)):
                best = _Heading(grid, number, headings, columns)
            if set(NEEDED) <= set(columns.values()):
                return best, filled
    return best, filled


def _worth(columns: Mapping[int, str]) -> tuple[int, int]:
    return len(set(NEEDED) & set(columns.values())), len(columns)


def _read_below(heading: _Heading, content: bytes) -> SheetReading:
    named = {heading.headings[at]: field_name for at, field_name in heading.columns.items()}
    missing = missing_labels(list(heading.columns.values()))
    if missing:
        rows, findings = _no_rows(), (sheet_findings.columns_missing(missing),)
    else:
        rows = SheetRows(_reader(heading, hidden_rows(content, heading.grid.name)))
        findings = () if next(iter(rows), None) else (sheet_findings.empty(),)
    return SheetReading(
        rows=rows,
        columns=named,
        findings=findings,
        sheet_name=heading.grid.name,
        heading_row=heading.number,
        unknown_headings=tuple(
            text for at, text in enumerate(heading.headings) if text and at not in heading.columns
        ),
    )


def _reader(heading: _Heading, hidden: frozenset[int]) -> Callable[[list[int]], Iterator[SheetRow]]:
    def read(passed_over: list[int]) -> Iterator[SheetRow]:
        below = islice(heading.grid.rows(), heading.number, None)
        for number, row in enumerate(below, heading.number + 1):
            if is_blank(row):
                continue
            cells = read_fields(row, heading.columns)
            if is_person(cells):
                yield SheetRow(heading.grid.name, number, cells, number in hidden)
            else:
                passed_over.append(number)

    return read
