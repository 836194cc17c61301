import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.income import MOST, read_income


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("Rp1.500.000", 1_500_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("rp 1.500.000,-", 1_500_000),
        (" 750.000 ", 750_000),
        ("3 juta", 3_000_000),
        ("3jt", 3_000_000),
        ("2,5 jt", 2_500_000),
        ("2.5 Juta", 2_500_000),
        ("1,25 juta", 1_250_000),
        ("500 ribu", 500_000),
        ("Rp 500rb", 500_000),
        ("1.500 ribu", 1_500_000),
        ("0", 0),
        ("999.999.999", MOST),
        (None, None),
        ("", None),
        ("  ", None),
    ],
)
def test_an_income_is_the_same_however_it_is_written(typed, amount):
    reading = read_income(typed)
    assert (reading.amount, reading.findings) == (amount, ())


@pytest.mark.parametrize(
    "typed",
    [
        "banyak", "-5", "-1.500.000", "1.500.00", "15.00", "1.5.0", "1,500,000", "2,567 jt", "3 juta lebih",
        "1-2 juta", "3000 k", "1e6", "Rp", "juta", ",00", "3 milyar", "1.500.000,50",
    ],
)  # fmt: skip
def test_what_is_no_sum_is_refused_and_never_guessed(typed):
    reading = read_income(typed)
    assert reading.amount is None
    assert [finding.code for finding in reading.findings] == ["income_unreadable"]
    assert "1.500.000" in reading.findings[0].sentence()


@pytest.mark.parametrize("typed", ["1.000.000.000", "1.500 juta", "9" * 30])
def test_an_income_of_a_thousand_million_is_a_slip(typed):
    reading = read_income(typed)
    assert (reading.amount, reading.findings[0].code) == (None, "income_too_much")


@given(st.one_of(st.text(), st.text("0123456789.,- Rprbjtiua")))
def test_nothing_typed_breaks_the_reading(typed):
    reading = read_income(typed)
    assert reading.amount is None or 0 <= reading.amount <= MOST
    assert reading.amount is None or reading.findings == ()
