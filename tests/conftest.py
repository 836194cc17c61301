"""Which database the suite runs on. Everything else lives in tests/fixtures.py.

Each pytest process gets a data folder and a database of its own, and the environment says so before
any of ours is imported: neither a test nor a process that it starts can reach a real one.
"""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.postgres import SERVER_VARIABLE

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
SERVER = os.environ.get(SERVER_VARIABLE, "")
ROOM = 4 << 30


def _place_in_memory() -> str | None:
    """Every commit of the suite waits for the disk, if there is one."""
    memory = Path("/dev/shm")
    fits = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return str(memory) if fits else None


FOLDER = Path(tempfile.mkdtemp(prefix=f"payung-test-{WORKER}-", dir=_place_in_memory()))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
_numbers = count(1)


def _address(name: str) -> str:
    if SERVER:
        return SERVER.replace("/postgres?", f"/{name}?")
    return f"sqlite:///{FOLDER / name}.sqlite3"


for unwanted in ("PAYUNG_KEYS", "PAYUNG_URL", "SMTP_URL", "TRUSTED_PROXIES", "PORT"):
    os.environ.pop(unwanted, None)
os.environ["PAYUNG_ENV"] = "test"
os.environ["PAYUNG_DATA"] = str(FOLDER)
os.environ["DATABASE_URL"] = _address(f"payung_{WORKER}")

pytest_plugins = ["tests.fixtures"] if (Path(__file__).parent / "fixtures.py").exists() else []


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of this process's own database, empty at first and kept for the whole run."""
    with _database(f"payung_{WORKER}") as url:
        yield url


@pytest.fixture
def empty_database_url() -> Iterator[str]:
    """The address of a database that only this test sees; nothing is in it."""
    with _further_database() as url:
        yield url


@pytest.fixture(scope="session")
def further_database() -> Callable[..., AbstractContextManager[str]]:
    """`with further_database() as url`: one more, empty or a copy of `like`, which nobody may have open meanwhile."""
    return _further_database


@pytest.fixture(scope="session")
def on_postgres() -> bool:
    return bool(SERVER)


def _further_database(like: str = "") -> AbstractContextManager[str]:
    return _database(f"payung_{WORKER}_{next(_numbers)}", like)


@contextmanager
def _database(name: str, like: str = "") -> Iterator[str]:
    """`like` is the address of another one of ours."""
    if not SERVER:
        if like:
            _copy(Path(like.removeprefix("sqlite:///")), FOLDER / f"{name}.sqlite3")
        yield _address(name)
        return
    model = like.partition("?")[0].rpartition("/")[2] or "template1"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')
        yield _address(name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _copy(model: Path, copy: Path) -> None:
    """Also what still stands in the log beside the file."""
    with closing(sqlite3.connect(model)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
