"""The number of a card beside it on an A4 sheet, outside what is cut: by it a spoiled card is told."""

from kiosk.files.card_places import Place
from kiosk.files.card_sheets import A4_HEIGHT, A4_WIDTH, CARD_HEIGHT, CARD_WIDTH, Spot
from kiosk.files.text_fit import MM_PER_POINT, width_in

POINTS, GREY = 6.5, 0.4
AWAY = 2.2  # mm from the card: outside its bleed, between its crop marks
MIDDLE = 0.36  # em from the baseline to half the height of a figure


def number_beside(spot: Spot, number: int, typeface: Place) -> str:
    """PDF operators: in the margin of the sheet on the card's own side, upright, half way down the card, in the letters
    of any place of the template."""
    written = str(number)
    x = _start(spot, width_in(written, typeface.letters.widths) * POINTS)
    y = (A4_HEIGHT - spot.y - CARD_HEIGHT / 2) / MM_PER_POINT - MIDDLE * POINTS
    text = f"{typeface.font} {POINTS} Tf 1 0 0 1 {x:.4f} {y:.4f} Tm {typeface.letters.written(written)} TJ"
    return f"q BT {GREY} g {text} ET Q\n"


def _start(spot: Spot, width: float) -> float:
    """x in points; the width is in points, the spot in mm."""
    if spot.x < A4_WIDTH / 2 - CARD_WIDTH / 2:
        return (spot.x - AWAY) / MM_PER_POINT - width
    return (spot.x + CARD_WIDTH + AWAY) / MM_PER_POINT
