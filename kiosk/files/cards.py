"""The cards of a print run as one PDF: singles for a card printer or A4 sheets to be cut."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array

from kiosk.files.card_drawing import CardDrawing, Drawn
from kiosk.files.card_face import CardFace
from kiosk.files.card_pages import CardPages, card_pages
from kiosk.files.card_reference import reference_sides
from kiosk.files.card_sheets import A4, BLEED, Printing, Spot, back_spot, front_spot, sheets
from kiosk.files.card_template import card_template
from kiosk.files.card_texts import CardTexts
from kiosk.files.card_values import back_of, front_of
from kiosk.files.text_fit import MM_PER_POINT

TOLD_EVERY = 50  # cards: a caller may write each step down

_USUAL_TEXTS, _USUAL_PRINTING = CardTexts(), Printing()


def cards_pdf(
    cards: Sequence[CardFace],
    *,
    texts: CardTexts = _USUAL_TEXTS,
    call_centre: str = "175",
    printing: Printing = _USUAL_PRINTING,
    preview: bool = False,
    first: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Fronts and backs in turn: two CR80 pages a card, or two A4 pages for up to ten; on_progress(done, total) after
    each 50 cards and at the end. A preview says PRATINJAU on both sides, so that nobody takes a print of it for a card.
    On A4 each card's number stands beside it, counted from `first`.

    Memory grows by some 4 kB a card, and by its photograph: a long run is asked for in parts.
    """
    template = card_template(texts, preview=preview)
    with card_pages(template, printing.page_size) as pages:
        drawing = CardDrawing(pages, template, city=texts.city, call_centre=call_centre)
        told = 0
        for sheet in sheets(len(cards), printing):
            drawn = [drawing.card(cards[card]) for card, _place in sheet]
            _add_sheet(pages, drawn, sheet, printing, first)
            done = sheet[-1][0] + 1
            if on_progress and (done == len(cards) or done - told >= TOLD_EVERY):
                on_progress(done, len(cards))
                told = done
        return pages.saved()


def reference_pdf(
    cards: Sequence[CardFace], *, texts: CardTexts = _USUAL_TEXTS, call_centre: str = "175"
) -> bytes:
    """The CR80 pages of the same cards as WeasyPrint lays them out, all in one document."""
    template = card_template(texts)
    sides = [side for card in cards for side in (front_of(card, texts.city), back_of(card, call_centre))]
    with pikepdf.open(BytesIO(reference_sides(template, sides))) as pdf:
        for page in pdf.pages:
            _cut_off_bleed(page)
        stream = BytesIO()
        pdf.save(stream)
        return stream.getvalue()


def _add_sheet(
    pages: CardPages, cards: list[list[Drawn]], sheet: list[tuple[int, int]], printing: Printing, first: int
) -> None:
    numbers = [first + card for card, _place in sheet] if printing.layout == A4 else []
    for side, spot_of in enumerate((front_spot, back_spot)):
        spots = [spot_of(place, printing) for _card, place in sheet]
        _add_side(pages, [drawn[side] for drawn in cards], spots, numbers)


def _add_side(pages: CardPages, drawn: list[Drawn], spots: list[Spot], numbers: list[int]) -> None:
    """Without numbers there is nothing beside the cards."""
    marks = "".join(map(pages.marks, spots, numbers))
    cards = "".join(pages.at(spot, one.operators) for one, spot in zip(drawn, spots, strict=True))
    pages.add(marks + cards, {name: picture for one in drawn for name, picture in one.pictures.items()})


def _cut_off_bleed(page: pikepdf.Page) -> None:
    left, bottom, right, top = map(float, page.mediabox)
    edge = BLEED / MM_PER_POINT
    page.mediabox = page.trimbox = Array([left + edge, bottom + edge, right - edge, top - edge])
    del page.obj["/BleedBox"]
