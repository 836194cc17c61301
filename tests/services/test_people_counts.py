"""How many people are what: whatever changes a worker, their months or their commitment is counted by the database
itself, folded or not."""

import pytest

from db import people_kept
from db.models import Commitment, CoverageSpan, PeopleCount, PeopleDelta, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today, utc_now
from kiosk.domain.coverage_looks import Narrow
from kiosk.services import cover_ends, coverage_figures, death_reversals, ledger, merges, people_counts
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())
KAUMAN, BANDARHARJO = Narrow(kelurahan="33.74.01.1010"), Narrow(kelurahan="33.74.02.1001")


@pytest.fixture
def some(people) -> list[Worker]:
    return [worker(number) for number in crowd(acting(people["petugas"]), 4)]


def change(one: Worker, **values) -> None:
    Worker.update(**values).where(Worker.id == one.id).execute()


def enrolled(where: Narrow = coverage_figures.ANYWHERE) -> int:
    assert list(people_kept.uneven()) == []
    return coverage_figures.funnel(THIS, where).enrolled


def test_whoever_comes_moves_or_goes_is_counted_where_they_are(some):
    assert (enrolled(), enrolled(KAUMAN), enrolled(BANDARHARJO)) == (4, 4, 0)
    change(some[0], kelurahan=BANDARHARJO.kelurahan)
    change(some[1], kelurahan=None)
    people_counts.fold()
    assert (enrolled(), enrolled(KAUMAN), enrolled(BANDARHARJO), enrolled(Narrow(kelurahan="luar"))) == (
        4,
        2,
        1,
        1,
    )
    change(some[2], occupation="nelayan", enrolled_on=add_months(THIS, -3))
    assert coverage_figures.funnel(add_months(THIS, -1)).enrolled == 1
    Worker.delete().where(Worker.id == some[3].id).execute()
    assert (enrolled(), enrolled(KAUMAN)) == (3, 1)


def test_who_moves_takes_the_end_of_their_cover_along(some):
    ledger_rows.planned_for(some, months_from(THIS, 1), funder=ledger_rows.first_company())
    assert coverage_figures.ending(30) == coverage_figures.ending(30, KAUMAN) == 4
    change(some[0], kelurahan=BANDARHARJO.kelurahan)
    assert (coverage_figures.ending(30), coverage_figures.ending(30, BANDARHARJO)) == (4, 1)
    assert coverage_figures.funnel(THIS, KAUMAN).funded == 4  # a month stays where it was counted
    Worker.delete().where(Worker.id == some[0].id)
    assert enrolled(BANDARHARJO) == 1


def test_the_frozen_are_enrolled_and_protected_by_what_is_paid_and_nobody_calls_them_for_the_end(some):
    ledger_rows.paid_months(some[0], [THIS], effective=1)
    assert (coverage_figures.protected_today(), coverage_figures.unfunded()) == (1, 3)
    change(some[0], frozen_at=utc_now())
    change(some[1], frozen_at=utc_now())
    assert (enrolled(), coverage_figures.protected_today(), coverage_figures.unfunded()) == (4, 1, 2)
    assert coverage_figures.ending(30) == 0
    change(some[0], frozen_at=None)
    assert (enrolled(), coverage_figures.protected_today(), coverage_figures.ending(30)) == (4, 1, 1)


def test_who_has_died_is_protected_no_more_until_that_is_taken_back(some, admin):
    ledger_rows.paid_months(some[0], [THIS], effective=1)
    cover_ends.end_cover(reg_no=some[0].reg_no, why="died", last_day=today(), client_key=key(), by=admin)
    assert (enrolled(), coverage_figures.protected_today()) == (4, 0)
    assert ledger.protected_today(Worker.select()) == 0
    death_reversals.take_back(reg_no=some[0].reg_no, reason="keliru", client_key=key(), by=admin)
    assert (enrolled(), coverage_figures.protected_today()) == (4, 1)
    assert ledger.protected_today(Worker.select()) == 1


def test_a_death_known_before_is_one_whatever_the_freeze_was_for(some, admin):
    ledger_rows.paid_months(some[0], [THIS], effective=1)
    change(some[0], frozen_at=utc_now(), frozen_reason="sengketa")
    assert coverage_figures.protected_today() == 1
    cover_ends.end_cover(reg_no=some[0].reg_no, why="died", last_day=today(), client_key=key(), by=admin)
    assert coverage_figures.protected_today() == 0


def test_who_is_merged_is_counted_once(some, admin):
    ledger_rows.planned_months(some[0], [THIS])
    merges.merge(wrong=some[0].reg_no, right=some[1].reg_no, reason="salah ketik", client_key=key(), by=admin)
    assert (enrolled(), coverage_figures.ending(30), coverage_figures.unfunded()) == (3, 1, 2)


def test_what_goes_on_month_by_month_does_not_end_until_somebody_ends_it(some):
    ledger_rows.planned_months(some[0], [THIS], funder=ledger_rows.somebody("asn"))
    assert coverage_figures.ending(30) == 1
    Commitment.update(last_month=None).execute()
    assert CoverageSpan.get().goes_on and (enrolled(), coverage_figures.ending(30)) == (4, 0)
    Commitment.update(ended_at=utc_now()).execute()
    assert not CoverageSpan.get().goes_on and (enrolled(), coverage_figures.ending(30)) == (4, 1)


def test_months_planned_under_an_open_commitment_go_on_from_the_first(some):
    ledger_rows.planned_months(some[0], [THIS], funder=ledger_rows.somebody("asn"))
    Commitment.update(last_month=None).execute()
    ledger_rows.planned_months(some[0], [add_months(THIS, 1)], funder=ledger_rows.first_company())
    assert [span.goes_on for span in CoverageSpan.select()] == [True]
    assert (enrolled(), coverage_figures.ending(90)) == (4, 0)


def test_who_has_stopped_is_not_called_for_the_end(some, admin):
    ledger_rows.planned_months(some[0], months_from(THIS, 3))
    cover_ends.end_cover(reg_no=some[0].reg_no, why="stopped", last_day=today(), client_key=key(), by=admin)
    assert CoverageSpan.get().stopped and (enrolled(), coverage_figures.ending(30)) == (4, 0)


def test_lines_are_folded_portion_by_portion_and_what_is_nothing_leaves_no_row(some, monkeypatch):
    monkeypatch.setattr(people_counts, "LINES_AT_ONCE", 3)
    change(some[0], kelurahan=BANDARHARJO.kelurahan)
    lines = PeopleDelta.select().count()
    assert people_counts.fold() == lines > 3 and not PeopleDelta.select().exists()
    change(some[0], kelurahan=KAUMAN.kelurahan)
    people_counts.fold()
    assert not PeopleCount.select().where(PeopleCount.area == BANDARHARJO.kelurahan).exists()
    assert not PeopleCount.select().where(PeopleCount.people <= 0).exists()
    assert (people_counts.fold(), enrolled(KAUMAN)) == (0, 4)


def test_counted_anew_is_the_same(some):
    ledger_rows.paid_months(some[0], months_from(THIS, 2), effective=1)
    people_counts.write_anew()
    assert (enrolled(), coverage_figures.ending(60)) == (4, 1)
