from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from kiosk.files.poverty_headings import POVERTY
from kiosk.files.sheet_headings import LABELS, WORKERS
from kiosk.files.sheets import read_sheet


def codes(reading):
    return [finding.code for finding in reading.findings]


def texts(reading, field):
    return [row.cells[field].text for row in reading.rows]


def workbook(*sheets):
    stream = BytesIO()
    with Workbook(stream) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return stream.getvalue()


def csv(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def test_a_clean_sheet_gives_every_row_with_the_number_excel_shows(sheet):
    reading = read_sheet(sheet("01"), "01-bersih.xlsx")
    rows = list(reading.rows)
    assert codes(reading) == [] and len(rows) == len(reading.rows) == 120
    assert (rows[0].number, rows[-1].number) == (2, 121)
    assert rows[0].cells["nik"].text == "3374020902007365" and rows[0].cells["rt"].text == "002"
    assert set(rows[0].cells) == set(LABELS) == set(reading.columns.values())
    assert reading.unknown_headings == () and reading.rows.passed_over == []


def test_an_hr_departments_own_layout_is_understood(sheet):
    reading = read_sheet(sheet("02"), "02.xlsx")
    rows = list(reading.rows)
    assert codes(reading) == [] and reading.heading_row == 5 and reading.unknown_headings == ("No.",)
    assert [row.number for row in rows] == list(range(6, 66))
    first = {field: cell.text for field, cell in rows[0].cells.items()}
    assert first["birth_place"] == "Semarang" and first["birth_on"] == "12-02-1969"
    assert (first["rt"], first["rw"], first["phone"]) == ("005", "001", "08909266858")


def test_the_total_and_the_signature_below_are_nobody_and_are_pointed_out(sheet):
    reading = read_sheet(sheet("02"))
    assert len(reading.rows) == 60
    assert reading.rows.passed_over == [67, 69, 73]


def test_a_nik_that_excel_keeps_as_a_number_is_flagged(sheet):
    cells = [row.cells["nik"] for row in read_sheet(sheet("03")).rows]
    assert len(cells) == 30
    assert cells[0][:3] == ("3321010509019890", True, None)
    assert cells[1][:3] == ("3,37401E+15", False, None)
    assert cells[2].text == "'3315056205774933" and not cells[2].numeric
    assert cells[3].text == "3374 1321 0405 2039"


def test_a_semicolon_file_in_windows_encoding_is_read_as_meant(sheet):
    content = sheet("04")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    rows = list(read_sheet(content, "04.csv").rows)
    assert len(rows) == 40 and rows[0].number == 2
    assert rows[0].cells["workplace"].text == "Pasar Johar"
    whole = " ".join(cell.text for row in rows for cell in row.cells.values())
    assert [letter for letter in whole if not letter.isascii()] and "\ufffd" not in whole


def test_every_repeat_in_a_sheet_of_repeats_keeps_its_own_row(sheet):
    rows = list(read_sheet(sheet("05")).rows)
    assert len(rows) == 28 and len({row.cells["nik"].text for row in rows}) == 25


def test_a_date_cell_is_a_day_and_a_written_date_stays_as_written(sheet):
    rows = {row.number: row.cells["birth_on"] for row in read_sheet(sheet("06")).rows}
    assert rows[40][:3] == ("1979-05-20", False, date(1979, 5, 20))
    assert rows[7][:3] == ("31/02/1980", False, None) and rows[8].text == ""


def test_the_sheet_with_people_is_found_behind_the_instructions(sheet):
    reading = read_sheet(sheet("07"))
    assert reading.sheet_name == "DATA" and len(reading.rows) == 20
    assert {row.sheet_name for row in reading.rows} == {"DATA"}


def test_hidden_rows_are_read_and_pointed_out_and_a_formula_row_is_nobody(sheet):
    reading = read_sheet(sheet("07"))
    assert [row.number for row in reading.rows if row.hidden] == [6, 11]
    assert reading.rows.passed_over == [22]


def test_a_sheet_without_nik_names_the_missing_column_and_gives_no_row(sheet):
    reading = read_sheet(sheet("08"))
    assert codes(reading) == ["columns_missing"] and list(reading.rows) == []
    assert reading.findings[0].params == {"columns": "NIK"}


def test_dangerous_content_is_kept_as_harmless_text(sheet):
    names = texts(read_sheet(sheet("09")), "name")
    assert len(names) == 8
    assert names[0] == '=HYPERLINK("http://x.invalid","klik")' and names[1] == "<script>alert(1)</script>"
    assert names[3] == "A" * 500 and names[4] == "Siti Nol" and names[5] == "terbalik"
    assert names[6] == "" and names[7] == "Ni Luh Putu \U0001f600"


def test_headings_alone_are_an_empty_sheet(sheet):
    assert codes(read_sheet(sheet("10"))) == ["sheet_empty"]


@pytest.mark.parametrize(("content", "code"), [(b"", "sheet_no_bytes"), (b"\r\n\r\n", "sheet_empty")])
def test_a_file_without_anything_is_empty(content, code):
    assert codes(read_sheet(content, "a.csv")) == [code]


def test_a_file_that_is_no_workbook_is_called_so(sheet):
    assert codes(read_sheet(sheet("11"), "11.xlsx")) == ["sheet_is_pdf"]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\xd0\xcf\x11\xe0" + bytes(2000),
        b'NIK,Nama\n"' + b"x" * 200_000,
    ],
)
def test_damaged_files_are_no_workbook(content):
    assert codes(read_sheet(content, "data.csv")) == ["not_a_workbook"]


def test_a_workbook_without_its_end_is_said_to_be_cut_off(sheet):
    assert codes(read_sheet(sheet("01")[:6_000], "data.xlsx")) == ["sheet_cut_off"]
    assert codes(read_sheet(b"PK\x03\x04 broken", "data.xlsx")) == ["sheet_cut_off"]


@pytest.mark.parametrize("vocabulary", [WORKERS, POVERTY])
def test_text_that_calls_itself_a_workbook_is_told_that_it_is_none(vocabulary):
    reading = read_sheet(b"ini bukan lembar kerja\n", "daftar.XLSX", None, vocabulary)
    assert codes(reading) == ["not_a_workbook"]
    assert codes(read_sheet(b"ini bukan lembar kerja\n", "daftar.csv", None, vocabulary)) == [
        "headings_missing"
    ]


def test_a_table_of_text_that_calls_itself_a_workbook_is_read():
    reading = read_sheet(
        csv("NIK;Nama;Pekerjaan;Kelurahan", "3374010101900001;Siti;Nelayan;Kauman"), "data.xls"
    )
    assert codes(reading) == [] and len(reading.rows) == 1


def test_a_letter_is_told_that_its_headings_were_not_found():
    reading = read_sheet(csv("Kepada Yth. Dinas Tenaga Kerja", "Bersama ini kami sampaikan"), "surat.txt")
    assert codes(reading) == ["headings_missing"] and not reading.asks_for_columns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiter_and_encoding_of_a_csv_are_found(encoding, delimiter):
    lines = [
        delimiter.join(cells)
        for cells in (
            ("NIK", "Nama", "Pekerjaan", "Kelurahan", "Alamat"),
            ("3374010101900001", "Zoë", "Nelayan", "Jerakah", '"Jl. Kakap 1, 2; 3"'),
        )
    ]
    (row,) = read_sheet(csv(*lines, encoding=encoding)).rows
    assert row.cells["name"].text == "Zoë" and row.cells["address"].text == "Jl. Kakap 1, 2; 3"


def test_blank_rows_are_skipped_and_do_not_shift_the_numbers():
    content = csv(
        "sep=;",
        "",
        "NIK;NAMA;pekerjaan;KELURAHAN",
        ";;;",
        "3374010101900001;A B;Nelayan;Kauman",
        ";; ;",
        "3374010101900002;C D;Nelayan;Kauman",
    )
    assert [row.number for row in read_sheet(content).rows] == [5, 7]


def test_a_person_without_nik_stays_a_row_to_be_mended():
    content = csv("NIK;Nama;Pekerjaan;Kelurahan", ";Siti Aminah;Nelayan;Kauman", "JUMLAH 1;;;", ";TOTAL;;")
    reading = read_sheet(content)
    assert texts(reading, "name") == ["Siti Aminah"]
    assert reading.rows.passed_over == [3, 4]


def test_a_heading_taught_by_the_company_is_used():
    content = csv("Identitas diri;Nama;Pekerjaan;Kelurahan", "3374010101900001;A B;Nelayan;Kauman")
    assert codes(read_sheet(content)) == ["columns_missing"]
    assert read_sheet(content).unknown_headings == ("Identitas diri",)
    taught = read_sheet(content, remembered={"IDENTITAS  DIRI": "nik"})
    assert texts(taught, "nik") == ["3374010101900001"]


def test_columns_to_the_left_may_be_empty():
    rows = [
        [],
        ["", "", "NIK", "Nama", "Pekerjaan", "Kelurahan"],
        ["", "", "3374010101900001", "A B", "Nelayan", "Kauman"],
    ]
    (row,) = read_sheet(workbook(("Lembar 1", rows))).rows
    assert (row.number, row.cells["name"].text) == (3, "A B")


def test_the_first_sheet_that_fits_is_taken():
    heading = ["NIK", "Nama", "Pekerjaan", "Kelurahan"]
    content = workbook(
        ("Lama", [["Nama", "Kelurahan"], ["x", "y"]]),
        ("Baru", [heading, ["1", "Satu Orang", "Nelayan", "Kauman"]]),
        ("Salinan", [heading, ["2", "Dua Orang", "Nelayan", "Kauman"]]),
    )
    assert texts(read_sheet(content), "name") == ["Satu Orang"]


def test_rows_can_be_read_twice(sheet):
    rows = read_sheet(sheet("01")).rows
    assert list(rows) == list(rows)
