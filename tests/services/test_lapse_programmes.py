"""Who falls out when a programme's year ends: on the list by its programme, planned, billed, paid or effective."""

from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import CoverageMonth, Programme, Setting, Worker
from kiosk.services import lapse_people, lapse_programmes, lapses, settings
from kiosk.services.commitments import commit_months
from kiosk.services.lapse_wishes import ARREARS, SOON, Wish
from tests import programme_rows
from tests.ledger_rows import bill, confirm, let_go, live_months, pay, planned_months, somebody
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def person(petugas):
    """person() is the next of twenty people of Kauman."""
    numbers = iter(crowd(petugas, 20))
    return lambda: worker(next(numbers))


@pytest.fixture
def pijar(people) -> Programme:
    return programme_rows.opened(somebody("apbd"), 2026)


def chosen(programme: Programme, *people: Worker, first: date = NOVEMBER) -> list[CoverageMonth]:
    """They hold a place until December."""
    months = [month for month in (NOVEMBER, DECEMBER) if month >= first]
    with writing():
        made = commit_months(
            funder=programme.funder, workers=list(people), months=months, programme=programme
        )
    return live_months(CoverageMonth.commitment.in_([one.id for one in made]))


def listed(by, no: str = "", which: str = SOON) -> set[int]:
    found = lapses.page_of(by=by, wish=Wish(which, programme=no))
    assert found.total == len(found.endings)
    return {ending.worker_id for ending in found.endings}


def test_people_of_a_programme_stand_on_the_list_at_every_stage_of_their_months(admin, pijar, person):
    planned, billed, paid, effective = (person() for _ in range(4))
    rows = {one.id: chosen(pijar, one) for one in (planned, billed, paid, effective)}
    bill(rows[billed.id])
    pay(rows[paid.id])
    pay(rows[effective.id])
    confirm(rows[effective.id])
    everybody = {one.id for one in (planned, billed, paid, effective)}
    assert listed(admin) == listed(admin, pijar.no) == everybody
    assert dict(lapses.page_of(by=admin, wish=Wish(programme=pijar.no)).endings) == dict.fromkeys(
        everybody, DECEMBER
    )
    assert lapses.count_of_programme(no=pijar.no, by=admin) == 4


def test_whose_first_month_is_december_falls_out_with_the_others(admin, pijar, person):
    one, companys = person(), person()
    chosen(pijar, one, first=DECEMBER)
    planned_months(companys, [DECEMBER])  # a company's begins when it begins
    assert listed(admin, pijar.no) == listed(admin) == {one.id}
    assert lapses.those_of(by=admin, wish=Wish(), worker_ids=[one.id, companys.id]) == {one.id: DECEMBER}
    with time_machine.travel("2026-12-01 03:00:00", tick=False):
        assert listed(admin, pijar.no) == {one.id} and listed(admin) == {one.id, companys.id}


def test_who_has_a_month_now_and_another_after_a_gap_is_listed_once(admin, pijar, person):
    one = person()
    with time_machine.travel("2026-10-31 03:00:00", tick=False):
        planned_months(one, [date(2026, 10, 1)])
        chosen(pijar, one, first=DECEMBER)
        Setting.create(
            key="renewal_notice_days", value="90", valid_from=date(2026, 1, 1), basis="keputusan untuk uji"
        )
        settings.forget()
        assert lapses.page_of(by=admin, wish=Wish()).endings == [(one.id, date(2026, 10, 1))]
        assert listed(admin, pijar.no) == set()


def test_a_programme_lists_its_own_people_alone(admin, pijar, person):
    other = programme_rows.opened(somebody("dbhcht"), 2026, name="Pijar Semar DBHCHT")
    ours, theirs, companys = person(), person(), person()
    chosen(pijar, ours)
    chosen(other, theirs)
    planned_months(companys, [NOVEMBER])
    assert (listed(admin, pijar.no), listed(admin, other.no)) == ({ours.id}, {theirs.id})
    assert listed(admin) == {ours.id, theirs.id, companys.id}
    assert listed(admin, "P26-TIDAK") == set()


def test_who_is_chosen_for_the_next_year_or_taken_on_by_others_falls_out_no_more(admin, pijar, person):
    again, taken, gone = person(), person(), person()
    months = chosen(pijar, again, taken, gone)
    following = programme_rows.opened(pijar.funder, 2027)
    with writing():
        commit_months(funder=pijar.funder, workers=[again], months=[JANUARY], programme=following)
    pay(planned_months(taken, [JANUARY]))
    let_go([row for row in months if row.worker_id == gone.id])
    assert listed(admin, pijar.no) == set()
    assert lapses.count_of_programme(no=pijar.no, by=admin) == 0


def test_who_is_only_planned_for_by_a_company_still_falls_out(admin, pijar, person):
    one = person()
    chosen(pijar, one)
    planned_months(one, [JANUARY])
    assert listed(admin, pijar.no) == {one.id}


def test_arrears_of_a_programme_are_found_in_the_next_year(admin, pijar, person):
    one, other = person(), person()
    rows = chosen(pijar, one)
    pay(rows)
    confirm(rows)
    chosen(pijar, other)
    with time_machine.travel("2027-02-10 03:00:00", tick=False):
        assert listed(admin, pijar.no, ARREARS) == {one.id}


def test_figure_and_list_are_counted_to_the_same_limit(admin, pijar, person, monkeypatch):
    chosen(pijar, *(person() for _ in range(5)))
    monkeypatch.setattr(lapses, "PAGE", 3)
    for limit, counted in ((2, 3), (4, 5), (9, 5)):
        monkeypatch.setattr(lapses, "MOST_COUNTED", limit)
        found = lapses.page_of(by=admin, wish=Wish(programme=pijar.no))
        assert (len(found.endings), found.follows) == (3, True)
        assert lapses.count_of_programme(no=pijar.no, by=admin) == found.total == counted


def test_officer_sees_of_a_programme_those_of_the_own_posts(people, pijar, person):
    one = person()
    chosen(pijar, one)
    assert listed(acting(people["petugas"]), pijar.no) == {one.id}
    assert listed(acting(people["petugas2"]), pijar.no) == set()


def test_line_names_the_programme_that_gave_the_last_month(admin, pijar, person):
    ours, companys = person(), person()
    chosen(pijar, ours)
    planned_months(companys, [NOVEMBER])
    found = lapses.page_of(by=admin, wish=Wish())
    lines = {one.worker_id: one for one in lapse_people.people_of(found.endings, wish=Wish(), by=admin)}
    assert lines[ours.id].programme.no == pijar.no
    assert lines[companys.id].programme is None and lines[companys.id].funder.kind == "csr"


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd"])
def test_programmes_are_no_filter_for_others(people, pijar, name):
    assert lapse_programmes.choices(by=acting(people["auditor"])) == [(pijar.no, "Pijar Semar 2026")]
    assert lapse_programmes.choices(by=acting(people[name])) == []
