"""Both sides of a card as they are put on a page: stamped, or laid out by WeasyPrint where the typeface does not do."""

from collections.abc import Sequence
from io import BytesIO
from itertools import count
from typing import NamedTuple

import pikepdf

from kiosk.files.card_face import CardFace
from kiosk.files.card_pages import CardPages
from kiosk.files.card_photos import PIXELS
from kiosk.files.card_reference import reference_sides
from kiosk.files.card_stamp import CardStamp
from kiosk.files.card_template import CardTemplate
from kiosk.files.card_values import CardSide, back_of, front_of


class Drawn(NamedTuple):
    """PDF operators of one side, and the pictures they name beside the template's."""

    operators: str
    pictures: dict[str, pikepdf.Object]


class CardDrawing:
    """Draws the cards of one print run for its pages."""

    def __init__(self, pages: CardPages, template: CardTemplate, *, city: str, call_centre: str) -> None:
        self._pages, self._template = pages, template
        self._city, self._call_centre = city, call_centre
        self._stamp = CardStamp(template)
        self._numbers = count(1)

    def card(self, face: CardFace) -> list[Drawn]:
        """Front and back."""
        sides = [front_of(face, self._city), back_of(face, self._call_centre)]
        if all(map(self._stamp.knows, sides)):
            return [self._stamped(side) for side in sides]
        return self._laid_out(sides)

    def _stamped(self, side: CardSide) -> Drawn:
        photo = f"/Foto{next(self._numbers)}"
        pictures = {photo: self._pages.jpeg(side.photo, PIXELS)} if side.photo else {}
        return Drawn(self._stamp.stamped(side, photo), pictures)

    def _laid_out(self, sides: Sequence[CardSide]) -> list[Drawn]:
        with pikepdf.open(BytesIO(reference_sides(self._template, sides))) as pdf:
            return [self._whole(page) for page in pdf.pages]

    def _whole(self, page: pikepdf.Page) -> Drawn:
        name = f"/Sisi{next(self._numbers)}"
        return Drawn(f"{name} Do ", {name: self._pages.foreign(page)})
