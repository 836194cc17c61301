"""What is promised of a programme is kept with every change of its months, and never goes over quota or budget."""

from datetime import date

import pytest
from peewee import IntegrityError

from db.connection import writing
from db.models import Commitment, CoverageMonth, Payment, Programme, ProgrammePlace, Worker
from kiosk.domain.clock import today
from kiosk.services import (
    cover_ends,
    invariants_programmes,
    ledger,
    merges,
    programme_counts,
    programmes,
    reversals,
)
from kiosk.services.acting import Refused
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.programme_counts import Sums
from kiosk.services.reversals import Reversal
from tests import ledger_rows, programme_rows
from tests.services.at_once import key
from tests.services.crowd import crowd, worker

YEAR = today().year + 1
RATE = 16_800


def months(count: int, first: int = 1) -> list[date]:
    return [date(YEAR, first + step, 1) for step in range(count)]


@pytest.fixture
def city(admin):
    return ledger_rows.somebody("apbd", "Pijar Semar")


@pytest.fixture
def persons(petugas) -> list[Worker]:
    return [worker(number) for number in crowd(petugas, 4)]


@pytest.fixture
def programme(city, admin) -> Programme:
    return programme_rows.opened(city, YEAR, by=admin, quota=2, budget=RATE * 20)


def promised(programme: Programme, people: list[Worker], run: list[date]) -> list[CoverageMonth]:
    with writing():
        made = commit_months(funder=programme.funder, workers=people, months=run, programme=programme)
    return ledger_rows.live_months(CoverageMonth.commitment.in_([one.id for one in made]))


def sums(programme: Programme) -> tuple[int, int]:
    row = Programme.get_by_id(programme.id)
    return row.places, row.promised


def adds_up() -> bool:
    return not any(list(one.broken()) for one in invariants_programmes.INVARIANTS)


def test_people_and_rupiah_are_kept_with_the_promise(programme, persons):
    promised(programme, persons[:2], months(3))
    assert sums(programme) == (2, 6 * RATE) and adds_up()
    assert {(row.months, row.promised) for row in ProgrammePlace.select()} == {(3, 3 * RATE)}


def test_second_promise_to_the_same_person_takes_no_second_place(programme, persons):
    promised(programme, persons[:1], months(2))
    promised(programme, persons[:1], months(2, first=5))
    assert sums(programme) == (1, 4 * RATE) and adds_up()


def test_money_outside_any_programme_is_not_counted(programme, persons):
    ledger_rows.planned_months(persons[0], months(2), funder=programme.funder)
    assert sums(programme) == (0, 0) and adds_up()


def test_one_too_many_is_refused_with_what_is_left_and_nothing_stands(programme, persons):
    promised(programme, persons[:1], months(1))
    with pytest.raises(Refused, match="tinggal 1 tempat, sedangkan ini memerlukan 2"):
        promised(programme, persons[1:3], months(1))
    assert sums(programme) == (1, RATE) and Commitment.select().count() == 1 and adds_up()


def test_many_places_are_written_as_people_write_them(programme, persons):
    refusal = programme_counts._refusal(Programme(name="P", year=YEAR, quota=1_500, budget=0), Sums(2_000, 0))
    assert "tinggal 1.500 tempat, sedangkan ini memerlukan 2.000" in refusal.message % refusal.params


def test_budget_that_would_be_exceeded_is_refused_with_what_is_left(programme, persons):
    promised(programme, persons[:1], months(12))
    with pytest.raises(Refused, match=r"tinggal Rp134\.400, sedangkan ini memerlukan Rp151\.200"):
        promised(programme, persons[1:2], months(9))
    promised(programme, persons[1:2], months(8))
    assert sums(programme) == (2, 20 * RATE) and adds_up()


def test_database_itself_lets_nobody_over_quota_or_budget(programme):
    for values in ({"places": 3}, {"promised": RATE * 20 + 1}, {"places": -1}, {"quota": -1}):
        with pytest.raises(IntegrityError), writing():
            Programme.update(values).where(Programme.id == programme.id).execute()


def test_released_months_give_place_and_money_back(programme, persons):
    kept, gone = promised(programme, persons[:1], months(2)), promised(programme, persons[1:2], months(2))
    ledger_rows.let_go(gone)
    assert sums(programme) == (1, 2 * RATE) and adds_up()
    ledger_rows.let_go(kept[:1])
    assert sums(programme) == (1, RATE) and adds_up()
    promised(programme, persons[1:2], months(2))  # and may be promised again
    assert sums(programme) == (2, 3 * RATE) and adds_up()


def test_another_price_moves_the_money(programme, persons):
    rows = promised(programme, persons[:2], months(2))
    with writing(), changing([row.worker_id for row in rows]) as changes:
        changes.price([row.id for row in rows[:2]], amount=RATE * 2)
    assert sums(programme) == (2, 6 * RATE) and adds_up()


def test_price_that_the_budget_cannot_bear_is_refused(programme, persons):
    rows = promised(programme, persons[:1], months(12))
    with pytest.raises(Refused, match="Anggaran"), writing(), changing([persons[0].id]) as changes:
        changes.price([row.id for row in rows], amount=RATE * 2)
    assert sums(programme) == (1, 12 * RATE) and adds_up()


def test_two_registrations_of_one_person_keep_one_place(programme, persons, admin):
    right, wrong = persons[:2]
    promised(programme, [right], months(2))
    promised(programme, [wrong], months(2, first=2))
    assert sums(programme) == (2, 4 * RATE)
    reason = "Terdaftar dua kali"
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason=reason, client_key=key(), by=admin)
    assert sums(programme) == (1, 3 * RATE) and adds_up()


def test_billed_paid_and_confirmed_months_change_nothing(programme, persons):
    rows = promised(programme, persons[:1], months(2))
    ledger_rows.bill(rows)
    ledger_rows.pay_and_confirm(rows)
    assert sums(programme) == (1, 2 * RATE) and adds_up()
    assert ledger.live_months(persons[0].id)


def test_reversed_payment_keeps_the_place_and_an_end_of_cover_gives_it_back(programme, persons, admin):
    rows = promised(programme, persons[:1], months(3))
    ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    whole = Reversal(no=Payment.get().no, why="Salah nominal")
    reversals.reverse(wish=whole, client_key=key(), by=admin)
    assert sums(programme) == (1, 3 * RATE) and adds_up()
    ledger_rows.pay(ledger_rows.live_months(CoverageMonth.worker == persons[0].id)[:1])
    cover_ends.end_cover(
        reg_no=persons[0].reg_no, why="stopped", last_day=today(), client_key=key(), by=admin
    )
    assert sums(programme) == (0, 0) and not ProgrammePlace.select().exists() and adds_up()
    promised(programme, persons[:1], months(2))  # comes back to the work
    assert sums(programme) == (1, 2 * RATE) and adds_up()


def test_person_of_a_closed_one_and_of_the_next_holds_a_place_in_each_when_merged(city, persons, admin):
    closed = programme_rows.opened(city, YEAR, by=admin, quota=1)
    promised(closed, persons[:1], months(3))
    programmes.close(no=closed.no, why="Diganti", by=admin)
    following = programme_rows.opened(city, YEAR, by=admin, quota=1)
    promised(following, persons[1:2], months(3, first=3))
    merges.merge(
        wrong=persons[0].reg_no,
        right=persons[1].reg_no,
        reason="Terdaftar dua kali",
        client_key=key(),
        by=admin,
    )
    assert sums(closed)[0] == sums(following)[0] == 1 and adds_up()
    assert sums(closed)[1] + sums(following)[1] == 5 * RATE  # the month both had is one
    assert {row.worker_id for row in ProgrammePlace.select()} == {persons[1].id}


def test_closed_programme_takes_nobody_new_and_keeps_who_is_there(programme, persons, admin):
    promised(programme, persons[:1], months(1))
    programmes.close(no=programme.no, why="Anggaran dialihkan", by=admin)
    stale = programme  # read before it was closed, as somebody's who was promising at that moment
    with pytest.raises(Refused, match="sudah ditutup"):
        promised(stale, persons[1:2], months(1))
    assert sums(programme) == (1, RATE) and adds_up()


def test_what_is_kept_is_written_anew_for_a_store_that_was_filled(programme, persons):
    promised(programme, persons[:2], months(2))
    ProgrammePlace.delete().execute()
    Programme.update(places=0, promised=1).execute()
    assert not adds_up()
    with writing():
        programme_counts.write_anew()
    assert sums(programme) == (2, 4 * RATE) and adds_up()
