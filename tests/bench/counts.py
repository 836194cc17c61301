"""D2: a year of months planned for many people, with counts and spans kept, against the bare rows."""

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median

from db.connection import writing
from db.kept import KeptInsert
from db.models import Commitment, CoverageCount, CoverageMonth, CoverageSpan, CoverageTotal, Worker
from db.models.ledger_guards import guard_ledger, unguard_ledger
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.services.coverage_changes import changing
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import worker_columns
from tests import ledger_rows
from tests.bench import city, servers
from tests.bench.jobs import inside
from tests.bench.table import Limit, Row

PEOPLE = 10_000
MONTHS = 12
AT_ONCE = 500  # people in one transaction, as a company's sheet is taken in
ROUNDS = 3

_bare = KeptInsert(CoverageMonth)

Rows = list[dict]


def kept_counts() -> Iterator[Row]:
    """D2: in turns; on PostgreSQL, where that is installed, to compare."""
    with servers.instance() as environment:
        yield _measured(environment, "SQLite", Limit(at_most=4))
    if servers.postgres_installed():
        with servers.postgres_address() as address, servers.instance(address) as environment:
            yield _measured(environment, "PostgreSQL")


def _measured(environment: servers.Environment, store: str, gate: Limit | None = None) -> Row:
    with inside(environment):
        portions = list(in_chunks(_planned(), AT_ONCE * MONTHS))
        pairs = [(_seconds(_with_counts, portions), _seconds(_without, portions)) for _ in range(ROUNDS)]
    ratios = [kept / bare for kept, bare in pairs]
    kept, bare = (PEOPLE * MONTHS / median(times) for times in zip(*pairs, strict=True))
    return Row(
        "D2", f"{PEOPLE:,} × {MONTHS} months, counts kept, {store}", "without counts",
        f"{kept:,.0f} of {bare:,.0f} months a second", gate, median(ratios),
        (min(ratios), max(ratios)), aim=2.9 if gate else None,
    )  # fmt: skip


def _planned() -> Rows:
    """The months of made-up people from all over the city, person by person."""
    by = city.acting("petugas@payung.test")
    people = islice(city.made_up_people(random.Random(city.SEED)), PEOPLE)
    rows = [worker_columns(one, by=by) | {"demo": True, "dtsen_source": ""} for one in people]
    city.insert_workers(rows)
    numbers = [row["reg_no"] for row in rows]
    found = [
        row
        for chunk in in_chunks(numbers, AT_ONCE)
        for row in Worker.select().where(Worker.reg_no.in_(chunk))
    ]
    return [month for chunk in in_chunks(found, AT_ONCE) for month in _months(chunk)]


def _months(workers: list[Worker]) -> Rows:
    funder, months = ledger_rows.first_company(), months_from(first_of_month(today()), MONTHS)
    head = {"funder": funder, "first_month": months[0], "last_month": months[-1]}
    query = Commitment.insert_many([head | {"worker": worker.id} for worker in workers])
    made = {row.worker_id: row.id for row in query.returning(Commitment).execute()}
    return [
        {
            "worker": worker.id, "month": month, "commitment": made[worker.id], "funder": funder.id,
            "funder_kind": funder.kind, "kelurahan": worker.kelurahan_id, "occupation": worker.occupation_id,
            "amount": 16_800,
        }
        for worker in workers
        for month in months
    ]  # fmt: skip


def _with_counts(rows: Rows) -> None:
    with changing({row["worker"] for row in rows}) as changes:
        changes.plan(rows)


def _without(rows: Rows) -> None:
    _bare.add_all(rows)


def _seconds(write: Callable[[Rows], None], portions: list[Rows]) -> float:
    """On a ledger that knew nothing of these people a moment before."""
    first = min(row["worker"] for rows in portions for row in rows)
    with writing():
        unguard_ledger()  # the database itself lets nobody delete a covered month
        for counts in (CoverageCount, CoverageTotal):
            counts.delete().execute()
        for table in (CoverageMonth, CoverageSpan):
            table.delete().where(table.worker >= first).execute()
        guard_ledger()
    started = time.perf_counter()
    for rows in portions:
        with writing():
            write(rows)
    return time.perf_counter() - started
