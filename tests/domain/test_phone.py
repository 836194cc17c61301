import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.findings import blocks
from kiosk.domain.phone import read_phone


def codes(reading):
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "81234567890",  # Excel took the leading zero
        81234567890,
        81234567890.0,
        "81234567890.0",
        "+6281234567890",
        "+62 812-3456-7890",
        "62 812 3456 7890",
        "006281234567890",
        "+62 (0)812 3456 7890",
        "'081234567890",
        "\u202a+62 812‑3456‑7890\u202c",
    ],
)
def test_one_number_is_the_same_however_it_is_typed(typed):
    reading = read_phone(typed)
    assert (reading.number, reading.display, reading.findings) == ("6281234567890", "0812-3456-7890", ())


@pytest.mark.parametrize("empty", [None, "", "  ", "-"])
def test_an_empty_number_is_no_finding(empty):
    reading = read_phone(empty)
    assert (reading.number, reading.display, reading.findings) == (None, "", ())


@pytest.mark.parametrize("typed", ["0248311234", "(024) 8311234", "+62 24 8311234", "0215551234"])
def test_a_landline_has_its_own_sentence(typed):
    reading = read_phone(typed)
    assert reading.number is None
    assert codes(reading) == ["phone_landline"]
    assert "024" in reading.findings[0].sentence()


@pytest.mark.parametrize("typed", ["+60123456789", "0060123456789", "+8190123456"])
def test_a_foreign_number_is_not_made_indonesian(typed):
    assert codes(read_phone(typed)) == ["phone_foreign"]


@pytest.mark.parametrize("typed", ["0812", "08123456", "0812345678901234", "12345", "tidak punya"])
def test_a_bad_number_warns(typed):
    reading = read_phone(typed)
    assert reading.number is None
    assert codes(reading) == ["phone_bad"]


@pytest.mark.parametrize(("tail", "good"), [(6, False), (7, True), (11, True), (12, False)])
def test_seven_to_eleven_digits_follow_628(tail, good):
    assert bool(read_phone("08" + "1" * tail).number) is good


def test_a_rounded_number_says_so():
    assert codes(read_phone("8,12346E+10")) == ["phone_rounded"]


def test_of_several_numbers_the_first_is_taken_with_a_warning():
    reading = read_phone("0812-3456-7890 / 0813-1111-2222")
    assert reading.number == "6281234567890"
    assert codes(reading) == ["phone_several"]


def test_letters_beside_a_number_warn_and_the_number_is_kept():
    reading = read_phone("0812-3456-7890 (istri)")
    assert reading.number == "6281234567890"
    assert codes(reading) == ["phone_letters"]


@pytest.mark.parametrize(
    "typed", ["123", "0241234567", "abc", "0812345678901234", "+60123456789", "8,12346E+10"]
)
def test_a_number_that_is_not_kept_says_so(typed):
    reading = read_phone(typed)
    assert reading.number is None
    assert "maka tidak disimpan" in reading.findings[0].sentence()


@pytest.mark.parametrize(
    "typed", ["0812-3456-7890 (istri)", "081234567890 / 081311112222", "12345", "0248311234"]
)
def test_no_sentence_repeats_the_number(typed):
    """Sentences are kept with a sheet's rows and in a session."""
    for finding in read_phone(typed).findings:
        told = "".join(char for char in f"{finding.message}{finding.params}" if char.isdigit())
        assert "12345" not in told and "3456" not in told and "8311234" not in told


@given(
    st.from_regex(r"8[0-9]{8,11}", fullmatch=True), st.sampled_from(["0", "", "+62", "62", "0062", "+62 0"])
)
def test_every_mobile_number_is_read_back_and_shown_as_dialled(national, before):
    if before == "" and national.startswith("8620"):
        return
    reading = read_phone(before + national)
    assert reading.number == f"62{national}"
    assert reading.display.replace("-", "") == f"0{national}"
    assert re.fullmatch(r"08\d\d(-\d+)+", reading.display)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789+-() /E,.")))
def test_nothing_typed_blocks_or_breaks_the_reading(value):
    reading = read_phone(value)
    assert not blocks(reading.findings)
    assert reading.number is None or re.fullmatch(r"628[0-9]{7,11}", reading.number)
    assert bool(reading.number) == bool(reading.display)
