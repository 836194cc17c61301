"""A list of BPJS's members held against the ledger: both ways, once, and without touching a month."""

from dataclasses import replace

import pytest

from db import connection
from db.models import AnswerRow, AuditEvent, CoverageMonth, CoverageSpan, Mismatch, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.findings import block
from kiosk.services import (
    bpjs_member_lists,
    bpjs_mismatch_pages,
    bpjs_mismatches,
    merged_numbers,
    safe,
    settings,
)
from kiosk.services.acting import SYSTEM, Actor
from tests.ledger_rows import let_go, paid_months, planned_months, somebody
from tests.services.at_once import acting, all_at_once, nik
from tests.services.crowd import crowd
from tests.services.member_lists import line, members, new_list, nik_of, open_ones, read, take_in

THIS = first_of_month(today())


@pytest.fixture
def admin(people) -> Actor:
    return acting(people["admin"])


@pytest.fixture
def workers(people):
    """So many people whom nobody funds yet."""

    def enrolled(count: int, numbered: int = 1) -> list[Worker]:
        numbers = crowd(acting(people["petugas"]), count, numbered=numbered)
        return list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))

    return enrolled


def protected(worker: Worker, **other) -> Worker:
    paid_months(worker, [THIS, add_months(THIS, 1)], effective=1, on=THIS, **other)
    return worker


def outcomes(answer) -> list[tuple[int, str]]:
    rows = AnswerRow.select(AnswerRow.number, AnswerRow.outcome).where(AnswerRow.answer == answer)
    return list(rows.order_by(AnswerRow.number).tuples())


def months() -> list:
    return list(CoverageMonth.select().order_by(CoverageMonth.id).dicts())


def test_each_line_is_told_apart_and_both_ways_are_work(workers):
    both, only_there, only_here = workers(3)
    protected(both), protected(only_here)
    before = months(), list(CoverageSpan.select().order_by(CoverageSpan.id).dicts())
    answer = read([*members(both, only_there), line(4, nik(700)), line(5, None)])
    assert outcomes(answer) == [(2, "agreed"), (3, "bpjs_only"), (4, "stranger"), (5, "wrong")]
    assert open_ones() == {(only_there.id, "bpjs_only"), (only_here.id, "ours_only")}
    row = AnswerRow.get(AnswerRow.outcome == "bpjs_only")
    assert Mismatch.get(Mismatch.worker == only_there).row_id == row.id
    assert (months(), list(CoverageSpan.select().order_by(CoverageSpan.id).dicts())) == before


def test_who_paid_and_waits_for_bpjs_is_not_protected_here(workers):
    (worker,) = workers(1)
    paid_months(worker, [THIS])
    read(members(worker))
    assert open_ones() == {(worker.id, "bpjs_only")}


def test_the_day_of_the_list_decides_who_is_protected(workers):
    (worker,) = workers(1)
    paid_months(worker, [add_months(THIS, -1)], effective=1, on=add_months(THIS, -1))
    read(members(worker), as_of=add_months(THIS, -1))
    assert open_ones() == set()
    read([], as_of=THIS)  # over since: on neither side
    assert open_ones() == set()


def test_list_of_one_funder_misses_only_that_funders_people(workers):
    theirs, of_another = workers(2)
    city, other = somebody("apbd"), somebody("dbhcht")
    protected(theirs, funder=city), protected(of_another, funder=other)
    read([], funder=city)
    assert open_ones() == {(theirs.id, "ours_only")}


def test_wrong_line_of_somebody_we_know_keeps_them_on_the_list(workers):
    (worker,) = workers(1)
    protected(worker)
    wrong = line(2, nik_of(worker), findings=(block("kpj_strange", "KPJ keliru."),))
    other_name = line(3, nik_of(worker), name="Bambang Sutrisno")
    answer = read([wrong, other_name])
    assert outcomes(answer) == [(2, "wrong"), (3, "wrong")]
    assert AnswerRow.get(AnswerRow.number == 3).findings[0]["code"] == "name_differs"
    assert open_ones() == set()


def test_mismatch_already_open_stays_one(workers):
    there, here = workers(2)
    protected(here)
    first = read(members(there), as_of=THIS)
    read(members(there))
    assert Mismatch.select().count() == 2
    assert {row.answer_id for row in Mismatch.select()} == {first.id}


def test_later_list_that_agrees_settles_by_itself(workers):
    there, here, gone, ended = workers(4)
    protected(here), protected(ended)
    read(members(there, gone), as_of=THIS)
    assert open_ones() == {
        (there.id, "bpjs_only"), (gone.id, "bpjs_only"), (here.id, "ours_only"), (ended.id, "ours_only"),
    }  # fmt: skip
    protected(there)
    let_go(list(CoverageMonth.select().where(CoverageMonth.worker == ended)), why="rejected")
    later = read(members(there, here))
    assert open_ones() == set()
    for row in Mismatch.select():
        assert (row.settled_by_id, row.how) == (None, later.no)


def test_who_turns_from_missing_to_active_there_is_one_other_mismatch(workers):
    (worker,) = workers(1)
    protected(worker)
    read([], as_of=THIS)
    let_go(list(CoverageMonth.select().where(CoverageMonth.worker == worker)), why="rejected")
    read(members(worker))
    assert open_ones() == {(worker.id, "bpjs_only")}


def test_list_of_another_funder_settles_nothing_by_absence(workers):
    (worker,) = workers(1)
    city, other = somebody("apbd"), somebody("dbhcht")
    read(members(worker), funder=city, as_of=THIS)
    read([], funder=other)
    assert open_ones() == {(worker.id, "bpjs_only")}
    read([], funder=city)
    assert open_ones() == set()


def test_list_of_an_earlier_day_that_comes_late_says_nothing_of_today(workers):
    there, here = workers(2)
    protected(here)
    read(members(here))
    old = read(members(there), as_of=THIS if today() > THIS else add_months(THIS, -1))
    assert open_ones() == set()
    assert outcomes(old) == [(2, "bpjs_only")]


def test_older_list_never_settles_what_a_later_one_said(workers):
    (worker,) = workers(1)
    later = new_list(as_of=today())
    take_in(later, members(worker))  # still being read
    read([], as_of=add_months(THIS, -1))
    assert open_ones() == {(worker.id, "bpjs_only")}


def test_taken_in_and_finished_again_it_changes_nothing(workers, admin):
    there, here = workers(2)
    protected(here)
    answer = new_list()
    take_in(answer, members(there)[:1])
    take_in(answer, members(there))
    for _time in range(2):
        bpjs_member_lists.finish(answer=answer, by=SYSTEM, progress=lambda done, total: None)
    assert AnswerRow.select().count() == 1 and Mismatch.select().count() == 2
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.daftar_dicocokkan").count() == 1
    missing = Mismatch.get(Mismatch.kind == "ours_only")
    bpjs_mismatches.settle(number=missing.id, how="Sudah ditanyakan.", by=admin)
    bpjs_member_lists.finish(answer=answer, by=SYSTEM, progress=lambda done, total: None)
    assert open_ones() == {(there.id, "bpjs_only")}  # settled by somebody, not raised by the same list again


def test_more_people_than_one_transaction_takes_are_all_found(workers, monkeypatch):
    monkeypatch.setattr("kiosk.services.bpjs_list_ends.AT_ONCE", 2)
    monkeypatch.setattr("kiosk.services.bpjs_list_ends.IDS_AT_ONCE", 3)
    here, seen = workers(5), []
    for worker in here:
        protected(worker)
    answer = new_list()
    bpjs_member_lists.finish(answer=answer, by=SYSTEM, progress=lambda *one: seen.append(one))
    assert open_ones() == {(worker.id, "ours_only") for worker in here}
    assert len(seen) == 3
    read(members(*here))
    assert open_ones() == set()


@pytest.fixture
def statements(monkeypatch):
    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        settings.forget()
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    return count


def test_many_lines_ask_for_no_more_statements_than_few(workers, statements):
    """Each kind of line is in both, so that each way is gone."""

    def portion(count: int, numbered: int):
        people = workers(count, numbered)
        for worker in people[: count // 2]:
            protected(worker)
        return members(*people)

    few, many, warm = portion(4, 1), portion(80, 100), portion(4, 300)
    answer = new_list()
    take_in(answer, warm)
    one, other = new_list(), new_list()
    asked = statements(lambda: take_in(one, few))
    assert statements(lambda: take_in(other, many)) <= asked


def test_two_lists_with_the_same_people_at_once_leave_one_mismatch_each(workers):
    people = workers(30)
    lists = [new_list(), new_list()]
    faults = all_at_once(
        [lambda: take_in(lists[0], members(*people)), lambda: take_in(lists[1], members(*reversed(people)))]
    )
    assert faults == [None, None]
    assert open_ones() == {(worker.id, "bpjs_only") for worker in people}
    assert Mismatch.select().count() == len(people)


def test_person_merged_away_is_found_under_the_number_in_force(workers):
    wrong, right = workers(2)
    slip = nik_of(wrong)
    with connection.writing():
        Worker.update(merged_into=right.id, nik_hash=merged_numbers.hash_of_mistyped(slip, wrong.id)).where(
            Worker.id == wrong.id
        ).execute()
    protected(right)
    answer = read([line(2, slip)])
    assert outcomes(answer) == [(2, "agreed")] and open_ones() == set()


def test_planned_alone_protects_nobody_and_is_not_missed(workers):
    (worker,) = workers(1)
    planned_months(worker, [THIS])
    read([], as_of=today())
    assert open_ones() == set()


def numbered(worker: Worker, kpj: str) -> Worker:
    changed = {"kpj_sealed": safe.seal(kpj, safe.KPJ), "kpj_hash": safe.index(kpj, safe.KPJ)}
    Worker.update(changed).where(Worker.id == worker.id).execute()
    return protected(worker)


def test_other_kpj_than_ours_is_a_mismatch_of_its_own(workers, admin):
    same, other, none_there, none_here = workers(4)
    for worker in (same, other, none_there):
        numbered(worker, "26011234564")
    protected(none_here)
    answer = read(
        [
            line(2, nik_of(same), kpj="26011234564"), line(3, nik_of(other), kpj="26019999999"),
            line(4, nik_of(none_there)), line(5, nik_of(none_here), kpj="26018888888"),
        ]
    )  # fmt: skip
    assert [outcome for _row, outcome in outcomes(answer)] == ["agreed", "other_kpj", "agreed", "agreed"]
    assert open_ones() == {(other.id, "other_kpj")}
    later = read([line(2, nik_of(other), kpj="26011234564"), *members(same, none_there, none_here)[1:]])
    assert (other.id, "other_kpj") not in open_ones()
    assert Mismatch.get(Mismatch.kind == "other_kpj").how == later.no


def test_page_of_another_kpj_says_both_masked_and_what_to_do(workers, admin):
    worker = numbered(workers(1)[0], "26011234564")
    given = line(2, nik_of(worker), kpj="26019999999")
    read([replace(given, cells={"nik": nik_of(worker), "kpj": "26019999999"})])
    (shown,), _more = bpjs_mismatch_pages.page_of(by=admin, sought=bpjs_mismatch_pages.Sought())
    assert (shown.kpj_there, shown.kpj_here) == ("26••••••999", "26••••••564")
    assert shown.step == "ask_which_kpj"
    numbered_now = {"kpj_sealed": safe.seal("26019999999", safe.KPJ)}
    Worker.update(numbered_now).where(Worker.id == worker.id).execute()
    assert bpjs_mismatch_pages.one(by=admin, number=shown.number).step == "agrees_now"
