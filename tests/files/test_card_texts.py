"""The card in a city's own words."""

from dataclasses import replace

import pytest

from kiosk.files.card_text_fit import LACKING, TOO_LONG, TOO_LONG_FOR_A_LINE, misfits
from kiosk.files.card_texts import KEYS, CardTexts
from kiosk.files.cards import cards_pdf
from tests.files.card_views import RADEN, SITI, box_of, pages, text


def test_our_own_words_fit():
    assert misfits(CardTexts()) == {}


@pytest.mark.parametrize("key", KEYS)
def test_a_text_too_long_for_its_place_is_told_so_at_its_place(key):
    assert set(misfits(replace(CardTexts(), **{key: "kelurahan " * 60}))) == {key}


def test_one_line_says_so_and_several_say_it_otherwise():
    wrong = misfits(
        replace(CardTexts(), title="Kartu tanda daftar " * 5, terms="Ketentuan " * 60, scan="查看")
    )
    assert wrong == {"title": TOO_LONG_FOR_A_LINE, "terms": TOO_LONG, "scan": LACKING}


def test_what_fits_by_a_letter_fits_on_the_card_too():
    """The deadline stands in bold, which is wider than what is measured."""
    base, key = CardTexts(), "step_2"
    longest = max(
        (" ".join(["Lapor 2 × 24 jam ke", *["posko"] * count]) for count in range(1, 40)),
        key=lambda words: (not misfits(replace(base, **{key: words})), len(words)),
    )
    back = pages(cards_pdf([SITI], texts=replace(base, **{key: longest})))[1]
    lines = text(back).split("\n")
    assert sum("posko" in line for line in lines) == 2
    assert box_of(back, "posko")[1] > box_of(back, "Bila pekerja")[3]


def test_cards_carry_the_city_s_words():
    own = CardTexts().worded(
        {"title": "Kartu pekerja", "city": "Kota Pekalongan", "where": "Tanya: kantor kami."}
    )
    for card in (SITI, RADEN):
        front, back = (" ".join(text(side).split()) for side in pages(cards_pdf([card], texts=own)))
        assert "Kartu pekerja" in front and "tanda daftar" not in front
        assert "Kota Pekalongan" in front and "Semarang Pindai" not in front
        assert "Tanya: kantor kami." in back


def test_words_of_the_city_are_text_and_never_markup():
    own = CardTexts().worded({"heading": '<b>Bila</b> & "jatuh"', "where": "<i>Tanya</i>: <img src=x>"})
    back = " ".join(text(pages(cards_pdf([SITI], texts=own))[1]).split())
    assert '<b>Bila</b> & "jatuh"' in back and "<i>Tanya</i>: <img src=x>" in back
