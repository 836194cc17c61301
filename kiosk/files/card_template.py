"""The card's template, laid out once by WeasyPrint: fronts and back as drawings to stamp on, and their places."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import pikepdf
from markupsafe import Markup, escape
from pikepdf import Dictionary

from kiosk.files.card_letters import keep_only_letters
from kiosk.files.card_places import Place, places_of
from kiosk.files.card_texts import CardTexts
from kiosk.files.documents import markup_of, pdf_from_markup

REGISTERED, PROTECTED, BACK = "registered", "protected", "back"
SIDES = (REGISTERED, PROTECTED, BACK)
DEADLINE = "2 × 24 jam"
_INPUT = re.compile(r'<input class="([^"]*)" name="([^"]*)">')


@dataclass(frozen=True)
class CardTemplate:
    """pdf has one page whose resources hold each side as a drawing (/registered …) and the fonts; places are by side,
    then by key, in points from the lower left corner of the side with its bleed. blank is each side's markup."""

    pdf: bytes
    places: dict[str, dict[str, Place]]
    blank: dict[str, str]


def card_template(texts: CardTexts, *, preview: bool = False) -> CardTemplate:
    """Some 250 ms the first time for these texts, then kept by the process; a preview says on both sides that it is
    one."""
    return _laid_out(texts, preview)


def document_of(sides: Iterable[str]) -> str:
    """The whole markup of sides, one a page."""
    return markup_of("card.html", sections=[Markup(side) for side in sides])


def filled(blank: str, filling: Callable[[str, str], Markup]) -> str:
    """A side with filling(class, key) in the place of each <input>."""
    return _INPUT.sub(lambda found: filling(found[1], found[2].partition(".")[0]), blank)


def in_bold(text: str, key: str) -> Markup:
    """A text with what stands out of it: the deadline, and of `where` what stands before the first colon."""
    first, colon, rest = text.partition(":") if key == "where" else ("", "", text)
    head = Markup("<strong>{}:</strong>").format(first) if colon else escape(first)
    deadline = Markup("<strong>{}</strong>").format(DEADLINE)
    return head + deadline.join(escape(part) for part in rest.split(DEADLINE))


@lru_cache(maxsize=8)
def _laid_out(texts: CardTexts, preview: bool) -> CardTemplate:
    blank = {side: _side_markup(side, texts, preview) for side in SIDES}
    with pikepdf.open(BytesIO(pdf_from_markup(document_of(blank.values()), forms=True))) as pdf:
        places = {side: places_of(page) for side, page in zip(SIDES, pdf.pages, strict=True)}
        fonts = {place.font for of_side in places.values() for place in of_side.values()}
        return CardTemplate(_as_drawings(pdf, fonts), places, blank)


def _side_markup(side: str, texts: CardTexts, preview: bool) -> str:
    name = "_card_back.html" if side == BACK else "_card_front.html"
    return markup_of(name, texts=texts, state=side, preview=preview, in_bold=in_bold)


def _as_drawings(pdf: pikepdf.Pdf, fonts: set[str]) -> bytes:
    """One page is left, without forms; its resources hold the sides as drawings, and all share the fonts."""
    shared = Dictionary({key: pdf.pages[0].Resources[key] for key in ("/Font", "/ExtGState")})
    for font in fonts:
        keep_only_letters(shared.Font[font])
    drawings = {f"/{side}": page.as_form_xobject() for side, page in zip(SIDES, pdf.pages, strict=True)}
    for drawing in drawings.values():
        drawing.Resources = shared
    del pdf.Root["/AcroForm"]
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary({**shared, "/XObject": Dictionary(drawings)})
    del pdf.pages[: len(SIDES)]
    stream = BytesIO()
    pdf.save(stream)
    return stream.getvalue()
