"""A store of the test's own with a few made-up people: neither its vault, files nor database are the process's."""

import pytest

from db.connection import configure, database
from db.reference_data import load_reference
from db.schema import migrate
from kiosk.files.vault import create_key_file, open_vault
from kiosk.services import consents, demo, places, safe, settings

FEW = 360  # two and a bit for every kelurahan


@pytest.fixture
def store(empty_database_url, tmp_path, monkeypatch):
    """A database with reference data and a vault of its own; the process's own come back afterwards."""
    before = database.obj
    real = configure(empty_database_url)
    migrate()
    load_reference()
    create_key_file(tmp_path / "keys.json")
    monkeypatch.setattr(safe, "_vault", open_vault(tmp_path / "keys.json"))
    monkeypatch.setattr(safe, "_folder", tmp_path / "berkas")
    _forget()
    yield real
    _forget()
    real.close()
    database.initialize(before)


def _forget():
    settings.forget()
    places.forget()
    consents.forget()


@pytest.fixture
def load(store):
    """Load `people` made-up workers, by default a few; answers as load_demo does."""

    def load(people=FEW):
        return demo.load_demo(people=people, hash_password=lambda password: f"hash of {password}")

    return load


@pytest.fixture
def crowd(load):
    """The counts of a load of a few."""
    return load()
