"""The run of the night: once a day, portion by portion, gone on with after a death; the next one takes its place."""

import signal

import pytest

from db.models import AuditEvent, EvaluationRow, EvaluationRun, EvaluationSum, Job, Worker
from kiosk.domain.clock import add_months
from kiosk.services import evaluation_counting, queue
from kiosk.services.acting import NotAllowed
from tests.services.at_once import acting, key
from tests.services.dying_evaluation import main as dying
from tests.services.evaluation_town import THIS, count_all, enrolled, lived_in
from tests.services.processes import how_it_ended
from tests.services.report_city import middle_of


@pytest.fixture
def town(people):
    return lived_in(people)


def rows() -> dict[int, tuple]:
    return {
        row.worker_id: (row.stage, row.step, row.bucket, row.held, row.since, row.months, row.post_id)
        for row in EvaluationRow.select()
    }


def sums() -> dict[tuple, tuple[int, int]]:
    return {
        (row.by, row.code, row.stage, row.step, row.bucket, row.held): (row.people, row.days)
        for row in EvaluationSum.select()
    }


def test_a_run_is_the_same_whatever_its_portions(town, monkeypatch):
    count_all()
    whole, summed = rows(), sums()
    monkeypatch.setattr(evaluation_counting, "PEOPLE_AT_ONCE", 1)
    told = []
    evaluation_counting.count(lambda done, total: told.append((done, total)))
    last = max(row.id for row in Worker.select(Worker.id))
    assert told[-1] == (last, last) and len(told) == last
    assert (rows(), sums()) == (whole, summed)


def test_days_of_waiting_are_added_up(town):
    count_all()
    day = EvaluationRun.get().day
    waited = sum((day - row.since).days for row in EvaluationRow.select())
    assert sum(days for (by, *_rest), (_people, days) in sums().items() if by == "all") == waited
    for one in ("post", "company", "opd"):
        assert sum(days for (by, *_rest), (_people, days) in sums().items() if by == one) == waited


def test_a_run_whose_worker_is_killed_is_gone_on_with(town):
    count_all()
    undisturbed = rows(), sums()
    first, totals = EvaluationRun.get().id, EvaluationRun.get().totals
    assert totals["enrolled"] == sum(count for name, count in totals.items() if name != "enrolled")
    assert how_it_ended(dying, 4) == -signal.SIGKILL
    broken = EvaluationRun.get(EvaluationRun.id != first)
    assert broken.finished_at is None and broken.up_to > 0
    assert evaluation_counting.newest().id == first  # pages show the one that is whole
    count_all()
    assert [run.id for run in EvaluationRun.select()] == [broken.id]
    assert EvaluationRun.get().totals == totals
    assert (rows(), sums()) == undisturbed


def test_the_next_run_takes_the_place_of_the_first(town, monkeypatch):
    monkeypatch.setattr(evaluation_counting, "ROWS_AT_ONCE", 3)
    count_all()
    first = EvaluationRun.get().id
    with middle_of(add_months(THIS, 1)):
        count_all()
        assert evaluation_counting.newest().day.replace(day=1) == add_months(THIS, 1)
    assert [run.id for run in EvaluationRun.select()] != [first]
    for table in (EvaluationRow, EvaluationSum):
        assert {row.run_id for row in table.select()} == {EvaluationRun.get().id}


def test_a_run_left_on_an_earlier_day_is_begun_anew(town):
    evaluation_counting._begun()
    with middle_of(add_months(THIS, 1)):
        count_all()
        assert EvaluationRun.get().day.replace(day=1) == add_months(THIS, 1)


def test_two_workers_at_one_run_take_nobody_twice(town):
    slow = evaluation_counting._begun()
    count_all()
    counted = rows(), sums()
    evaluation_counting._take(slow, 5)
    evaluation_counting._finish(slow)
    assert (rows(), sums()) == counted


def test_who_comes_while_it_is_counted_is_in_sums_and_rows_or_in_neither(town, people, monkeypatch):
    monkeypatch.setattr(evaluation_counting, "PEOPLE_AT_ONCE", 5)
    come = []

    def somebody_comes(_done: int, _total: int) -> None:
        if not come:
            come.extend(enrolled(acting(people["petugas2"])))

    evaluation_counting.count(somebody_comes)
    assert come[0].id in rows()
    assert sum(people for (by, *_rest), (people, _days) in sums().items() if by == "all") == len(rows()) == 13


def test_it_is_asked_for_once_a_day(store):
    assert evaluation_counting.ask_if_due() and not evaluation_counting.ask_if_due()
    assert queue.run_waiting_tasks() == 1
    assert (Job.get().state, evaluation_counting.newest().totals["enrolled"]) == ("done", 0)
    with middle_of(add_months(THIS, 1)):
        assert evaluation_counting.ask_if_due()
    assert Job.select().where(Job.kind == evaluation_counting.JOB).count() == 2


def test_it_is_counted_anew_once_per_key(people):
    admin, once = acting(people["admin"]), key()
    for _ in range(2):
        evaluation_counting.ask_anew(client_key=once, by=admin)
    evaluation_counting.ask_anew(client_key=key(), by=admin)  # one is under way
    assert Job.select().count() == 1 and evaluation_counting.job_under_way()
    assert AuditEvent.select().where(AuditEvent.action == "evaluasi.dihitung_ulang").count() == 1
    queue.run_waiting_tasks()
    assert evaluation_counting.newest() and evaluation_counting.job_under_way() is None
    evaluation_counting.ask_anew(client_key=key(), by=admin)
    assert Job.select().count() == 2


def test_nobody_else_has_it_counted(people):
    for name in ("auditor", "petugas", "opd", "mitra", "donatur"):
        with pytest.raises(NotAllowed):
            evaluation_counting.ask_anew(client_key=key(), by=acting(people[name]))
    assert not Job.select().exists()
