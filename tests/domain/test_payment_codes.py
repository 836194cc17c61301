"""BPJS's kode iuran as somebody copies it."""

import pytest

from kiosk.domain.payment_codes import read_payment_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2601 1234 5678", "260112345678"),
        (" 8877-6655.44 ", "8877665544"),
        ("12345678", "12345678"),
        ("1" * 20, "1" * 20),
        ("1" * 21, None),
        ("1234567", None),
        ("8877AB6655", None),
        ("٣٣٣٣٣٣٣٣٣", None),
        ("", None),
        (None, None),
    ],
)
def test_code_is_its_digits_or_nothing(text, code):
    assert read_payment_code(text) == code
