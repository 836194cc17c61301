import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.registration import (
    ALPHABET,
    check_character,
    is_mistyped,
    new_registration_number,
    read_registration_number,
)

BODIES = st.text(ALPHABET, min_size=7, max_size=7)
PREFIXES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4)


def whole(body, prefix="SMG"):
    return f"{prefix}-{body}-{check_character(body, prefix)}"


def test_a_new_number_is_short_sayable_and_readable():
    number = new_registration_number()
    assert re.fullmatch(r"SMG-[0-9A-HJKMNP-TV-Z]{7}-[0-9A-HJKMNP-TV-Z]", number)
    assert read_registration_number(number) == number


def test_the_choice_of_characters_can_be_given():
    assert new_registration_number("KDL", choose=lambda alphabet: alphabet[7]).startswith("KDL-7777777-")


@pytest.mark.parametrize("prefix", ["", "S", "smg", "SEMAR", "S1", "SMG-"])
def test_a_bad_prefix_is_a_programming_error(prefix):
    with pytest.raises(ValueError, match="prefix"):
        new_registration_number(prefix)


def test_the_alphabet_has_no_lookalikes():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "SMG-7K3QF2M-6",
        "smg-7k3qf2m-6",
        "SMG7K3QF2M6",
        " smg 7k3 qf2m 6 ",
        "7K3QF2M-6",
        "SMG–7K3QF2M–6",
        "SMG.7K3QF2M.6",
    ],
)
def test_case_blanks_dashes_and_a_missing_prefix_are_forgiven(typed):
    assert read_registration_number(typed) == "SMG-7K3QF2M-6"


def test_lookalikes_are_read_as_the_digits_they_resemble():
    number = whole("0110110")
    for body in ("OIIOIIO", "ollolio", "O1LO1I0"):
        assert read_registration_number(f"SMG-{body}-{number[-1]}") == number


@pytest.mark.parametrize(
    "typed", [None, "", "SMG", "SMG-7K3QF2M", "SMG-7K3QF2M-66", "SMG-7K3QF2M-W", "🙂", "7" * 500]
)
def test_what_is_no_number_is_none(typed):
    assert read_registration_number(typed) is None


@given(BODIES, PREFIXES)
def test_every_number_is_read_back_in_any_dress(body, prefix):
    number = whole(body, prefix)
    assert read_registration_number(number.lower().replace("-", " ")) == number
    assert number[-1] in ALPHABET


@given(BODIES, st.data())
def test_every_single_wrong_character_is_caught(body, data):
    number = whole(body)
    place = data.draw(st.sampled_from([i for i, char in enumerate(number) if char != "-"]))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if place < 3 else ALPHABET
    wrong = data.draw(st.sampled_from(letters))
    assume(wrong != number[place])
    assert read_registration_number(number[:place] + wrong + number[place + 1 :]) is None


@given(BODIES, st.data())
def test_every_swap_of_two_neighbours_is_caught(body, data):
    packed = whole(body).replace("-", "")
    place = data.draw(st.integers(0, len(packed) - 2))
    swapped = packed[:place] + packed[place + 1] + packed[place] + packed[place + 2 :]
    assume(swapped != packed)
    read = read_registration_number(swapped)
    assert read is None


def test_each_place_is_proved_for_every_pair_of_characters():
    """Not by chance: all single errors and neighbour swaps at every place of one number."""
    packed = "SMG" + "7K3QF2M" + check_character("7K3QF2M")
    for place in range(3, len(packed)):
        for char in ALPHABET:
            changed = packed[:place] + char + packed[place + 1 :]
            assert (read_registration_number(changed) is not None) == (changed == packed)


@given(st.text())
def test_nothing_typed_breaks_the_reading(text):
    assert read_registration_number(text) is None or read_registration_number(text).count("-") == 2


@pytest.mark.parametrize(
    ("typed", "mistyped"),
    [
        ("SMG-N0VA1MK-X", True),
        ("smg n0va1mk x", True),
        ("N0VA1MK-X", True),
        ("SMG-N0VA1M", True),
        ("SMG-N0VA1MK-XYZ", True),
        ("SMG-N0VAUMK-X", True),  # U stands in no number
        ("Slamet", False),
        ("Bambangs", False),
        ("081234567890", False),
        ("26000123456", False),
        ("12345678", False),
        ("", False),
        (None, False),
    ],
)
def test_a_slip_is_told_from_what_was_never_meant_as_a_number(typed, mistyped):
    assert is_mistyped(typed) is mistyped


def test_a_sound_number_is_not_mistyped():
    assert not is_mistyped(new_registration_number())
