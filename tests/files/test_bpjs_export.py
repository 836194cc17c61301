"""The file for BPJS: every cell text, nothing that acts, no memory for many lines, nothing left behind."""

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kiosk.files.bpjs_export import column_letters, registration_sheet

ROOT = Path(__file__).parents[2]
HEADINGS = ["NIK", "NAMA", ""]
MAKER = """
import sys
from kiosk.files.bpjs_export import registration_sheet
from tests.bench import memory
lines = (["3374010101010001", "Orang %d" % at, "Jl. Kakap", "x"] * 6 for at in range(int(sys.argv[1])))
registration_sheet(["H"] * 24, lines).close()
print(memory.own_peak())
"""


def cells(*lines) -> list[tuple]:
    with registration_sheet(HEADINGS, lines) as file:
        book = openpyxl.load_workbook(BytesIO(file.read()))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def test_headings_stand_first_and_digits_stay_text_with_their_zeros():
    assert cells(["0374010101010001", "Siti", "007"]) == [
        ("NIK", "NAMA", None),
        ("0374010101010001", "Siti", "007"),
    ]


@pytest.mark.parametrize("harm", ["=1+1", "+62811", "-2+3", "@SUM(A1)", "  =1+1", "\t=1+1", "=HYPERLINK(1)"])
def test_what_somebody_typed_never_becomes_a_formula(harm):
    with registration_sheet(HEADINGS, [["1", harm, ""]]) as file:
        book = openpyxl.load_workbook(BytesIO(file.read()))
    cell = book.active["B2"]
    assert (cell.data_type, cell.value) == ("s", f"'{harm}")


def test_address_of_a_page_is_no_link():
    with registration_sheet(HEADINGS, [["1", "https://contoh.invalid/x", ""]]) as file:
        book = openpyxl.load_workbook(BytesIO(file.read()))
    assert book.active["B2"].hyperlink is None


def test_nothing_is_left_on_disk_while_the_file_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with registration_sheet(HEADINGS, [["1", "Siti", ""]]) as file:
        assert list(tmp_path.iterdir()) == []
        assert file.read(2) == b"PK"


def test_nothing_is_left_on_disk_when_a_line_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def lines():
        yield ["1", "Siti", ""]
        raise LookupError("gone")

    with pytest.raises(LookupError):
        registration_sheet(HEADINGS, lines())
    assert list(tmp_path.iterdir()) == []


def peak_of(lines: int) -> int:
    """kB, of a process of its own."""
    command = [sys.executable, "-c", MAKER, str(lines)]
    return int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def test_twenty_thousand_lines_take_no_more_memory_than_a_hundred():
    assert peak_of(20_000) <= 1.15 * peak_of(100)


def test_columns_are_named_as_a_spreadsheet_does():
    assert [column_letters(at) for at in (0, 25, 26)] == ["A", "Z", "AA"]
