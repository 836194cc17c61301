"""WeasyPrint's own page of a card, from the same template: what the stamped one is compared with, and the way taken for
a card whose texts have letters that our typeface lacks."""

from collections.abc import Sequence

from markupsafe import Markup

from kiosk.files.card_places import Place
from kiosk.files.card_stamp import CODE, PHOTO
from kiosk.files.card_template import CardTemplate, document_of, filled
from kiosk.files.card_values import CardSide
from kiosk.files.documents import pdf_from_markup
from kiosk.files.pictures import data_url
from kiosk.files.qr import qr_svg
from kiosk.files.text_fit import LINE_HEIGHT, MM_PER_POINT

_ALIGN = {"kiri": "left", "tengah": "center", "kanan": "right"}


def reference_sides(template: CardTemplate, sides: Sequence[CardSide]) -> bytes:
    """One page for each side, with its bleed."""
    return pdf_from_markup(document_of(side_markup(template, side) for side in sides))


def side_markup(template: CardTemplate, side: CardSide) -> str:
    """The template's side with texts where its inputs were."""

    def filling(style: str, key: str) -> Markup:
        if key == CODE:
            return Markup('<div class="{}">{}</div>').format(style, qr_svg(side.url, quiet=0))
        if key == PHOTO and side.photo:
            return Markup('<img class="{}" src="{}" alt="">').format(style, data_url(side.photo))
        text = side.texts.get(key)
        return _text(style, template.places[side.name][key], text) if text else Markup()

    return filled(template.blank[side.name], filling)


def _text(style: str, place: Place, text: str) -> Markup:
    fitted = place.fitted(text)
    layout = (
        f"font-size: {fitted.points}pt; line-height: {LINE_HEIGHT}; text-align: {_ALIGN[place.align]}; "
        f"padding-top: {place.gap_above(len(fitted.lines), fitted.points) * MM_PER_POINT:.4f}mm; white-space: nowrap"
    )
    return Markup('<p class="{}" style="{}">{}</p>').format(style, layout, Markup("<br>").join(fitted.lines))
