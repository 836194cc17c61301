"""Where cards stand on the paper, taken from what is written on the pages."""

from dataclasses import replace
from itertools import product

import pytest

from kiosk.files.card_sheets import (
    A4_HEIGHT,
    A4_WIDTH,
    BLEED,
    CARD_HEIGHT,
    CARD_WIDTH,
    Offset,
    Printing,
    alignment_pdf,
    back_spot,
    crop_marks,
    front_spot,
)
from kiosk.files.cards import cards_pdf
from tests.files import card_views
from tests.files.card_views import MM, SITI, box_of, by_pdfium, pages, text

A4 = Printing(layout="a4")
TURNED = Printing(layout="a4", flip="short")


def middle_of(page, words: str) -> tuple[float, float]:
    """In mm from the upper left corner of the page."""
    left, bottom, right, top = box_of(page, words)
    return (left + right) / 2 / MM, (page.get_height() - (bottom + top) / 2) / MM


def end_of(page, words: str, right: bool) -> tuple[float, float]:
    """The same, of their left or right end: figures are not all of one width."""
    left, _bottom, ending, _top = box_of(page, words)
    return (ending if right else left) / MM, middle_of(page, words)[1]


def corners(printing: Printing, cards=None, turned: bool = False) -> list[list[tuple[float, float]]]:
    """Page by page the upper left corners of its cards in mm, from where each card's number is written: it begins at
    the same place of every front and ends at the same place of every back."""
    cards = cards or card_views.many(10)
    front, back = pages(cards_pdf(cards[:1]))
    in_front, on_back = end_of(front, cards[0].reg_no, right=False), end_of(back, cards[0].reg_no, right=True)
    if turned:
        on_back = CARD_WIDTH - on_back[0], CARD_HEIGHT - on_back[1]
    found = []
    for number, page in enumerate(pages(cards_pdf(cards, printing=printing))):
        inside, right = (on_back, not turned) if number % 2 else (in_front, False)
        said = [card.reg_no for card in cards if card.reg_no in text(page)]
        places = [end_of(page, reg_no, right) for reg_no in said]
        found.append([(x - inside[0], y - inside[1]) for x, y in places])
    return found


def near(one, other) -> bool:
    return all(abs(a - b) < 0.05 for a, b in zip(one, other, strict=True))


def test_a4_has_two_columns_of_five_row_by_row():
    fronts, _backs = corners(A4)
    columns, rows = sorted({round(x, 1) for x, _y in fronts}), sorted({round(y, 1) for _x, y in fronts})
    assert (len(columns), len(rows)) == (2, 5)
    assert [(round(x, 1), round(y, 1)) for x, y in fronts] == [(x, y) for y, x in product(rows, columns)]
    assert columns[0] == pytest.approx(A4_WIDTH - columns[1] - CARD_WIDTH, abs=0.1)


def test_backs_meet_their_fronts_when_the_sheet_is_turned_about_its_long_edge():
    fronts, backs = corners(A4)
    for (x, y), back in zip(fronts, backs, strict=True):
        assert near(back, (A4_WIDTH - x - CARD_WIDTH, y))


def test_backs_meet_their_fronts_when_the_sheet_is_turned_about_its_short_edge():
    fronts, backs = corners(TURNED, turned=True)
    for (x, y), back in zip(fronts, backs, strict=True):
        assert near(back, (x, A4_HEIGHT - y - CARD_HEIGHT))


def test_backs_of_the_short_edge_stand_upside_down():
    upright, turned = (pages(cards_pdf([SITI], printing=printing))[1] for printing in (A4, TURNED))
    head, foot = "Bila terjadi", SITI.reg_no
    assert middle_of(upright, head)[1] < middle_of(upright, foot)[1]
    assert middle_of(turned, head)[1] > middle_of(turned, foot)[1]


def test_a_half_used_sheet_begins_at_its_first_free_place():
    whole, _backs = corners(A4)
    first, _back, second, _back = corners(replace(A4, start=7), card_views.many(6))
    assert all(near(*pair) for pair in zip(first, whole[6:], strict=True))
    assert all(near(*pair) for pair in zip(second, whole[:2], strict=True))


@pytest.mark.parametrize("printing", [Printing(), A4], ids=["cr80", "a4"])
def test_offsets_move_each_side_to_the_right_and_down_by_itself(printing):
    moved = replace(printing, front=Offset(0.8, -0.3), back=Offset(-1.2, 2.0))
    before, after = corners(printing, [SITI]), corners(moved, [SITI])
    for side, (x, y) in enumerate([(0.8, -0.3), (-1.2, 2.0)]):
        (was,), (now,) = before[side], after[side]
        assert near(now, (was[0] + x, was[1] + y))


def test_crop_marks_stand_outside_every_card_and_its_bleed():
    spots = [front_spot(place, A4) for place in range(10)]
    for spot, other in product(spots, spots):
        for x1, y1, x2, y2 in crop_marks(spot):
            assert (
                min(x1, x2) > 0 and max(x1, x2) < A4_WIDTH and min(y1, y2) > 4 and max(y1, y2) < A4_HEIGHT - 4
            )
            beside = max(x1, x2) < other.x - BLEED or min(x1, x2) > other.x + CARD_WIDTH + BLEED
            above = max(y1, y2) < other.y - BLEED or min(y1, y2) > other.y + CARD_HEIGHT + BLEED
            assert beside or above


def test_crop_marks_are_drawn_where_cards_are_and_nowhere_else():
    front = by_pdfium(cards_pdf([SITI], printing=replace(A4, start=10)), dpi=200)[0].convert("L")
    dot, spot = 200 / 25.4, front_spot(9, A4)
    x, y = round((spot.x - 2.5) * dot), round(spot.y * dot)
    assert min(front.getpixel((x, y + step)) for step in (-1, 0, 1)) < 200
    elsewhere = front_spot(0, A4)
    empty = front.crop((0, 0, round(A4_WIDTH * dot), round((elsewhere.y + 3 * CARD_HEIGHT) * dot)))
    assert empty.getextrema() == (255, 255)


def test_bands_run_a_millimetre_over_the_edge_so_that_no_cut_shows_white():
    front, back = (picture.convert("L") for picture in by_pdfium(cards_pdf([SITI], printing=A4), dpi=200))
    dot = 200 / 25.4
    for picture, spot in ((front, front_spot(0, A4)), (back, front_spot(1, A4))):
        for x, y in (
            (spot.x - 0.7, spot.y + 1),
            (spot.x + CARD_WIDTH + 0.7, spot.y + 1),
            (spot.x + 40, spot.y - 0.7),
        ):
            assert picture.getpixel((round(x * dot), round(y * dot))) < 120
    below = round((front_spot(0, A4).x + 40) * dot), round((front_spot(0, A4).y + CARD_HEIGHT + 0.7) * dot)
    assert front.getpixel(below) < 240


def test_single_has_no_white_edge_where_the_printer_is_set_by_less_than_the_bleed():
    moved = Printing(front=Offset(0.8, 0.8))
    front = by_pdfium(cards_pdf([SITI], printing=moved))[0].convert("L")
    assert max(front.getpixel((2, y)) for y in range(2, 100)) < 120
    assert max(front.getpixel((x, 2)) for x in range(2, 1000)) < 120


def numbers_beside(printing: Printing, cards: int, first: int) -> list[list[tuple[str, float, float]]]:
    """Side by side of the sheet, each number with the middle of where it stands in mm."""
    found = []
    for page in pages(cards_pdf(card_views.many(cards), printing=printing, first=first)):
        said = [str(number) for number in range(first, first + cards)]
        found.append([(number, *middle_of(page, number)) for number in said])
    return found


@pytest.mark.parametrize("printing", [A4, TURNED, replace(A4, start=7)], ids=["long", "short", "half used"])
def test_number_of_a_card_stands_beside_it_outside_what_is_cut_on_both_sides(printing):
    front, back = numbers_beside(printing, 4, 8495)
    assert [number for number, _x, _y in front] == ["8495", "8496", "8497", "8498"]
    for side, spot_of in ((front, front_spot), (back, back_spot)):
        for step, (_number, x, y) in enumerate(side):
            spot = spot_of(printing.start - 1 + step, printing)
            assert y == pytest.approx(spot.y + CARD_HEIGHT / 2, abs=0.5)
            beside = spot.x - x if x < spot.x else x - spot.x - CARD_WIDTH
            assert BLEED + 1 < beside < 7 and 5 < x < A4_WIDTH - 5


def test_single_for_a_card_printer_has_no_number_beside_it():
    assert "8495" not in text(pages(cards_pdf([SITI], first=8495))[0])


@pytest.mark.parametrize(
    "wrong", [{"layout": "a5"}, {"flip": "left"}, {"layout": "a4", "start": 0}, {"layout": "a4", "start": 11}]
)
def test_printing_that_does_not_exist_is_refused(wrong):
    with pytest.raises(ValueError, match="No such printing"):
        Printing(**wrong)


def test_no_card_is_no_page():
    assert corners(A4, [SITI])[0] and len(pages(cards_pdf(card_views.many(10), printing=A4))) == 2
    assert len(pages(cards_pdf(card_views.many(11), printing=A4))) == 4


@pytest.mark.parametrize("layout", ["a4", "cr80"])
def test_test_page_says_what_to_measure_on_both_sides_and_what_is_set_now(layout):
    printing = Printing(layout=layout, front=Offset(0.5, -0.25), back=Offset(-1.0, 0.75))
    front, back = pages(alignment_pdf(printing))
    assert [round(length / MM, 1) for length in front.get_size()] == [
        round(length, 1) for length in printing.page_size
    ]
    said = [" ".join(text(side).split()) for side in (front, back)]
    assert "kanan 0,50 mm, bawah -0,25 mm" in said[0] and "kanan -1,00 mm, bawah 0,75 mm" in said[1]
    assert "sisi depan" in said[0] and "sisi belakang" in said[1]
    assert all("100%" in words for words in said)


def test_test_page_is_moved_as_cards_are():
    still, moved = (
        by_pdfium(alignment_pdf(replace(A4, front=offset)), dpi=150)[0].convert("L")
        for offset in (Offset(), Offset(2, 1))
    )
    dot = 150 / 25.4
    lines = still.point(lambda shade: 255 * (shade < 128)).getbbox()
    shifted = moved.point(lambda shade: 255 * (shade < 128)).getbbox()
    assert shifted[0] - lines[0] == pytest.approx(2 * dot, abs=1.5)
    assert shifted[1] - lines[1] == pytest.approx(1 * dot, abs=1.5)


def test_crosses_of_the_test_page_meet_when_it_is_turned():
    front, back = (picture.convert("L") for picture in by_pdfium(alignment_pdf(A4), dpi=150))
    dot = 150 / 25.4
    spot = front_spot(0, A4)
    x, y = spot.x + CARD_WIDTH / 2, spot.y + CARD_HEIGHT / 2
    for picture, across in ((front, x), (back, A4_WIDTH - x)):
        at = round(across * dot), round((y - 6) * dot)
        assert min(picture.getpixel((at[0] + step, at[1])) for step in (-1, 0, 1)) < 160
