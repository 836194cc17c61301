"""The debit's pages: the cut is decided, the admin is signed in."""

import pytest

from tests.services import debit_desk
from tests.web.debits.pages import awake


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def day_comes(admin):
    """day_comes(run): from now on it is the day of its debit, until the test ends."""
    journeys = []

    def go(run):
        journeys.append(debit_desk.on_day_of(run))
        journeys[-1].start()
        awake(admin)

    yield go
    for journey in reversed(journeys):
        journey.stop()
