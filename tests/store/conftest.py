"""A database of a test's own, and a reference folder it may change."""

import pytest

from db import reference_data
from db.connection import configure, database
from db.schema import migrate


@pytest.fixture
def new_store(empty_database_url):
    """A migrated database with no rows in it; the process's own comes back afterwards."""
    before = database.obj
    real = configure(empty_database_url)
    migrate()
    yield real
    real.close()
    database.initialize(before)


@pytest.fixture
def other_files(tmp_path, monkeypatch):
    """A copy of the reference folder that a test may change, put in its place."""
    for path in reference_data.FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(reference_data, "FOLDER", tmp_path)
    return tmp_path
