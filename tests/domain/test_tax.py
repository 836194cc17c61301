import pytest

from kiosk.domain.findings import Severity
from kiosk.domain.tax import read_kpj, read_nib, read_npp, read_npwp


def told(reading):
    return [(finding.severity, finding.code) for finding in reading.findings]


@pytest.mark.parametrize("read", [read_npwp, read_nib, read_npp, read_kpj])
@pytest.mark.parametrize("empty", [None, "", " - "])
def test_every_one_of_them_may_be_empty(read, empty):
    assert read(empty).number is None
    assert read(empty).findings == ()


@pytest.mark.parametrize("typed", ["01.312.166.0-091.000", "013121660091000", "0013121660091000"])
def test_an_npwp_of_15_or_16_digits_is_given_back_as_16(typed):
    assert read_npwp(typed).number == "0013121660091000"
    assert read_npwp(typed).findings == ()


def test_a_wrong_check_digit_of_an_npwp_only_warns():
    reading = read_npwp("01.312.166.1-091.000")
    assert reading.number == "0013121661091000"
    assert told(reading) == [(Severity.WARN, "npwp_check")]


def test_a_residents_nik_is_an_npwp_without_check_digit():
    reading = read_npwp("3374051705030001")
    assert (reading.number, reading.findings) == ("3374051705030001", ())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0131216600910", "npwp_length"),
        ("01.312.166.O-091.000", "npwp_not_digits"),
        (3374051705030000, "npwp_rounded"),
    ],
)
def test_what_cannot_be_an_npwp_blocks(typed, code):
    assert read_npwp(typed).number is None
    assert told(read_npwp(typed)) == [(Severity.BLOCK, code)]


def test_a_nib_has_13_digits_and_another_length_warns():
    assert read_nib("9120 0012 34567").number == "9120001234567"
    assert read_nib("9120001234567").findings == ()
    assert read_nib("912000123456").number == "912000123456"
    assert told(read_nib("912000123456")) == [(Severity.WARN, "nib_length")]
    assert told(read_nib("12")) == [(Severity.BLOCK, "nib_short")] and read_nib("12").number is None
    assert told(read_nib("91200O1234567")) == [(Severity.BLOCK, "nib_not_digits")]


def test_an_npp_has_8_characters_and_another_length_warns():
    assert read_npp("10012345").findings == ()
    assert read_npp("jj 012345").number == "JJ012345"
    assert told(read_npp("1001234")) == [(Severity.WARN, "npp_length")]
    assert told(read_npp("x")) == [(Severity.BLOCK, "npp_short")] and read_npp("x").number is None
    assert told(read_npp("1001#345")) == [(Severity.BLOCK, "npp_strange")]


def test_a_kpj_has_11_digits():
    assert read_kpj("26 000 123 456").number == "26000123456"
    assert read_kpj("26000123456").findings == ()
    assert read_kpj(1000123456).number == "01000123456"
    assert told(read_kpj("2600012345")) == [(Severity.BLOCK, "kpj_length")]
    assert told(read_kpj("2,6E+10")) == [(Severity.BLOCK, "kpj_rounded")]


def test_an_old_kpj_with_letters_is_kept_with_a_warning():
    reading = read_kpj("95j12345678")
    assert reading.number == "95J12345678"
    assert told(reading) == [(Severity.WARN, "kpj_old")]
