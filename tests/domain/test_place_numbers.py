"""Places in a print run as they are written down beside the printer."""

import pytest

from kiosk.domain.place_numbers import in_words, read_places


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3", {3}),
        ("3, 17–20", {3, 17, 18, 19, 20}),
        ("3;17-19 40", {3, 17, 18, 19, 40}),
        ("17 s/d 19", {17, 18, 19}),
        ("17 sampai 19,", {17, 18, 19}),
        ("3,3,3", {3}),
        ("1-1200", set(range(1, 1201))),
        ("1.001, 1.003-1.004", {1001, 1003, 1004}),
        ("999 s/d 1.001", {999, 1000, 1001}),
        ("", set()),
        (None, set()),
    ],
)
def test_numbers_and_ranges_are_understood(text, numbers):
    read = read_places(text, most=1200)
    assert (read.numbers, read.not_read) == (numbers, ())


@pytest.mark.parametrize(
    "text",
    ["tiga", "0", "1201", "20-17", "1-1201", "1-2-3", "-4", "٣", "123456", "3.5", "1.2001", "0.500", "1.00"],
)
def test_what_is_no_place_is_named_as_it_was_written(text):
    read = read_places(f"7, {text}", most=1200)
    assert (read.numbers, read.not_read) == ({7}, (text.replace(" ", ""),))


def test_places_are_said_as_one_writes_them():
    assert in_words({20, 3, 18, 19, 17}) == "3, 17–20"
    assert in_words(read_places(in_words({1, 2, 9}), most=9).numbers) == "1–2, 9"
    assert in_words(()) == ""
