"""Sums in words, as people write them on a receipt."""

import pytest

from kiosk.domain.number_words import BEYOND, in_words, rupiah_in_words

# Written out by hand, each where the language has a form of its own.
SAID = {
    0: "nol", 1: "satu", 9: "sembilan", 10: "sepuluh", 11: "sebelas", 12: "dua belas", 19: "sembilan belas",
    20: "dua puluh", 21: "dua puluh satu", 99: "sembilan puluh sembilan", 100: "seratus", 101: "seratus satu",
    110: "seratus sepuluh", 111: "seratus sebelas", 200: "dua ratus", 999: "sembilan ratus sembilan puluh sembilan",
    1_000: "seribu", 1_001: "seribu satu", 1_100: "seribu seratus", 2_000: "dua ribu", 11_000: "sebelas ribu",
    16_800: "enam belas ribu delapan ratus", 21_000: "dua puluh satu ribu", 100_000: "seratus ribu",
    101_000: "seratus satu ribu", 201_000: "dua ratus satu ribu", 1_000_000: "satu juta",
    1_001_000: "satu juta seribu", 1_001_001: "satu juta seribu satu", 1_011_000: "satu juta sebelas ribu",
    1_000_001: "satu juta satu", 12_345_678:
    "dua belas juta tiga ratus empat puluh lima ribu enam ratus tujuh puluh delapan",
    1_000_000_000: "satu miliar", 1_001_001_000: "satu miliar satu juta seribu",
    1_000_000_000_000: "satu triliun", 1_000_000_001_000: "satu triliun seribu",
    999_000_000_000: "sembilan ratus sembilan puluh sembilan miliar",
}  # fmt: skip
WORTH = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
         "sembilan": 9}  # fmt: skip
TIMES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def worth(words: str) -> int:
    """What somebody understands who reads the words."""
    whole = part = figure = 0
    for word in words.replace("se", "satu ").replace("satu mbilan", "sembilan").split():
        if word in WORTH:
            figure = WORTH[word]
        elif word in TIMES:
            whole, part, figure = whole + (part + figure) * TIMES[word], 0, 0
        else:
            part, figure = part + {"belas": 10 + figure, "puluh": 10 * figure, "ratus": 100 * figure}[word], 0
    return whole + part + figure


@pytest.mark.parametrize("count", SAID)
def test_a_number_is_said_as_people_say_it(count):
    assert in_words(count) == SAID[count]


def test_words_mean_the_number_again_at_every_size():
    asked = {
        *range(3_000),
        *(step * 10**power + more for power in range(13) for step in (1, 2, 7) for more in (0, 1)),
    }
    asked |= {7_919**power % 10**15 for power in range(1, 400)}
    assert {count: worth(in_words(count)) for count in asked} == {count: count for count in asked}


def test_no_word_of_one_thousand_is_left_as_two():
    assert not [count for count in range(1_000, 2_000) if "satu ribu" in in_words(count)]
    assert "satu ribu" in in_words(21_000)


@pytest.mark.parametrize("count", [-1, BEYOND])
def test_what_cannot_be_said_is_refused(count):
    with pytest.raises(ValueError, match="not said in words"):
        in_words(count)


def test_rupiah_stand_behind():
    assert rupiah_in_words(8_400) == "delapan ribu empat ratus rupiah"
