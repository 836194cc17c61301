"""Reads a spreadsheet of people as companies and BPJS really send them: finds the sheet, the heading row and the
people."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from kiosk.domain.findings import Finding, blocks
from kiosk.files import sheet_findings, sheet_guard
from kiosk.files.cut_sheets import is_cut_off, lines_in
from kiosk.files.doubled_columns import doubled_columns
from kiosk.files.found_headings import FoundHeadings, find_headings
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_cells import Cell
from kiosk.files.sheet_csv import MOST_PEOPLE
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_grid import Grid, open_grids
from kiosk.files.sheet_headings import WORKERS
from kiosk.files.sheet_layouts import is_blank, is_person, read_fields
from kiosk.files.signature_rows import without_signatures

MOST_ROWS = MOST_PEOPLE
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_ASKED_ABOUT = ("columns_missing", "columns_doubled")
_BESIDE_PEOPLE = 100  # filled rows that are nobody: titles, totals, signatures


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
        self,
        grid: Grid | None = None,
        heading_row: int = 0,
        columns: Mapping[int, str] | None = None,
        is_line: Callable[[Mapping[str, Cell]], bool] = is_person,
        stands_alone: Callable[[Mapping[str, Cell]], bool] | None = None,
    ):
        self.grid, self.heading_row, self.columns, self.is_line = grid, heading_row, columns or {}, is_line
        self.stands_alone = stands_alone
        self.passed_over: list[int] = []

    def __iter__(self) -> Iterator[SheetRow]:
        """passed_over then holds the numbers of filled rows that are nobody: totals, signatures, formula
        rows."""
        passed_over: list[int] = []
        if self.grid:
            rows = self._read(self.grid, passed_over)
            alone = self.stands_alone
            yield from without_signatures(rows, alone, self.heading_row, passed_over) if alone else rows
        self.passed_over = sorted(passed_over)

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
            if self.is_line(cells):
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
        """Whether there are headings, but needed ones are not among them, or several mean the same: somebody may say
        what they mean."""
        return bool(self.layout) and any(finding.code in _ASKED_ABOUT for finding in self.findings)


def read_sheet(
    content: bytes,
    filename: str = "",
    remembered: Mapping[str, str] | None = None,
    vocabulary: Vocabulary = WORKERS,
) -> SheetReading:
    """Read XLSX, XLS, ODS or CSV bytes of this kind of people; remembered is what somebody taught, heading → field.
    Trouble is in findings.

    The kind of file is found from the content. By its name, text without headings is no workbook rather than a table
    that has none.
    """
    try:
        grids = open_grids(content)
    except UnreadableSheet as unreadable:
        return SheetReading(findings=(vocabulary.said(unreadable.finding),))
    heading = find_headings(grids, remembered, vocabulary)
    if heading is None:
        only_by_name = is_workbook_by_name(filename) and not sheet_guard.is_workbook(content)
        finding = sheet_findings.not_a_workbook() if only_by_name else _without_headings(grids)
        return SheetReading(findings=(vocabulary.said(finding),))
    return _read_below(heading)


def is_workbook_by_name(filename: str) -> bool:
    return filename.lower().rstrip().endswith(_WORKBOOKS)


def filled_rows(content: bytes) -> int:
    """How many filled rows the fullest sheet of this file has. Raises UnreadableSheet."""
    return max((grid.filled for grid in open_grids(content)), default=0)


def _without_headings(grids: Iterable[Grid]) -> Finding:
    """Nobody is told that a sheet is empty in which something is written."""
    if not any(grid.filled for grid in grids):
        return sheet_findings.empty()
    return sheet_findings.headings_missing()


def _read_below(heading: FoundHeadings) -> SheetReading:
    rows, *findings = _people_below(heading)
    layout = heading.layout
    return SheetReading(
        rows=rows,
        columns={name: field_name for name, field_name in layout if field_name},
        findings=tuple(map(heading.vocabulary.said, findings)),
        sheet_name=heading.grid.name,
        heading_row=heading.number,
        unknown_headings=tuple(
            text for at, text in enumerate(heading.headings) if text and at not in heading.columns
        ),
        layout=layout,
        filled=max(heading.grid.filled - heading.number, 0),
    )


def _people_below(heading: FoundHeadings) -> Iterator[SheetRows | Finding]:
    """The rows, then what is to be said of them."""
    words = heading.vocabulary
    rows = SheetRows(heading.grid, heading.number, heading.columns, words.is_line, words.stands_alone)
    blocking = _blocking(heading, rows)
    doubled = [] if blocking else doubled_columns(heading)
    yield SheetRows() if blocking or blocks(doubled) else rows
    yield from doubled
    if blocking:
        yield blocking
    elif heading.vocabulary.ends_whole and heading.grid.cut_at:
        yield sheet_findings.may_be_cut_off(lines_in(heading.grid))


def _blocking(heading: FoundHeadings, rows: SheetRows) -> Finding | None:
    if missing := heading.vocabulary.missing_labels(list(heading.columns.values())):
        return sheet_findings.columns_missing(missing)
    if heading.grid.filled > MOST_ROWS + _BESIDE_PEOPLE:
        return sheet_findings.too_many_rows(heading.grid.filled, MOST_ROWS)
    if heading.vocabulary.ends_whole and is_cut_off(heading):
        return sheet_findings.line_cut_off(lines_in(heading.grid))
    return None if next(iter(rows), None) else _without_people(heading)


def _without_people(heading: FoundHeadings) -> Finding:
    if any(not is_blank(row) for row in islice(heading.grid.rows(), heading.number, None)):
        return sheet_findings.nobody(heading.number)
    return sheet_findings.empty()
