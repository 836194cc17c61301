"""Who holds a place of a programme, as a spreadsheet: written to disk row by row; NIK masked."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

from kiosk.files.sheet_template import AS_STRINGS, TEXT_FORMAT, safe_cell

HEADINGS = (
    "No",
    "Nama",
    "Nomor registrasi",
    "NIK",
    "Kelurahan",
    "Pekerjaan",
    "Bulan dijanjikan",
    "Rupiah dijanjikan",
)
WIDTHS = (6, 34, 20, 22, 24, 28, 12, 18)


class PersonLine(NamedTuple):
    number: int
    name: str
    reg_no: str
    nik_masked: str
    area: str
    occupation: str
    months: int
    promised: int


def people_sheet(lines: Iterable[PersonLine], *, title: str, note: str, narrowed: str = "") -> BinaryIO:
    """An XLSX, open for reading; figures are numbers, all else is text. `title` and `narrowed` (whom of them it holds)
    stand above, `note` below."""
    with TemporaryDirectory(prefix="payung-") as folder:
        path = Path(folder) / "program.xlsx"
        with Workbook(path, {"constant_memory": True, "tmpdir": folder, **AS_STRINGS}) as workbook:
            page, text = workbook.add_worksheet("Orang"), workbook.add_format({"num_format": TEXT_FORMAT})
            bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
            page.write_string(0, 0, safe_cell(title))
            if narrowed:
                page.write_string(1, 0, safe_cell(narrowed))
            for column, heading in enumerate(HEADINGS):
                page.set_column(column, column, WIDTHS[column])
                page.write_string(2, column, heading, bold)
            page.freeze_panes(3, 2)
            at = 2
            for at, line in enumerate(lines, 3):
                _write(page, at, line, text)
            page.write_string(at + 2, 0, note)
        return path.open("rb")


def _write(page, at: int, line: PersonLine, text) -> None:
    for column, cell in enumerate(line):
        if isinstance(cell, int):
            page.write_number(at, column, cell)
        else:
            page.write_string(at, column, safe_cell(cell), text)
