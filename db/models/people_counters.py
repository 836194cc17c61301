"""Triggers that write a line into people_delta for whatever changes how many people are what, on both databases: a
worker, a span of months, an open-ended commitment. Lines are added, never changed: nobody waits for another's count.

A worker is counted under enrolled unless merged into another, under resting too while frozen; their spans while they
are neither."""

from collections.abc import Iterator
from typing import NamedTuple

from db.connection import on_sqlite
from db.models.base import database

MOST_MONTHS, MOST_GAP = 4, 13  # as far as 90 days and a lapse can reach
COLUMNS = "kind, month, area, occupation, funder_kind, months, gap, aside, people"
LEFT_BY = ("kelurahan_id", "occupation_id", "merged_into_id", "frozen_at", "enrolled_on")

_IS_OPEN = "({row}.last_month IS NULL AND {row}.ended_at IS NULL)"


class Counter(NamedTuple):
    """`when` it runs, e.g. AFTER INSERT, on which table; `unless` empty only where `condition` holds."""

    name: str
    when: str
    table: str
    condition: str
    statements: tuple[str, ...]


def spans_as(source: str, worker: str, sign: int) -> str:
    """SELECT of the lines of spans: `source` is FROM and WHERE with the span as s, `worker` who has them."""
    return (
        f"SELECT s.kind AS kind, s.last AS month, COALESCE({worker}.kelurahan_id, '') AS area, "
        f"{worker}.occupation_id AS occupation, s.funder_kind AS funder_kind, "
        f"CASE WHEN s.kind = 'paid' THEN 0 WHEN s.months > {MOST_MONTHS} THEN {MOST_MONTHS} ELSE s.months END "
        f"AS months, CASE WHEN s.gap > {MOST_GAP} THEN {MOST_GAP} ELSE s.gap END AS gap, "
        "CASE WHEN s.stopped OR (s.kind = 'funded' AND s.goes_on) THEN 1 ELSE 0 END AS aside, "
        f"{sign} AS people {source} "
        f"AND {worker}.merged_into_id IS NULL AND {worker}.frozen_at IS NULL AND (s.kind = 'funded' OR s.member)"
    )


def months_as(source: str, row: str, sign: int) -> str:
    """SELECT of the lines of effective months of people who have died, as they were counted: `source` is FROM and WHERE
    with the worker as w."""
    return (
        f"SELECT 'silent' AS kind, {row}.month AS month, COALESCE({row}.kelurahan_id, '') AS area, "
        f"{row}.occupation_id AS occupation, {row}.funder_kind AS funder_kind, 0 AS months, 0 AS gap, 0 AS aside, "
        f"{sign} AS people {source} AND {row}.released_at IS NULL AND {row}.effective_on IS NOT NULL"
    )


def _of_month(row: str, sign: int) -> str:
    source = f"FROM worker w WHERE w.id = {row}.worker_id AND w.died_on IS NOT NULL"
    return f"INSERT INTO people_delta ({COLUMNS}) {months_as(source, row, sign)}"


def _months_of(row: str, sign: int) -> str:
    source = f"FROM coverage_month m WHERE m.worker_id = {row}.id AND {row}.died_on IS NOT NULL"
    return f"INSERT INTO people_delta ({COLUMNS}) {months_as(source, 'm', sign)}"


def _of_span(row: str, sign: int) -> str:
    names = ("kind", "last", "funder_kind", "months", "gap", "stopped", "goes_on", "member")
    as_row = ", ".join(f"{row}.{name} AS {name}" for name in names)
    source = f"FROM worker w CROSS JOIN (SELECT {as_row}) s WHERE w.id = {row}.worker_id"
    return f"INSERT INTO people_delta ({COLUMNS}) {spans_as(source, 'w', sign)}"


def _spans_of(row: str, sign: int) -> str:
    source = f"FROM coverage_span s WHERE s.worker_id = {row}.id"
    return f"INSERT INTO people_delta ({COLUMNS}) {spans_as(source, row, sign)}"


def people_as(row: str, sign: str, source: str, kind: str, *, sqlite: bool) -> str:
    """SELECT of the lines of workers, enrolled or resting ones."""
    month = f"DATE({row}.enrolled_on, 'start of month')" if sqlite else _FIRST_DAY.format(row=row)
    rests = f" AND {row}.frozen_at IS NOT NULL" if kind == "resting" else ""
    return (
        f"SELECT '{kind}' AS kind, {month} AS month, COALESCE({row}.kelurahan_id, '') AS area, "
        f"{row}.occupation_id AS occupation, '' AS funder_kind, 0 AS months, 0 AS gap, 0 AS aside, {sign} AS people "
        f"{source} WHERE {row}.merged_into_id IS NULL{rests}"
    )


_FIRST_DAY = "CAST(date_trunc('month', {row}.enrolled_on) AS date)"


def _person(row: str, sign: int, sqlite: bool) -> tuple[str, ...]:
    return tuple(
        f"INSERT INTO people_delta ({COLUMNS}) {people_as(row, str(sign), '', kind, sqlite=sqlite)}"
        for kind in ("enrolled", "resting")
    )


def _goes_on(row: str) -> str:
    still = f"EXISTS (SELECT 1 FROM commitment c WHERE c.worker_id = {row}.worker_id AND {_IS_OPEN.format(row='c')})"
    return (
        f"UPDATE coverage_span SET goes_on = {still} WHERE worker_id = {row}.worker_id AND goes_on <> {still}"
    )


def _counters(sqlite: bool) -> Iterator[Counter]:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in LEFT_BY)
    new_open, old_open = _IS_OPEN.format(row="NEW"), _IS_OPEN.format(row="OLD")
    turned = f"{new_open} <> {old_open} OR NEW.worker_id <> OLD.worker_id"
    began = (
        "UPDATE coverage_span SET goes_on = TRUE WHERE id = NEW.id AND EXISTS (SELECT 1 FROM commitment c "
        f"WHERE c.worker_id = NEW.worker_id AND {_IS_OPEN.format(row='c')})"
    )
    yield Counter("coverage_span_began", "AFTER INSERT", "coverage_span", "", (_of_span("NEW", 1), began))
    yield Counter("coverage_span_gone", "AFTER DELETE", "coverage_span", "", (_of_span("OLD", -1),))
    yield Counter(
        "coverage_span_other", "AFTER UPDATE", "coverage_span", "", (_of_span("OLD", -1), _of_span("NEW", 1))
    )
    yield Counter("worker_came", "AFTER INSERT", "worker", "", _person("NEW", 1, sqlite))
    yield Counter(
        "worker_other", f"AFTER UPDATE OF {', '.join(LEFT_BY)}", "worker", changed,
        (*_person("OLD", -1, sqlite), _spans_of("OLD", -1), *_person("NEW", 1, sqlite), _spans_of("NEW", 1)),
    )  # fmt: skip
    yield Counter(
        "worker_silent", "AFTER UPDATE OF died_on", "worker",
        "(NEW.died_on IS NULL) <> (OLD.died_on IS NULL)", (_months_of("OLD", -1), _months_of("NEW", 1)),
    )  # fmt: skip
    # Before: the spans go with the worker, and then nobody is there to say where they lived.
    yield Counter(
        "worker_gone", "BEFORE DELETE", "worker", "",
        (*_person("OLD", -1, sqlite), _spans_of("OLD", -1), _months_of("OLD", -1)),
    )  # fmt: skip
    counts, counted = (f"{row}.effective_on IS NOT NULL" for row in ("NEW", "OLD"))
    turned_month = " OR ".join(
        f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in ("effective_on", "released_at")
    )
    yield Counter("coverage_month_came", "AFTER INSERT", "coverage_month", counts, (_of_month("NEW", 1),))
    yield Counter(
        "coverage_month_turned", "AFTER UPDATE OF effective_on, released_at, worker_id", "coverage_month",
        f"{turned_month} OR NEW.worker_id <> OLD.worker_id", (_of_month("OLD", -1), _of_month("NEW", 1)),
    )  # fmt: skip
    yield Counter("coverage_month_gone", "AFTER DELETE", "coverage_month", counted, (_of_month("OLD", -1),))
    yield Counter("commitment_opened", "AFTER INSERT", "commitment", new_open, (_goes_on("NEW"),))
    yield Counter(
        "commitment_turned", "AFTER UPDATE OF last_month, ended_at, worker_id", "commitment", turned,
        (_goes_on("OLD"), _goes_on("NEW")),
    )  # fmt: skip
    yield Counter("commitment_gone", "AFTER DELETE", "commitment", old_open, (_goes_on("OLD"),))


def sqlite_statements() -> list[str]:
    return [
        f"CREATE TRIGGER {name} {when} ON {table} "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN {'; '.join(statements)}; END"
        for name, when, table, condition, statements in _counters(sqlite=True)
    ]


def postgres_statements() -> list[str]:
    made = []
    for name, when, table, condition, statements in _counters(sqlite=False):
        body = f"BEGIN {'; '.join(statements)}; RETURN {'OLD' if 'BEFORE' in when else 'NULL'}; END"
        only = f"WHEN ({condition}) " if condition else ""
        made += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW {only}EXECUTE FUNCTION {name}()",
        ]
    return made


def statements() -> list[str]:
    return sqlite_statements() if on_sqlite() else postgres_statements()


def count_people() -> None:
    for statement in statements():
        database.execute_sql(statement)


def stop_counting_people() -> None:
    """For tests and measures that empty or fill the store by hand."""
    for name, _when, table, _condition, _statements in _counters(on_sqlite()):
        database.execute_sql(f"DROP TRIGGER IF EXISTS {name}" + ("" if on_sqlite() else f" ON {table}"))
        if not on_sqlite():
            database.execute_sql(f"DROP FUNCTION IF EXISTS {name}()")
