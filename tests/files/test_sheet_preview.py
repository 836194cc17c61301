"""The headings of a sheet beside its first rows, before anybody has said what they mean."""

import pytest

from kiosk.files.heading_rows import Place
from kiosk.files.heading_words import column_letters
from kiosk.files.sheet_headings import map_headings
from kiosk.files.sheet_preview import masked, preview
from tests.web.desk import SHEETS


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def test_headings_of_an_hr_department_are_found_below_its_titles():
    found = preview((SHEETS / "02-tata-letak-hrd.xlsx").read_bytes())
    assert (found.place, found.sheets) == (Place(1, 5), ("Sheet1",))
    assert {column.heading: column.field for column in found.columns}["Kel/Desa"] == "kelurahan"
    assert (found.missing, found.columns[0].heading, found.columns[0].field) == ([], "No.", "")


def test_second_sheet_is_the_one_with_headings():
    content = (SHEETS / "07-lembar-kedua-baris-tersembunyi.xlsx").read_bytes()
    assert preview(content).place == Place(2, 1)
    assert preview(content, place=Place(1, 1)) is None


def test_row_that_speaks_of_a_person_is_none_of_headings():
    content = csv("A;B;C;D", "3374015708900002;Siti Aminah;Sampangan;Nelayan")
    assert preview(content).place == Place(1, 1)
    assert preview(content, place=Place(1, 2)) is None


@pytest.mark.parametrize("name", ["10-kosong.xlsx", "11-bukan-lembar-kerja.xlsx"])
def test_nothing_can_be_mapped_where_there_are_no_rows_or_no_sheet(name):
    found = preview((SHEETS / name).read_bytes())
    assert found is None or not any(column.samples for column in found.columns)


def test_missing_nik_may_be_in_a_column_that_is_left_over_only_if_something_there_is_like_one():
    heads, person = "Nama;Kelurahan;Pekerjaan;Lain", "Siti;Sampangan;Nelayan;"
    assert not preview(csv(heads, person + "baik")).may_be_mapped
    assert preview(csv(heads, person + "3374 0157 0890 0002")).may_be_mapped
    assert preview(csv(heads, person + '"3,37401E+15"')).may_be_mapped


def test_remembered_headings_are_understood_and_those_of_no_use_left_aside():
    content = csv("NIK;Nama;Kelurahan;Pekerjaan;Rumah", "3374015708900002;Siti;Sampangan;Nelayan;Jl. A")
    found = preview(content, {"rumah": "address", "pekerjaan": ""})
    assert [column.field for column in found.columns] == ["nik", "name", "kelurahan", "", "address"]
    assert found.missing == ["Pekerjaan"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("3374015708900002", "3374••••"),
        ("KTP 3374 0157 0890 0002", "KTP 3374••••"),
        ("+62 812-7777-6666", "+62 8••••"),
        ("17/05/1990", "17/05/1990"),
        ("2026-11-20", "2026-11-20"),
        ("Jl. Kakap No. 12 RT 003/RW 006", "Jl. Kakap No. 12 RT 003/RW 006"),
    ],
)
def test_long_numbers_are_masked_however_they_are_parted(written, shown):
    assert masked(written) == shown


def test_column_without_heading_counts_by_its_letter_beside_two_that_have_one():
    taught = {"kolomc": "nik"}
    assert map_headings(["Nama", "Pekerjaan", ""], taught) == {0: "name", 1: "occupation", 2: "nik"}
    assert map_headings(["Nama", "", ""], taught) == {0: "name"}
    assert map_headings(["NIK", "Nama", ""], taught) == {0: "nik", 1: "name"}


def test_what_is_taught_goes_first_and_no_use_means_no_use():
    assert map_headings(["Nama", "Panggilan"], {"panggilan": "name", "nama": ""}) == {1: "name"}
    assert map_headings(["HP", "WA"], {"hp": ""}) == {1: "phone"}


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_columns_are_lettered_as_the_spreadsheet_program_does(position, letters):
    assert column_letters(position) == letters
