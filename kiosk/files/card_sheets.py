"""Where cards stand on the paper: CR80 singles for a card printer, or A4 with two columns of five to be cut; and
backs that meet their fronts when the sheet is turned."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.files.documents import render_pdf

CARD_WIDTH, CARD_HEIGHT, BLEED = 85.60, 53.98, 1.0
A4_WIDTH, A4_HEIGHT = 210.0, 297.0
COLUMNS, ROWS = 2, 5
PLACES_ON_A_SHEET = COLUMNS * ROWS
COLUMN_GAP, ROW_GAP = 8.0, 3.2
LEFT = (A4_WIDTH - COLUMNS * CARD_WIDTH - COLUMN_GAP) / 2
TOP = (A4_HEIGHT - ROWS * CARD_HEIGHT - (ROWS - 1) * ROW_GAP) / 2
# Crop marks begin outside the bleed; above and below they fit between two rows.
MARK_FROM, MARK_LONG, MARK_SHORT = 1.2, 2.6, 0.8
CR80, A4 = LAYOUTS = ("cr80", "a4")
LONG, SHORT = FLIPS = ("long", "short")  # the edge about which a sheet is turned


@dataclass(frozen=True)
class Offset:
    """By how many mm one side is moved to the right and down, as one looks at that side."""

    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Printing:
    """layout cr80 or a4; start is the first free place of the first A4 sheet, 1 to 10, row by row; flip is the edge
    about which the sheet is turned for the backs, long or short. Raises ValueError for anything else."""

    layout: str = CR80
    start: int = 1
    flip: str = LONG
    front: Offset = Offset()
    back: Offset = Offset()

    def __post_init__(self) -> None:
        if self.layout not in LAYOUTS or self.flip not in FLIPS or not 1 <= self.start <= PLACES_ON_A_SHEET:
            raise ValueError(f"No such printing: {self.layout}, {self.flip}, {self.start}")

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return (A4_WIDTH, A4_HEIGHT) if self.layout == A4 else (CARD_WIDTH, CARD_HEIGHT)


class Spot(NamedTuple):
    """The upper left corner of a card on its page in mm, as printed; turned: it stands upside down."""

    x: float
    y: float
    turned: bool = False


def sheets(cards: int, printing: Printing) -> Iterator[list[tuple[int, int]]]:
    """Sheet by sheet (number of the card, place on the sheet), both from 0."""
    each, place = (PLACES_ON_A_SHEET, printing.start - 1) if printing.layout == A4 else (1, 0)
    card = 0
    while card < cards:
        on_sheet = min(each - place, cards - card)
        yield [(card + step, place + step) for step in range(on_sheet)]
        card, place = card + on_sheet, 0


def front_spot(place: int, printing: Printing) -> Spot:
    x, y = _corner(place, printing)
    return Spot(x + printing.front.x, y + printing.front.y)


def back_spot(place: int, printing: Printing) -> Spot:
    """Turned about the long edge the columns change places, about the short edge the rows, and cards stand upside
    down so that a card in the hand is turned like any other."""
    x, y = _corner(place, printing)
    width, height = printing.page_size
    short = printing.flip == SHORT and printing.layout == A4
    x, y = (x, height - y - CARD_HEIGHT) if short else (width - x - CARD_WIDTH, y)
    return Spot(x + printing.back.x, y + printing.back.y, turned=short)


def crop_marks(spot: Spot) -> Iterator[tuple[float, float, float, float]]:
    """Lines (x, y, x, y) in mm at the four corners of a card, outside it."""
    right, bottom = spot.x + CARD_WIDTH, spot.y + CARD_HEIGHT
    for y in (spot.y, bottom):
        yield spot.x - MARK_FROM, y, spot.x - MARK_FROM - MARK_LONG, y
        yield right + MARK_FROM, y, right + MARK_FROM + MARK_LONG, y
    for x in (spot.x, right):
        yield x, spot.y - MARK_FROM, x, spot.y - MARK_FROM - MARK_SHORT
        yield x, bottom + MARK_FROM, x, bottom + MARK_FROM + MARK_SHORT


def alignment_pdf(
    printing: Printing, *, language: str = "id", translate: Callable[[str], str] = str
) -> bytes:
    """The test page of a layout, front and back, moved as cards would be: what to measure and which way to enter it."""
    places = range(PLACES_ON_A_SHEET if printing.layout == A4 else 1)
    return render_pdf(
        "card_alignment.html",
        language=language,
        translate=translate,
        printing=printing,
        fronts=[front_spot(place, printing) for place in places],
        backs=[back_spot(place, printing) for place in places],
        card=(CARD_WIDTH, CARD_HEIGHT),
        left=_millimetres(LEFT),
        top=_millimetres(TOP),
        now={side: (_millimetres(by.x), _millimetres(by.y)) for side, by in _offsets(printing)},
    )


def _corner(place: int, printing: Printing) -> tuple[float, float]:
    if printing.layout == CR80:
        return 0.0, 0.0
    row, column = divmod(place, COLUMNS)
    return LEFT + column * (CARD_WIDTH + COLUMN_GAP), TOP + row * (CARD_HEIGHT + ROW_GAP)


def _offsets(printing: Printing) -> tuple[tuple[str, Offset], ...]:
    return ("front", printing.front), ("back", printing.back)


def _millimetres(length: float) -> str:
    return f"{length:.2f}".replace(".", ",")
