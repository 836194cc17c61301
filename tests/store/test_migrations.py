"""The migrated database is the one the models describe, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest
from huey.contrib.sql_huey import SqlStorage
from peewee import DatabaseError

from db.connection import configure, database, is_sqlite, sqlite_path
from db.models import ALL_TABLES, AuditEvent
from db.models.audit import guard_audit_trail
from db.models.ledger_guards import guard_ledger
from db.models.people_counters import count_people
from db.schema import migrate, migrate_down_to_nothing, pending
from tests.store.catalogue import catalogue

DIFFERENT = [
    "DROP INDEX card_one_live",
    "CREATE INDEX planted ON worker (name)",
    "ALTER TABLE worker ADD COLUMN planted INTEGER",
    "CREATE UNIQUE INDEX planted ON card (worker_id) WHERE void_at IS NOT NULL",
    "CREATE TABLE planted (id INTEGER PRIMARY KEY, age INTEGER CHECK (age > (1 + 1)))",
]
UNGUARDED = {
    True: "DROP TRIGGER audit_event_guard ON audit_event",
    False: "DROP TRIGGER audit_event_no_delete",
}


@pytest.fixture
def empty(empty_database_url):
    """A database with nothing in it; the process's own comes back afterwards."""
    before = database.obj
    real = configure(empty_database_url)
    yield real
    real.close()
    database.initialize(before)


@pytest.fixture
def created(empty, empty_database_url) -> set[str]:
    """What the models (and Huey's own) would create; the database is empty again."""
    empty.create_tables(ALL_TABLES)
    SqlStorage("payung", database=empty, create_tables=True)
    guard_audit_trail()
    guard_ledger()
    count_people()
    lines = catalogue(empty)
    throw_away(empty, empty_database_url)
    return lines


def throw_away(real, url: str) -> None:
    if is_sqlite(url):
        real.close()
        for path in Path(sqlite_path(url)).parent.glob(f"{Path(sqlite_path(url)).name}*"):
            path.unlink()
    else:
        real.execute_sql("DROP SCHEMA public CASCADE")
        real.execute_sql("CREATE SCHEMA public")


def test_the_migrated_catalogue_equals_that_of_the_models(created, empty):
    assert migrate()
    assert created ^ catalogue(empty) == set()
    assert len(created) > 300


def test_everything_is_gone_after_migrating_down_and_the_same_after_migrating_up_again(empty):
    names = migrate()
    first = catalogue(empty)
    assert migrate_down_to_nothing() == names[::-1]
    assert catalogue(empty) == set()
    assert pending() == names
    assert migrate() == names
    assert catalogue(empty) == first


def test_a_second_migration_finds_nothing_to_do(empty):
    migrate()
    assert (migrate(), pending()) == ([], [])
    migrate_down_to_nothing()
    assert migrate_down_to_nothing() == []


@pytest.mark.parametrize("statement", DIFFERENT)
def test_a_difference_is_seen_when_planted(empty, statement):
    migrate()
    before = catalogue(empty)
    empty.execute_sql(statement)
    assert catalogue(empty) != before


def test_a_missing_guard_is_seen_when_planted(empty, on_postgres):
    migrate()
    before = catalogue(empty)
    empty.execute_sql(UNGUARDED[on_postgres])
    assert len(before - catalogue(empty)) == 1


@pytest.mark.parametrize("change", [AuditEvent.update(subject="lain"), AuditEvent.delete()])
def test_the_migrated_database_refuses_to_change_a_line_of_the_audit_trail(empty, change):
    migrate()
    AuditEvent.insert(action="uji", subject="B26-AAAAAA").execute()
    with pytest.raises(DatabaseError, match="append-only"):
        change.execute()
    assert [line.subject for line in AuditEvent.select()] == ["B26-AAAAAA"]


def test_a_migration_that_fails_leaves_nothing_behind(empty, tmp_path, monkeypatch):
    monkeypatch.setattr("db.schema.FOLDER", tmp_path)
    (tmp_path / "0001_half.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE half (id INTEGER PRIMARY KEY)')\n"
        "    raise RuntimeError('in the middle')\n"
    )
    with pytest.raises(RuntimeError, match="in the middle"):
        migrate()
    assert (catalogue(empty), pending()) == (set(), ["0001_half"])
