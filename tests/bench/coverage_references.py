"""What D1 is measured against: the same figures by a plain GROUP BY over the months, as one would first write them."""

from datetime import date

from db.connection import database, on_sqlite
from kiosk.domain.clock import add_months, first_of_month, last_of_month, months_between, today
from kiosk.domain.coverage_looks import (
    KECAMATAN,
    OUTSIDE,
    AreaRow,
    Funnel,
    MonthRow,
    Narrow,
    ending_within,
)
from kiosk.domain.lapses import in_arrears, last_day_to_pay
from kiosk.services import places, settings

COUNTS = "COUNT(*), COUNT(m.submitted_on), COUNT(m.paid_on), COUNT(m.effective_on)"
MONTHS = "FROM coverage_month m WHERE m.released_at IS NULL"
NONE = (0, 0, 0, 0)


def protected_today(where: Narrow) -> int:
    return _one(
        "SELECT COUNT(*) FROM coverage_month m JOIN worker w ON w.id = m.worker_id WHERE m.released_at IS NULL "
        f"AND m.month = {_day(_this())} AND m.effective_on IS NOT NULL AND w.died_on IS NULL{_months_at(where)}"
    )


def funnel(month: date, where: Narrow) -> Funnel:
    counted = _rows(f"SELECT {COUNTS} {MONTHS} AND m.month = {_day(month)}{_months_at(where)}")
    return Funnel(_enrolled(month, where), *counted[0])


def by_area(month: date, level: str, where: Narrow) -> list[AreaRow]:
    asked = f"{MONTHS} AND m.month = {_day(month)}{_months_at(where)} GROUP BY m.kelurahan_id"
    months = {
        area or "": tuple(counted) for area, *counted in _rows(f"SELECT m.kelurahan_id, {COUNTS} {asked}")
    }
    people = _enrolled_by("kelurahan_id", month, where)
    rows: dict[str, list] = {}
    for area in [*places.areas(), None]:
        code = area.code if area else ""
        if not _is_asked(area, where):
            continue
        place = _place(area, level)
        row = rows.setdefault(place[0], [place[1], 0, 0, 0, 0])
        funded, _submitted, paid, effective = months.get(code, NONE)
        for number, step in enumerate((people.get(code, 0), funded, paid, effective), 1):
            row[number] += step
    return [AreaRow(code, *values) for code, values in rows.items()]


def by_occupation(month: date, where: Narrow) -> dict[str, tuple]:
    """Code → enrolled, funded, paid, effective."""
    asked = f"{MONTHS} AND m.month = {_day(month)}{_months_at(where)} GROUP BY m.occupation_id"
    months = {work: tuple(counted) for work, *counted in _rows(f"SELECT m.occupation_id, {COUNTS} {asked}")}
    people = _enrolled_by("occupation_id", month, where)
    return {
        work: (people.get(work, 0), *(months.get(work, NONE)[place] for place in (0, 2, 3)))
        for work in people.keys() | months.keys()
    }


def by_funder(month: date, where: Narrow) -> dict[str, tuple]:
    asked = f"{MONTHS} AND m.month = {_day(month)}{_months_at(where)} GROUP BY m.funder_kind"
    return {
        kind: (counted[0], *counted[2:])
        for kind, *counted in _rows(f"SELECT m.funder_kind, {COUNTS} {asked}")
    }


def months(last: date, count: int, where: Narrow) -> list[MonthRow]:
    first = add_months(last, 1 - count)
    between = f"AND m.month BETWEEN {_day(first)} AND {_day(last)}"
    found = {
        _as_day(month): counted
        for month, *counted in _rows(
            f"SELECT m.month, {COUNTS} {MONTHS} {between}{_months_at(where)} GROUP BY m.month"
        )
    }
    return [
        MonthRow(month, *found.get(month, NONE))
        for month in (add_months(first, step) for step in range(count))
    ]


def ending(days: int, where: Narrow) -> int:
    return sum(_endings(days, where).values())


def ending_by_month(where: Narrow) -> list[tuple[date, int]]:
    between, found = ending_within(today(), 90), _endings(90, where)
    count = months_between(between.first, between.last) + 1
    return [
        (month, found.get(month, 0)) for month in (add_months(between.first, step) for step in range(count))
    ]


def arrears(where: Narrow) -> list[tuple[date, int]]:
    """The last paid month, where the one after it is neither paid nor let go since the worker stopped, of those of
    whom one month was confirmed."""
    lapse_months = settings.whole("lapse_months")
    between = in_arrears(today(), lapse_months)
    last = (
        "SELECT m.worker_id, MAX(m.month) AS last, COUNT(m.effective_on) AS confirmed FROM coverage_month m "
        f"WHERE m.released_at IS NULL AND m.paid_on IS NOT NULL AND m.month <= {_day(_this())} GROUP BY m.worker_id"
    )
    rows = _rows(
        f"SELECT last, COUNT(*) FROM ({last}) p JOIN worker w ON w.id = p.worker_id WHERE confirmed > 0 "
        f"AND w.frozen_at IS NULL AND last BETWEEN {_day(between.first)} AND {_day(between.last)}"
        f"{_people_at(where)}{_money(where, 'p')} GROUP BY last"
    )
    return sorted((last_day_to_pay(_as_day(month), lapse_months), people) for month, people in rows)


def unfunded(where: Narrow) -> int:
    funded = (
        f"SELECT m.worker_id FROM coverage_month m WHERE m.released_at IS NULL AND m.month >= {_day(_this())} "
        "GROUP BY m.worker_id"
    )
    return _one(
        f"SELECT COUNT(*) FROM worker w LEFT JOIN ({funded}) f ON f.worker_id = w.id WHERE f.worker_id IS NULL "
        f"AND w.frozen_at IS NULL{_people_at(where)}"
    )


def share(where: Narrow) -> tuple[int, int]:
    return _enrolled(today(), where), protected_today(where)


def _endings(days: int, where: Narrow) -> dict[date, int]:
    """The last funded month in a row with this one."""
    between = ending_within(today(), days)
    rows = _rows(
        "SELECT m.month, COUNT(*) FROM coverage_month m JOIN worker w ON w.id = m.worker_id "
        "LEFT JOIN coverage_month n ON n.worker_id = m.worker_id AND n.released_at IS NULL "
        f"AND n.month = {_month_after('m.month')} JOIN coverage_month t ON t.worker_id = m.worker_id "
        f"AND t.released_at IS NULL AND t.month = {_day(_this())} WHERE m.released_at IS NULL AND n.id IS NULL "
        f"AND m.month BETWEEN {_day(between.first)} AND {_day(between.last)} AND w.frozen_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM commitment c WHERE c.worker_id = w.id AND c.last_month IS NULL "
        f"AND c.ended_at IS NULL){_people_at(where)}{_kind('m', where)} GROUP BY m.month"
    )
    return {_as_day(month): people for month, people in rows}


def _enrolled(until: date, where: Narrow) -> int:
    return _one(f"SELECT COUNT(*) FROM worker w WHERE {_enrolled_until(until)}{_people_at(where)}")


def _enrolled_by(column: str, until: date, where: Narrow) -> dict[str, int]:
    asked = f"FROM worker w WHERE {_enrolled_until(until)}{_people_at(where)} GROUP BY w.{column}"
    return {code or "": people for code, people in _rows(f"SELECT w.{column}, COUNT(*) {asked}")}


def _enrolled_until(until: date) -> str:
    return f"w.enrolled_on <= {_day(last_of_month(until))}"


def _months_at(where: Narrow) -> str:
    return _at("m", where) + _kind("m", where)


def _people_at(where: Narrow) -> str:
    return " AND w.merged_into_id IS NULL" + _at("w", where)


def _at(row: str, where: Narrow) -> str:
    asked = ""
    if where.kelurahan == OUTSIDE:
        asked += f" AND {row}.kelurahan_id IS NULL"
    elif where.kelurahan:
        asked += f" AND {row}.kelurahan_id = '{where.kelurahan}'"
    elif where.kecamatan:
        asked += f" AND {row}.kelurahan_id IN (SELECT code FROM kelurahan WHERE kecamatan_id = '{where.kecamatan}')"
    return asked + (f" AND {row}.occupation_id = '{where.occupation}'" if where.occupation else "")


def _kind(row: str, where: Narrow) -> str:
    return f" AND {row}.funder_kind = '{where.funder_kind}'" if where.funder_kind else ""


def _money(where: Narrow, row: str) -> str:
    if not where.funder_kind:
        return ""
    return (
        f" AND EXISTS (SELECT 1 FROM coverage_month g WHERE g.worker_id = {row}.worker_id AND g.month = {row}.last "
        f"AND g.released_at IS NULL AND g.funder_kind = '{where.funder_kind}')"
    )


def _is_asked(area, where: Narrow) -> bool:
    if area is None:
        return where.is_whole_city or where.kelurahan == OUTSIDE
    if where.kelurahan:
        return area.code == where.kelurahan
    return not where.kecamatan or area.kecamatan_code == where.kecamatan


def _place(area, level: str) -> tuple[str, str]:
    if area is None:
        return OUTSIDE, "Luar kota"
    return (area.kecamatan_code, area.kecamatan) if level == KECAMATAN else (area.code, area.name)


def _this() -> date:
    return first_of_month(today())


def _month_after(column: str) -> str:
    return f"DATE({column}, '+1 month')" if on_sqlite() else f"CAST({column} + interval '1 month' AS date)"


def _day(day: date) -> str:
    return f"'{day}'" if on_sqlite() else f"DATE '{day}'"


def _as_day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _one(sql: str) -> int:
    return _rows(sql)[0][0]


def _rows(sql: str) -> list[tuple]:
    return database.execute_sql(sql).fetchall()
