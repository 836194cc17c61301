"""Nobody is billed to the city for whom BPJS cannot be asked: it gives its payment code for people it has registered.
Who is left out is named before the bill is made, and comes into the next one once the record is mended."""

import pytest

from db.connection import writing
from db.models import Bill, CoverageMonth, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import bill_held_back, bills, bpjs_candidates, freezing, programme_bills, worker_flags
from kiosk.services.acting import Refused
from kiosk.services.bpjs_candidates import Wadah
from tests import ledger_rows, programme_rows
from tests.services.at_once import key
from tests.services.crowd import crowd, worker
from tests.services.selection_desk import WHOLE

THIS = first_of_month(today())
RATE = 16_800


@pytest.fixture
def city(admin):
    return ledger_rows.somebody("apbd", "Pijar Semar")


@pytest.fixture
def persons(petugas) -> list[Worker]:
    """Two lack nothing, the third lacks the name of the mother."""
    whole = crowd(petugas, 2, **WHOLE)
    return [worker(no) for no in (*whole, *crowd(petugas, 1, numbered=3, **{**WHOLE, "mother_name": None}))]


@pytest.fixture
def planned(city, persons) -> list[CoverageMonth]:
    return ledger_rows.planned_for(persons, [THIS, add_months(THIS, 1)], funder=city)


def billed(city, admin, month=THIS) -> set[int]:
    no = bills.bill_funder(funder_id=city.id, month=month, client_key=key(), by=admin)
    rows = CoverageMonth.select(CoverageMonth.worker).join(Bill).where(Bill.no == no).tuples()
    return {worker_id for (worker_id,) in rows}


def named(city, month=THIS) -> dict[str, list[str]]:
    people, _follows = bill_held_back.page_of(city.id, month)
    return {one.worker.reg_no: [kind.code for kind in one.block.lacks] for one in people}


def test_who_lacks_something_is_named_and_left_out_until_it_is_mended(city, persons, planned, admin):
    assert named(city) == {persons[2].reg_no: ["ibu"]}
    assert billed(city, admin) == {one.id for one in persons[:2]}
    with pytest.raises(Refused) as refused:
        billed(city, admin)
    assert refused.value.message == bills.ALL_HELD_BACK
    ledger_rows.complete(persons[2])
    assert named(city) == {}
    assert billed(city, admin) == {persons[2].id}


def test_whoever_is_billed_can_be_submitted(city, persons, planned, admin):
    people = billed(city, admin)
    ready = bpjs_candidates.ready(Wadah(city.id, city.wadah_type))
    assert {one.id for one in ready} == people
    assert not bpjs_candidates.blocked(Wadah(city.id, city.wadah_type)).exists()


@pytest.mark.parametrize("what", ["frozen", "dukcapil"])
def test_who_is_frozen_or_refused_since_the_promise_is_left_out_too(city, persons, planned, admin, what):
    with writing():
        if what == "frozen":
            freezing.mark_frozen(persons[0], reason="Diminta orangnya.", by=admin)
        else:
            worker_flags.raise_flag(worker_id=persons[0].id, kind=worker_flags.DUKCAPIL, by=admin)
    assert set(named(city)) == {persons[0].reg_no, persons[2].reg_no}
    assert billed(city, admin) == {persons[1].id}


def test_a_member_by_this_money_goes_on_and_is_billed_whatever_is_lacking(city, persons, planned, admin):
    ledger_rows.complete(persons[2])
    billed(city, admin)
    rows = ledger_rows.live_months(CoverageMonth.worker == persons[2].id, CoverageMonth.month == THIS)
    ledger_rows.pay(rows)
    ledger_rows.confirm(rows)
    with writing():
        Worker.update(birth_place="").execute()
    later = add_months(THIS, 1)
    assert persons[2].reg_no not in named(city, later) and len(named(city, later)) == 2
    assert billed(city, admin, later) == {persons[2].id}


def test_the_proposal_counts_whom_it_leaves_out_and_asks_for_the_others(city, persons, admin):
    programme = programme_rows.opened(city, THIS.year, by=admin)
    ledger_rows.planned_for(persons, [THIS], funder=city)
    _programme, found = programme_bills.proposal(no=programme.no, month=THIS, by=admin)
    assert (found.people, found.amount, found.held_back) == (2, 2 * RATE, 1)
    no = programme_bills.bill_month(
        no=programme.no, month=THIS, amount=found.amount, client_key=key(), by=admin
    )
    assert Bill.get(Bill.no == no).amount == found.amount
    _programme, found = programme_bills.proposal(no=programme.no, month=THIS, by=admin)
    assert (found.people, found.held_back) == (0, 1)
