"""The QR of every sheet format, read from a picture by a library that did not write it, in two renderers."""

from dataclasses import replace

import pytest

from kiosk.files.card_sheets import Printing
from kiosk.files.cards import cards_pdf
from tests.files import card_views
from tests.files.card_views import RADEN, SITI, by_pdfium, by_poppler, codes_in

FORMATS = {
    "cr80": Printing(),
    "a4": Printing(layout="a4"),
    "a4 from place 7": Printing(layout="a4", start=7),
    "a4 turned about the short edge": Printing(layout="a4", flip="short"),
}


@pytest.mark.parametrize("printing", FORMATS.values(), ids=FORMATS)
def test_every_code_leads_to_its_own_card(printing):
    cards = card_views.many(6)
    fronts = by_pdfium(cards_pdf(cards, printing=printing))[::2]
    assert set().union(*map(codes_in, fronts)) == {card.url for card in cards}


def test_every_code_leads_to_its_own_card_in_the_other_renderer():
    cards = card_views.many(6)
    fronts = by_poppler(cards_pdf(cards, printing=FORMATS["a4 from place 7"]))[::2]
    assert set().union(*map(codes_in, fronts)) == {card.url for card in cards}


@pytest.mark.parametrize("card", [SITI, RADEN], ids=["registered", "protected"])
def test_code_is_read_at_the_dots_of_a_plain_office_printer(card):
    front, back = by_pdfium(cards_pdf([card]), dpi=150)
    assert codes_in(front) == {card.url} and codes_in(back) == set()


def test_code_is_two_centimetres_wide_and_white_around_whatever_stands_beside_it():
    crowded = replace(RADEN, name="W" * 60, programmes="JKK + JKM + JHT", kpj="88888888888")
    dark = by_pdfium(cards_pdf([crowded]))[0].convert("L").point(lambda shade: 255 * (shade < 200))
    dot = 300 / 25.4
    box = (59.2 * dot, 10.4 * dot, 85.5 * dot, 36.3 * dot)
    left, top, right, bottom = dark.crop(tuple(map(int, box))).getbbox()
    assert min(right - left, bottom - top) >= 20 * dot
    module = (right - left) / 33
    assert min(left, top, box[2] - box[0] - right, box[3] - box[1] - bottom) >= 2 * module
    assert 4 * module < 61.2 * dot - 58.6 * dot
