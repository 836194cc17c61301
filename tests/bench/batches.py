"""B1 to B3: a company's sheet of 100,000 workers taken in by a full city's store: how fast, whom it keeps waiting, how
much memory it takes."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from uuid import uuid4

from db.connection import database, writing
from db.models import Batch, BatchRow, Job, Upload, Worker
from kiosk.services import batches, ledger, queue
from kiosk.services.acting import Actor
from tests.bench import batch_references, city, servers, sheets
from tests.bench.jobs import inside
from tests.bench.officer import Officer, Waits
from tests.bench.table import Limit, Row

PEOPLE, REFERENCE_PEOPLE, FEW = 100_000, 4_000, 10_000
ENROLMENTS = 400
SEED = 7
STORE = "payung.sqlite3"


@dataclass(frozen=True)
class Rates:
    """People in a second."""

    ours: float
    plain: list[float]


def import_rate() -> Iterator[Row]:
    """B1: the job from the stored file to the last row, on SQLite; on PostgreSQL to compare, against the plain one."""
    environment = city.built()
    with inside(environment), _folder() as folder:
        before = _copied(Path(environment["PAYUNG_DATA"]) / STORE, folder / "bare.sqlite3")
        first = {name: _last_id(name) for name in _names()}
        rates = _rates(folder)
        yield _plain_row("SQLite", rates, Limit(at_least=7), 10.5)
        bare = _bare_rate(Path(environment["PAYUNG_DATA"]) / STORE, before, first)
        figures = f"{rates.ours:,.0f} of {bare:,.0f} people a second"
        yield Row("B1", _what("SQLite"), "raw executemany of the same rows", figures, Limit(at_least=0.15),
                  rates.ours / bare, aim=0.22)  # fmt: skip
    if servers.postgres_installed():
        yield from _on_postgres()


def _on_postgres() -> Iterator[Row]:
    with servers.postgres_address() as address, servers.instance(address) as environment, inside(environment):
        city.settle_in(city.acting("petugas@payung.test"))
        with _folder() as folder:
            yield _plain_row("PostgreSQL", _rates(folder))


def _what(store: str) -> str:
    return f"{PEOPLE:,} workers from XLSX, {store}"


def _plain_row(store: str, rates: Rates, gate: Limit | None = None, aim: float | None = None) -> Row:
    ratios = [rates.ours / plain for plain in rates.plain]
    figures = f"{rates.ours:,.0f} of {mean(rates.plain):,.0f} people a second"
    against = "openpyxl + Fernet + Peewee"
    return Row(
        "B1",
        _what(store),
        against,
        figures,
        gate,
        rates.ours / mean(rates.plain),
        (min(ratios), max(ratios)),
        aim,
    )


def _rates(folder: Path) -> Rates:
    """The plain one in front of ours and behind it."""
    plain = [_plain_rate(folder, 1)]
    by, there = city.acting("mitra@payung.test"), Worker.select().count()
    asked(folder, PEOPLE, SEED, by)
    seconds = _seconds(queue.run_waiting_tasks)
    _require_done(PEOPLE)
    if Worker.select().count() < there + 0.9 * PEOPLE:
        raise RuntimeError("the sheet's people were not taken in: the figure would mean nothing")
    return Rates(PEOPLE / seconds, [*plain, _plain_rate(folder, 2)])


def _plain_rate(folder: Path, seed: int) -> float:
    by = city.acting("mitra@payung.test")
    path = sheets.write_sheet(folder / f"plain-{seed}.xlsx", sheets.lines(REFERENCE_PEOPLE, 1_000 + seed))
    batch = Batch.get(Batch.no == batches.open_batch(wish=_wish(), client_key=uuid4().hex, by=by))
    upload = Upload.create(
        batch=batch, file_name="a", fingerprint=uuid4().bytes, path="", created_by_id=by.user_id
    )
    taken: list[int] = []
    seconds = _seconds(lambda: taken.append(batch_references.by_peewee(path, batch, upload, by)))
    with writing():
        batch_references.seal_anew(upload)
    return taken[0] / seconds


def _bare_rate(filled: Path, bare: Path, first: dict[str, int]) -> float:
    seconds = sum(_seconds(write) for write in batch_references.bare_rows(filled, bare, first))
    return (PEOPLE + 2 * REFERENCE_PEOPLE) / seconds


def _names() -> list[str]:
    return [*(table._meta.table_name for table in batch_references.TABLES), "coverage_span"]


def _last_id(table: str) -> int:
    return database.execute_sql(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"').fetchone()[0]


def _copied(store: Path, copy: Path) -> Path:
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(store, copy))


def enrolment_beside() -> Iterator[Row]:
    """B2: one officer enrols, with a breath between two people, idle and while the worker process reads the sheet."""
    yield from _beside(city.built(), "SQLite", gated=True)
    if servers.postgres_installed():
        with servers.postgres_address() as address, servers.instance(address) as environment:
            yield from _beside(environment, "PostgreSQL", gated=False)


def _beside(environment: servers.Environment, store: str, *, gated: bool) -> Iterator[Row]:
    with inside(environment), _folder() as folder, servers.web(environment) as port:
        officer = Officer(port)
        officer.enrol(20)
        idle = officer.enrol(ENROLMENTS)
        job = asked(folder, PEOPLE, SEED + 1, city.acting("mitra@payung.test"))
        with servers.worker(environment):
            _wait_until(lambda: Job.get_by_id(job).done > 0)
            busy = officer.enrol(ENROLMENTS)
            if Job.get_by_id(job).state != "running":
                raise RuntimeError("the import was over before the officer: the figure would mean nothing")
    yield _p95_row(store, idle, busy, Limit(at_most=2) if gated else None)
    worst = f"idle {idle.worst:.0f} ms"
    yield Row("B2", f"worst of {ENROLMENTS}, {store}", "while an import runs", worst,
              Limit(at_most=150) if gated else None, busy.worst, aim=48 if gated else None, unit=" ms")  # fmt: skip


def _p95_row(store: str, idle: Waits, busy: Waits, gate: Limit | None) -> Row:
    figures = f"p95 {busy.p95:.0f} of {idle.p95:.0f} ms, p50 {busy.p50:.0f} of {idle.p50:.0f}"
    what = f"enrolment while an import runs, p95, {store}"
    return Row("B2", what, "idle", figures, gate, busy.p95 / idle.p95, aim=1.3 if gate else None)


def memory() -> Iterator[Row]:
    """B3: the peak of the process that writes, with that of the larger one beside it: one opens the workbook, then
    another checks the rows."""
    with servers.instance() as environment, _folder() as folder:
        with inside(environment):
            paths = [
                sheets.write_sheet(folder / f"{count}.xlsx", sheets.lines(count, SEED + count))
                for count in (FEW, PEOPLE)
            ]
        few, many = (_peaks(path, environment) for path in paths)
    figures = f"{_shown(many)} of {_shown(few)} MB"
    yield Row("B3", f"{PEOPLE:,} rows: peak memory", f"{FEW:,} rows", figures, Limit(at_most=2.2),
              sum(many) / sum(few), aim=2)  # fmt: skip


def _shown(peaks: tuple[int, int]) -> str:
    """Writing and beside."""
    return "+".join(f"{peak / 1024:,.0f}" for peak in peaks)


def _peaks(path: Path, environment: servers.Environment) -> tuple[int, int]:
    command = [sys.executable, "-m", "tests.bench.batch_reader", str(path)]
    done = subprocess.run(command, cwd=servers.ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return tuple(json.loads(done.stdout))


def asked(folder: Path, people: int, seed: int, by: Actor) -> int:
    """The job of a batch with a sheet of so many people."""
    path = sheets.write_sheet(folder / f"{people}-{seed}.xlsx", sheets.lines(people, seed))
    batches.open_batch(wish=_wish((path.name, path.read_bytes())), client_key=uuid4().hex, by=by)
    return Job.select().order_by(Job.id.desc()).get().id


def _wish(sheet: tuple[str, bytes] | None = None) -> batches.NewBatch:
    return batches.NewBatch(name="Bench", first_month=ledger.first_open_month(), months=1, sheet=sheet)


def _require_done(rows: int) -> None:
    job = Job.select().order_by(Job.id.desc()).get()
    upload = Upload.get_by_id(job.arguments["upload"])
    written = BatchRow.select().where(BatchRow.upload == upload).count()
    if (job.state, upload.state, written) != ("done", "read", rows):
        raise RuntimeError(f"the sheet was not read: {job.state} {job.error} {upload.findings} {written}")


def _wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker does not begin")
        time.sleep(0.05)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="payung-bench-sheets-") as folder:
        yield Path(folder)
