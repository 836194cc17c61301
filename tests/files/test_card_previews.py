"""A preview is the card to look at, and a print of it can be taken for no card."""

from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from kiosk.files.card_face import CardFace
from kiosk.files.card_sheets import Printing
from kiosk.files.card_texts import CardTexts
from kiosk.files.cards import cards_pdf
from tests.files.card_views import RADEN, SITI, by_pdfium, by_poppler, codes_in, pages, text

WORD = "PRATINJAU"
DOTS = 300 / 25.4  # a millimetre
CARDS = {
    "registered": SITI,
    "protected, photograph, long texts": RADEN,
    "letters our typeface lacks": replace(SITI, name="Ștefan 李"),
}
each_card = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)


def texts_of(pdf: bytes) -> list[str]:
    return [text(page) for page in pages(pdf)]


def sides_of(card: CardFace, **how) -> list[Image.Image]:
    return [side.convert("L") for side in by_pdfium(cards_pdf([card], **how))]


@each_card
def test_both_sides_say_that_it_is_a_preview_and_all_else_stays_text(card):
    plain, preview = texts_of(cards_pdf([card])), texts_of(cards_pdf([card], preview=True))
    assert [side.count(WORD) for side in preview] == [1, 1]
    assert [" ".join(side.replace(WORD, "").split()) for side in preview] == [
        " ".join(side.split()) for side in plain
    ]


@each_card
@pytest.mark.parametrize("render", [by_pdfium, by_poppler])
def test_code_of_a_preview_is_read(card, render):
    front, back = render(cards_pdf([card], preview=True), dpi=150)
    assert codes_in(front) == {card.url} and codes_in(back) == set()


@each_card
def test_word_is_large_and_lies_beneath_the_texts_and_beside_the_code(card):
    front, back = (
        ImageChops.subtract(plain, preview)
        for plain, preview in zip(sides_of(card), sides_of(card, preview=True), strict=True)
    )
    left, top, right, bottom = (edge / DOTS for edge in front.getbbox())
    assert left >= 18.6 and top >= 10 and right <= 61.2 - 3 and bottom <= 41.7
    assert right - left >= 35 and bottom - top >= 25
    left, top, right, bottom = (edge / DOTS for edge in back.getbbox())
    assert right - left >= 65 and bottom - top >= 35


@each_card
def test_word_takes_nothing_from_a_text(card):
    """What is dark on the card is as dark on its preview."""
    for plain, preview in zip(sides_of(card), sides_of(card, preview=True), strict=True):
        lighter = ImageChops.subtract(preview, plain)
        assert sum(lighter.histogram()[17:]) <= 0.0005 * plain.width * plain.height


def test_word_is_one_flat_grey_that_a_printer_shows():
    plain, preview = (sides_of(SITI, **how)[1] for how in ({}, {"preview": True}))
    white = plain.point(lambda shade: 255 * (shade == 255))
    shades = preview.histogram(white)
    most = max(range(250), key=shades.__getitem__)
    assert 190 <= most <= 215 and shades[most] > 0.03 * plain.width * plain.height


@pytest.mark.parametrize("printing", [Printing(), Printing(layout="a4")])
def test_what_is_printed_has_no_such_word_even_after_a_preview_of_the_same_texts(printing):
    own = CardTexts(heading="Bila celaka")
    cards_pdf([SITI], texts=own, preview=True)
    assert not any(
        WORD in side for side in texts_of(cards_pdf([*CARDS.values()], texts=own, printing=printing))
    )
