"""A programme of the city's own money is renewed for the next year: whose cover ends with it comes first, in the order
of their points; who does not fit stands in reserve, and who can not be taken on says why."""

from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import CoverageMonth, Programme, Selection, Worker
from kiosk.domain import selections as rule
from kiosk.services import programme_renewals, queue, selection_annexes, selections
from kiosk.services.acting import Actor
from kiosk.services.commitments import commit_months
from kiosk.services.selections import NothingToRenew
from tests import ledger_rows, programme_rows
from tests.services import selection_desk as desk
from tests.services.at_once import acting, key
from tests.services.ledger_proof import adds_up

JANUARY, DECEMBER = date(2027, 1, 1), date(2026, 12, 1)
WORK = {"occupations": ("nelayan",)}


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def pijar(people) -> Programme:
    return programme_rows.opened(desk.city(), 2026)


def following(quota: int, **other) -> Programme:
    budget = quota * 12 * desk.RATE
    return programme_rows.opened(desk.city(), 2027, **{"quota": quota, "budget": budget, **WORK, **other})


def given(programme: Programme, *people: Worker, last: date = DECEMBER) -> None:
    months = [month for month in (date(2026, 11, 1), DECEMBER) if month <= last]
    with writing():
        commit_months(funder=programme.funder, workers=list(people), months=months, programme=programme)


def renewed(where: Programme, before: Programme, wanted: int) -> Selection:
    wish = selections.Wish(wanted, JANUARY, {}, before.no)
    no = selections.draw(programme=where, wish=wish, client_key=key(), by=desk.admin())
    queue.run_waiting_tasks()
    return desk.named(no)


def of(programme: Programme, by: Actor | None = None) -> programme_renewals.Renewal | None:
    return programme_renewals.renewal_of(no=programme.no, by=by or desk.admin())


def test_it_counts_who_ends_and_what_the_next_one_has_room_for(pijar):
    ours = desk.people(4)
    given(pijar, *ours[:3])
    given(pijar, ours[3], last=date(2026, 11, 1))  # ends before the year does
    assert (of(pijar).people, of(pijar).following, of(pijar).ends_on) == (3, None, date(2026, 12, 31))
    programme_rows.opened(desk.city("dbhcht"), 2027)
    assert of(pijar).following is None
    other = following(2)
    found = of(pijar)
    assert (found.following, found.places, found.payable, found.room) == (other, 2, 2, 2)
    assert found.left_over == 1 and [one.people for one in programme_renewals.renewals_into(other)] == [3]
    assert of(Programme(no="P26-TIDAK")) is None


def test_the_budget_may_be_less_than_the_places(pijar):
    given(pijar, *desk.people(3))
    following(50, budget=2 * 12 * desk.RATE + 16_799)
    assert (of(pijar).places, of(pijar).payable, of(pijar).room) == (50, 2, 2)


def test_who_is_funded_next_year_already_ends_no_more(pijar):
    ours = desk.people(2)
    given(pijar, *ours)
    ledger_rows.planned_months(ours[0], [JANUARY])
    assert of(pijar).people == 1


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd"])
def test_it_is_no_business_of_others(people, pijar, name):
    assert of(pijar, acting(people[name])) is None


def test_who_ends_comes_first_in_the_order_of_points_and_the_rest_is_in_reserve(pijar):
    ours, waiting = desk.people(4), desk.people(3, numbered=5, days=900)
    given(pijar, *ours)
    poor = ours[2]
    with writing():
        Worker.update(dtsen_decile=1, dtsen_as_of=date(2026, 10, 1), dtsen_source="DTSEN").where(
            Worker.id.in_([poor.id, waiting[0].id])
        ).execute()
    draft = renewed(following(3), pijar, 3)
    rows = desk.rows(draft)
    assert desk.ids(draft)[0] == poor.id and {row.worker_id for row in rows[:4]} == {one.id for one in ours}
    assert [row.state for row in rows] == ["chosen"] * 3 + ["reserve"] * 3  # as many again as are wanted
    assert [row.ends for row in rows] == [True] * 4 + [False] * 2 and rows[4].worker_id == waiting[0].id
    assert rows[4].points > rows[1].points and draft.renews_id == pijar.id
    assert draft.considered == 7 and not CoverageMonth.select().where(CoverageMonth.month >= JANUARY).exists()


def test_everybody_who_ends_is_named_however_few_are_wanted(pijar):
    given(pijar, *desk.people(12))
    desk.people(6, numbered=13)
    draft = renewed(following(1), pijar, 1)
    assert [row.ends for row in desk.rows(draft)][:12] == [True] * 12
    assert len(desk.ids(draft, rule.RESERVE)) >= 11


def test_who_may_not_be_taken_on_says_why_and_is_not_passed_over(pijar):
    """Who moved away, or whose work the next programme does not name, was in this one."""
    plain, moved, other, lacking = desk.people(4)
    given(pijar, plain, moved, other, lacking)
    with writing():
        Worker.update(kelurahan=None, home_regency="Kendal").where(Worker.id == moved.id).execute()
        Worker.update(occupation="tukang-becak").where(Worker.id == other.id).execute()
        Worker.update(mother_name_sealed=None).where(Worker.id == lacking.id).execute()
    draft = renewed(following(10), pijar, 4)
    why = {row.worker_id: row.why for row in desk.rows(draft, rule.LEFT_OUT)}
    assert why == {moved.id: "not_resident", other.id: "occupation", lacking.id: "lacking"}
    assert desk.ids(draft, rule.CHOSEN) == [plain.id]


def test_age_is_not_asked_again_of_who_goes_on_without_a_gap(pijar):
    """The limit is for whoever begins (DOMAIN 1.2)."""
    [old] = desk.people(1)
    given(pijar, old)
    [stranger] = desk.people(1, numbered=2)
    with writing():
        Worker.update(birth_on=date(1960, 1, 1)).where(Worker.id.in_([old.id, stranger.id])).execute()
    draft = renewed(following(10), pijar, 2)
    assert desk.ids(draft, rule.CHOSEN) == [old.id]
    assert [row.why for row in desk.rows(draft, rule.LEFT_OUT)] == ["age"]


def test_it_is_carried_out_within_quota_and_budget(pijar):
    given(pijar, *desk.people(6))
    where = following(4)
    done = desk.carried_out(renewed(where, pijar, 4))
    now = Programme.get_by_id(where.id)
    assert (done.state, done.taken, now.places, now.promised) == ("done", 4, 4, 4 * 12 * desk.RATE)
    assert all(row.ends for row in desk.rows(done, "taken")) and len(desk.ids(done, "reserve")) == 2
    assert of(pijar).people == 2 and of(pijar).room == 0 and adds_up()
    assert selection_annexes._annex(done, [], []).renews == "Pijar Semar 2026"


def test_drawn_again_it_still_renews(pijar):
    given(pijar, *desk.people(2))
    desk.people(2, numbered=3, days=400)
    draft = renewed(following(2), pijar, 2)
    selections.draw_again(selection=draft, by=desk.admin())
    queue.run_waiting_tasks()
    assert [row.ends for row in desk.rows(desk.named(draft.no), "chosen")] == [True, True]


def test_another_money_or_year_can_not_be_renewed(pijar):
    other = programme_rows.opened(desk.city("dbhcht"), 2026)
    where = following(5)
    for no in (other.no, where.no, "P26-TIDAK"):
        with pytest.raises(NothingToRenew):
            selections.draw(
                programme=where, wish=selections.Wish(1, JANUARY, {}, no), client_key=key(), by=desk.admin()
            )
    assert not Selection.select().exists()
