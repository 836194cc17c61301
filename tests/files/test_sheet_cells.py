from datetime import date

import pytest

from kiosk.files.sheet_cells import read_cell
from kiosk.files.sheet_layouts import is_person, read_fields


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (8404796669.0, ("8404796669", True, None)),
        (5, ("5", True, None)),
        (0.5, ("0.5", True, None)),
        (True, ("ya", False, None)),
        (None, ("", False, None)),
        ("a\tb\n c", ("a b c", False, None)),
        ("a\u202eb\u200bc\x00\x1b", ("abc", False, None)),
        ("e\u0301", ("\u00e9", False, None)),
        ("Dwi\u00a0\u00a0Ayu ", ("Dwi Ayu", False, None)),
    ],
)
def test_a_cell_is_clean_text(value, cell):
    assert read_cell(value)[:3] == cell


@pytest.mark.parametrize(
    ("value", "place", "day"),
    [
        ("Semarang, 12-02-1969", "Semarang", "12-02-1969"),
        ("Kab. Demak 1 Mei 1990", "Kab. Demak", "1 Mei 1990"),
        ("Semarang", "Semarang", ""),
        (date(1969, 2, 12), "", "1969-02-12"),
    ],
)
def test_birth_place_and_day_in_one_cell_are_parted(value, place, day):
    cells = read_fields([value], {0: "birth_place_and_day"})
    assert (cells["birth_place"].text, cells["birth_on"].text) == (place, day)


@pytest.mark.parametrize(
    ("address", "rt", "rw"),
    [
        ("Jl. Layur 65 RT 005/RW 001", "005", "001"),
        ("Jl. Layur RT.05 / RW.01 Kuningan", "05", "01"),
        ("Kp. Baru rt 3 rw 12", "3", "12"),
        ("Perum RT05/01", "05", "01"),
        ("Jl. Smart 5 No. 12", "", ""),
    ],
)
def test_rt_and_rw_are_found_in_the_address(address, rt, rw):
    cells = read_fields([address], {0: "address"})
    assert (cells["rt"].text, cells["rw"].text, cells["address"].text) == (rt, rw, address)


def test_rt_and_rw_of_one_column_are_parted():
    cells = read_fields(["005/001"], {0: "rt_and_rw"})
    assert (cells["rt"].text, cells["rw"].text) == ("005", "001")


def test_an_own_rt_column_is_not_overruled_by_the_address():
    assert read_fields(["Jl. A RT 1/RW 2", "7"], {0: "address", 1: "rt"})["rt"].text == "7"


@pytest.mark.parametrize(
    "row",
    [
        ["Jumlah 60", "", "", ""],
        ["", "TOTAL", "3", "x"],
        ["", 0.0, "", ""],
        ["", "Mengetahui,", "", ""],
        ["", "Siti", "", ""],
    ],
)
def test_a_total_or_a_signature_is_no_person(row):
    assert not is_person(read_fields(row, {0: "nik", 1: "name", 2: "occupation", 3: "kelurahan"}))
