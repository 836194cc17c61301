"""BPJS's files: headings in other words, titles above, sheets of every kind, files that were cut short."""

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from kiosk.files.bpjs_headings import ANSWERS, MEMBERS
from kiosk.files.heading_rows import Place
from kiosk.files.sheet_preview import preview
from kiosk.files.sheets import read_sheet
from tests.web.desk import SHEETS

NIK = "3374015708900002"


def csv(*rows: str, end: str = "\n") -> bytes:
    return ("\n".join(rows) + end).encode()


def xlsx(*rows: tuple) -> bytes:
    stream = BytesIO()
    with Workbook(stream) as workbook:
        page = workbook.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return stream.getvalue()


def codes(reading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NO. IDENTITAS", "nik"),
        ("Nama TK", "name"),
        ("Status Kepesertaan", "status"),
        ("HASIL", "status"),
        ("No_KPJ", "kpj"),
        ("Nomor Kartu Peserta", "kpj"),
        ("TMT", "effective_on"),
        ("Tgl. Efektif", "effective_on"),
        ("Ket.", "reason"),
        ("Alasan Penolakan", "reason"),
    ],
)
def test_words_of_the_branches_are_known(heading, field):
    assert ANSWERS.fields_of([heading]) == {0: field}


def test_branch_s_answer_is_read_below_its_titles_and_above_its_total():
    content = (SHEETS / "bpjs" / "01-jawaban-cabang.xlsx").read_bytes()
    reading = read_sheet(content, vocabulary=ANSWERS)
    lines = list(reading.rows)
    assert (reading.findings, reading.heading_row, len(lines)) == ((), 4, 12)
    assert [line.number for line in lines] == list(range(5, 17))
    assert reading.rows.passed_over == [17, 19]
    assert set(lines[0].cells) == {"nik", "name", "kpj", "status", "effective_on", "reason"}


def test_answer_needs_nik_and_anything_that_says_how_it_went():
    heads = csv("NIK;Nama", f"{NIK};Siti")
    assert codes(read_sheet(heads, vocabulary=ANSWERS)) == ["columns_missing"]
    said = read_sheet(heads, vocabulary=ANSWERS).findings[0].sentence()
    assert said.startswith("Kolom Status/KPJ/Tanggal berlaku/Alasan tidak ditemukan") and "Payung" not in said
    for one in ("Status", "KPJ", "TMT", "Alasan"):
        assert codes(read_sheet(csv(f"{one};NIK", f"x;{NIK}"), vocabulary=ANSWERS)) == []


def test_list_of_members_needs_nothing_but_the_nik():
    reading = read_sheet(csv("NIK", NIK, "3374010101800001"), vocabulary=MEMBERS)
    assert (codes(reading), len(reading.rows)) == ([], 2)
    assert codes(read_sheet(xlsx(("Daftar peserta",), ("NIK",), (NIK,)), vocabulary=MEMBERS)) == []


def test_line_that_is_only_half_there_is_no_total():
    reading = read_sheet(
        csv("NIK;KPJ;Status", ";26000123456;Aktif", "Jumlah;1;", ";;selesai"), vocabulary=ANSWERS
    )
    assert [line.number for line in reading.rows] == [2]
    assert reading.rows.passed_over == [3, 4]


@pytest.mark.parametrize("delimiter", [",", "|", "\t"])
def test_delimiter_is_found_by_bpjs_s_words_too(delimiter):
    heads = delimiter.join(("Status Kepesertaan", "TMT", "NIK"))
    rows = [delimiter.join(("Aktif; JKK; JKM; dua", "01/11/2026", NIK))] * 3
    assert codes(read_sheet(csv(heads, *rows), vocabulary=ANSWERS)) == []


def test_workbook_that_was_cut_is_said_to_be():
    whole = (SHEETS / "bpjs" / "01-jawaban-cabang.xlsx").read_bytes()
    for size in (10, len(whole) // 2, len(whole) - 30):
        assert codes(read_sheet(whole[:size], vocabulary=ANSWERS)) == ["sheet_cut_off"]


def test_text_whose_last_line_was_cut_is_refused_with_the_line_s_number():
    whole = (SHEETS / "bpjs" / "02-jawaban-tanpa-status.csv").read_bytes()
    assert codes(read_sheet(whole, vocabulary=ANSWERS)) == []
    cut = read_sheet(whole[:-25], vocabulary=ANSWERS)
    assert codes(cut) == ["sheet_line_cut_off"] and len(cut.rows) == 0
    assert cut.findings[0].params == {"row": 9}


def test_whole_last_line_without_an_end_is_pointed_out_and_read():
    reading = read_sheet(csv("NIK;Status", f"{NIK};Aktif", end=""), vocabulary=ANSWERS)
    assert (codes(reading), len(reading.rows)) == (["sheet_may_be_cut_off"], 1)


def test_short_last_line_is_no_sign_where_others_are_as_short():
    lines = ("NIK;Status;Alasan", f"{NIK};Aktif", f"{NIK};Ditolak;umur", f"{NIK};Aktif")
    assert codes(read_sheet(csv(*lines, end=""), vocabulary=ANSWERS)) == ["sheet_may_be_cut_off"]


def test_company_s_sheet_is_read_as_before_without_an_end():
    heads, row = "NIK;Nama;Pekerjaan;Kelurahan;Alamat", f"{NIK};Siti;Nelayan;Sampangan"
    assert codes(read_sheet(csv(heads, row, end=""))) == []


def test_unknown_headings_are_asked_about_with_bpjs_s_meanings():
    content = csv("Angka Penduduk;Putusan", f"{NIK};Aktif")
    assert read_sheet(content, vocabulary=ANSWERS).asks_for_columns
    found = preview(content, vocabulary=ANSWERS)
    assert (found.place, found.may_be_mapped, found.proposed) == (Place(1, 1), True, {0: "nik"})
    taught = {"angkapenduduk": "nik", "putusan": "status"}
    assert codes(read_sheet(content, remembered=taught, vocabulary=ANSWERS)) == []
