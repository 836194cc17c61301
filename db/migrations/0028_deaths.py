"""A worker's day of death stands with the worker, and only the months of who has died are no protection any more:
whoever asked that their data be left alone, or took back their consent, stays covered to the end of what is paid.

The days are those of the audit trail, where deaths were kept alone until now."""

import json
from datetime import date

from peewee import DateField, SqliteDatabase

COLUMNS = "kind, month, area, occupation, funder_kind, months, gap, aside, people"
ALL = "*"
ENDED, TAKEN_BACK = "pertanggungan.diakhiri", "pertanggungan.kematian_dibatalkan"
TRIGGERS = {
    "worker_silent": "worker",
    "worker_gone": "worker",
    "coverage_month_came": "coverage_month",
    "coverage_month_turned": "coverage_month",
    "coverage_month_gone": "coverage_month",
}


def up(migrator, db):
    migrator.migrate(migrator.add_column("worker", "died_on", DateField(null=True)))
    _drop_triggers(db)
    for worker_id, day in _deaths(db):
        mark = "?" if _on_sqlite(db) else "%s"
        db.execute_sql(
            f"UPDATE worker SET died_on = {mark} WHERE id = {mark}",
            (day.isoformat() if _on_sqlite(db) else day, worker_id),
        )
    _count_again(db, "died_on")
    _create_triggers(db, "died_on")


def down(migrator, db):
    _drop_triggers(db)
    _count_again(db, "frozen_at")
    migrator.migrate(migrator.drop_column("worker", "died_on"))
    _create_triggers(db, "frozen_at")


def _on_sqlite(db) -> bool:
    return isinstance(db, SqliteDatabase)


def _deaths(db) -> list[tuple[int, date]]:
    """Of who is frozen, as everybody is who has died; a death under a number that was merged into theirs counts, and
    the latest line is the true one."""
    people = db.execute_sql(
        "SELECT id, reg_no, merged_into_id, frozen_at FROM worker WHERE frozen_at IS NOT NULL"
    )
    of_number, frozen = {}, set()
    for worker_id, reg_no, merged_into, _at in people.fetchall():
        of_number[reg_no] = merged_into or worker_id
        frozen.add(worker_id)
    lines = db.execute_sql(
        f"SELECT subject, action, detail FROM audit_event WHERE action IN ('{ENDED}', '{TAKEN_BACK}') "
        "AND subject_kind = 'pekerja' ORDER BY id"
    )
    days: dict[int, date | None] = {}
    for reg_no, action, detail in lines.fetchall():
        said = json.loads(detail) if isinstance(detail, str) else detail
        if reg_no in of_number and action == TAKEN_BACK:
            days[of_number[reg_no]] = None
        elif reg_no in of_number and said.get("sebab") == "died":
            days[of_number[reg_no]] = date.fromisoformat(said["hari_terakhir"])
    return [(worker_id, day) for worker_id, day in days.items() if day and worker_id in frozen]


def _count_again(db, column: str) -> None:
    for table in ("people_delta", "people_count"):
        db.execute_sql(f"DELETE FROM {table} WHERE kind = 'silent'")
    source = f"FROM worker w JOIN coverage_month m ON m.worker_id = w.id WHERE w.{column} IS NOT NULL"
    line = _months_as(source, "m", 1).replace("1 AS people FROM", "COUNT(*) AS people FROM", 1)
    db.execute_sql(f"INSERT INTO people_count ({COLUMNS}) {line} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8")
    for area, occupation in ((f"'{ALL}'", "occupation"), ("area", f"'{ALL}'"), (f"'{ALL}'", f"'{ALL}'")):
        db.execute_sql(
            f"INSERT INTO people_count ({COLUMNS}) SELECT kind, month, {area}, {occupation}, funder_kind, months, "
            f"gap, aside, SUM(people) FROM people_count WHERE kind = 'silent' AND area <> '{ALL}' "
            f"AND occupation <> '{ALL}' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
        )


def _drop_triggers(db) -> None:
    for name, table in TRIGGERS.items():
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if _on_sqlite(db) else f" ON {table}"))
        if not _on_sqlite(db):
            db.execute_sql(f"DROP FUNCTION {name}()")


def _create_triggers(db, column: str) -> None:
    for name, when, condition, statements in _silent(column, _on_sqlite(db)):
        table = TRIGGERS[name]
        if _on_sqlite(db):
            only = f"WHEN {condition} " if condition else ""
            db.execute_sql(
                f"CREATE TRIGGER {name} {when} ON {table} {only}BEGIN {'; '.join(statements)}; END"
            )
            continue
        only = f"WHEN ({condition}) " if condition else ""
        body = f"BEGIN {'; '.join(statements)}; RETURN {'OLD' if 'BEFORE' in when else 'NULL'}; END"
        db.execute_sql(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        db.execute_sql(
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW {only}EXECUTE FUNCTION {name}()"
        )


def _silent(column: str, sqlite: bool):
    """(name, when, condition, statements) of the triggers that ask whose months count no more."""
    months_of = {sign: _months_of(row, sign, column) for row, sign in (("OLD", -1), ("NEW", 1))}
    of_month = {sign: _of_month(row, sign, column) for row, sign in (("OLD", -1), ("NEW", 1))}
    turned = " OR ".join(
        f"(NEW.{name} IS NULL) <> (OLD.{name} IS NULL)" for name in ("effective_on", "released_at")
    )
    gone = (*_person_gone(sqlite), _spans_gone(), months_of[-1])
    yield (
        "worker_silent",
        f"AFTER UPDATE OF {column}",
        f"(NEW.{column} IS NULL) <> (OLD.{column} IS NULL)",
        (months_of[-1], months_of[1]),
    )
    yield "worker_gone", "BEFORE DELETE", "", gone
    yield "coverage_month_came", "AFTER INSERT", "NEW.effective_on IS NOT NULL", (of_month[1],)
    yield (
        "coverage_month_turned",
        "AFTER UPDATE OF effective_on, released_at, worker_id",
        f"{turned} OR NEW.worker_id <> OLD.worker_id",
        (of_month[-1], of_month[1]),
    )
    yield "coverage_month_gone", "AFTER DELETE", "OLD.effective_on IS NOT NULL", (of_month[-1],)


def _months_as(source: str, row: str, sign: int) -> str:
    return (
        f"SELECT 'silent' AS kind, {row}.month AS month, COALESCE({row}.kelurahan_id, '') AS area, "
        f"{row}.occupation_id AS occupation, {row}.funder_kind AS funder_kind, 0 AS months, 0 AS gap, 0 AS aside, "
        f"{sign} AS people {source} AND {row}.released_at IS NULL AND {row}.effective_on IS NOT NULL"
    )


def _of_month(row: str, sign: int, column: str) -> str:
    source = f"FROM worker w WHERE w.id = {row}.worker_id AND w.{column} IS NOT NULL"
    return f"INSERT INTO people_delta ({COLUMNS}) {_months_as(source, row, sign)}"


def _months_of(row: str, sign: int, column: str) -> str:
    source = f"FROM coverage_month m WHERE m.worker_id = {row}.id AND {row}.{column} IS NOT NULL"
    return f"INSERT INTO people_delta ({COLUMNS}) {_months_as(source, 'm', sign)}"


def _person_gone(sqlite: bool):
    """As before: enrolled and resting."""
    month = (
        "DATE(OLD.enrolled_on, 'start of month')"
        if sqlite
        else "CAST(date_trunc('month', OLD.enrolled_on) AS date)"
    )
    for kind, rests in (("enrolled", ""), ("resting", " AND OLD.frozen_at IS NOT NULL")):
        yield (
            f"INSERT INTO people_delta ({COLUMNS}) SELECT '{kind}' AS kind, {month} AS month, "
            "COALESCE(OLD.kelurahan_id, '') AS area, OLD.occupation_id AS occupation, '' AS funder_kind, 0 AS months, "
            f"0 AS gap, 0 AS aside, -1 AS people  WHERE OLD.merged_into_id IS NULL{rests}"
        )


def _spans_gone() -> str:
    return (
        f"INSERT INTO people_delta ({COLUMNS}) SELECT s.kind AS kind, s.last AS month, "
        "COALESCE(OLD.kelurahan_id, '') AS area, OLD.occupation_id AS occupation, s.funder_kind AS funder_kind, "
        "CASE WHEN s.kind = 'paid' THEN 0 WHEN s.months > 4 THEN 4 ELSE s.months END AS months, "
        "CASE WHEN s.gap > 13 THEN 13 ELSE s.gap END AS gap, "
        "CASE WHEN s.stopped OR (s.kind = 'funded' AND s.goes_on) THEN 1 ELSE 0 END AS aside, "
        "-1 AS people FROM coverage_span s WHERE s.worker_id = OLD.id "
        "AND OLD.merged_into_id IS NULL AND OLD.frozen_at IS NULL AND (s.kind = 'funded' OR s.member)"
    )
