"""Jobs on the real queue: asked for, run, refused, failed, and taken up again when their worker was killed."""

import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from time import sleep

import pytest

from db.connection import writing
from db.models import BatchRow, Consent, CoverageMonth, Job, Upload, Worker, WorkerBeat
from kiosk.domain.clock import utc_now
from kiosk.services import batch_pages, batches, ledger, queue
from kiosk.services.acting import NotThere, Refused
from tests.house.tree import ROOT
from tests.patience import PATIENCE
from tests.services import dying_worker
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.processes import how_it_ended

MANY = 1_200  # more than two steps of 500, and more bytes than a request reads itself


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def use(monkeypatch):
    """Register a use of the test's own: use(function) for jobs of kind "uji"."""
    return lambda function: monkeypatch.setitem(queue._uses, "uji", function)


def asked(by, **arguments) -> Job:
    with writing():
        return queue.ask("uji", by=by, **arguments)


def again(job: Job) -> Job:
    return Job.get_by_id(job.id)


def waiting() -> int:
    return queue.current().pending_count()


def silence(job: Job) -> None:
    """Two minutes pass without a sign of life."""
    with writing():
        Job.update(heartbeat_at=utc_now() - timedelta(minutes=2)).where(Job.id == job.id).execute()


def open_batch(by, people: int) -> str:
    lines = [
        f"{nik(number)};Slamet Widodo;Nelayan;Kauman;Jl. Kakap No. {number}, dekat pasar"
        for number in range(1, people + 1)
    ]
    sheet = "\n".join(["NIK;Nama;Pekerjaan;Kelurahan;Alamat", *lines]).encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), 1, sheet=("daftar.csv", sheet))
    return batches.open_batch(wish=wish, client_key=key(), by=by)


def kill_a_worker(rows: int) -> None:
    """Let a worker process take what is queued, and die by SIGKILL once so many rows are written."""
    assert how_it_ended(dying_worker.main, rows) == -9


@contextmanager
def living_worker():
    """The worker as it is really started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"], cwd=ROOT, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(true) -> None:
    for _ in range(3600):
        if true():
            return
        sleep(0.05)
    raise AssertionError("this did not come true within three minutes")


def test_job_and_task_are_there_together(mitra):
    job = asked(mitra, total=7, sheet="a")
    assert (job.state, job.total, job.arguments, job.asked_by_id) == (
        "waiting", 7, {"sheet": "a"}, mitra.user_id,
    )  # fmt: skip
    assert waiting() == 1


def test_neither_job_nor_task_is_there_after_a_rollback(mitra):
    with pytest.raises(RuntimeError), writing():
        queue.ask("uji", by=mitra)
        raise RuntimeError
    assert (Job.select().count(), waiting(), queue.run_waiting_tasks()) == (0, 0, 0)


def test_a_job_runs_once_shows_its_progress_and_is_done(mitra, use):
    seen = []

    def count(job, progress):
        progress(3, 9)
        seen.append((job.arguments, again(job).done, again(job).total, again(job).state))

    use(count)
    job = asked(mitra, sheet="a")
    assert queue.run_waiting_tasks() == 1
    assert seen == [({"sheet": "a"}, 3, 9, "running")]
    job = again(job)
    assert (job.state, job.done, job.total, job.tries, job.error) == ("done", 9, 9, 1, "")
    assert job.finished_at and waiting() == 0


def test_a_job_that_a_rule_refuses_fails_at_once_with_its_sentence(mitra, use):
    def refuse(job, progress):
        raise Refused("Lembar %(name)s sudah ditutup.", name="a.xlsx")

    use(refuse)
    job = asked(mitra)
    queue.run_waiting_tasks()
    job = again(job)
    assert (job.state, job.tries, waiting()) == ("failed", 1, 0)
    error = queue.error_of(job)
    assert error["message"] % error["params"] == "Lembar a.xlsx sudah ditutup."


def test_a_job_whose_object_is_gone_fails_with_a_sentence_too(mitra, use):
    def miss(job, progress):
        raise NotThere

    use(miss)
    job = asked(mitra)
    queue.run_waiting_tasks()
    assert queue.error_of(again(job)) == {"message": queue.GONE, "params": {}}


def test_a_permanent_fault_is_tried_three_times_and_never_again(mitra, use):
    tries = []

    def fail(job, progress):
        tries.append(job.tries)
        raise OSError("disk full")

    use(fail)
    job = asked(mitra)
    assert queue.run_waiting_tasks() == 3 and tries == [1, 2, 3]
    silence(job)
    assert queue.ask_silent_jobs_again() == queue.run_waiting_tasks() == 0
    assert again(job).state == "failed"
    assert queue.error_of(again(job))["message"] == queue.FAILED_TOO_OFTEN


def test_a_passing_fault_is_tried_again_and_the_job_gets_done(mitra, use):
    def fail_first(job, progress):
        if job.tries == 1:
            raise OSError("for a moment")

    use(fail_first)
    job = asked(mitra)
    assert queue.run_waiting_tasks() == 2
    assert (again(job).state, again(job).tries) == ("done", 2)


def test_a_kind_that_nobody_knows_any_more_fails_and_does_not_stop_the_queue(mitra, use):
    with writing():
        unknown = queue.ask("tidak.dikenal", by=mitra)
    use(lambda job, progress: None)
    known = asked(mitra)
    queue.run_waiting_tasks()
    assert (again(unknown).state, again(known).state) == ("failed", "done")


def test_a_job_that_somebody_alive_is_at_is_not_run_beside_him(mitra, use):
    ran = []

    def twice(job, progress):
        ran.append(1)
        queue.run_job(job.id)

    use(twice)
    job = asked(mitra)
    queue.run_waiting_tasks()
    queue.run_job(job.id)
    assert (ran, again(job).state) == ([1], "done")


def test_of_four_workers_at_once_one_takes_the_job(mitra, use):
    ran = []
    use(lambda job, progress: ran.append(1))
    job = asked(mitra)
    assert all_at_once([lambda: queue.run_job(job.id)] * 4) == [None] * 4
    assert (ran, again(job).tries) == ([1], 1)


def test_a_silent_job_is_asked_for_once_however_many_workers_notice(mitra, use):
    use(lambda job, progress: None)
    job = asked(mitra)
    queue.current().flush()
    silence(job)
    all_at_once([queue.ask_silent_jobs_again] * 4)
    assert waiting() == 1
    assert queue.ask_silent_jobs_again() == 0
    assert (queue.run_waiting_tasks(), again(job).state) == (1, "done")


def test_a_job_that_waits_or_runs_with_signs_of_life_is_left_alone(mitra):
    asked(mitra)
    running = asked(mitra)
    with writing():
        Job.update(state="running").where(Job.id == running.id).execute()
    assert (queue.ask_silent_jobs_again(), waiting()) == (0, 2)


def test_a_killed_workers_job_is_taken_up_where_it_stopped(mitra):
    no = open_batch(mitra, MANY)
    job = Job.get()
    kill_a_worker(500)
    assert (again(job).state, again(job).done, BatchRow.select().count()) == ("running", 500, 500)
    assert (waiting(), queue.ask_silent_jobs_again()) == (0, 0)
    silence(job)
    assert (queue.ask_silent_jobs_again(), queue.run_waiting_tasks()) == (1, 1)
    assert (again(job).state, again(job).tries, again(job).done) == ("done", 2, MANY)
    assert batch_pages.file_of(no=no, by=mitra).counts == {
        "ready": MANY, "wrong": 0, "funded": 0, "released": 0, "total": MANY,
    }  # fmt: skip
    tables = (Worker, Consent, CoverageMonth, BatchRow)
    assert [table.select().count() for table in tables] == [MANY] * 4


def test_a_job_that_takes_its_worker_down_each_time_is_given_up_after_three(mitra):
    open_batch(mitra, MANY)
    job = Job.get()
    for _ in range(3):
        kill_a_worker(0)
        silence(job)
        queue.ask_silent_jobs_again()
    assert (again(job).state, waiting()) == ("failed", 0)
    assert queue.error_of(again(job))["message"] == queue.FAILED_TOO_OFTEN


def test_a_small_sheet_whose_request_was_cut_off_is_read_by_the_worker(mitra, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(queue, "run_job", lambda *_: None)  # the process ended right after its commit
        no = open_batch(mitra, 3)
    assert (Upload.get().state, waiting()) == ("stored", 0)
    silence(Job.get())
    queue.ask_silent_jobs_again()
    queue.run_waiting_tasks()
    assert batch_pages.file_of(no=no, by=mitra).counts["ready"] == 3


def test_the_real_worker_takes_a_job_and_shows_that_it_lives(mitra):
    with writing():
        WorkerBeat.delete().execute()
    assert not queue.worker_is_up()
    no = open_batch(mitra, MANY)
    job = Job.get()  # the worker asks for jobs of its own too, every ten minutes by the clock
    with living_worker() as process:
        wait_for(lambda: again(job).state == "done" or process.poll() is not None)
        assert queue.worker_is_up()
    assert batch_pages.file_of(no=no, by=mitra).counts["ready"] == MANY


def test_a_worker_that_has_not_shown_itself_for_long_is_down(store):
    assert queue.worker_is_up()
    with writing():
        WorkerBeat.update(beat_at=utc_now() - timedelta(minutes=3)).execute()
    assert not queue.worker_is_up()
    queue.beat()
    assert queue.worker_is_up()
