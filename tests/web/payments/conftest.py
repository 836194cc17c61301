"""Who pays and who confirms, and a bill of two people for three months."""

import pytest

from tests.web import desk

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def batch(mitra) -> str:
    return desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")


@pytest.fixture
def bill(mitra, batch) -> str:
    return desk.billed(mitra, batch)
