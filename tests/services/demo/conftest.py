"""A store of the test's own with a few made-up people: neither its vault, files nor database are the process's.

What a test finds there is made once in a process and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from db.connection import configure, database
from db.reference_data import load_reference
from db.schema import migrate
from kiosk.domain.clock import today
from kiosk.files.vault import create_key_file, open_vault
from kiosk.services import consents, demo, places, safe, settings

FEW = 360  # two and a bit for every kelurahan


@dataclass(frozen=True)
class Made:
    """A closed store, which only copies are made of; `counts` is what the load answered."""

    database_url: str
    folder: Path
    counts: dict


@pytest.fixture(scope="session")
def made(further_database, tmp_path_factory) -> Iterator[Callable[[int], Made]]:
    """made(people): a store with so many made-up workers as they are loaded today."""
    with ExitStack() as until_the_end:

        @cache
        def made_on(_day, people: int) -> Made:
            url = until_the_end.enter_context(further_database())
            folder = tmp_path_factory.mktemp("made")
            return Made(url, folder, _make(url, folder, people))

        yield lambda people: made_on(today(), people)


def _make(url: str, folder: Path, people: int) -> dict:
    create_key_file(folder / "keys.json")
    with _opened(url, folder):
        migrate()
        load_reference()
        return _load(people) if people else {}


@pytest.fixture
def model(request, made) -> Made:
    """With a few people for who asks for a crowd, else with reference data only."""
    return made(FEW if "crowd" in request.fixturenames else 0)


@pytest.fixture
def store(model, further_database, tmp_path):
    """A database with reference data and a vault of its own; the process's own come back afterwards."""
    folder = shutil.copytree(model.folder, tmp_path / "data")
    with further_database(like=model.database_url) as url, _opened(url, folder) as real:
        yield real


@contextmanager
def _opened(url: str, folder: Path) -> Iterator:
    before = database.obj, safe._vault, safe._folder
    real = configure(url)
    safe.configure(open_vault(folder / "keys.json"), folder)
    _forget()
    try:
        yield real
    finally:
        _forget()
        real.close()
        database.initialize(before[0])
        safe._vault, safe._folder = before[1:]


def _forget():
    settings.forget()
    places.forget()
    consents.forget()


def _load(people: int) -> dict:
    return demo.load_demo(people=people, hash_password=lambda password: f"hash of {password}")


@pytest.fixture
def load(store) -> Callable[..., dict]:
    """Load `people` made-up workers, by default a few; answers as load_demo does."""
    return lambda people=FEW: _load(people)


@pytest.fixture
def crowd(store, model) -> dict:
    """The counts of a load of a few."""
    return model.counts
