"""Who acts on the services, and one person under two registration numbers."""

import pytest

from db.models import Worker
from kiosk.services.acting import Actor
from tests.services.at_once import acting
from tests.services.two_numbers import enrolled


@pytest.fixture
def petugas(people) -> Actor:
    return acting(people["petugas"])


@pytest.fixture
def admin(people) -> Actor:
    return acting(people["admin"])


@pytest.fixture
def wrong(petugas) -> Worker:
    return enrolled(petugas, 1)


@pytest.fixture
def right(petugas) -> Worker:
    return enrolled(petugas, 2, phone=None)
