"""Two columns of BPJS's file that mean the same: alike they are read, else somebody is asked which one is meant."""

import pytest

from kiosk.files.bpjs_headings import ANSWERS, MEMBERS
from kiosk.files.heading_lessons import lessons_of
from kiosk.files.sheet_preview import preview
from kiosk.files.sheets import read_sheet

NIK, OTHER = "3374015708900002", "3374010101800001"


def csv(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def codes(content: bytes, remembered=None, vocabulary=ANSWERS) -> list[str]:
    return [one.code for one in read_sheet(content, "", remembered, vocabulary).findings]


def lessons(content: bytes, fields: dict[int, str], remembered=None) -> dict[str, str]:
    """What is kept once somebody has said so, by key."""
    remembered = remembered or {}
    found = preview(content, remembered, vocabulary=ANSWERS)
    return {column.key: field for column, field in lessons_of(found, fields, remembered).items()}


TWICE = csv("NIK;STATUS;STATUS", f"{NIK};DITERIMA;DITERIMA", f"{OTHER};DITERIMA;DITOLAK")
TWO_WORDS = csv("NIK;Status;Keterangan;Alasan", f"{NIK};Ditolak;lewat SIPP;usia")


def test_two_columns_that_say_the_same_in_every_row_are_read_without_a_question():
    content = csv("NIK;STATUS;STATUS;TMT;Tgl Efektif", f"{NIK};Aktif;AKTIF ;1/11/2026;1/11/2026")
    assert (codes(content), len(read_sheet(content, vocabulary=ANSWERS).rows)) == ([], 1)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (TWICE, "STATUS (B), STATUS (C)"),
        (TWO_WORDS, "Keterangan (C), Alasan (D)"),
        (csv("NIK;NIK;Status", f"{NIK};{OTHER};Aktif"), "NIK (A), NIK (B)"),
        (csv("NIK;KPJ;TMT;TMT", f"{NIK};;1/11/2026;"), "TMT (C), TMT (D)"),
    ],
)
def test_two_columns_that_do_not_are_asked_about_and_no_row_is_read(content, named):
    reading = read_sheet(content, vocabulary=ANSWERS)
    (finding,) = reading.findings
    assert (finding.code, finding.params["columns"]) == ("columns_doubled", named)
    assert reading.asks_for_columns and not list(reading.rows)


def test_the_first_row_that_differs_is_named_and_a_total_is_none():
    said = read_sheet(TWICE, vocabulary=ANSWERS).findings[0].sentence()
    assert "misalnya pada baris 3" in said
    assert codes(csv("NIK;STATUS;STATUS", f"{NIK};Aktif;Aktif", "Jumlah;1;2")) == []


def test_list_of_members_with_two_numbers_is_asked_about_too():
    assert codes(csv("NIK;No KTP", f"{NIK};{OTHER}"), vocabulary=MEMBERS) == ["columns_doubled"]


def test_whoever_explains_the_columns_sees_both_and_finds_both_chosen():
    columns = preview(TWICE, vocabulary=ANSWERS).columns
    assert [(one.letters, one.key, one.field) for one in columns[1:]] == [
        ("B", "statuske1", "status"),
        ("C", "statuske2", "status"),
    ]


@pytest.mark.parametrize("chosen", [1, 2])
def test_the_chosen_one_of_two_equal_headings_is_read_and_remembered_for_such_files_only(chosen):
    told = lessons(TWICE, {0: "nik", chosen: "status"})
    assert told == {f"statuske{chosen}": "status"}
    reading = read_sheet(TWICE, "", told, ANSWERS)
    assert [row.cells["status"].text for row in reading.rows][1] == ("DITERIMA", "DITOLAK")[chosen - 1]
    assert codes(csv("NIK;STATUS", f"{NIK};Aktif"), told) == []


def test_what_is_passed_over_is_said_in_every_later_file():
    told = lessons(TWO_WORDS, {0: "nik", 1: "status", 3: "reason"})
    (left_out,) = read_sheet(TWO_WORDS, "", told, ANSWERS).findings
    assert (left_out.code, left_out.severity) == ("column_left_out", "warn")
    assert left_out.params == {"used": "Alasan (D)", "others": "Keterangan (C)", "row": 2}


def test_the_column_that_was_passed_over_is_read_where_it_stands_alone():
    told = lessons(TWO_WORDS, {0: "nik", 1: "status", 3: "reason"})
    alone = csv("NIK;Status;Keterangan", f"{NIK};Ditolak;usia")
    assert next(iter(read_sheet(alone, "", told, ANSWERS).rows)).cells["reason"].text == "usia"


def test_both_may_be_of_no_use():
    told = lessons(TWICE + f"{NIK};;\n".encode(), {0: "nik"})
    assert ANSWERS.fields_of(["NIK", "STATUS", "STATUS"], told) == {0: "nik"}
    assert told == {"statuske1": "", "statuske2": ""}


def test_two_columns_that_were_taught_in_different_files_are_asked_about():
    content = csv("NIK;Putusan;Hasil Cek", f"{NIK};Aktif;Ditolak")
    told = {"putusan": "status", "hasilcek": "status"}
    assert codes(content, told) == ["columns_doubled"]
    assert lessons(content, {0: "nik", 2: "status"}, told) == {"hasilcek": "status"}


def test_company_s_sheet_with_a_heading_twice_is_read_as_before():
    heads = "NIK;Nama;Nama;Pekerjaan;Kelurahan"
    reading = read_sheet(csv(heads, f"{NIK};Siti;Budi;Nelayan;Sampangan"))
    assert reading.findings == () and next(iter(reading.rows)).cells["name"].text == "Siti"


def test_list_of_members_is_not_asked_about_what_it_is_not_read_for():
    assert codes(csv("NIK;Keterangan;Catatan", f"{NIK};a;b"), vocabulary=MEMBERS) == []
