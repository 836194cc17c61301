"""Cards of the made-up workers: living ones, replaced ones, some handed over."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from db.models import Card
from kiosk.domain.clock import utc_now
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert
from kiosk.services.numbers import fresh_number, fresh_token


def add_cards(people: list[Person], rng: random.Random) -> int:
    """A living card for two workers in five; answers with the number of cards, replaced ones included."""
    rows = [row for person in people if rng.random() < 0.4 for row in _card_rows(rng, person)]
    insert(Card, rows)
    return len(rows)


def _card_rows(rng: random.Random, person: Person) -> Iterator[dict]:
    """The living card; now and then, before it, an older one that was replaced."""
    made_at = min(utc_now(), person.row["enrolled_at"] + timedelta(minutes=rng.randint(2, 20)))
    if rng.random() < 0.06:
        replaced_at = min(utc_now(), made_at + timedelta(days=rng.randint(1, 40)))
        reason = rng.choice(("Kartu hilang", "Salah cetak", "Kartu rusak"))
        yield _card_row(person, made_at) | {"void_at": replaced_at, "void_reason": reason}
        made_at = replaced_at
    handed = _handed_over(person, made_at) if rng.random() < 0.6 else {}
    yield _card_row(person, made_at) | handed


def _card_row(person: Person, made_at: datetime) -> dict:
    """Every column, so that all rows of one insert are alike."""
    return {
        "serial": fresh_number(f"K{made_at:%y}", 7),
        "worker": person.id,
        "token": fresh_token(),
        "pickup_post": person.row["enrolled_post"],
        "created_at": made_at,
        "created_by": person.row["enrolled_by"],
        "handed_to": "",
        "handed_relation": "",
        "handed_how": "",
        "handed_at": None,
        "handed_by": None,
        "void_at": None,
        "void_reason": "",
    }


def _handed_over(person: Person, made_at: datetime) -> dict:
    return {
        "handed_to": person.row["name"],
        "handed_relation": "diri sendiri",
        "handed_how": "self",
        "handed_at": min(utc_now(), made_at + timedelta(minutes=5)),
        "handed_by": person.row["enrolled_by"],
    }
