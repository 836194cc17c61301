"""Lists of the extreme poor as they come: sheets of many shapes, often with NIK and name alone."""

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from kiosk.files.poverty_headings import POVERTY, WITH_DECILES
from kiosk.files.sheets import read_sheet

NIK = "3374012005790001"
PLAIN = [["NIK", "Nama"], [NIK, "Siti Aminah"]]


def workbook(rows, *, before: int = 0) -> bytes:
    stream = BytesIO()
    with Workbook(stream) as book:
        for number in range(before):
            book.add_worksheet(f"Petunjuk {number}").write_string(0, 0, "Baca dulu")
        page = book.add_worksheet("Data")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row, book.add_format({"num_format": "@"}))
    return stream.getvalue()


def csv(rows, sign: str = ";", encoding: str = "utf-8") -> bytes:
    return "\n".join(sign.join(map(str, row)) for row in rows).encode(encoding)


def people(content: bytes, vocabulary=POVERTY) -> list[tuple[int, str, str]]:
    reading = read_sheet(content, "", None, vocabulary)
    assert not [one for one in reading.findings if one.severity == "block"], reading.findings
    return [(row.number, row.cells["nik"].text, row.cells["name"].text) for row in reading.rows]


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (PLAIN, 2),
        ([["No", "NIK", "NAMA LENGKAP", "Alamat"], [1, NIK, "Siti Aminah", "Jl. Kakap"]], 2),
        ([["DAFTAR MISKIN EKSTREM"], ["Kota Semarang"], [], *PLAIN], 5),
        ([["NIK", "Nama"], ["1", "2"], [NIK, "Siti Aminah"]], 3),
        ([*PLAIN, [], ["", "Jumlah 1"], ["", "Lurah Kauman"]], 2),
        ([["Nama Anggota Keluarga", "No. KTP"], ["Siti Aminah", NIK]], 2),
        ([["NIK Individu", "Nama Individu", "Nama Kelurahan/Desa"], [NIK, "Siti Aminah", "Kauman"]], 2),
    ],
)
def test_sheet_of_this_shape_is_read(rows, row):
    for content in (workbook(rows), csv(rows), csv(rows, ","), csv(rows, "\t", "utf-16")):
        assert people(content) == [(row, NIK, "Siti Aminah")]


def test_people_stand_on_whichever_sheet():
    assert people(workbook(PLAIN, before=2)) == [(2, NIK, "Siti Aminah")]


def test_a_number_cell_is_told_from_text():
    reading = read_sheet(workbook([["NIK", "Nama"], [int(NIK), "Siti Aminah"]]), "", None, POVERTY)
    assert [row.cells["nik"].numeric for row in reading.rows] == [True]


def rows_read(rows) -> tuple[list[int], list[int]]:
    """The numbers of the rows that speak of somebody, and of those passed over."""
    reading = read_sheet(csv(rows), "", None, POVERTY)
    return [row.number for row in reading.rows], reading.rows.passed_over


@pytest.mark.parametrize(
    ("below", "read", "passed_over"),
    [
        ([["", "Tanpa Nomor"], [NIK, "Siti"]], [2, 3, 4], []),
        ([["", "Tanpa Nomor"]], [2, 3], []),
        ([["", "Satu"], ["", "Dua"]], [2, 3, 4], []),
        ([[], ["", "Tanpa Nomor"], [NIK, "Siti"]], [2, 4, 5], []),
        ([[], ["", "Semarang, 1 September 2026"], ["", "Lurah Kauman"]], [2], [4, 5]),
        ([["", "Jumlah 1"], ["", "Lurah Kauman"]], [2], [3, 4]),
        ([[], *(["", f"Orang {sign}"] for sign in "ABCDEFGHIJKLMN")], [2, *range(4, 18)], []),
    ],
)
def test_a_name_without_a_nik_counts_and_a_signature_does_not(below, read, passed_over):
    assert rows_read([*PLAIN, *below]) == (read, passed_over)


def test_a_list_of_names_alone_is_people_without_niks_and_a_signature_alone_is_nobody():
    assert rows_read([["NIK", "Nama"], ["", "Siti"], ["", "Budi"]]) == ([2, 3], [])
    reading = read_sheet(csv([["NIK", "Nama"], [], ["", "Lurah Kauman"]]), "", None, POVERTY)
    assert "sheet_nobody" in [one.code for one in reading.findings]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (csv([["NIK", "Alamat"], [NIK, "Jl. Kakap"]]), "columns_missing"),
        (csv([["Isi", "Lain"], ["satu", "dua"]]), "columns_missing"),
        (csv([["NIK", "Nama"]]), "sheet_empty"),
        (b"%PDF-1.7", "sheet_is_pdf"),
        (b"", "sheet_no_bytes"),
    ],
)
def test_what_cannot_be_read_says_so(content, code):
    reading = read_sheet(content, "", None, POVERTY)
    assert code in [one.code for one in reading.findings]
    assert not list(reading.rows)


def test_two_columns_of_niks_that_differ_are_asked_about():
    reading = read_sheet(csv([["NIK", "NIK KTP", "Nama"], [NIK, NIK[:-1] + "2", "Siti"]]), "", None, POVERTY)
    assert reading.asks_for_columns


def test_a_list_of_several_deciles_needs_their_column():
    assert "columns_missing" in [one.code for one in read_sheet(csv(PLAIN), "", None, WITH_DECILES).findings]
    rows = [["NIK", "Nama", "Desil Nasional"], [NIK, "Siti Aminah", "1"]]
    assert people(csv(rows), WITH_DECILES) == [(2, NIK, "Siti Aminah")]
