"""A sheet whose worker process is killed outright, at any moment: read on by the next one, every row is there once, and
each has become what it would have become undisturbed."""

import json
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from time import sleep

import pytest

from db.connection import writing
from db.models import BatchRow, Commitment, Consent, CoverageMonth, Job, Upload, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import batch_pages, batch_sheets, batches, invariants_counts, ledger, queue, safe
from kiosk.services.enrolment import enrol
from tests.house.tree import ROOT
from tests.patience import PATIENCE
from tests.services.at_once import acting, key, nik
from tests.services.test_enrolment import entry
from tests.whole import so_many, some

KNOWN = 3  # people whom an officer has enrolled before
MONTHS = 3
SHARED = so_many(700, whole=1_200)  # rows that two workers are at


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def line(number: int) -> str:
    """Row `number` + 1 of the sheet; of ten one has a NIK too short, one repeats the person above it."""
    if number % 10 == 4:
        return f"33740117;Orang {letters(number)};Nelayan;Kauman"
    person = number - 1 if number % 10 == 7 else number
    return f"{nik(person)};Orang {letters(person)};Nelayan;Kauman"


def letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def expected(people: int) -> dict[int, tuple[str, str]]:
    """Row → its state and what is wrong with it."""
    faults = {4: ("wrong", "|nik_length|"), 7: ("wrong", "|nik_repeated|")}
    return {number + 1: faults.get(number % 10, ("ready", "")) for number in range(1, people + 1)}


def opened(by, people: int) -> str:
    sheet = "\n".join(["NIK;Nama;Pekerjaan;Kelurahan", *map(line, range(1, people + 1))]).encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), MONTHS, sheet=("daftar.csv", sheet))
    return batches.open_batch(wish=wish, client_key=key(), by=by)


def start_worker() -> subprocess.Popen:
    """The worker as it is really started."""
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"], cwd=ROOT, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill_at(standing: int, moment: float) -> int:
    """Let a worker read until so many rows stand, a moment longer (in seconds), then kill it outright; answers with the
    number of rows that stand then."""
    worker = start_worker()
    try:
        wait_for(lambda: BatchRow.select().count() >= standing or worker.poll() is not None)
        sleep(moment)
    finally:
        worker.kill()
        worker.wait()
    return BatchRow.select().count()


def reading() -> Job:
    """Of our sheet: every ten minutes by the clock the worker asks for jobs of its own."""
    return Job.get(Job.kind == batch_sheets.READ)


def read_on() -> None:
    """Somebody notices the silence, and the next worker takes the job."""
    with writing():
        Job.update(heartbeat_at=utc_now() - timedelta(minutes=2), tries=0).execute()
    queue.ask_silent_jobs_again()


def wait_for(true) -> None:
    for _ in range(12_000):
        if true():
            return
        sleep(0.005)
    raise AssertionError("this did not come true within a minute")


def require_as_undisturbed(no: str, people: int, by) -> None:
    found = list(BatchRow.select().order_by(BatchRow.number))
    assert [row.number for row in found] == list(expected(people))
    assert {row.number: (row.state, row.faults) for row in found} == expected(people)
    ready = [row for row in found if row.state == "ready"]
    assert len({row.worker_id for row in ready}) == len(ready)
    assert all(name_in(row) == row.worker.name for row in ready[:: max(len(ready) // 50, 1)])
    assert Worker.select().count() == Commitment.select().count() == Consent.select().count() == len(ready)
    months = Counter(CoverageMonth.select(CoverageMonth.worker).tuples())
    assert len(months) == len(ready) and set(months.values()) == {MONTHS}
    assert not list(invariants_counts._unlike_a_recount()) and not list(
        invariants_counts._unlike_their_months()
    )
    assert (Upload.get().state, Upload.get().rows, reading().state) == ("read", people, "done")
    assert batch_pages.file_of(no=no, by=by).counts["ready"] == len(ready)


def name_in(row: BatchRow) -> str:
    return json.loads(safe.open_text(row.cells, safe.ROW))["name"]


def killed_at(moments: list[tuple[int, float]], people: int, by) -> None:
    no = opened(by, people)
    stood = [0]
    for standing, moment in moments:
        stood.append(kill_at(standing, moment))
        if reading().state != "done":
            read_on()
    assert stood == sorted(stood) and stood[1] > 0
    queue.run_job(reading().id)  # by itself: what the killed ones did each minute still stands in the queue
    require_as_undisturbed(no, people, by)


def seeded(seed: int, kills: int, people: int) -> list[tuple[int, float]]:
    """When the workers die: behind which row, and how long after it was seen."""
    chance = random.Random(seed)
    return [(row, chance.uniform(0, 0.05)) for row in sorted(chance.sample(range(1, people), kills))]


@pytest.mark.parametrize("seed", some([1, 2], 1))
def test_a_sheet_whose_workers_are_killed_is_read_once_and_like_any_other(people, mitra, seed):
    for number in range(1, KNOWN + 1):
        who = entry(number, name=f"Orang {letters(number)}")
        enrol(entry=who, client_key=key(), by=acting(people["petugas"]))
    killed_at(seeded(seed, 3, 1_500), 1_500, mitra)


@pytest.mark.run
@pytest.mark.parametrize("seed", [3])
def test_thousands_of_rows_survive_whatever_moment_their_worker_dies(people, mitra, seed):
    many = so_many(1_500, whole=10_000)
    killed_at(seeded(seed, 4, many), many, mitra)


def test_two_workers_at_the_same_sheet_write_every_row_once(people, mitra):
    """One gave no sign of life for long, was taken for dead, and lives."""
    no = opened(mitra, SHARED)
    workers = [start_worker()]
    try:
        wait_for(lambda: BatchRow.select().count() > 0)
        read_on()
        workers.append(start_worker())
        wait_for(lambda: reading().state == "done")
        wait_for(lambda: BatchRow.select().count() == SHARED)
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait(timeout=PATIENCE)
    require_as_undisturbed(no, SHARED, mitra)
