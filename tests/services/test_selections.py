"""People are drawn for the city's own money: in the order of their points, those who can not be taken on named with the
reason; nothing is promised by it."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import CoverageMonth, Selection, Worker
from kiosk.domain import selections as rule
from kiosk.domain.clock import today
from kiosk.services import freezing, selection_drawing, selections
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.commitments import commit_months
from kiosk.services.selection_criteria import NO_WEIGHT
from tests import ledger_rows
from tests.services import selection_desk as desk
from tests.services.at_once import acting, key
from tests.services.selection_desk import JANUARY, drafted, ids, programme

DECEMBER = JANUARY - timedelta(days=31)


def change(worker: Worker, **values) -> None:
    with writing():
        Worker.update(values).where(Worker.id == worker.id).execute()


def make_poor(worker: Worker) -> None:
    change(worker, dtsen_decile=1, dtsen_as_of=today() - timedelta(days=30), dtsen_source="DTSEN")


def test_who_is_poorest_comes_first_then_who_falls_out_then_whose_work_is_dangerous(people):
    where = programme(work=("nelayan", "tukang-sayur"))
    plain, fisher, ends, poor = [
        *desk.people(1, occupation="tukang-sayur"),
        *desk.people(1, numbered=2),
        *desk.people(1, numbered=3, occupation="tukang-sayur"),
        *desk.people(1, numbered=4, occupation="tukang-sayur"),
    ]
    make_poor(poor)
    ledger_rows.planned_months(ends, [DECEMBER])
    draft = drafted(where, 2)
    assert ids(draft) == [poor.id, ends.id, fisher.id, plain.id]
    assert [row.points for row in desk.rows(draft)] == [40, 30, 15, 0]
    assert ids(draft, rule.CHOSEN) == [poor.id, ends.id] and ids(draft, rule.RESERVE) == [fisher.id, plain.id]
    assert (draft.state, draft.chosen, draft.reserve, draft.considered) == ("draft", 2, 2, 4)
    assert draft.amount == 2 * 12 * desk.RATE
    assert not CoverageMonth.select().where(CoverageMonth.month >= JANUARY).exists()


def test_waiting_counts_by_the_day_and_equals_are_told_apart_by_their_number(people):
    where = programme()
    half, whole, *equals = desk.people(5)
    desk.waits_since([half.id], 183)
    desk.waits_since([whole.id], 800)
    draft = drafted(where, 5)
    by_number = sorted(equals, key=lambda one: one.reg_no)
    assert ids(draft) == [whole.id, half.id, *(one.id for one in by_number)]
    assert [row.waiting for row in desk.rows(draft)] == [15, 7, 0, 0, 0]
    assert [row.waited_days for row in desk.rows(draft)][:2] == [800, 183]


def test_the_points_of_a_row_are_the_sum_of_its_parts(people):
    where = programme()
    [one] = desk.people(1, days=365)
    make_poor(one)
    [row] = desk.rows(drafted(where, 1))
    assert (row.poverty, row.lapse, row.work, row.waiting, row.points) == (40, 0, 15, 15, 70)


def test_the_admin_weighs_otherwise_for_one_selection_and_the_basis_says_so(people):
    draft = drafted(programme(), 1, poverty=0, lapse=0, work=0, waiting=100)
    criteria = {one["code"]: one for one in draft.criteria}
    assert [one["code"] for one in draft.criteria] == list(rule.CRITERIA)
    assert criteria["waiting"]["weight"] == 100 and "seleksi ini" in criteria["waiting"]["basis"]
    assert criteria["waiting"]["as_of"] == today().isoformat()
    with pytest.raises(Refused) as refused:
        drafted(programme(funder=desk.city("dbhcht")), 1, poverty=0, lapse=0, work=0, waiting=0)
    assert refused.value.message == NO_WEIGHT


def test_who_lacks_what_bpjs_asks_for_is_named_and_keeps_the_place(people):
    where = programme()
    lacking, fine, other = [
        *desk.people(1, days=300, mother_name=""),
        *desk.people(1, numbered=2, days=200),
        *desk.people(1, numbered=3, days=100),
    ]
    draft = drafted(where, 1)
    first, *others = desk.rows(draft)
    assert (first.worker_id, first.rank, first.state, first.why) == (lacking.id, 1, "left_out", "lacking")
    assert [row.worker_id for row in others] == [fine.id, other.id]
    assert ids(draft, "chosen") == [fine.id] and draft.left_out == {"lacking": 1}
    change(lacking, mother_name_sealed=fine.mother_name_sealed)
    selections.draw_again(selection=draft, by=desk.admin())
    desk.queue.run_waiting_tasks()
    assert ids(draft, "chosen") == [lacking.id] and ids(draft, "reserve") == [fine.id]


def test_frozen_dead_and_too_old_are_not_chosen(people):
    where = programme()
    frozen, dead, old, young, fine = desk.people(5)
    change(young, approval="asked", birth_on=today() - timedelta(days=17 * 365))
    for one, reason in ((frozen, "Diminta orangnya."), (dead, "Meninggal dunia.")):
        with writing():
            freezing.mark_frozen(one, reason=reason, by=desk.admin())
    change(old, birth_on=JANUARY.replace(year=JANUARY.year - 65))
    draft = drafted(where, 4)
    assert {row.worker_id: row.why for row in desk.rows(draft, "left_out")} == {
        frozen.id: "frozen", old.id: "age", young.id: "approval"
    }  # fmt: skip
    assert ids(draft, "chosen") == [fine.id]


def test_who_goes_on_without_a_gap_may_have_come_of_age_meanwhile(people):
    where = programme()
    old, late = desk.people(2)
    for one in (old, late):
        change(one, birth_on=JANUARY.replace(year=JANUARY.year - 65))
    ledger_rows.planned_months(old, [DECEMBER])
    draft = drafted(where, 2)
    assert ids(draft, "chosen") == [old.id] and ids(draft, "left_out") == [late.id]


def test_only_residents_of_the_programmes_occupations_whom_nobody_funds_stand_in_line(people):
    where = programme()
    [resident, funded, pledged] = desk.people(3)
    desk.people(1, numbered=4, occupation="guru-ngaji")
    desk.people(1, numbered=5, kelurahan=None, home_regency="Demak")
    ledger_rows.planned_months(funded, [JANUARY])
    with writing():
        commit_months(
            funder=ledger_rows.somebody("asn"), workers=[pledged], months=[DECEMBER], open_ended=True
        )
    draft = drafted(where, 5)
    assert ids(draft) == [resident.id] and draft.considered == 1
    everywhere = programme(residents_only=False, funder=desk.city("dbhcht"))
    assert len(ids(drafted(everywhere, 5))) == 2


def test_the_extremely_poor_stand_in_line_whatever_their_work_where_the_programme_says_so(people):
    [poor] = desk.people(1, numbered=4, occupation="guru-ngaji")
    desk.people(1, numbered=5, occupation="guru-ngaji")
    Worker.update(dtsen_decile=1, dtsen_as_of=today(), dtsen_source="DTSEN").where(
        Worker.id == poor.id
    ).execute()
    [chosen] = ids(drafted(programme(), 5))
    assert chosen == poor.id
    strict = programme(poorest_too=False, funder=desk.city("dbhcht"))
    assert ids(drafted(strict, 5)) == []


def test_more_than_the_programme_has_room_for_is_refused_with_what_is_left(people):
    small = programme(quota=3)
    with pytest.raises(Refused, match="tinggal 3 tempat"):
        desk.asked(small, 4)
    poor = programme(quota=10, budget=2 * 12 * desk.RATE + 5, funder=desk.city("dbhcht"))
    with pytest.raises(Refused, match="paling banyak 2 orang"):
        desk.asked(poor, 3)
    assert not Selection.select().exists()


@pytest.mark.parametrize("wanted", [0, -1, selections.MOST + 1])
def test_nobody_or_far_too_many_are_refused(people, wanted):
    with pytest.raises(Refused):
        desk.asked(programme(), wanted)


def test_a_month_outside_the_programme_is_refused(people):
    where = programme()
    for month in (DECEMBER, JANUARY.replace(year=JANUARY.year + 1)):
        with pytest.raises(Refused):
            selections.draw(
                programme=where, wish=selections.Wish(1, month), client_key=key(), by=desk.admin()
            )


def test_the_same_form_twice_draws_once(people):
    where, one = programme(), key()
    wish = selections.Wish(1, JANUARY)
    first = selections.draw(programme=where, wish=wish, client_key=one, by=desk.admin())
    assert selections.draw(programme=where, wish=wish, client_key=one, by=desk.admin()) == first
    assert Selection.select().count() == 1


def test_a_draft_is_dropped_with_the_reason_and_nobody_but_the_admin_does_any_of_it(people):
    draft = drafted(programme(), 1)
    for name in ("auditor", "petugas", "opd"):
        by = acting(people[name])
        with pytest.raises(NotAllowed):
            selections.drop(selection=draft, why="x", by=by)
        with pytest.raises(NotAllowed):
            selections.draw_again(selection=draft, by=by)
    selections.drop(selection=draft, why="Salah bulan", by=desk.admin())
    assert desk.named(draft.no).state == "dropped" and desk.named(draft.no).dropped_why == "Salah bulan"
    with pytest.raises(Refused):
        selections.draw_again(selection=draft, by=desk.admin())


def test_a_long_list_is_read_window_by_window_and_only_the_best_are_kept(people, monkeypatch):
    """In windows of three ids, some of them empty, and a memory for four: the same people as in one look."""
    where = programme()
    found = desk.people(60)
    for number, one in enumerate(found):
        desk.waits_since([one.id], number * 7 % 400)
    whole = drafted(where, 2)
    monkeypatch.setattr(selection_drawing, "WINDOW", 3)
    windows = drafted(where, 2)
    assert ids(windows) == ids(whole) and len(ids(whole)) == 4
    assert windows.considered == whole.considered == 60
