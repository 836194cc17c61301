import io
import re
import zipfile

from openpyxl import load_workbook

from kiosk.files.sheet_headings import LABELS, OPTIONAL
from kiosk.files.sheet_template import safe_cell, template_workbook
from kiosk.files.sheets import read_sheet

OCCUPATIONS = ["Nelayan", "Juru parkir", "=1+1"]
KELURAHAN = {"Jerakah": ["Tugu"], "Kauman": ["Semarang Tengah"], "Mangunharjo": ["Tembalang", "Tugu"]}


def test_the_template_is_read_back_as_an_empty_sheet_with_all_columns():
    reading = read_sheet(template_workbook(OCCUPATIONS, KELURAHAN), "templat.xlsx")
    assert [finding.code for finding in reading.findings] == ["sheet_empty"]
    assert reading.columns == {label: field for field, label in (LABELS | OPTIONAL).items()}
    assert list(reading.columns)[:12] == list(LABELS.values())
    assert list(reading.columns)[12:] == ["Tempat Lahir", "Nama Ibu Kandung", "Nomor KPJ"]


def test_a_filled_template_is_read():
    book = load_workbook(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN)))
    book["DATA"].append(
        [
            "3374010101900001",
            "A B",
            None,
            "L",
            "0812345678",
            None,
            "005",
            None,
            "Kauman",
            None,
            "Nelayan",
            None,
        ]
    )
    stream = io.BytesIO()
    book.save(stream)
    (row,) = read_sheet(stream.getvalue()).rows
    assert row.number == 2 and row.cells["rt"].text == "005" and not row.cells["nik"].numeric


def test_every_column_is_text_so_that_excel_rounds_nothing():
    book = load_workbook(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN)))
    groups = book["DATA"].column_dimensions.values()
    assert sum(group.max - group.min + 1 for group in groups) == len(LABELS) + 3 == 15
    with zipfile.ZipFile(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN))) as archive:
        columns = re.findall(rb'<col [^>]*style="(\d+)"', archive.read("xl/worksheets/sheet1.xml"))
        formats = re.search(rb"<cellXfs.*?</cellXfs>", archive.read("xl/styles.xml"), re.DOTALL)[0]
    kinds = re.findall(rb'<xf numFmtId="(\d+)"', formats)
    assert {kinds[int(style)] for style in columns} == {b"49"}


def test_sex_occupation_and_place_are_chosen_from_lists_in_as_many_rows_as_a_sheet_may_have():
    page = load_workbook(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN)))["DATA"]
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules == {
        "D2:D100001": '"L,P"',
        "K2:K100001": "Daftar!$A$1:$A$3",
        "I2:I100001": "Daftar!$B$1:$B$3",
        "J2:J100001": "Daftar!$D$1:$D$3",
    }


def test_the_list_of_kelurahan_has_the_kecamatan_beside_each():
    lists = load_workbook(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN)))["Daftar"]
    rows = [(name.value, kecamatan.value) for _work, name, kecamatan, _choice in lists.iter_rows()]
    assert rows == [
        ("Jerakah", "Tugu"), ("Kauman", "Semarang Tengah"), ("Mangunharjo", "Tembalang / Tugu")
    ]  # fmt: skip
    assert [cell.value for cell in lists["D"]] == ["Semarang Tengah", "Tembalang", "Tugu"]


def test_how_it_is_filled_in_stands_on_a_sheet_behind_the_data():
    book = load_workbook(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN)))
    assert book.sheetnames == ["DATA", "Petunjuk", "Daftar"] and book.active.title == "DATA"
    said = " ".join(line for (line,) in book["Petunjuk"].values)
    needed = ", ".join(LABELS[field] for field in ("nik", "name", "kelurahan", "occupation"))
    assert f"Kolom wajib: {needed}." in said
    assert "NIK 16 angka, sebagai teks" in said and "Tanggal lahir ditulis 17/05/1990" in said
    twice = [name for name, lies_in in KELURAHAN.items() if len(lies_in) > 1]
    assert all(name in said for name in twice)


def test_nothing_in_the_template_is_a_formula():
    with zipfile.ZipFile(io.BytesIO(template_workbook(OCCUPATIONS, KELURAHAN))) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 3 and not any(b"<f>" in page for page in pages)


def test_an_exported_cell_cannot_be_a_formula():
    for text in ("=1+1", "+62812", "-1", "@SUM(A1)", " =1", "\t=1", "\r@"):
        assert safe_cell(text) == f"'{text}"
    for text in ("Siti", "Jl. A=B", "", "08123"):
        assert safe_cell(text) == text
