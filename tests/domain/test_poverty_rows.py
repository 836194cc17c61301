"""A row of a list of the extreme poor: its NIK, its decile, who is too young or too old to be visited."""

from datetime import date

import pytest

from kiosk.domain import poverty_rows
from kiosk.domain.poverty_rows import area_words, check_row, is_same, read_decile

TODAY = date(2026, 11, 23)
MAN_OF_1979 = "3374012005790001"


def checked(nik: str = MAN_OF_1979, *, numeric: bool = False, decile: int | None = 1, **cells):
    return check_row(7, {"nik": nik, **cells}, today=TODAY, decile=decile, ages=(18, 65), numeric_nik=numeric)


def test_row_is_read_with_its_name_and_place():
    row = checked(
        "'3374 0120 0579 0001", name="  SITI   Aminah ", kelurahan="Kauman", kecamatan="Semarang Tengah"
    )
    assert (row.nik, row.name, row.decile, row.why, row.out_of_age) == (MAN_OF_1979, "SITI Aminah", 1, "", "")
    assert area_words(row) == "Kauman, Semarang Tengah"


@pytest.mark.parametrize(
    ("nik", "numeric", "why"),
    [
        ("", False, "nik_empty"), ("3374", False, "nik_length"), ("337401200579000A", False, "nik_not_digits"),
        (MAN_OF_1979, True, "nik_as_number"), ("3374012005790010", True, "nik_rounded"),
        ("3,37401E+15", False, "nik_rounded"),
        ("3374013202790001", False, "nik_day"), ("3374011513790001", False, "nik_month"),
        ("3374013102790001", False, "nik_date"), ("9" * 40, False, "nik_length"), ("\0", False, "nik_empty"),
    ],
)  # fmt: skip
def test_a_nik_that_cannot_be_makes_the_row_useless_and_keeps_nothing(nik, numeric, why):
    row = checked(nik, numeric=numeric, name="Rahasia")
    assert (row.why, row.nik, row.name) == (why, "", "")
    assert why in poverty_rows.WHYS


def test_a_number_in_the_name_is_not_kept():
    assert MAN_OF_1979 not in checked(name=f"Siti {MAN_OF_1979}").name


@pytest.mark.parametrize(
    ("born", "out"),
    [("231108", ""), ("241108", "too_young"), ("010120", "too_young"), ("231161", "too_old"), ("241161", "")],
)
def test_who_cannot_be_a_worker_is_nobody_to_visit(born, out):
    assert checked(f"337401{born}0001").out_of_age == out


@pytest.mark.parametrize(
    ("text", "otherwise", "found"),
    [
        ("1", None, (1, "")), ("Desil 2", 1, (2, "")), ("D10", 1, (10, "")), ("3,0", None, (3, "")), ("", 4, (4, "")),
        ("", None, (None, "decile_empty")), ("0", 1, (None, "decile_wrong")), ("11", 1, (None, "decile_wrong")),
        ("miskin", 1, (None, "decile_wrong")), ("٣", 1, (None, "decile_wrong")), ("1" * 50, 1, (None, "decile_wrong")),
    ],
)  # fmt: skip
def test_decile_is_read_as_it_is_written(text, otherwise, found):
    assert read_decile(text, otherwise) == found


def test_names_agree_as_in_batches():
    assert is_same("SITI AMINAH", "Siti Aminah, S.Pd.")
    assert not is_same("Budi", "Siti Aminah")
    assert not is_same("", "Siti Aminah")
    assert not is_same("Siti", "Siti Aminah")  # one word of several, which anybody may guess
