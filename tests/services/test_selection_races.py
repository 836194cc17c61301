"""Eight processes select for one quota at once: never one over, nobody twice, and nothing that was free is left over.
And a worker that dies at any step: the next one goes on where it stopped."""

from collections import Counter

import pytest

from db.connection import writing
from db.models import Commitment, CoverageMonth, Job, Programme, SelectionRow
from kiosk.services import queue, selection_annexes, selection_checks, selection_drawing, selections
from tests.services import selection_desk as desk
from tests.services.ledger_proof import adds_up
from tests.services.processes import how_it_ended, together
from tests.services.racing_selector import dying
from tests.services.selection_desk import asked, decide, drafted, programme
from tests.services.test_import_killed import read_on

PROCESSES = 8
RACER = "tests.services.racing_selector"
QUOTA = 10


def held_by(where: Programme) -> Counter:
    """Live months by person."""
    live = CoverageMonth.select(CoverageMonth.worker).join(Commitment)
    live = live.where(Commitment.programme == where.id, CoverageMonth.released_at.is_null())
    return Counter(worker_id for (worker_id,) in live.tuples())


def drafts(where: Programme, wanted: int, **weights) -> list:
    """Of the whole list each, while nobody has decided; weighed apart, so that their orders differ."""
    return [
        drafted(where, wanted, poverty=number, lapse=0, work=10, waiting=100 if number % 2 else 1)
        for number in range(PROCESSES)
    ]


@pytest.mark.parametrize("by", ["quota", "budget"])
def test_eight_select_for_one_quota_and_never_one_over(people, by):
    money = {"budget": QUOTA * 12 * desk.RATE + 16_799, "quota": 100} if by == "budget" else {"quota": QUOTA}
    where = programme(**money)
    for number in range(1, 41, 5):
        desk.people(5, numbered=number, days=number * 7)
    found = drafts(where, 5)
    answers = together(RACER, [{"what": "decide", "selection": one.id} for one in found])
    assert all("taken" in one or one.get("fault") == "Refused" for one in answers), answers
    held = held_by(where)
    assert len(held) == QUOTA and set(held.values()) == {12}, answers
    assert sum(one.get("taken", 0) for one in answers) == QUOTA
    now = Programme.get_by_id(where.id)
    assert (now.places, now.promised) == (QUOTA, QUOTA * 12 * desk.RATE)
    fallen_out = SelectionRow.select().where(SelectionRow.state == "refused", SelectionRow.listed == "chosen")
    assert not fallen_out.exists(), answers
    states = [desk.named(one.no) for one in found]
    assert all(
        one.state == "done" and one.taken == len(desk.rows(one, "taken")) for one in states if one.decree_no
    )
    assert adds_up()


def test_two_that_are_decided_already_take_each_person_once_whoever_carries_them_out(people):
    """Who is chosen in one stands in reserve in the other; the rest find nobody whom no other decree names."""
    where = programme(quota=100)
    for number in range(1, 41, 5):
        desk.people(5, numbered=number, days=number * 7)
    ready = []
    for one in drafts(where, 5):
        if selection_checks.check(one).chosen:
            decide(one, no=f"{one.id}/2026")
            ready.append(one)
    answers = together(RACER, [{"what": "go on", "selection": one.id} for one in ready * 4])
    assert len(ready) == 2 and all("taken" in one for one in answers), answers
    held = held_by(where)
    assert len(held) == sum(desk.named(one.no).taken for one in ready) == 10
    assert set(held.values()) == {12} and adds_up()


def test_eight_workers_at_one_selection_carry_it_out_once(people):
    where = programme(quota=100)
    desk.people(40)
    draft = drafted(where, 30)
    decide(draft)
    selection_annexes.freeze(draft.id, by=desk.admin(), progress=lambda done, total: None)
    answers = together(RACER, [{"what": "go on", "selection": draft.id}] * PROCESSES)
    assert [one.get("taken") for one in answers] == [30] * PROCESSES, answers
    held = held_by(where)
    assert len(held) == 30 and set(held.values()) == {12} and adds_up()


def job(kind: str) -> Job:
    return Job.select().where(Job.kind == kind).order_by(Job.id.desc()).get()


@pytest.mark.parametrize("step", ["drawn", "half written", "all written"])
def test_a_drawing_whose_worker_was_killed_is_drawn_whole(people, step):
    where = programme()
    desk.people(20)
    no = asked(where, 8)
    assert how_it_ended(dying, step) == -9
    assert desk.named(no).state == "drawing"
    read_on()
    queue.run_job(job(selections.DRAWING_JOB).id)
    draft = desk.named(no)
    assert (draft.state, draft.chosen, draft.reserve, draft.considered) == ("draft", 8, 8, 20)
    assert [row.rank for row in desk.rows(draft)] == list(range(1, 17))


@pytest.mark.parametrize("step", ["annex", "first portion", "some taken", "in a portion", "finish"])
def test_a_decision_whose_worker_was_killed_is_carried_out_whole(people, step):
    where = programme()
    desk.people(20)
    draft = drafted(where, 8)
    decide(draft)
    assert how_it_ended(dying, step) == -9
    assert desk.named(draft.no).state in ("decided", "carrying_out") and len(held_by(where)) <= 8
    read_on()
    queue.run_job(job(selections.CARRYING_JOB).id)
    done = desk.named(draft.no)
    assert (done.state, done.taken) == ("done", 8) and done.pdf_sha256
    held = held_by(where)
    assert set(held) == set(desk.ids(done, "taken")) and set(held.values()) == {12} and adds_up()


def test_a_worker_that_was_only_slow_writes_nothing_into_the_next_ones_list(people):
    """The first has looked at everybody when a second one begins: what the first kept is thrown away."""
    where = programme()
    desk.people(6)
    no = asked(where, 3)
    selection = desk.named(no)
    slow = selection_drawing._begin(selection.id)
    queue.run_waiting_tasks()
    assert desk.named(no).state == "draft"
    with writing():
        type(selection).update(state="drawing").where(type(selection).id == selection.id).execute()
    assert not selection_drawing._write(selection.id, slow, [])
    assert SelectionRow.select().where(SelectionRow.selection == selection.id).count() == 6
