"""Slamet's card, printed by the form, on the morning of 20 November 2026."""

import pytest
import time_machine

from db.models import Card
from tests.web import desk

TODAY = "2026-11-20 03:00:00"  # ten in the morning in Semarang


@pytest.fixture
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def card(client_for) -> Card:
    client = client_for("petugas")
    desk.printed(client, worker=desk.enrolled(client))
    return Card.get()
