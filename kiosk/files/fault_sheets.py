"""The wrong rows of a company's sheet given back to be mended: its own columns in their order, the row's number before
them, what is to be mended behind. Sent again it is read like any other sheet."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kiosk.domain.words import N_
from kiosk.files.sheet_template import AS_STRINGS, TEXT_FORMAT, safe_cell

NUMBER, REMEDY = "Baris", N_("Yang perlu diperbaiki")
_NUMBER_WIDTH, _WIDTH, _REMEDY_WIDTH = 8, 20, 70


class FaultyRow(NamedTuple):
    """`cells` as the company sent or edited them, `remedy` a sentence or more, `wrong` the positions of the cells it
    speaks of, from 0."""

    number: int
    cells: Sequence[str]
    remedy: str
    wrong: frozenset[int]


def fault_workbook(*, tab: str, headings: Sequence[str], remedy: str, rows: Iterable[FaultyRow]) -> bytes:
    """An XLSX of one sheet, every cell text; rows are written as they come, so that many never stand in memory.
    `remedy` is the heading of the last column."""
    stream = BytesIO()
    with Workbook(stream, {"constant_memory": True, **AS_STRINGS}) as workbook:
        page = workbook.add_worksheet(tab)
        text = workbook.add_format({"num_format": TEXT_FORMAT})
        marked = workbook.add_format({"num_format": TEXT_FORMAT, "bg_color": "#FBE3DF"})
        wrapped = workbook.add_format({"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top"})
        _write_headings(workbook, page, headings, remedy, text)
        for at, row in enumerate(rows, 1):
            page.write_string(at, 0, str(row.number), text)
            _write_cells(page, at, row, text, marked)
            page.write_string(at, len(headings) + 1, safe_cell(row.remedy), wrapped)
    return stream.getvalue()


def _write_headings(
    workbook: Workbook, page: Worksheet, headings: Sequence[str], remedy: str, text: Format
) -> None:
    theirs = workbook.add_format({"bold": True, "bg_color": "#E8EEEE", "font_color": "#20343A", "border": 1})
    ours = workbook.add_format({"bold": True, "bg_color": "#0B5563", "font_color": "#FFFFFF", "border": 1})
    last = len(headings) + 1
    page.set_column(0, 0, _NUMBER_WIDTH, text)
    page.set_column(1, last - 1, _WIDTH, text)
    page.set_column(last, last, _REMEDY_WIDTH, text)
    for column, heading in enumerate([NUMBER, *headings, remedy]):
        page.write_string(0, column, safe_cell(heading), ours if column in (0, last) else theirs)
    page.freeze_panes(1, 1)


def _write_cells(page: Worksheet, at: int, row: FaultyRow, text: Format, marked: Format) -> None:
    for column, cell in enumerate(row.cells):
        if cell or column in row.wrong:
            page.write_string(at, column + 1, safe_cell(cell), marked if column in row.wrong else text)
