"""What keeps each person of a town from cover, by months that the services made; sums and lists say the same, and so
does a count of our own by plain SQL."""

from itertools import product

import pytest

from db.connection import database
from db.models import EvaluationRow, Opd, Worker
from kiosk.domain.clock import add_months, today
from kiosk.domain.evaluation import HELD, LAPSED, STAGES, STEPS, STUCK, UNFUNDED, WAITED
from kiosk.services import cover_ends, evaluation_counting, evaluation_lists, evaluation_pages
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.evaluation_lists import NONE, Wish
from kiosk.services.evaluation_pages import GROUPINGS
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.billing import billed, live, pay
from tests.services.evaluation_town import (
    LONG_AGO,
    THIS,
    company_batch,
    count_all,
    enrolled,
    fostered,
    lived_in,
    people_of,
)
from tests.services.report_city import middle_of


@pytest.fixture
def town(people):
    made = lived_in(people)
    count_all()
    return made


def found() -> dict[int, EvaluationRow]:
    return {row.worker_id: row for row in EvaluationRow.select()}


def step_of(worker: Worker) -> tuple[str, str] | None:
    """Counted anew."""
    count_all()
    row = found().get(worker.id)
    return row and (row.stage, row.step)


def test_each_stands_where_the_services_brought_them(town):
    expected = {
        **dict.fromkeys([one.id for one in (*town.never, town.by_company)], (UNFUNDED, "never")),
        **dict.fromkeys([one.id for one in town.new], (STUCK, "unbilled")),
        **dict.fromkeys([one.id for one in (town.lapsed, *town.fostered)], (LAPSED, "nobody")),
        town.let_go.id: (UNFUNDED, "let_go"),
        town.promised.id: (LAPSED, "promised"),
        town.paid_again.id: (LAPSED, "paid"),
    }
    assert {worker: (row.stage, row.step) for worker, row in found().items()} == expected


def test_it_is_known_by_whom_and_since_when(town, people):
    rows = found()
    lapsed, fostered_one, new = rows[town.lapsed.id], rows[town.fostered[0].id], rows[town.new[0].id]
    assert (lapsed.company_id, lapsed.opd_id, lapsed.since) == (town.sinar.id, None, add_months(LONG_AGO, 2))
    assert (lapsed.months, lapsed.held, fostered_one.months) == (2, "m3", 1)
    assert (fostered_one.company_id, fostered_one.opd_id) == (None, people["opd"].opd_id)
    assert (new.company_id, new.since) == (town.bahari.id, today())
    assert rows[town.promised.id].company_id == town.sinar.id  # whose money it was when it lapsed
    posts = {rows[one.id].post_id for one in town.never}
    assert posts == {acting(people["petugas2"]).post_ids[0]} and rows[town.by_company.id].post_id is None


def test_a_company_s_people_are_followed_step_by_step(people):
    batch, admin = company_batch(people, "bahari", 1, months=1), acting(people["admin"])
    one = people_of(batch)[0]
    assert step_of(one) == (STUCK, "unbilled")
    bill = billed(batch, acting(people["mitra2"]))
    assert step_of(one) == (STUCK, "unpaid")
    pay(bill, bill.amount, admin)
    assert step_of(one) == (STUCK, "unasked")
    ledger_rows.submit(live(bill))
    assert step_of(one) == (STUCK, "unanswered")
    ledger_rows.confirm(live(bill))
    assert step_of(one) is None
    with middle_of(add_months(THIS, 1)):
        assert step_of(one) == (LAPSED, "nobody")


def test_who_goes_on_with_another_funder_has_not_lapsed_and_both_count(people):
    with middle_of(LONG_AGO):
        one = enrolled(acting(people["petugas"]))[0]
        ledger_rows.paid_months(one, [LONG_AGO, add_months(LONG_AGO, 1)], effective=2)
    city = ledger_rows.somebody("apbd")
    with middle_of(add_months(LONG_AGO, 2)):
        ledger_rows.paid_months(one, [add_months(LONG_AGO, 2)], funder=city, effective=1)
        assert step_of(one) is None
    with middle_of(add_months(LONG_AGO, 3)):
        ledger_rows.paid_months(one, [add_months(LONG_AGO, 3)], funder=city)  # BPJS has still to say so
        assert step_of(one) is None
    with middle_of(add_months(LONG_AGO, 4)):
        assert step_of(one) == (LAPSED, "nobody")
        assert (found()[one.id].months, found()[one.id].since) == (3, add_months(LONG_AGO, 3))


def test_a_restart_counts_again_as_protected(people):
    with middle_of(LONG_AGO):
        one = enrolled(acting(people["petugas"]))[0]
        ledger_rows.paid_months(one, [LONG_AGO], effective=1)
    assert step_of(one) == (LAPSED, "nobody")
    rows = ledger_rows.paid_months(one, [THIS])
    assert step_of(one) == (LAPSED, "paid")
    ledger_rows.confirm(rows)
    assert step_of(one) is None


def test_what_is_promised_for_months_to_come_stands_still_once_its_month_is_here(people):
    donor, months = fostered(people)
    one = months[0].worker
    assert step_of(one) is None
    assert evaluation_counting.newest().totals["later"] == 1
    with middle_of(months[0].month):
        assert step_of(one) == (STUCK, "unbilled")
        assert found()[one.id].opd_id == donor.opd_id
        assert evaluation_counting.newest().totals["later"] == 0
        ledger_rows.let_go(months)
        assert step_of(one) == (UNFUNDED, "let_go")


def test_who_is_promised_again_by_a_debit_is_told_apart_from_a_bill(people):
    _donor, months = fostered(people)
    one = months[0].worker
    ledger_rows.pay_and_confirm(months[:1])
    later = add_months(months[0].month, 1)
    with middle_of(later):
        if not any(row.month == later for row in months):
            ledger_rows.planned_months(one, [later], funder=months[0].commitment.funder)
        assert step_of(one) == (LAPSED, "debit")


def test_who_stops_or_dies_is_asked_of_no_more_and_who_is_thawed_is_again(town, people):
    admin = acting(people["admin"])
    ledger_rows.planned_months(town.lapsed, [THIS, add_months(THIS, 1)], funder=town.apbd)
    cover_ends.end_cover(
        reg_no=town.lapsed.reg_no, why="stopped", last_day=today(), client_key=key(), by=admin
    )
    assert step_of(town.lapsed) is None
    cover_ends.end_cover(
        reg_no=town.promised.reg_no, why="died", last_day=today(), client_key=key(), by=admin
    )
    assert step_of(town.promised) is None
    Worker.update(frozen_at=None).where(Worker.id == town.frozen.id).execute()
    assert step_of(town.frozen) == (UNFUNDED, "never")


def one_number(sql: str, *params) -> int:
    return database.execute_sql(sql.replace("?", database.obj.param), params).fetchone()[0]


ASKED_OF = """FROM worker w WHERE w.merged_into_id IS NULL AND w.frozen_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM coverage_month s WHERE s.worker_id = w.id AND s.released_why = 'stopped'
    AND NOT EXISTS (SELECT 1 FROM coverage_month t WHERE t.worker_id = w.id AND t.released_at IS NULL
    AND t.month > s.month))"""
LIVE = "SELECT 1 FROM coverage_month m WHERE m.worker_id = w.id AND m.released_at IS NULL"


def test_a_count_by_plain_sql_says_the_same(town):
    totals, before = evaluation_counting.newest().totals, add_months(THIS, -1)
    never_effective = f"NOT EXISTS ({LIVE} AND m.effective_on IS NOT NULL)"
    assert totals["unfunded"] == one_number(f"SELECT COUNT(*) {ASKED_OF} AND NOT EXISTS ({LIVE})") == 4
    assert totals["stuck"] == one_number(
        f"SELECT COUNT(*) {ASKED_OF} AND EXISTS ({LIVE} AND m.month <= ?) AND {never_effective}", THIS
    ) == 3  # fmt: skip
    assert totals["lapsed"] == one_number(
        f"SELECT COUNT(*) {ASKED_OF} AND EXISTS ({LIVE} AND m.effective_on IS NOT NULL) "
        f"AND NOT EXISTS ({LIVE} AND m.effective_on IS NOT NULL AND m.month >= ?) "
        f"AND NOT (EXISTS ({LIVE} AND m.paid_on IS NOT NULL AND m.month = ?) "
        f"AND EXISTS ({LIVE} AND m.effective_on IS NOT NULL AND m.month = ?))", THIS, THIS, before,
    ) == 5  # fmt: skip
    enrolled_ones = "SELECT COUNT(*) FROM worker WHERE merged_into_id IS NULL AND frozen_at IS NULL"
    assert totals["enrolled"] == one_number(enrolled_ones) == 14
    assert totals["protected"] == one_number(
        f"SELECT COUNT(*) {ASKED_OF} AND EXISTS ({LIVE} AND m.effective_on IS NOT NULL AND m.month >= ?)", THIS
    ) == 1  # fmt: skip
    assert (totals["stopped"], totals["behind"], totals["later"]) == (1, 0, 0)


def all_wishes(town, people):
    codes = {
        "post": [NONE, *{str(acting(people[name]).post_ids[0]) for name in ("petugas", "petugas2")}],
        "company": [NONE, str(town.sinar.id), str(town.bahari.id)],
        "opd": [NONE, str(people["opd"].opd_id), str(people["opd2"].opd_id)],
    }
    whose = [("", ""), *((by, code) for by, of in codes.items() for code in of)]
    for stage in STAGES:
        held = ("", *HELD) if stage == LAPSED else ("",)
        for step, bucket, held_for, (by, code) in product(("", *STEPS[stage]), ("", *WAITED), held, whose):
            yield Wish(stage=stage, step=step, bucket=bucket, held=held_for, by=by, code=code)


def test_every_number_is_as_long_as_its_list(town, people, monkeypatch):
    admin, run, seen = acting(people["admin"]), evaluation_counting.newest(), 0
    lines = {}
    for row in EvaluationRow.select():
        lines[row.worker_id] = row
    for wish in all_wishes(town, people):
        total = evaluation_lists.counted(wish=wish, by=admin)[1]
        expected = [row for row in lines.values() if fits(row, wish)]
        assert total == len(expected), wish
        if total or not (wish.step and wish.bucket):
            listed = list(evaluation_lists.everyone(run, wish))
            assert len(listed) == total, wish
        seen += total > 0
    assert seen > 30


def fits(row: EvaluationRow, wish: Wish) -> bool:
    of = {"post": row.post_id, "company": row.company_id, "opd": row.opd_id}
    wanted = (
        (row.stage, wish.stage),
        (row.step, wish.step),
        (row.bucket, wish.bucket),
        (row.held, wish.held),
    )
    here = not wish.by or of[wish.by] == (None if wish.code == NONE else int(wish.code))
    return here and all(value in ("", is_so) for is_so, value in wanted)


def test_a_list_goes_page_by_page_the_longest_waiting_first(town, people, monkeypatch):
    monkeypatch.setattr(evaluation_lists, "PAGE", 2)
    admin = acting(people["admin"])
    pages = [evaluation_lists.page_of(wish=Wish(LAPSED), by=admin, page=number) for number in (1, 2, 3, 4)]
    assert [len(page.lines) for page in pages] == [2, 2, 1, 0]
    assert [page.follows(number) for number, page in enumerate(pages, 1)] == [True, True, False, False]
    since = [line.since for page in pages for line in page.lines]
    assert since == sorted(since) and {page.total for page in pages} == {5}


def test_the_parts_of_a_stage_add_up_to_it(town, people):
    for grouped_by in GROUPINGS:
        page = evaluation_pages.page_of(grouped_by=grouped_by, by=acting(people["admin"]))
        for stage in page.stages:
            assert sum(stage.steps.values()) == sum(stage.waited.values()) == stage.all.people
            assert sum(stage.held.values()) == (stage.all.people if stage.code == LAPSED else 0)
        by_group = sum(group.people for group in page.groups)
        assert by_group == {"post": 12, "company": 6, "opd": 2}[grouped_by]
    assert page.enrolled == evaluation_counting.newest().totals["enrolled"]


def test_an_officer_counts_who_was_enrolled_at_the_own_posts(town, people):
    for name, expected in (("petugas", 9), ("rekan", 9), ("petugas2", 2)):
        page = evaluation_pages.page_of(grouped_by="company", by=acting(people[name]))
        assert sum(stage.all.people for stage in page.stages) == expected
        assert (page.grouped_by, page.groupings, page.enrolled) == ("post", ("post",), None)
        assert sum(group.people for group in page.groups) == expected


def test_an_officer_lists_the_own_people_and_nobody_else_s(town, people):
    mine, theirs = acting(people["petugas"]), acting(people["petugas2"])
    listed = evaluation_lists.page_of(wish=Wish(UNFUNDED), by=theirs)
    assert {line.reg_no for line in listed.lines} == {one.reg_no for one in town.never}
    assert evaluation_lists.page_of(wish=Wish(LAPSED), by=theirs).total == 0
    for wish in (
        Wish(UNFUNDED, by="post", code=str(theirs.post_ids[0])),
        Wish(UNFUNDED, by="post", code=NONE),
        Wish(LAPSED, by="company", code=str(town.sinar.id)),
        Wish(LAPSED, by="opd", code=str(people["opd"].opd_id)),
        Wish("raja"),
    ):
        with pytest.raises(NotThere):
            evaluation_lists.page_of(wish=wish, by=mine)


def test_a_department_counts_its_own_and_those_below_without_names(town, people):
    secretary = acting(people["opd"])
    page = evaluation_pages.page_of(grouped_by="post", by=secretary)
    assert [(stage.code, stage.all.people) for stage in page.stages] == [(STUCK, 0), (LAPSED, 2)]
    assert [group.name for group in page.groups] == [people["opd"].opd.name]
    Opd.update(parent=people["opd2"].opd_id).where(Opd.id == people["opd"].opd_id).execute()
    above = evaluation_pages.page_of(grouped_by="opd", by=acting(people["opd2"]))
    assert [stage.all.people for stage in above.stages] == [0, 2]
    Opd.update(parent=None).where(Opd.id == people["opd"].opd_id).execute()
    assert [
        stage.all.people
        for stage in evaluation_pages.page_of(grouped_by="opd", by=acting(people["opd2"])).stages
    ] == [0, 0]
    with pytest.raises(NotAllowed):
        evaluation_lists.page_of(wish=Wish(LAPSED), by=secretary)


@pytest.mark.parametrize("name", ["mitra", "donatur"])
def test_nobody_else_is_shown_anything(town, people, name):
    with pytest.raises(NotAllowed):
        evaluation_pages.page_of(grouped_by="post", by=acting(people[name]))
    with pytest.raises(NotAllowed):
        evaluation_lists.page_of(wish=Wish(LAPSED), by=acting(people[name]))


def test_who_was_frozen_or_merged_since_is_not_named(town, people):
    Worker.update(frozen_at=today()).where(Worker.id == town.lapsed.id).execute()
    lines = evaluation_lists.page_of(wish=Wish(LAPSED), by=acting(people["admin"])).lines
    line = next(line for line in lines if line.reg_no == town.lapsed.reg_no)
    assert (line.name, line.at_rest) == ("", True)
    assert all(line.name for line in lines if not line.at_rest)


def test_before_the_first_count_there_is_nothing_to_list(people):
    admin = acting(people["admin"])
    assert evaluation_pages.page_of(grouped_by="post", by=admin).counted_at is None
    with pytest.raises(NotThere):
        evaluation_lists.page_of(wish=Wish(LAPSED), by=admin)
