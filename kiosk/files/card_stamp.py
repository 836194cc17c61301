"""Texts, code and photograph of one side, as PDF operators over the template's drawing."""

from kiosk.files.card_places import Place, pango_size
from kiosk.files.card_template import CardTemplate
from kiosk.files.card_values import COMMON, CardSide
from kiosk.files.qr import qr_pdf_path
from kiosk.files.text_fit import LINE_HEIGHT

PHOTO, CODE = "foto", "qr"


class CardStamp:
    """Stamps the sides of one print run; keeps what its cards say alike, and nothing of a person."""

    def __init__(self, template: CardTemplate) -> None:
        self._places = template.places
        self._common: dict[tuple[str, str, str], str] = {}
        self._styles: dict[tuple[int, int, float], tuple[str, float]] = {}

    def knows(self, side: CardSide) -> bool:
        """Whether our typeface has every letter of it."""
        places = self._places[side.name]
        return all(places[key].letters.has(text) for key, text in side.texts.items())

    def stamped(self, side: CardSide, photo: str) -> str:
        """The whole side; photo is the name of its photograph in the page's resources."""
        texts = "".join(self._text(side.name, key, text) for key, text in side.texts.items())
        code = _code(self._places[side.name][CODE], side.url) if side.url else ""
        picture = _picture(self._places[side.name][PHOTO], photo) if side.photo else ""
        return f"/{side.name} Do BT {texts}ET {code}{picture}"

    def _text(self, side: str, key: str, text: str) -> str:
        place = self._places[side][key]
        if key not in COMMON:
            return self._fitted(place, text)
        if (side, key, text) not in self._common:
            self._common[side, key, text] = self._fitted(place, text)
        return self._common[side, key, text]

    def _fitted(self, place: Place, text: str) -> str:
        (first, *more), points = place.fitted(text)
        style, y = self._style(place, 1 + len(more), points)
        down = points * LINE_HEIGHT
        written = [f"{style}{_line(place, first, points, y)}"]
        written += [_line(place, line, points, y - row * down) for row, line in enumerate(more, 1)]
        return "".join(written)

    def _style(self, place: Place, lines: int, points: float) -> tuple[str, float]:
        """Colour, font and size as operators, and where the first of the lines stands."""
        known = (id(place), lines, points)
        if known not in self._styles:
            style = f"{place.colour} rg {place.font} {pango_size(points):.5f} Tf "
            self._styles[known] = style, place.first_baseline(lines, points)
        return self._styles[known]


def _line(place: Place, line: str, points: float, y: float) -> str:
    return f"1 0 0 1 {place.start(line, points):.4f} {y:.4f} Tm {place.letters.written(line)} TJ "


def _code(place: Place, url: str) -> str:
    """One path, so that no seam shows between its modules."""
    path, modules = qr_pdf_path(url)
    scale = place.width / modules
    return f"q {scale:.5f} 0 0 {-scale:.5f} {place.x:.3f} {place.y + place.height:.3f} cm 0 g {path}f Q "


def _picture(place: Place, name: str) -> str:
    return f"q {place.width:.3f} 0 0 {place.height:.3f} {place.x:.3f} {place.y:.3f} cm {name} Do Q "
