"""A whole city for D1: 760,000 workers with ten million months of cover, the same rows at each run: nothing is drawn.

Cover ends in twelve months, five behind and six ahead, as many people in each; every kelurahan, occupation and funder
has its share. What lies behind is paid and counts, what is ahead has come differently far. One in a hundred is at rest,
few of them with months that still run; one in fifty has moved since, one in a hundred lives outside the city.

Written by the database itself, without the indexes, which are made anew behind it; the counts by the house's own
recount."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.connection import database, on_sqlite, writing
from db.models import Funder
from db.models.people_counters import count_people, stop_counting_people
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import coverage_counts, people_counts, places
from tests.bench.lapses import ABOVE, BEHIND, MONTHS
from tests.bench.lapses import _day as day_in_sql
from tests.bench.lapses import _in_dialect as in_dialect
from tests.bench.lapses import _placed as placed

PEOPLE, COVERED = 760_000, 10_000_000
FUNDERS = ("csr", "apbd", "dbhcht", "asn")
FILLED = ("worker", "commitment", "coverage_month", "coverage_span")

# Of the table of numbers that _settlers() makes.
CITY = """
INSERT INTO payment (id, no, funder_id, reference, received_on, amount, state, told_at, refused_why, allocated,
    credited, why) SELECT {above} + funder, 'P-D1-' || funder, funder, 'D1-' || funder, {since}, 1000000000000,
    'confirmed', {since}, '', 0, 0, '' FROM (SELECT DISTINCT funder FROM settler) AS payers;
INSERT INTO worker (id, reg_no, nik_hash, nik_sealed, name, birth_on, sex, kelurahan_id, home_regency, rt, rw, address,
    occupation_id, workplace, still_working, birth_place, dtsen_source, enrolled_on, enrolled_at, enrolled_by_id,
    frozen_at, died_on, demo)
  SELECT id, 'SMG-' || id, {bytes}, {bytes}, 'Orang Ke ' || i, {born}, 'L', home, '', '1', '2', 'Jl. Kakap No. 12',
    work, '', TRUE, '', '', enrolled, enrolled, (SELECT MIN(id) FROM "user" WHERE role = 'petugas'),
    CASE WHEN i % 50 = 1 AND (behind OR i % 8 = 1) THEN {since} END,
    CASE WHEN i % 100 = 1 AND (behind OR i % 8 = 1) THEN {since} END, FALSE FROM settler;
INSERT INTO commitment (id, funder_id, worker_id, plan, first_month, last_month, created_at, ended_why)
  SELECT id, funder, id, 'jkk_jkm', first, CASE WHEN payer <> 'asn' OR behind THEN last END, {since}, '' FROM settler;
INSERT INTO coverage_span (worker_id, kind, first, last, member, months, gap, funder_kind, stopped, goes_on)
  SELECT id, 'funded', first, last, FALSE, length, 0, payer, FALSE, payer = 'asn' AND NOT behind FROM settler
  UNION ALL
  SELECT id, 'paid', first, CASE WHEN stage > 1 OR behind THEN last ELSE {this} END, TRUE,
    CASE WHEN stage > 1 OR behind THEN length ELSE length - (i % {months} - {behind}) END, 0, payer, FALSE,
    payer = 'asn' AND NOT behind FROM settler;
INSERT INTO coverage_month (worker_id, month, commitment_id, funder_id, funder_kind, kelurahan_id, occupation_id,
    amount, payment_id, submitted_on, paid_on, effective_on, released_why)
  SELECT id, month, id, funder, payer, area, work, 16800,
    CASE WHEN month <= {this} OR stage > 1 THEN {above} + funder END,
    CASE WHEN month <= {this} OR stage > 0 THEN {since} END, CASE WHEN month <= {this} OR stage > 1 THEN {since} END,
    CASE WHEN month <= {this} OR stage > 2 THEN {since} END, ''
  FROM settler JOIN calendar ON calendar.month BETWEEN settler.first AND settler.last
"""


def settle_in(people: int = PEOPLE, covered: int = COVERED) -> None:
    """Into a store without workers."""
    for kind in FUNDERS:
        if not Funder.select().where(Funder.kind == kind).exists():
            Funder.create(name=f"Penanggung {kind}", kind=kind)
    with writing():
        if not on_sqlite():  # the rows are right: nobody has to look each one up for that
            database.execute_sql("SET LOCAL session_replication_role = replica")
        stop_counting_people()
        with _without_indexes():
            for statement in (*_settlers(people, covered), *CITY.split(";")):
                database.execute_sql(_written(statement))
        coverage_counts.write_anew()
        people_counts.write_anew()
        count_people()
        for table in ("settler", "calendar"):
            database.execute_sql(f"DROP TABLE {table}")
    database.execute_sql("ANALYZE")


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Of the tables that are filled; one that a table's own key needs stays."""
    tables = ", ".join(f"'{name}'" for name in FILLED)
    asked = (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables})"
        if on_sqlite()
        else f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({tables}) AND indexname NOT LIKE '%%pkey'"
    )
    indexes = database.execute_sql(asked).fetchall()
    for name, _made in indexes:
        database.execute_sql(f'DROP INDEX "{name}"')
    yield
    for _name, made in indexes:
        database.execute_sql(made)


def _settlers(people: int, covered: int) -> Iterator[str]:
    """A table of the people's numbers and of what follows from them, and one of the months they lie in."""
    this = first_of_month(today())
    length, longer = divmod(covered, people)  # so many have one month more
    ends = [add_months(this, step - BEHIND) for step in range(MONTHS)]
    begins = min(ends)
    calendar = (add_months(begins, step - length) for step in range(length + MONTHS + 1))
    yield "CREATE TEMPORARY TABLE calendar AS " + " UNION ALL ".join(
        f"SELECT {day_in_sql(month)} AS month" for month in calendar
    )
    months = " UNION ALL ".join(
        f"SELECT {place} AS place, {day_in_sql(add_months(end, 1 - length))} AS one, "
        f"{day_in_sql(add_months(end, -length))} AS other, {day_in_sql(end)} AS last, {_truth(end < this)} AS behind"
        for place, end in enumerate(ends)
    )
    areas, works = (
        len(places.areas()),
        len(places.occupations()),
    )  # as numbers: so an index is made for each join
    enrolled = " UNION ALL ".join(
        f"SELECT {place} AS since, {day_in_sql(add_months(begins, -place))} AS enrolled"
        for place in range(24)
    )
    yield f"""CREATE TEMPORARY TABLE settler AS
        WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {people}),
        months AS ({months}), since AS ({enrolled}),
        areas AS ({placed("kelurahan", "area")}), homes AS ({placed("kelurahan", "home")}),
        works AS ({placed("occupation", "work")}),
        payers AS (SELECT kind AS payer, MIN(id) AS funder FROM funder WHERE kind IN {FUNDERS} GROUP BY kind)
        SELECT i + {ABOVE} AS id, i, CASE WHEN i <= {longer} THEN other ELSE one END AS first, last, behind,
            CASE WHEN i <= {longer} THEN {length + 1} ELSE {length} END AS length,
            CASE WHEN i % 97 = 0 THEN NULL ELSE area END AS area, CASE WHEN i % 97 = 0 THEN NULL ELSE home END AS home,
            work, payer, funder, enrolled, i / {MONTHS} % 4 AS stage FROM numbers
        JOIN months ON months.place = i % {MONTHS} JOIN areas ON areas.place = i / {MONTHS} % {areas}
        JOIN homes ON homes.place = (i / {MONTHS} + CASE WHEN i % 50 = 7 THEN 5 ELSE 0 END) % {areas}
        JOIN works ON works.place = i / {7 * MONTHS} % {works} JOIN since ON since.since = i / {5 * MONTHS} % 24
        JOIN payers ON payer = CASE WHEN i / {MONTHS} % 50 = 0 THEN 'dbhcht' WHEN i / {MONTHS} % 5 = 0 THEN 'apbd'
            WHEN i / {MONTHS} % 11 = 0 THEN 'asn' ELSE 'csr' END"""


def _truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _written(statement: str) -> str:
    for name, value in (
        ("this", day_in_sql(first_of_month(today()))),
        ("above", str(ABOVE)),
        ("behind", str(BEHIND)),
    ):
        statement = statement.replace(f"{{{name}}}", value)
    return in_dialect(statement)
