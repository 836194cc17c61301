"""What is put right in a row while it is read is said, and only that."""

import pytest

from kiosk.domain.row_repairs import repairs
from kiosk.files.sheet_cells import Cell, read_cell

NIK, PHONE = "3374010101800001", "6281234567890"


@pytest.mark.parametrize("phone", ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_what_is_usual_is_no_repair(phone):
    assert [one.code for one in repairs({"nik": Cell(NIK), "phone": Cell(phone)}, NIK, PHONE)] == []


@pytest.mark.parametrize("nik", ["3374 0101 0180 0001", "'3374010101800001", "33.7401.0101.800001"])
def test_a_nik_with_signs_in_between_was_tidied(nik):
    assert [one.code for one in repairs({"nik": Cell(nik)}, NIK, None)] == ["nik_tidied"]
    assert repairs({"nik": Cell(nik)}, None, None) == ()  # it could not be read: it is refused, not repaired


def test_a_phone_that_excel_took_for_a_number_got_its_zero_back():
    assert [one.code for one in repairs({"phone": read_cell(81234567890)}, NIK, PHONE)] == [
        "phone_zero_added"
    ]


@pytest.mark.parametrize("name", ["Siti\x00 Aminah", "Siti \u202eAminah", "Siti\u200bAminah"])
def test_signs_nobody_sees_are_named_as_taken_out(name):
    cell = read_cell(name)
    assert cell.unseen and [one.code for one in repairs({"name": cell}, NIK, None)] == ["unseen_removed"]


@pytest.mark.parametrize("name", ["Siti\tAminah", "André", "Siti\u00a0Aminah", "Siti\nAminah"])
def test_blanks_and_letters_of_names_are_no_such_signs(name):
    assert not read_cell(name).unseen
