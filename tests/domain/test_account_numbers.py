"""Account numbers as they are typed."""

import pytest

from kiosk.domain.account_numbers import mask_account, read_account


@pytest.mark.parametrize("typed", ["3012345678", " 301 234 5678 ", "301-234-5678", "3.012.345.678"])
def test_is_read_however_it_is_parted(typed):
    assert read_account(typed).number == "3012345678"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "account_empty"),
        (None, "account_empty"),
        (" - ", "account_empty"),
        ("30123A5678", "account_not_digits"),
        ("٣٠١٢٣٤٥٦٧٨", "account_not_digits"),
        ("12345", "account_length"),
        ("1" * 21, "account_length"),
    ],
)
def test_says_what_is_wrong(typed, code):
    reading = read_account(typed)
    assert reading.number is None
    assert reading.finding.code == code


def test_only_its_end_is_shown():
    assert mask_account("3012345678") == "••••••5678"
    assert mask_account("") == mask_account(None) == ""
