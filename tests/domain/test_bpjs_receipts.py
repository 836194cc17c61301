"""The number of BPJS's receipt: digits, however they are parted."""

import pytest

from kiosk.domain.bpjs_receipts import read_receipt_number


@pytest.mark.parametrize("text", ["260112345678", "2601 1234 5678", "2601-1234-5678", "2601.1234.5678"])
def test_digits_are_read_however_they_are_parted(text):
    assert read_receipt_number(text) == "260112345678"


@pytest.mark.parametrize("text", ["", None, "1234567", "1" * 21, "BPJS-12345678", "٢٦٠١١٢٣٤٥"])
def test_anything_else_is_no_number(text):
    assert read_receipt_number(text) is None
