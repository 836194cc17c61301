"""Two decisions in the same instant over the same people or places: the second is told so, nobody falls out later."""

import pytest

from db.models import SelectionRow
from kiosk.services import queue, selection_checks, selection_decisions
from kiosk.services.acting import Refused
from tests import ledger_rows
from tests.services import selection_desk as desk
from tests.services.ledger_proof import adds_up
from tests.services.processes import together
from tests.services.selection_desk import MONTHS, decide, drafted, ids, programme

RACER = "tests.services.racing_selector"


@pytest.fixture
def between(monkeypatch):
    """between(what): once, right after somebody has looked at everybody and before they decide."""
    look = selection_checks.check

    def happen(what) -> None:
        waiting = [what]

        def looked(selection):
            found = look(selection)
            if len(waiting) == 1 and asked:
                waiting.pop()()
            asked.append(selection.id)
            return found

        asked = []
        monkeypatch.setattr(selection_checks, "check", looked)

    return happen


def refused_of(second) -> str:
    """`decide` looks twice: as the page does, and when it is pressed."""
    with pytest.raises(Refused) as refused:
        decide(second, no="560/13/2026")
    assert desk.named(second.no).state == "draft"
    return refused.value.message


@pytest.mark.parametrize("carried_out_too", [False, True])
def test_whom_another_money_has_taken_meanwhile_is_seen_by_the_decision(people, between, carried_out_too):
    where, other = programme(quota=20), programme(quota=20, funder=desk.city("dbhcht"))
    desk.people(6)
    first, second = drafted(where, 3), drafted(other, 3)

    def the_other_decides() -> None:
        decide(first)
        if carried_out_too:
            queue.run_waiting_tasks()

    between(the_other_decides)
    assert refused_of(second) == selection_decisions.MEANWHILE
    decide(second, no="560/13/2026")
    queue.run_waiting_tasks()
    done, after = desk.named(first.no), desk.named(second.no)
    assert (done.taken, after.taken) == (3, 3) and adds_up()
    assert not [row for row in desk.rows(after, "refused") if row.listed]


def test_whom_a_company_has_taken_meanwhile_is_seen_too(people, between):
    where = programme()
    workers = desk.people(4)
    draft = drafted(where, 2)
    taken = next(one for one in workers if one.id == ids(draft)[0])
    between(lambda: ledger_rows.planned_months(taken, MONTHS[:3]))
    assert refused_of(draft) == selection_decisions.MEANWHILE


def test_places_that_another_decree_has_taken_meanwhile_are_not_given_twice(people, between):
    where = programme(quota=4)
    desk.people(8)
    first = drafted(where, 3, poverty=0, lapse=0, work=10, waiting=1)
    second = drafted(where, 3)
    # Others than the first names: who is chosen here is in reserve there.
    SelectionRow.delete().where(
        SelectionRow.selection == second.id, SelectionRow.worker.in_(ids(first, "chosen"))
    ).execute()
    between(lambda: decide(first))
    assert refused_of(second) == selection_decisions.NO_ROOM_NOW


def test_a_decree_that_is_not_carried_out_yet_keeps_its_places(people):
    """Seen on the page already, before anybody presses."""
    where = programme(quota=4)
    desk.people(8)
    first, second = drafted(where, 3), drafted(where, 4)
    decide(first)
    found = selection_checks.check(second)
    assert (len(found.chosen), found.stopped_by) == (1, "quota")
    queue.run_waiting_tasks()
    assert desk.named(first.no).taken == 3
    assert len(selection_checks.check(second).chosen) == 1


def test_eight_who_decide_at_once_over_two_funds_name_nobody_twice(people):
    wheres = [programme(quota=12), programme(quota=12, funder=desk.city("dbhcht"))]
    desk.people(40)
    found = [drafted(wheres[number % 2], 5) for number in range(8)]
    answers = together(RACER, [{"what": "decide", "selection": one.id} for one in found])
    assert all("taken" in one or one.get("fault") == "Refused" for one in answers), answers
    fallen_out = SelectionRow.select().where(SelectionRow.state == "refused", SelectionRow.listed == "chosen")
    assert not fallen_out.exists() and sum(one.get("taken", 0) for one in answers) >= 5
    for one in found:
        now = desk.named(one.no)
        assert not now.decree_no or (now.state, now.taken) == ("done", now.chosen)
    assert adds_up()
