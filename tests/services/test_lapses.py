"""Who is about to lapse, in arrears, ended: the lists by spans say what the rules say of each person's months."""

import random
from datetime import date, timedelta

import pytest

from db.models import Batch, BatchRow, Commitment, CoverageMonth, LapseContact, Worker
from kiosk.domain import protection
from kiosk.domain.clock import add_months, first_of_month, months_between, today, utc_now
from kiosk.domain.lapses import first_empty, last_day_to_pay
from kiosk.domain.protection import Ended, InArrears
from kiosk.services import cover_ends, lapses, ledger
from kiosk.services.lapse_wishes import ARREARS, CONTACTED, ENDED, NOT_YET, SOON, Wish
from tests import ledger_rows
from tests.ledger_rows import bill, confirm, paid_months, pay, planned_months, somebody
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker
from tests.web import desk

THIS = first_of_month(today())


def month(ahead: int) -> date:
    return add_months(THIS, ahead)


def run(first: int, last: int) -> list[date]:
    return [month(ahead) for ahead in range(first, last + 1)]


@pytest.fixture
def person(petugas):
    """person() is the next of twenty people of Kauman."""
    numbers = iter(crowd(petugas, 20))
    return lambda: worker(next(numbers))


def listed(by, which: str = SOON, **wish) -> set[int]:
    found = lapses.page_of(by=by, wish=Wish(which, **wish))
    assert found.total == len(found.endings)
    return {ending.worker_id for ending in found.endings}


def lists(by) -> dict[str, set[int]]:
    return {which: listed(by, which) for which in (SOON, ARREARS, ENDED)}


def test_whose_funded_months_end_within_the_notice_stands_on_the_list(admin, person):
    near, far, gap = person(), person(), person()
    planned_months(near, run(0, 0))
    planned_months(far, run(0, 6))
    planned_months(gap, run(0, 0))
    planned_months(gap, run(2, 6))
    planned_months(person(), run(1, 1))  # has nothing this month: not what ends
    assert listed(admin) == {near.id, gap.id}
    assert dict(lapses.page_of(by=admin, wish=Wish()).endings)[gap.id] == THIS


def test_notice_reaches_as_many_days_ahead_as_the_setting_says(admin, person):
    people = {ahead: person() for ahead in range(4)}
    for ahead, one in people.items():
        planned_months(one, run(0, ahead))
    within = {ahead for ahead in people if month(ahead + 1) <= today() + timedelta(days=60)}
    assert listed(admin) == {people[ahead].id for ahead in within}


def test_member_who_stopped_paying_is_in_arrears_and_later_ended(admin, person):
    owing, late, ended, long_ago = (person() for _ in range(4))
    for one, last in ((owing, -1), (late, -3), (ended, -4), (long_ago, -8)):
        paid_months(one, run(last - 1, last), effective=2)
    assert lists(admin) == {SOON: set(), ARREARS: {owing.id, late.id}, ENDED: {ended.id}}


def test_months_paid_but_never_confirmed_make_nobody_owe(admin, person):
    paid_months(person(), run(-2, -1))
    assert lists(admin) == {SOON: set(), ARREARS: set(), ENDED: set()}


def test_payment_not_confirmed_yet_stops_the_arrears(admin, person):
    one = person()
    paid_months(one, run(-2, -2), effective=1)
    rest = planned_months(one, run(-1, 3))
    assert listed(admin, ARREARS) == {one.id}
    pay(rest)
    assert listed(admin, ARREARS) == set()


def test_months_promised_but_not_paid_do_not_hide_arrears(admin, person):
    one = person()
    paid_months(one, run(-2, -1), effective=2)
    planned_months(one, run(0, 6))
    assert listed(admin, ARREARS) == {one.id}


def test_whoever_is_funded_anew_has_not_ended(admin, person):
    one = person()
    paid_months(one, run(-6, -5), effective=2)
    assert listed(admin, ENDED) == {one.id}
    planned_months(one, run(1, 3))
    assert listed(admin, ENDED) == set()


def test_whoever_may_not_be_funded_is_not_called(admin, person):
    for columns in (
        {"frozen_at": utc_now()},
        {"approval": "asked", "birth_on": today() - timedelta(days=6000)},
    ):
        one = person()
        planned_months(one, run(0, 0))
        Worker.update(columns).where(Worker.id == one.id).execute()
    assert listed(admin) == set()


@pytest.mark.parametrize("why", [cover_ends.DIED, cover_ends.STOPPED])
def test_nobody_is_called_about_cover_that_somebody_ended(admin, person, why):
    one = person()
    planned_months(one, run(0, 6))
    cover_ends.end_cover(reg_no=one.reg_no, why=why, last_day=today(), client_key=key(), by=admin)
    assert lists(admin) == {SOON: set(), ARREARS: set(), ENDED: set()}


def test_months_a_civil_servant_gives_go_on_by_themselves(admin, person):
    one = person()
    planned_months(one, run(0, 0), funder=somebody("asn"))
    Commitment.update(last_month=None).execute()
    assert listed(admin) == set()
    Commitment.update(ended_at=utc_now()).execute()
    assert listed(admin) == {one.id}


def test_officer_sees_own_people_only(people, person):
    one = person()
    planned_months(one, run(0, 0))
    assert listed(acting(people["petugas"])) == listed(acting(people["rekan"])) == {one.id}
    assert listed(acting(people["petugas2"])) == set()


def test_company_sees_its_own_people_and_apart_from_them_those_of_others(people, person):
    mine, other = person(), person()
    for one in (mine, other):
        planned_months(one, run(0, 0))
    stands_in_batch(mine, people["mitra"])
    by = acting(people["mitra"])
    assert (listed(by), listed(by, others=True)) == ({mine.id}, {other.id})
    assert listed(acting(people["donatur"]), others=True) == {mine.id, other.id}
    assert lapses.is_named(by, Wish()) and not lapses.is_named(by, Wish(others=True))
    assert not lapses.is_named(acting(people["donatur"]), Wish(others=True))


def stands_in_batch(one: Worker, staff) -> None:
    batch = Batch.create(
        no="B26-UJI", company=staff.company, name="Uji", first_month=THIS, months=1, created_by_id=staff.id
    )
    BatchRow.create(batch=batch, number=1, worker=one, state="ready")


def test_list_is_narrowed_by_place_funder_and_whether_somebody_called(admin, people, person):
    by_city, by_company = person(), person()
    planned_months(by_city, run(0, 0), funder=somebody("apbd"))
    planned_months(by_company, run(0, 0))
    Worker.update(kelurahan=None, home_regency="Kabupaten Demak").where(Worker.id == by_company.id).execute()
    LapseContact.create(worker=by_city, first_empty=month(1), outcome="reached", by=people["petugas"])
    LapseContact.create(worker=by_company, first_empty=month(-9), outcome="reached", by=people["petugas"])
    city, company = {by_city.id}, {by_company.id}
    assert listed(admin, kelurahan=desk.KAUMAN) == listed(admin, kecamatan="33.74.01") == city
    assert listed(admin, kelurahan="luar") == company
    assert listed(admin, funder_kind="apbd") == city and listed(admin, funder_kind="dbhcht") == set()
    assert listed(admin, contacted=CONTACTED) == city and listed(admin, contacted=NOT_YET) == company
    assert listed(admin, post="johar") == city | company and listed(admin, post="tambak-lorok") == set()
    assert listed(acting(people["petugas"]), funder_kind="csr", contacted=NOT_YET, post="johar") == company


def test_a_rare_funder_and_a_common_one_are_found_alike(admin, person, monkeypatch):
    one = person()
    planned_months(one, run(0, 0), funder=somebody("apbd"))
    planned_months(person(), run(0, 0))
    assert listed(admin, funder_kind="apbd") == {one.id}
    monkeypatch.setattr("kiosk.services.lapse_queries.FEW_COMMITMENTS", 0)
    assert listed(admin, funder_kind="apbd") == {one.id}


def test_most_pressing_come_first_and_pages_follow_each_other(admin, person, monkeypatch):
    monkeypatch.setattr(lapses, "PAGE", 2)
    people = [person() for _ in range(3)]
    for one, last in zip(people, (-1, -3, -2), strict=True):
        paid_months(one, run(last, last), effective=1)
    first = lapses.page_of(by=admin, wish=Wish(ARREARS))
    second = lapses.page_of(by=admin, wish=Wish(ARREARS), page=2)
    assert [ending.last for ending in first.endings + second.endings] == [month(-3), month(-2), month(-1)]
    assert (first.follows, second.follows, first.total) == (True, False, 3)


def test_count_stops_at_its_limit(admin, person, monkeypatch):
    monkeypatch.setattr(lapses, "MOST_COUNTED", 2)
    for _ in range(4):
        planned_months(person(), run(0, 0))
    assert lapses.count(by=admin) == 3


@pytest.mark.parametrize("seed", range(4))
def test_lists_agree_with_the_rules_of_protection_for_every_history(admin, petugas, seed):
    """Histories drawn by chance: months taken, paid, confirmed, with gaps, before and after today."""
    rng, people = random.Random(seed), [worker(reg_no) for reg_no in crowd(petugas, 60)]
    histories(rng, people)
    states = ledger.protections([one.id for one in people])
    got = lists(admin)
    assert got[ARREARS] == {id_ for id_, state in states.items() if isinstance(state, InArrears)}
    assert got[ENDED] == {
        id_ for id_, state in states.items()
        if isinstance(state, Ended) and months_between(first_of_month(state.on), THIS) < 3
    }  # fmt: skip
    assert got[SOON] == {one.id for one in people if ends_soon(one)}
    for worker_id, last in lapses.first_of(by=admin, wish=Wish(ARREARS), most=99):
        state = states[worker_id]
        assert (state.since, state.last_day_to_pay) == (first_empty(last), last_day_to_pay(last, 3))
    assert sum(map(len, got.values())) > 10


def histories(rng: random.Random, people: list[Worker]) -> None:
    paid, confirmed, funder = [], [], ledger_rows.first_company()
    for one in people:
        at = rng.randint(-9, 1)
        while at < 4:
            length = rng.choice((1, 1, 2, 3))
            rows = planned_months(one, run(at, at + length - 1), funder=funder)
            many = rng.choice((0, length, length, length))
            paid += rows[:many]
            confirmed += rows[: rng.choice((0, many, many))]
            at += length + rng.choice((0, 1, 2, 3, 5))
    pay(paid)
    confirm(confirmed)


def ends_soon(one: Worker) -> bool:
    """By the months themselves: the first that nobody gives, or that is only planned after one that is paid."""
    live = (CoverageMonth.worker == one) & CoverageMonth.released_at.is_null()
    paid = {row.month: row.paid_on is not None for row in CoverageMonth.select().where(live)}
    if THIS not in paid:
        return False
    ahead = (month(step) for step in range(1, 99))
    empty = next(
        each for each in ahead if each not in paid or (paid[add_months(each, -1)] and not paid[each])
    )
    return empty <= today() + timedelta(days=60)


def test_plan_that_nobody_has_paid_takes_nobody_off_the_list(admin, person):
    """A company's plan alone; the city's promise stands, and so does what is billed."""
    planned, stands, billed = person(), person(), person()
    for one in (planned, stands, billed):
        paid_months(one, run(0, 0), funder=somebody("apbd"))
    plan = planned_months(planned, run(1, 6))
    planned_months(stands, run(1, 6), funder=somebody("apbd"))
    bill(planned_months(billed, run(1, 6)))
    assert lapses.page_of(by=admin, wish=Wish()).endings == [(planned.id, THIS)]
    assert lapses.those_of(by=admin, wish=Wish(), worker_ids=[planned.id, stands.id]) == {planned.id: THIS}
    pay(plan)
    assert listed(admin) == set()


def test_plan_shorter_than_the_notice_is_listed_once_by_what_is_paid(admin, person):
    one = person()
    paid_months(one, run(0, 0))
    planned_months(one, run(1, 1))
    assert lapses.page_of(by=admin, wish=Wish()).endings == [(one.id, THIS)]


def test_what_a_company_has_planned_is_offered_to_no_other(people, person):
    one = person()
    paid_months(one, run(0, 0), funder=somebody("apbd"))
    planned_months(one, run(1, 6))
    assert listed(acting(people["petugas"])) == {one.id}
    assert listed(acting(people["mitra2"]), others=True) == set()


def test_last_day_to_pay_is_that_of_the_rules():
    for last in run(-3, 0):
        state = protection.protection_on(
            first_empty(last), [protection.CoveredMonth(last, last, last)], lapse_months=3
        )
        assert state.last_day_to_pay == last_day_to_pay(last, 3)
