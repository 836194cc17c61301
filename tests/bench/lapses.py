"""L1: who is about to lapse, among a whole city of workers: one page and its count, for each who looks."""

from collections.abc import Iterator
from datetime import date

from db.connection import database, on_sqlite, writing
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import lapses
from kiosk.services.acting import Actor
from kiosk.services.lapse_wishes import ARREARS, ENDED, NOT_YET, SOON, Wish
from tests.bench import servers
from tests.bench.city import PEOPLE, acting, timed_row
from tests.bench.jobs import inside
from tests.bench.table import Row

ASKED = 30
GATE = 100  # milliseconds
MONTHS = 12
BEHIND = 5  # of twelve people one lapsed five months ago, one each month after; the last lapses in six months
ABOVE = 1_000_000  # the demo's own people have smaller numbers

# What each of them has, from the table of numbers that _settlers() makes.
CITY = """
INSERT INTO worker (id, reg_no, nik_hash, nik_sealed, name, birth_on, sex, kelurahan_id, home_regency, rt, rw, address,
    occupation_id, workplace, still_working, birth_place, dtsen_source, enrolled_on, enrolled_at, enrolled_by_id,
    enrolled_post_id, demo)
  SELECT id, 'SMG-' || id, {bytes}, {bytes}, 'Orang Ke ' || i, {born}, 'L', area, '', '1', '2', 'Jl. Kakap No. 12',
    work, '', TRUE, '', '', {since}, {since}, (SELECT MIN(id) FROM "user" WHERE role = 'petugas'),
    CASE WHEN i / {months} % 100 = 0 THEN (SELECT id FROM post WHERE code = 'johar') END, FALSE FROM settler;
INSERT INTO commitment (id, funder_id, worker_id, plan, first_month, last_month, created_at, ended_why)
  SELECT id, funder, id, 'jkk_jkm', first, last, {since}, '' FROM settler;
INSERT INTO coverage_span (worker_id, kind, first, last, member, months, gap, funder_kind, stopped, goes_on)
  SELECT id, 'funded', first, last, FALSE, {months}, 0, payer, FALSE, FALSE FROM settler
  UNION ALL SELECT id, 'paid', first, last, TRUE, {months}, 0, payer, FALSE, FALSE FROM settler;
INSERT INTO coverage_month (worker_id, month, commitment_id, funder_id, funder_kind, kelurahan_id, occupation_id,
    amount, released_why)
  SELECT id, last, id, funder, payer, area, work, 16800, '' FROM settler;
INSERT INTO lapse_contact (worker_id, first_empty, outcome, note, by_id, at)
  SELECT id, empty, 'reached', '', (SELECT MIN(id) FROM "user" WHERE role = 'petugas'), {since} FROM settler
  WHERE i / {months} % 3 = 0
"""


def lapse_lists() -> Iterator[Row]:
    """L1: on SQLite, and on PostgreSQL where that is installed."""
    with servers.instance() as environment:
        yield from _measured(environment, "SQLite")
    if not servers.postgres_installed():
        yield Row("L1", "lapse lists, PostgreSQL", f"{PEOPLE:,} workers", "needs Debian's package postgresql")
        return
    with servers.postgres_address() as address, servers.instance(address) as environment:
        yield from _measured(environment, "PostgreSQL")


def _measured(environment: servers.Environment, store: str) -> Iterator[Row]:
    with inside(environment):
        settle_in()
        for what, by, wish in looks():
            yield timed_row("L1", f"{what}, {store}", GATE, [lambda b=by, w=wish: look(b, w)] * ASKED)


def looks() -> Iterator[tuple[str, Actor, Wish]]:
    """Who looks, and at what: every list in its widest form, and each way to make it narrower."""
    admin, officer = acting("admin@payung.test"), acting("petugas@payung.test")
    company, donor = acting("mitra@payung.test"), acting("donatur@payung.test")
    for which in (SOON, ARREARS, ENDED):
        yield f"{which}, whole city", admin, Wish(which)
        yield f"{which}, an officer's own", officer, Wish(which)
        yield f"{which}, a company's own", company, Wish(which)
        yield f"{which}, a kelurahan", admin, Wish(which, kelurahan="33.74.01.1010")
        yield f"{which}, a kecamatan", admin, Wish(which, kecamatan="33.74.01")
        yield f"{which}, a post", admin, Wish(which, post="johar")
        yield f"{which}, not called yet", admin, Wish(which, contacted=NOT_YET)
        yield f"{which}, a rare funder", admin, Wish(which, funder_kind="dbhcht")
    yield "segera, for a company", company, Wish(others=True)
    yield "segera, for a donor", donor, Wish(others=True)


def look(by: Actor, wish: Wish) -> None:
    lapses.page_of(by=by, wish=wish)


def settle_in() -> None:
    """A city whose people's cover ends in twelve months, some behind and some ahead, as many in each; every kelurahan,
    occupation and funder has its share of each. The same rows at each run: nothing is drawn."""
    with writing():
        if not on_sqlite():  # the rows are right: nobody has to look each one up for that
            database.execute_sql("SET LOCAL session_replication_role = replica")
        for statement in (_settlers(), *CITY.split(";")):
            database.execute_sql(_in_dialect(statement))
        database.execute_sql("DROP TABLE settler")
    database.execute_sql("ANALYZE")


def _settlers() -> str:
    """A table of the people's numbers and of what follows from them."""
    ends = [add_months(first_of_month(today()), step - BEHIND) for step in range(MONTHS)]
    months = " UNION ALL ".join(
        f"SELECT {place}, {_day(add_months(end, 1 - MONTHS))}, {_day(end)}, {_day(add_months(end, 1))}"
        for place, end in enumerate(ends)
    )
    return f"""CREATE TEMPORARY TABLE settler AS
        WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {PEOPLE}),
        months(place, first, last, empty) AS ({months}),
        areas AS ({_placed("kelurahan", "area")}), works AS ({_placed("occupation", "work")}),
        payers AS (SELECT kind AS payer, MIN(id) AS funder FROM funder GROUP BY kind)
        SELECT i + {ABOVE} AS id, i, first, last, empty, area, work, payer, funder FROM numbers
        JOIN months ON months.place = i % {MONTHS} JOIN areas ON areas.place = i / {MONTHS} % areas.many
        JOIN works ON works.place = i / {7 * MONTHS} % works.many
        JOIN payers ON payer = CASE WHEN i / {MONTHS} % 50 = 0 THEN 'dbhcht'
            WHEN i / {MONTHS} % 5 = 0 THEN 'apbd' ELSE 'csr' END"""


def _placed(table: str, name: str) -> str:
    """Its codes, each with its place, and how many there are."""
    place = "ROW_NUMBER() OVER (ORDER BY code) - 1 AS place"
    return f"SELECT code AS {name}, {place}, COUNT(*) OVER () AS many FROM {table}"


def _in_dialect(sql: str) -> str:
    """Bytes, days and remainders are written differently here and there."""
    words = "CAST('nik' || i AS BLOB)" if on_sqlite() else "convert_to('nik' || i, 'UTF8')"
    sql = sql.format(bytes=words, months=MONTHS, born=_day(date(1980, 5, 17)), since=_day(date(2025, 1, 6)))
    return sql if on_sqlite() else sql.replace("%", "%%")


def _day(day: date) -> str:
    return f"'{day}'" if on_sqlite() else f"DATE '{day}'"
