"""Who may ask for people behind a figure of coverage, and for its page."""

import pytest

from kiosk.domain.clock import first_of_month, today
from kiosk.domain.coverage_looks import ENDING, ENROLLED, PROTECTED, STATES, Narrow
from kiosk.services import coverage_lists, coverage_pages, coverage_people, coverage_people_sheets
from kiosk.services.acting import NotAllowed
from kiosk.services.coverage_lists import Wish
from tests.services.at_once import acting
from tests.services.crowd import crowd

THIS = first_of_month(today())


@pytest.fixture
def three(people):
    return crowd(acting(people["petugas"]), 3)


@pytest.mark.parametrize("name", ["opd", "petugas", "mitra", "donatur"])
def test_names_are_for_admin_and_auditor(people, three, name):
    with pytest.raises(NotAllowed):
        coverage_lists.page_of(wish=Wish(ENROLLED), by=acting(people[name]))
    for role in ("admin", "auditor"):
        assert coverage_lists.page_of(wish=Wish(ENROLLED), by=acting(people[role])).total == 3


def test_who_sees_no_names_takes_no_list_along(people, three):
    for name in ("opd", "petugas"):
        with pytest.raises(NotAllowed):
            coverage_people_sheets.people(wish=Wish(ENROLLED), narrowed="", by=acting(people[name]))


def test_everyone_is_told_once_however_few_are_read_at_a_time(people, three, monkeypatch):
    whole = [line.reg_no for line in coverage_lists.everyone(Wish(ENROLLED))]
    monkeypatch.setattr(coverage_people, "ROWS_AT_ONCE", 2)
    assert [line.reg_no for line in coverage_lists.everyone(Wish(ENROLLED))] == whole
    assert len(set(whole)) == 3


def test_a_wish_is_kept_in_codes_and_thawed():
    where = Narrow(kecamatan="33.74.01", occupation="nelayan")
    for wish in (Wish(ENROLLED, where, month=THIS), Wish(ENDING[30], where, last=THIS), Wish(PROTECTED)):
        assert Wish.thawed(wish.frozen()) == wish
    assert Wish.thawed(Wish(PROTECTED, month=THIS).frozen()).month is None  # says nothing of that list
    assert Wish.thawed(Wish(ENROLLED).frozen()).month == THIS


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur"])
def test_the_page_itself_is_for_three_roles(people, name):
    with pytest.raises(NotAllowed):
        coverage_pages.coverage_of(month=THIS, where=Narrow(), by=acting(people[name]))


def test_a_secretary_is_not_told_the_names_of_companies(people, three):
    of = {
        name: coverage_pages.coverage_of(month=THIS, where=Narrow(), by=acting(people[name]))
        for name in ("opd", "admin")
    }
    assert of["opd"].companies is None and of["admin"].companies.total == 2
    assert of["opd"].funnel == of["admin"].funnel
    assert len(of["opd"].departments.lines) < len(of["admin"].departments.lines)


@pytest.mark.parametrize("state", STATES)
def test_every_list_is_as_long_as_it_says(people, three, state):
    wish = Wish(state, month=THIS)
    found = coverage_lists.page_of(wish=wish, by=acting(people["admin"]))
    assert found.total == len(found.lines) == len(list(coverage_lists.everyone(wish)))
    assert found.total == (3 if state in (ENROLLED, "belum-ditanggung") else 0)


def test_a_month_counts_only_for_figures_that_go_by_one():
    assert Wish(PROTECTED, month=THIS).asked_month is None
    assert Wish(ENROLLED).asked_month == THIS
    assert Wish(ENDING[30], month=THIS).asked_month is None
    assert Wish(ENDING[30], last=THIS).asked_month == THIS
