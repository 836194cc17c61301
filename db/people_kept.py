"""What the counts of people must say by the people's own rows: written anew, or compared with what is kept."""

from collections.abc import Iterator

from db.connection import database, on_sqlite
from db.models.people_counters import COLUMNS, months_as, people_as, spans_as
from db.models.people_counts import ALL

_KEY = COLUMNS.removesuffix(", people")
_EIGHT = "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
_ALL_OF = (
    "SELECT 0 AS whole_city, 0 AS any_work UNION ALL SELECT 0, 1 UNION ALL SELECT 1, 0 UNION ALL SELECT 1, 1"
)


def count_anew() -> None:
    for table in ("people_delta", "people_count"):
        database.execute_sql(f"DELETE FROM {table}")
    database.execute_sql(f"INSERT INTO people_count ({COLUMNS}) {_rolled_up(_recounted())}")


def uneven() -> Iterator[tuple]:
    """(kind, month, area, occupation, people too many or too few) of each count that is not what the rows say."""
    both = (
        f"SELECT {COLUMNS} FROM people_count UNION ALL {_rolled_up(f'SELECT {COLUMNS} FROM people_delta')} "
        f"UNION ALL SELECT {_KEY}, -people FROM ({_rolled_up(_recounted())}) w"
    )
    rows = database.execute_sql(
        f"SELECT {_KEY}, SUM(people) FROM ({both}) b {_EIGHT} HAVING SUM(people) <> 0 ORDER BY 1, 2, 3, 4"
    )
    return ((kind, month, area, occupation, int(off)) for kind, month, area, occupation, *_rest, off in rows)


def _recounted() -> str:
    lines = [
        people_as("w", "1", "FROM worker w", kind, sqlite=on_sqlite()) for kind in ("enrolled", "resting")
    ]
    lines.append(spans_as("FROM coverage_span s JOIN worker w ON w.id = s.worker_id WHERE 1 = 1", "w", 1))
    silent = "FROM worker w JOIN coverage_month m ON m.worker_id = w.id WHERE w.died_on IS NOT NULL"
    lines.append(months_as(silent, "m", 1))
    counted = (line.replace("1 AS people FROM", "COUNT(*) AS people FROM", 1) for line in lines)
    return " UNION ALL ".join(f"SELECT * FROM ({line} {_EIGHT}) l{n}" for n, line in enumerate(counted))


def _rolled_up(source: str) -> str:
    """Each line four times: where it is, all over the city, in all occupations, and in all of both."""
    area = f"CASE WHEN whole_city = 1 THEN '{ALL}' ELSE area END"
    work = f"CASE WHEN any_work = 1 THEN '{ALL}' ELSE occupation END"
    return (
        f"SELECT kind, month, {area} AS area, {work} AS occupation, funder_kind, months, gap, aside, "
        f"SUM(people) AS people FROM ({source}) r CROSS JOIN ({_ALL_OF}) a {_EIGHT}"
    )
