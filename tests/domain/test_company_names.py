"""Two names of one company, and names of two."""

import pytest

from kiosk.domain.company_names import names_alike
from kiosk.domain.office_phone import office_phone_display, read_office_phone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT Sinar Pesisir", "PT. SINAR PESISIR Tbk"),
        ("PT Sinar Pesisir", "Sinar Pesisir Indonesia"),
        ("CV Mitra-Laut", "CV. Mitra Laut"),
        ("PT Sinar Pesisir", "PT Sinar Pesisr"),
        ("PT Sinar Pesisir (Persero)", "Sinar  Pesisir"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert names_alike(one, other) and names_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT Sinar Pesisir", "PT Bahari Lestari"),
        ("PT Jaya", "CV Jaya Semarang Beton"),
        ("PT Sinar Laut", "PT Sinar Gunung"),
        ("PT", "PT Sinar Pesisir"),
        ("", ""),
        ("???", "!!!"),
    ],
)
def test_names_of_two_companies_are_not(one, other):
    assert not names_alike(one, other)


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("0812 3456 7890", "6281234567890", "0812-3456-7890"),
        ("024-3547000", "62243547000", "(024) 3547000"),
        ("+62 24 354 7000", "62243547000", "(024) 3547000"),
    ],
)
def test_a_mobile_and_a_desk_phone_are_read_and_shown(typed, number, shown):
    assert read_office_phone(typed) == number
    assert office_phone_display(number) == shown


@pytest.mark.parametrize("typed", ["abc", "", "12", "+65 6123 4567", "0" * 30, None])
def test_what_is_no_number_of_indonesia_is_none(typed):
    assert read_office_phone(typed) is None
