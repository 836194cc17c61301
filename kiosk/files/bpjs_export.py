"""The people of a submission as the spreadsheet that BPJS takes: the columns of a layout, every cell text."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kiosk.files.sheet_template import AS_STRINGS, TEXT_FORMAT, safe_cell

TAB = "DATA"
WIDTH = 22


def registration_sheet(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> BinaryIO:
    """An XLSX of one sheet, open for reading. Lines are written to disk as they come, so that many take no more memory
    than few; nothing of it has a name there any more when it is handed on."""
    with TemporaryDirectory(prefix="payung-") as folder:
        path = Path(folder) / "pendaftaran.xlsx"
        options = {"constant_memory": True, "tmpdir": folder, **AS_STRINGS}
        with Workbook(path, options) as workbook:
            text = workbook.add_format({"num_format": TEXT_FORMAT})
            page = workbook.add_worksheet(TAB)
            page.set_column(0, max(len(headings) - 1, 0), WIDTH, text)
            _write(page, 0, headings, workbook.add_format({"bold": True, "num_format": TEXT_FORMAT}))
            page.freeze_panes(1, 0)
            for at, line in enumerate(lines, 1):
                _write(page, at, line, text)
        return path.open("rb")


def _write(page: Worksheet, at: int, cells: Sequence[str], look) -> None:
    for column, cell in enumerate(cells):
        if cell:
            page.write_string(at, column, safe_cell(cell), look)


def column_letters(position: int) -> str:
    """0 → `A`, 26 → `AA`: as a spreadsheet program shows it above the column."""
    return xl_col_to_name(position)
