"""What a PLKK is called in an address, and when its source is too old."""

from datetime import date

import pytest

from kiosk.domain.facilities import code_from, is_old


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("RSI Sultan Agung", "rsi-sultan-agung"),
        ("RSD K.R.M.T. Wongsonegoro", "rsd-k-r-m-t-wongsonegoro"),
        ("  Klinik “Bunda” é ", "klinik-bunda-e"),
        ("医院", "faskes"),
        ("a" * 200, "a" * 50),
    ],
)
def test_name_makes_an_address(name, code):
    assert code_from(name) == code


@pytest.mark.parametrize(
    ("as_of", "old"),
    [
        (date(2025, 11, 22), True),
        (date(2025, 11, 23), False),
        (date(2026, 11, 23), False),
        (date(2018, 12, 31), True),
        (date(2024, 2, 29), True),
    ],
)
def test_source_is_old_after_a_year_and_not_on_its_day(as_of, old):
    assert is_old(as_of, date(2026, 11, 23), months=12) is old
