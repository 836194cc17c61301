"""Sums of money as people type them."""

import pytest

from kiosk.domain.rupiah_forms import read_rupiah


@pytest.mark.parametrize(
    "text",
    [
        "1680000", "1.680.000", "Rp1.680.000", "Rp 1.680.000", "rp. 1.680.000", "IDR 1.680.000", "1 680 000",
        "1.680.000,00", "Rp1.680.000,-", "1.680.000,--", "1,680,000",
        "1680000.00", "1,680,000.00", " 1.680.000 ", "1\u00a0680\u00a0000",
    ],
)  # fmt: skip
def test_every_usual_way_of_writing_is_understood(text):
    assert read_rupiah(text).amount == 1_680_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("banyak", "amount_unreadable"),
        ("16,800", "amount_unreadable"),  # cents or thousands: nobody knows
        ("1.68", "amount_unreadable"),
        ("50.00", "amount_unreadable"),  # fifty, or fifty thousand
        ("1.680.00", "amount_unreadable"),
        ("-5000", "amount_unreadable"),
        ("1e6", "amount_unreadable"),
        ("١٢٣", "amount_unreadable"),
        ("0", "amount_too_little"),
        ("9" * 30, "amount_too_much"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_reason(text, code):
    reading = read_rupiah(text)
    assert (reading.amount, reading.finding.code) == (None, code)


def test_nothing_is_nothing():
    assert (read_rupiah("").amount, read_rupiah(None).finding) == (None, None)
