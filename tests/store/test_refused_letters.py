"""Letters to BPJS made before one could be noted as refused: they wait, and stay what they were on the way back."""

from datetime import date, datetime

import pytest
from playhouse.migrations import Runner

from db.connection import configure, database
from db.models import StartLetterLine
from db.schema import FOLDER, migrate
from tests.store.test_paid_before import CITY, fill, put, rows

BEFORE, REFUSED = "0017_unasked_months", "0018_refused_letters"
KEPT = ("id", "letter_id", "worker_id", "asked_from", "answered_from")
ASKED = date(2026, 11, 1)


@pytest.fixture
def before(empty_database_url):
    """A database as version 0017 left it, with a letter that names two people."""
    standing = database.obj
    real = configure(empty_database_url)
    runner = Runner(real, str(FOLDER))
    runner.up("0013_card_desk")
    with real.atomic():
        fill()
    runner.up(BEFORE)
    with real.atomic():
        put("start_letter", id=1, no="S26-UJI001", funder_id=CITY, reason="Tertunda.", made_by_id=1,
            made_at=datetime(2026, 11, 20, 3))  # fmt: skip
        for number in (1, 2):
            put("start_letter_line", id=number, letter_id=1, worker_id=number, asked_from=ASKED)
    yield runner
    real.close()
    database.initialize(standing)


def test_every_line_waits_and_can_be_refused(before):
    kept = rows("start_letter_line", *KEPT)
    assert migrate()[0] == REFUSED
    assert rows("start_letter_line", *KEPT) == kept
    assert {(row.refused_on, row.refused_why) for row in StartLetterLine.select()} == {(None, None)}
    StartLetterLine.update(refused_on=ASKED, refused_why="Lewat batas.").where(
        StartLetterLine.id == 1
    ).execute()
    assert [row.refused_on for row in StartLetterLine.select().order_by(StartLetterLine.id)] == [ASKED, None]


def test_the_lines_are_as_they_were_on_the_way_back(before):
    kept = rows("start_letter_line", *KEPT)
    migrate()
    StartLetterLine.update(refused_on=ASKED, refused_why="Lewat batas.").execute()
    before.down(REFUSED)
    assert rows("start_letter_line", *KEPT) == kept
    assert migrate()[0] == REFUSED
    assert {row.refused_on for row in StartLetterLine.select()} == {None}
