"""Figures of the whole city: counts know what was handed to BPJS, sums of them lie beside, spans say who gives the last
month and what follows, and how many people are what is kept by triggers.

Rows that are there already are counted once, here; what was handed to BPJS is taken as handed over in time, since
nobody wrote down when it was counted."""

from collections.abc import Iterator
from typing import NamedTuple

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
)

IN_ORDER = (
    "planned + planned_late >= paid + paid_late AND paid + paid_late >= effective + effective_late "
    "AND effective + effective_late >= 0"
)
KEY = "month, area, funder_kind, occupation_id"
KEPT = "planned, paid, effective, planned_late, paid_late, effective_late"
BY_AREA, BY_AREA_AND_MONTH = "coverage_month_kelurahan_id", "coverage_month_kelurahan_id_month"
ALL = "*"


def up(migrator, db):
    class Worker(Model):
        frozen_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "worker"

    class Occupation(Model):
        code = CharField(primary_key=True, max_length=60)

        class Meta:
            database = db
            table_name = "occupation"

    class CoverageCount(Model):
        month = DateField()
        area = CharField(max_length=13, default="")
        funder_kind = CharField(max_length=10)
        occupation = ForeignKeyField(Occupation, index=False)
        planned = IntegerField(default=0)
        submitted = IntegerField(default=0)
        paid = IntegerField(default=0)
        effective = IntegerField(default=0)
        planned_late = IntegerField(default=0)
        submitted_late = IntegerField(default=0)
        paid_late = IntegerField(default=0)
        effective_late = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "coverage_count"
            legacy_table_names = False
            indexes = ((("month", "area", "funder_kind", "occupation"), True),)
            constraints = [
                Check(IN_ORDER, name="coveragecount_in_order"),
                Check(
                    "submitted + submitted_late BETWEEN 0 AND planned + planned_late",
                    name="coveragecount_submitted",
                ),
            ]

    class CoverageTotal(Model):
        kind = CharField(max_length=10)
        month = DateField()
        code = CharField(max_length=60)
        funder_kind = CharField(max_length=10)
        planned = IntegerField(default=0)
        submitted = IntegerField(default=0)
        paid = IntegerField(default=0)
        effective = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "coverage_total"
            legacy_table_names = False
            indexes = ((("kind", "month", "code", "funder_kind"), True),)

    class CoverageSpan(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        kind = CharField(max_length=6)
        first = DateField()
        last = DateField()
        member = BooleanField(default=False)
        months = IntegerField(default=1)
        gap = IntegerField(default=0)
        funder_kind = CharField(max_length=10, default="")
        stopped = BooleanField(default=False)
        goes_on = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "coverage_span"
            legacy_table_names = False
            indexes = ((("worker", "kind", "first"), True), (("kind", "last", "worker"), False))

    class PeopleCount(Model):
        kind = CharField(max_length=8)
        occupation = CharField(max_length=60)
        area = CharField(max_length=13)
        month = DateField()
        funder_kind = CharField(max_length=10, default="")
        months = IntegerField(default=0)
        gap = IntegerField(default=0)
        aside = IntegerField(default=0)
        people = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "people_count"
            legacy_table_names = False

    PeopleCount.add_index(
        PeopleCount.index(
            PeopleCount.kind,
            PeopleCount.occupation,
            PeopleCount.area,
            PeopleCount.month,
            PeopleCount.funder_kind,
            PeopleCount.months,
            PeopleCount.gap,
            PeopleCount.aside,
            unique=True,
            name="peoplecount_key",
        )
    )

    class PeopleDelta(Model):
        kind = CharField(max_length=8)
        occupation = CharField(max_length=60)
        area = CharField(max_length=13)
        month = DateField()
        funder_kind = CharField(max_length=10, default="")
        months = IntegerField(default=0)
        gap = IntegerField(default=0)
        aside = IntegerField(default=0)
        people = IntegerField()

        class Meta:
            database = db
            table_name = "people_delta"
            legacy_table_names = False

    for table in ("coverage_count", "coverage_span"):
        _set_aside(db, table)
    db.create_tables([CoverageCount, CoverageTotal, CoverageSpan, PeopleCount, PeopleDelta])
    _count_months(db)
    _tell_more_of_spans(db)
    for table in ("coverage_count", "coverage_span"):
        db.execute_sql(f"DROP TABLE {table}_aside")
    _index_months(db, BY_AREA, BY_AREA_AND_MONTH, "kelurahan_id, month")
    frozen = Worker.index(Worker.frozen_at, where=(Worker.frozen_at.is_null(False)), name="worker_frozen")
    db.execute(frozen)
    _count_people(db)
    for statement in _sqlite_statements() if _on_sqlite(db) else _postgres_statements():
        db.execute_sql(statement)


def down(migrator, db):
    for name, _when, table, _condition, _statements in _counters(_on_sqlite(db)):
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if _on_sqlite(db) else f" ON {table}"))
        if not _on_sqlite(db):
            db.execute_sql(f"DROP FUNCTION {name}()")

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Occupation(Model):
        code = CharField(primary_key=True, max_length=60)

        class Meta:
            database = db
            table_name = "occupation"

    class CoverageCount(Model):
        month = DateField()
        area = CharField(max_length=13, default="")
        funder_kind = CharField(max_length=10)
        occupation = ForeignKeyField(Occupation, index=False)
        planned = IntegerField(default=0)
        paid = IntegerField(default=0)
        effective = IntegerField(default=0)
        planned_late = IntegerField(default=0)
        paid_late = IntegerField(default=0)
        effective_late = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "coverage_count"
            legacy_table_names = False
            indexes = ((("month", "area", "funder_kind", "occupation"), True),)
            constraints = [Check(IN_ORDER, name="coveragecount_in_order")]

    class CoverageSpan(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        kind = CharField(max_length=6)
        first = DateField()
        last = DateField()
        member = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "coverage_span"
            legacy_table_names = False
            indexes = ((("worker", "kind", "first"), True), (("kind", "last", "worker"), False))

    for table in ("coverage_count", "coverage_span"):
        _set_aside(db, table)
    db.create_tables([CoverageCount, CoverageSpan])
    db.execute_sql(
        f"INSERT INTO coverage_count ({KEY}, {KEPT}) SELECT {KEY}, {KEPT} FROM coverage_count_aside"
    )
    names = "worker_id, kind, first, last, member"
    db.execute_sql(f"INSERT INTO coverage_span ({names}) SELECT {names} FROM coverage_span_aside")
    for table in (
        "coverage_count_aside",
        "coverage_span_aside",
        "people_delta",
        "people_count",
        "coverage_total",
    ):
        db.execute_sql(f"DROP TABLE {table}")
    db.execute_sql("DROP INDEX worker_frozen")
    _index_months(db, BY_AREA_AND_MONTH, BY_AREA, "kelurahan_id")


def _on_sqlite(db) -> bool:
    return isinstance(db, SqliteDatabase)


def _set_aside(db, table: str) -> None:
    """What stands in it, so that the table can be made anew: neither database adds a check to one that is there."""
    db.execute_sql(f"CREATE TEMPORARY TABLE {table}_aside AS SELECT * FROM {table}")
    db.execute_sql(f"DROP TABLE {table}")


def _index_months(db, old: str, new: str, columns: str) -> None:
    quoted = ", ".join(f'"{name}"' for name in columns.split(", "))
    db.execute_sql(f'DROP INDEX "{old}"')
    db.execute_sql(f'CREATE INDEX "{new}" ON "coverage_month" ({quoted})')


def _count_months(db) -> None:
    asked = (
        "SELECT month, COALESCE(kelurahan_id, '') AS area, funder_kind, occupation_id, COUNT(*) AS months "
        "FROM coverage_month WHERE released_at IS NULL AND submitted_on IS NOT NULL "
        "GROUP BY month, COALESCE(kelurahan_id, ''), funder_kind, occupation_id"
    )
    same = " AND ".join(f"a.{name} = c.{name}" for name in KEY.split(", "))
    names = ", ".join(f"c.{name}" for name in f"{KEY}, {KEPT}".split(", "))
    db.execute_sql(
        f"INSERT INTO coverage_count ({KEY}, {KEPT}, submitted, submitted_late) "
        f"SELECT {names}, COALESCE(a.months, 0), 0 FROM coverage_count_aside c LEFT JOIN ({asked}) a ON {same}"
    )
    sums = ", ".join(f"SUM({name} + {name}_late)" for name in ("planned", "submitted", "paid", "effective"))
    for kind, code in (("area", "area"), ("occupation", "occupation_id")):
        db.execute_sql(
            "INSERT INTO coverage_total (kind, month, code, funder_kind, planned, submitted, paid, effective) "
            f"SELECT '{kind}', month, {code}, funder_kind, {sums} FROM coverage_count "
            f"GROUP BY month, {code}, funder_kind"
        )


def _month_number(db, column: str) -> str:
    if _on_sqlite(db):
        return f"(CAST(substr({column}, 1, 4) AS INTEGER) * 12 + CAST(substr({column}, 6, 2) AS INTEGER))"
    return f"(EXTRACT(year FROM {column})::int * 12 + EXTRACT(month FROM {column})::int)"


def _tell_more_of_spans(db) -> None:
    last, first = _month_number(db, "a.last"), _month_number(db, "a.first")
    after = "DATE(a.last, '+1 month')" if _on_sqlite(db) else "CAST(a.last + interval '1 month' AS date)"
    theirs = "FROM coverage_month m WHERE m.worker_id = a.worker_id AND m.month = "
    following = "SELECT *, LEAD(first) OVER (PARTITION BY worker_id, kind ORDER BY first) AS following"
    db.execute_sql(
        "INSERT INTO coverage_span (worker_id, kind, first, last, member, months, gap, funder_kind, stopped, goes_on) "
        f"SELECT a.worker_id, a.kind, a.first, a.last, a.member, {last} - {first} + 1, "
        f"COALESCE({_month_number(db, 'a.following')} - {last}, 0), "
        f"COALESCE((SELECT m.funder_kind {theirs} a.last AND m.released_at IS NULL), ''), "
        f"EXISTS (SELECT 1 {theirs} {after} AND m.released_why = 'stopped'), "
        "EXISTS (SELECT 1 FROM commitment c WHERE c.worker_id = a.worker_id AND c.last_month IS NULL "
        f"AND c.ended_at IS NULL) FROM ({following} FROM coverage_span_aside) a"
    )


def _count_people(db) -> None:
    lines = [
        people_as("w", "1", "FROM worker w", kind, sqlite=_on_sqlite(db)) for kind in ("enrolled", "resting")
    ]
    source = "FROM coverage_span s JOIN worker w ON w.id = s.worker_id WHERE 1 = 1"
    lines.append(spans_as(source, "w", 1))
    silent = "FROM worker w JOIN coverage_month m ON m.worker_id = w.id WHERE w.frozen_at IS NOT NULL"
    lines.append(months_as(silent, "m", 1))
    for line in lines:
        db.execute_sql(
            f"INSERT INTO people_count ({COLUMNS}) {_counted(line)} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
        )
    for area, occupation in ((f"'{ALL}'", "occupation"), ("area", f"'{ALL}'"), (f"'{ALL}'", f"'{ALL}'")):
        db.execute_sql(
            f"INSERT INTO people_count ({COLUMNS}) SELECT kind, month, {area}, {occupation}, funder_kind, months, "
            f"gap, aside, SUM(people) FROM people_count WHERE area <> '{ALL}' AND occupation <> '{ALL}' "
            "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
        )


def _counted(line: str) -> str:
    """The same line for many: how many there are in place of the one."""
    return line.replace("1 AS people FROM", "COUNT(*) AS people FROM", 1)


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
    """SELECT of the lines of effective months of frozen people, as they were counted: `source` is FROM and WHERE
    with the worker as w."""
    return (
        f"SELECT 'silent' AS kind, {row}.month AS month, COALESCE({row}.kelurahan_id, '') AS area, "
        f"{row}.occupation_id AS occupation, {row}.funder_kind AS funder_kind, 0 AS months, 0 AS gap, 0 AS aside, "
        f"{sign} AS people {source} AND {row}.released_at IS NULL AND {row}.effective_on IS NOT NULL"
    )


def _of_month(row: str, sign: int) -> str:
    source = f"FROM worker w WHERE w.id = {row}.worker_id AND w.frozen_at IS NOT NULL"
    return f"INSERT INTO people_delta ({COLUMNS}) {months_as(source, row, sign)}"


def _months_of(row: str, sign: int) -> str:
    source = f"FROM coverage_month m WHERE m.worker_id = {row}.id AND {row}.frozen_at IS NOT NULL"
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
        "worker_silent", "AFTER UPDATE OF frozen_at", "worker",
        "(NEW.frozen_at IS NULL) <> (OLD.frozen_at IS NULL)", (_months_of("OLD", -1), _months_of("NEW", 1)),
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


def _sqlite_statements() -> list[str]:
    return [
        f"CREATE TRIGGER {name} {when} ON {table} "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN {'; '.join(statements)}; END"
        for name, when, table, condition, statements in _counters(sqlite=True)
    ]


def _postgres_statements() -> list[str]:
    made = []
    for name, when, table, condition, statements in _counters(sqlite=False):
        body = f"BEGIN {'; '.join(statements)}; RETURN {'OLD' if 'BEFORE' in when else 'NULL'}; END"
        only = f"WHEN ({condition}) " if condition else ""
        made += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW {only}EXECUTE FUNCTION {name}()",
        ]
    return made
