"""The number of BPJS's receipt: opaque, kept as it is written."""

import pytest

from kiosk.domain.bpjs_receipts import holds_a_nik, read_receipt_number, receipt_key


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("260112345678", "260112345678"),
        ("  2601 1234  5678 ", "2601 1234 5678"),
        ("2601-1234.5678", "2601-1234.5678"),
        ("eps/2026/11-0042", "EPS/2026/11-0042"),
        ("A1B2", "A1B2"),
        ("1" * 40, "1" * 40),
        ("１２３４", "1234"),
        (260112345678, "260112345678"),
    ],
)
def test_letters_digits_and_what_parts_them_are_kept_as_written_in_capitals(text, kept):
    assert read_receipt_number(text) == kept


@pytest.mark.parametrize(
    "text", ["", None, "123", " 12 ", "1" * 41, "belum ada", "BUKTI#12", "<1234>", "٢٦٠١١٢٣٤٥", "12_34"]
)
def test_anything_else_is_no_number(text):
    assert read_receipt_number(text) is None


@pytest.mark.parametrize(
    "text", ["3374011705030001", "3374 0117 0503 0001", "33.74.01.170503.0001", "BPJS/3374015705030001"]
)
def test_sixteen_digits_of_a_person_are_seen(text):
    assert holds_a_nik(text)


@pytest.mark.parametrize(
    "text",
    ["2026112211025678", "1234567890123456", "33740117050300011", "337401170503", "3374/0117/0503/0001"],
)
def test_sixteen_digits_of_nobody_are_a_number(text):
    assert not holds_a_nik(text)


def test_one_receipt_is_told_from_another_by_letters_and_digits_alone():
    assert receipt_key("2601-1234 5678") == receipt_key("260112345678") != receipt_key("260112345679")
