"""Participation as spreadsheets: the recapitulation of all departments, and who has not joined. Written to disk row by
row, so that many take no more memory than few; no NIK, and a NIP by its last four digits."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter import Workbook

from kiosk.files.participation_reports import DepartmentLine, StaffLine
from kiosk.files.sheet_template import AS_STRINGS, TEXT_FORMAT, safe_cell

DEPARTMENTS = (
    "OPD", "Pegawai", "Ikut", "Belum ikut", "Bagian yang ikut (%)", "Surat kuasa berlaku", "Pekerja terdaftar",
    "Pekerja terlindungi",
)  # fmt: skip
STAFF = ("Nama", "NIP (empat angka terakhir)", "OPD", "Unit", "Status")
WIDTHS = (44, 26, 44, 30, 18)


def recapitulation_sheet(lines: Iterable[DepartmentLine], *, note: str) -> BinaryIO:
    """An XLSX, open for reading; figures are numbers. `note` says of which day, below the lines."""
    return _sheet("Rekapitulasi", DEPARTMENTS, map(_department, lines), note)


def not_joined_sheet(lines: Iterable[StaffLine], *, note: str) -> BinaryIO:
    return _sheet("Belum ikut", STAFF, lines, note)


def _department(line: DepartmentLine) -> tuple:
    figures = line.figures
    share = "" if figures.per_cent is None else figures.per_cent
    return (
        line.name, figures.staff, figures.joined, figures.not_joined, share, figures.mandates, figures.registered,
        figures.active,
    )  # fmt: skip


def _sheet(
    tab: str, headings: Sequence[str], lines: Iterable[Sequence[str | int | float]], note: str
) -> BinaryIO:
    with TemporaryDirectory(prefix="payung-") as folder:
        path = Path(folder) / "keikutsertaan.xlsx"
        with Workbook(path, {"constant_memory": True, "tmpdir": folder, **AS_STRINGS}) as workbook:
            page, text = workbook.add_worksheet(tab), workbook.add_format({"num_format": TEXT_FORMAT})
            bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
            for column, heading in enumerate(headings):
                page.set_column(column, column, WIDTHS[column] if headings is STAFF or not column else 14)
                page.write_string(0, column, heading, bold)
            page.freeze_panes(1, 1)
            at = 0
            for at, line in enumerate(lines, 1):
                for column, cell in enumerate(line):
                    if isinstance(cell, int | float):
                        page.write_number(at, column, cell)
                    else:
                        page.write_string(at, column, safe_cell(cell), text)
            page.write_string(at + 2, 0, note)
        return path.open("rb")
