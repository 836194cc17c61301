"""Bring the database to the newest schema, or back; one place that knows where migrations lie.

A migration carries frozen copies of the models it makes. Each says `legacy_table_names = False`, as Table does:
otherwise Peewee names its indexes otherwise than the models do (tests/store/test_migrations.py compares)."""

from datetime import UTC, datetime
from pathlib import Path

from playhouse.migrations import Runner

from db.connection import database

FOLDER = Path(__file__).parent / "migrations"


def _runner() -> Runner:
    return Runner(database.obj, str(FOLDER))


def migrate() -> list[str]:
    """Apply what is pending; returns the names applied, oldest first."""
    return _runner().up()


def migrate_down_to_nothing() -> list[str]:
    names = [migration.name for migration in _runner().status() if migration.applied]
    return _runner().down(names[0]) if names else []


def applied_at(name: str) -> datetime | None:
    """When this database came to that version, naive UTC; the runner writes the machine's own time."""
    at = _runner().applied().get(name)
    return at and at.astimezone(UTC).replace(tzinfo=None)


def pending() -> list[str]:
    """Names of migrations this code knows and the database has not seen."""
    return [migration.name for migration in _runner().status() if migration.path and not migration.applied]
