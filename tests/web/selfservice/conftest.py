"""Slamet, enrolled at Pos Pasar Johar, and cards as they may stand."""

import pytest
import time_machine

from db.models import Card, Post, Worker
from kiosk.services.numbers import fresh_number, fresh_token
from tests.web import desk

TODAY = "2026-11-20 03:00:00"


@pytest.fixture
def clock():
    with time_machine.travel(TODAY, tick=False) as clock:
        yield clock


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


@pytest.fixture
def card_of():
    """A card made for a registration number: card_of(reg_no, printed_at=…)."""

    def make(reg_no: str, post: str | None = "johar", **columns) -> Card:
        worker = Worker.get(Worker.reg_no == reg_no)
        return Card.create(
            serial=fresh_number("K26", 7),
            worker=worker,
            token=fresh_token(),
            created_by=worker.enrolled_by_id,
            pickup_post=Post.get(Post.code == post) if post else None,
            **columns,
        )

    return make
