"""The file of a run obeys what the run keeps: layout, first free place, turned edge, and how its printer pulls."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument, PdfPage

from db.models import Card, PrinterSetting, Worker
from kiosk.services import queue
from kiosk.services.acting import Actor
from kiosk.services.cards import card_pdf
from kiosk.services.print_run_files import part_pdf
from kiosk.services.print_runs import print_cards
from kiosk.services.print_wishes import PrintWish
from tests.files.card_views import MM, box_of
from tests.services.at_once import key
from tests.services.crowd import crowd

# Millimetres, written out: nothing the code calculates with.
SINGLE, SHEET = (85.6, 53.98), (210.0, 297.0)
COLUMNS, ROWS = (15.4, 109.0), (7.15, 64.33, 121.51, 178.69, 235.87)
MOVED = {"front_x": 80, "front_y": -30, "back_x": -50, "back_y": 60}  # hundredths


@dataclass(frozen=True)
class Stands:
    """The upper left corner of a card on one side of its paper, in mm."""

    x: float
    y: float
    turned: bool = False


def set_printer(**setting) -> None:
    unset = {"layout": "cr80", "flip": "long", "front_x": 0, "front_y": 0, "back_x": 0, "back_y": 0}
    PrinterSetting.delete().execute()
    PrinterSetting.create(place="johar", **{**unset, **setting})


def pages_of(no: str, by: Actor) -> list[PdfPage]:
    return list(PdfDocument(BytesIO(part_pdf(no=no, by=by))))


def size_of(page: PdfPage) -> tuple[float, ...]:
    return tuple(round(length / MM, 2) for length in page.get_size())


def where(page: PdfPage, words: str) -> tuple[float, float]:
    """The middle of the words, in mm from the upper left corner of the page."""
    left, bottom, right, top = box_of(page, words)
    return (left + right) / 2 / MM, (page.get_height() - (bottom + top) / 2) / MM


def expect_at(sides: list[PdfPage], reg_no: str, front: Stands, back: Stands, by: Actor) -> None:
    """This person's card lies there: its number stands on the paper as it stands on the card alone, moved so far."""
    card = Card.select().join(Worker).where(Worker.reg_no == reg_no).get()
    alone = PdfDocument(BytesIO(card_pdf(serial=card.serial, by=by)))
    for page, single, place in zip(sides, alone, (front, back), strict=True):
        x, y = where(single, reg_no)
        inside = (SINGLE[0] - x, SINGLE[1] - y) if place.turned else (x, y)
        expected = place.x + inside[0], place.y + inside[1]
        assert where(page, reg_no) == pytest.approx(expected, abs=0.06), place


@pytest.mark.parametrize(
    ("setting", "start", "front", "back"),
    [
        ({}, 1, Stands(0, 0), Stands(0, 0)),
        (MOVED, 1, Stands(0.8, -0.3), Stands(-0.5, 0.6)),
        ({"layout": "a4"}, 1, Stands(COLUMNS[0], ROWS[0]), Stands(COLUMNS[1], ROWS[0])),
        ({"layout": "a4"}, 4, Stands(COLUMNS[1], ROWS[1]), Stands(COLUMNS[0], ROWS[1])),
        (
            {"layout": "a4", "flip": "short"},
            4,
            Stands(COLUMNS[1], ROWS[1]),
            Stands(COLUMNS[1], ROWS[3], turned=True),
        ),
        (
            {"layout": "a4", **MOVED},
            9,
            Stands(COLUMNS[0] + 0.8, ROWS[4] - 0.3),
            Stands(COLUMNS[1] - 0.5, ROWS[4] + 0.6),
        ),
    ],
    ids=["single", "single, moved", "a4", "a4, half used", "a4, short edge", "a4, moved"],
)
def test_card_lies_where_printer_and_wish_put_it(petugas, setting, start, front, back):
    set_printer(**setting)
    (reg_no,) = crowd(petugas, 1)
    no = print_cards(client_key=key(), by=petugas, reg_nos=[reg_no], wish=PrintWish(start=start))
    sides = pages_of(no, petugas)
    assert [size_of(side) for side in sides] == [SHEET if "layout" in setting else SINGLE] * 2
    expect_at(sides, reg_no, front, back, petugas)


def test_layout_of_the_wish_goes_before_the_printer_s(petugas):
    set_printer(layout="cr80")
    (reg_no,) = crowd(petugas, 1)
    wish = PrintWish(layout="a4", start=10)
    sides = pages_of(print_cards(client_key=key(), by=petugas, reg_nos=[reg_no], wish=wish), petugas)
    assert [size_of(side) for side in sides] == [SHEET] * 2
    expect_at(sides, reg_no, Stands(COLUMNS[1], ROWS[4]), Stands(COLUMNS[0], ROWS[4]), petugas)


def test_half_used_sheet_is_filled_before_the_next_one_begins(petugas):
    set_printer(layout="a4")
    numbers = crowd(petugas, 4)
    no = print_cards(client_key=key(), by=petugas, reg_nos=numbers, wish=PrintWish(start=9))
    sheets = pages_of(no, petugas)
    assert len(sheets) == 4
    places = [(column, row) for row in (4, 0) for column in (0, 1)]
    for number, (column, row) in enumerate(places):
        sides = sheets[:2] if number < 2 else sheets[2:]
        front, back = Stands(COLUMNS[column], ROWS[row]), Stands(COLUMNS[1 - column], ROWS[row])
        expect_at(sides, numbers[number], front, back, petugas)


def test_run_the_worker_makes_later_obeys_the_printer_as_it_was_set_when_asked(petugas):
    set_printer(layout="a4", flip="short", **MOVED)
    numbers = crowd(petugas, 51)
    no = print_cards(client_key=key(), by=petugas, reg_nos=numbers, wish=PrintWish(start=10))
    set_printer()
    assert queue.run_waiting_tasks() == 1
    sheets = pages_of(no, petugas)
    assert {size_of(side) for side in sheets} == {SHEET} and len(sheets) == 2 * 6
    front = Stands(COLUMNS[1] + 0.8, ROWS[4] - 0.3)
    expect_at(sheets[:2], numbers[0], front, Stands(COLUMNS[1] - 0.5, ROWS[0] + 0.6, turned=True), petugas)
