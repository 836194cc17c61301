"""Whether the database still holds what keeps the ledger true: triggers, unique indexes, checks; and whether it writes
to the disk before it answers. A restored dump or a hand at the console can lose them, and no row would tell."""

import re
from collections.abc import Iterator

from db.connection import database, on_sqlite
from db.models import ALL_TABLES, people_counters
from db.models.audit import POSTGRES_GUARDS, SQLITE_GUARDS
from db.models.ledger_guards import postgres_statements, sqlite_statements

_NAME = re.compile(r"CREATE (TRIGGER|FUNCTION) (\w+)")
_BODY = re.compile(r"\$\$(.*)\$\$", re.S)
_ENTITY = re.compile(r'CONSTRAINT "?(\w+)"? CHECK')
_SQLITE_SAFE = {
    "synchronous": ("2", "3"),
    "journal_mode": ("wal",),
    "foreign_keys": ("1",),
    "ignore_check_constraints": ("0",),
}
_POSTGRES_SAFE = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "session_replication_role": ("origin",),  # any other switches triggers and foreign keys off
}


def asked_for() -> list[str]:
    """The names of all guards, whether they are there or not."""
    return [*_statements(), *unique_indexes(), *checks()]


def missing() -> list[str]:
    """The names of guards that are not there, or not as we wrote them."""
    kept = set(_kept_on_sqlite() if on_sqlite() else _kept_on_postgres())
    return [name for name in asked_for() if name not in kept]


def settings() -> dict[str, str]:
    """Name and value of what this connection's safety hangs on."""
    ask = "PRAGMA" if on_sqlite() else "SHOW"
    return {name: str(database.execute_sql(f"{ask} {name}").fetchone()[0]) for name in _safe()}


def careless_settings() -> list[str]:
    """`name = value` of those with which an acknowledged row could be lost, or a guard sleeps."""
    return [f"{name} = {value}" for name, value in settings().items() if value not in _safe()[name]]


def _safe() -> dict[str, tuple[str, ...]]:
    return _SQLITE_SAFE if on_sqlite() else _POSTGRES_SAFE


def _statements() -> dict[str, str]:
    """Name of each trigger and function → the statement that makes it."""
    ledger, audit = (
        (sqlite_statements(), SQLITE_GUARDS) if on_sqlite() else (postgres_statements(), POSTGRES_GUARDS)
    )
    every = (*ledger, *audit, *people_counters.statements())
    return {_NAME.search(statement).expand(r"\1 \2").lower(): statement for statement in every}


def unique_indexes() -> list[str]:
    return [
        f"index {index._name}"
        for table in ALL_TABLES
        for index in table._meta.fields_to_index()
        if index._unique
    ]


def checks() -> list[str]:
    """A named check of a table is a list of nodes, of which the second is its name."""
    return [
        f"check {each.nodes[1]._path[0]}" for table in ALL_TABLES for each in table._meta.constraints or ()
    ]


def _kept_on_sqlite() -> Iterator[str]:
    asked = _statements()
    for kind, name, sql in database.execute_sql("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "trigger" and asked.get(f"trigger {name}") == sql:
            yield f"trigger {name}"
        elif kind == "index" and sql and sql.startswith("CREATE UNIQUE"):
            yield f"index {name}"
        elif kind == "table":
            yield from (f"check {found}" for found in _ENTITY.findall(sql))


def _kept_on_postgres() -> Iterator[str]:
    asked = _statements()
    triggers = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    indexes = "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indisunique AND indisvalid"
    valid = "SELECT conname FROM pg_constraint WHERE contype = 'c' AND convalidated"
    for kind, sql in (("trigger", triggers), ("index", indexes), ("check", valid)):
        yield from (f"{kind} {name}" for (name,) in database.execute_sql(sql).fetchall())
    functions = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    for name, source in database.execute_sql(functions).fetchall():
        statement = asked.get(f"function {name}", "")
        if _BODY.search(statement) and _BODY.search(statement)[1] == source:
            yield f"function {name}"
