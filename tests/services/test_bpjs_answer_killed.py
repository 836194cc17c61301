"""A long answer of BPJS whose worker process is killed outright, at any moment: read on by the next one, every line has
one outcome, and the ledger says what it would say undisturbed."""

import random
from datetime import timedelta
from time import sleep

import pytest

from db.connection import writing
from db.models import (
    Answer,
    AnswerRow,
    AuditEvent,
    CoverageMonth,
    Job,
    Membership,
    Mismatch,
    Submission,
    WorkerFlag,
)
from kiosk.domain.clock import today, utc_now
from kiosk.services import bpjs_answer_rereading, bpjs_answers, queue
from kiosk.services.bpjs_answer_files import READING_AGAIN
from tests.patience import PATIENCE
from tests.services.at_once import acting, key, nik
from tests.services.bpjs_files import accepted, asked_people, listed, outcomes, rejected, sent_in, sheet
from tests.services.test_import_killed import start_worker, wait_for
from tests.whole import so_many

LINES, FEWER = so_many(1_500, whole=10_000), so_many(700, whole=1_200)
LINES_PER_PERSON = 100  # of ours


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def people_in(lines: int) -> int:
    return lines // LINES_PER_PERSON


def line(number: int) -> str:
    """Each hundredth speaks of one of ours, of whom each third is rejected; of the others nobody knows anybody, and
    each tenth has a NIK that is too short."""
    who, other = number // LINES_PER_PERSON, accepted(number + people_in(LINES))
    if number % LINES_PER_PERSON == 0:
        return rejected(who) if who % 3 == 0 else accepted(who)
    return other.replace(nik(number + people_in(LINES)), "33740117") if number % 10 == 3 else other


def expected(lines: int) -> dict[int, str]:
    found = {number + 1: "wrong" if number % 10 == 3 else "stranger" for number in range(1, lines + 1)}
    for who in range(1, people_in(lines) + 1):
        found[who * LINES_PER_PERSON + 1] = "rejected" if who % 3 == 0 else "accepted"
    return found


def asked_and_answered(people, by, lines: int) -> None:
    asked_people(people, by, people_in(lines))
    sent_in(sheet(line(number) for number in range(1, lines + 1)), by=by)


def reading() -> Job:
    """Every ten minutes by the clock the worker asks for jobs of its own."""
    return Job.get(Job.kind == bpjs_answers.READING)


def kill_at(rows: int, moment: float) -> int:
    """Let a worker read until so many lines stand, a moment longer (in seconds), then kill it outright."""
    worker = start_worker()
    try:
        wait_for(lambda: AnswerRow.select().count() >= rows or worker.poll() is not None)
        sleep(moment)
    finally:
        worker.kill()
        worker.wait()
    return AnswerRow.select().count()


def read_on() -> None:
    """Somebody notices the silence, and the next worker takes the job."""
    with writing():
        Job.update(heartbeat_at=utc_now() - timedelta(minutes=2), tries=0).execute()
    queue.ask_silent_jobs_again()


def require_as_undisturbed(lines: int) -> None:
    answer, asked = Answer.get(), people_in(lines)
    assert (answer.state, answer.rows, reading().state) == ("read", lines, "done")
    assert outcomes(answer) == expected(lines) and AnswerRow.select().count() == lines
    third = asked // 3
    assert Membership.select().count() == asked - third
    assert WorkerFlag.select().where(WorkerFlag.kind == "bpjs_rejected").count() == third
    counting = CoverageMonth.select().where(CoverageMonth.effective_on.is_null(False))
    let_go = CoverageMonth.select().where(CoverageMonth.released_at.is_null(False))
    assert (counting.count(), let_go.count()) == (asked - third, third)
    for action, count in (("bpjs.diterima", asked - third), ("bpjs.balasan_diunggah", 1)):
        assert AuditEvent.select().where(AuditEvent.action == action).count() == count


@pytest.mark.parametrize("seed", [1])
def test_thousands_of_lines_survive_whatever_moment_their_worker_dies(people, admin, seed):
    asked_and_answered(people, admin, LINES)
    chance, stood = random.Random(seed), [0]
    for rows in sorted(chance.sample(range(1, LINES), 3)):
        stood.append(kill_at(rows, chance.uniform(0, 0.05)))
        if reading().state != "done":
            read_on()
    assert stood == sorted(stood) and stood[1] > 0
    queue.run_job(reading().id)  # by itself: what the killed ones did each minute still stands in the queue
    require_as_undisturbed(LINES)


def test_two_workers_at_the_same_answer_write_every_line_once(people, admin):
    """One gave no sign of life for long, was taken for dead, and lives."""
    asked_and_answered(people, admin, FEWER)
    workers = [start_worker()]
    try:
        wait_for(lambda: AnswerRow.select().count() > 0)
        read_on()
        workers.append(start_worker())
        wait_for(lambda: reading().state == "done" and AnswerRow.select().count() == FEWER)
        wait_for(lambda: Answer.get().state == "read")
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait(timeout=PATIENCE)
    require_as_undisturbed(FEWER)


def test_list_of_members_that_is_killed_misses_nobody_who_stands_on_it(people, admin):
    asked_people(people, admin, 12)
    sent_in(sheet(accepted(number) for number in range(1, 13)), by=admin)
    Job.delete().execute()
    # All but 11 and 12 are on it, the last of them at its very end.
    others = [nik(number) for number in range(100, 2_100)]
    listed(sheet([*others, *(nik(number) for number in range(1, 11))], "NIK"), by=admin, as_of=today())
    assert 0 < kill_at(500, 0.01) <= 2_010
    if reading().state != "done":
        read_on()
    queue.run_job(reading().id)
    assert (reading().state, Answer.select().order_by(Answer.id.desc()).get().rows) == ("done", 2_010)
    assert sorted(row.kind for row in Mismatch.select()) == ["ours_only", "ours_only"]


def test_file_that_is_read_again_survives_the_death_of_its_worker(people, admin):
    """It came before its submission was written down as sent, so that none of it was used."""
    asked_and_answered(people, admin, FEWER)
    Submission.update(sent_on=None).execute()
    queue.run_waiting_tasks()
    assert Membership.select().count() == 0
    Submission.update(sent_on=today()).execute()
    assert bpjs_answer_rereading.read_again(
        no=Answer.get().no, for_all=False, client_key=key(), by=admin
    ) is None  # fmt: skip
    again, worker = Job.get(Job.kind == READING_AGAIN), start_worker()
    try:
        wait_for(lambda: Membership.select().count() > 0 or worker.poll() is not None)
    finally:
        worker.kill()
        worker.wait()
    if Job.get_by_id(again.id).state != "done":
        read_on()
    queue.run_job(again.id)
    assert Job.get_by_id(again.id).state == "done"
    require_as_undisturbed(FEWER)
