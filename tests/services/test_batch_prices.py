"""One price on the batch's page: what is billed at its frozen price, the rest by the tariff and decision of today."""

import pytest

from db.connection import writing
from db.models import CoverageMonth, CutDecision, Worker
from kiosk.domain.clock import months_from, today
from kiosk.services import batch_money, batch_pages, batch_rows
from kiosk.services.acting import Actor
from kiosk.services.places import occupations_by_code
from kiosk.services.rates import rates_now
from tests.ledger_rows import let_go, undecided
from tests.services.at_once import acting
from tests.services.billing import batch_of, billed, live
from tests.services.crowd import crowd, worker


def cost(batch, *, cut: bool) -> int:
    """All months of one person."""
    rates, sector = rates_now(), occupations_by_code()[Worker.select().first().occupation_id].sector
    months = months_from(batch.first_month, batch.months)
    return sum(
        rates.month(month=at, sector=sector, public_money=False if cut else None).amount for at in months
    )


@pytest.fixture
def mitra(people) -> Actor:
    return acting(people["mitra"])


def price(batch, by: Actor):
    return batch_pages.file_of(no=batch.no, by=by).price


def decide(gets_cut: bool) -> None:
    with writing():
        CutDecision.create(funder_kind="csr", gets_cut=gets_cut, letter_no="B/9/uji", letter_on=today())


def add_one(batch, by: Actor) -> None:
    with writing():
        batch_rows.plan(batch, [worker(crowd(by, 1, numbered=50)[0])])


def test_months_not_billed_cost_what_the_bill_will_ask(people, mitra):
    batch = batch_of(people, 2, 2)
    decide(False)
    shown = price(batch, mitra)
    assert shown.amount == shown.unbilled_amount == shown.full_amount == 2 * cost(batch, cut=False)
    assert (shown.unbilled_months, shown.reduced_amount) == (4, 2 * cost(batch, cut=True))
    assert billed(batch, mitra).amount == shown.amount


def test_billed_months_keep_their_price_when_the_decision_changes(people, mitra):
    batch = batch_of(people, 2, 2)
    bill = billed(batch, mitra)
    decide(False)
    shown = price(batch, mitra)
    assert shown.amount == bill.amount == 2 * cost(batch, cut=True)
    assert (shown.unbilled_months, shown.unbilled_amount) == (0, 0)
    assert batch_money.money_of(batch, mitra).sums.open_amount == shown.amount


def test_who_comes_after_the_bill_is_added_at_today_s_price(people, mitra):
    batch = batch_of(people, 2, 2)
    bill = billed(batch, mitra)
    decide(False)
    add_one(batch, acting(people["petugas"]))
    shown = price(batch, mitra)
    assert shown.amount == 2 * cost(batch, cut=True) + cost(batch, cut=False)
    assert bill.amount == sum(line.amount for line in shown.billed)
    assert {line.people for line in shown.billed} == {2} and {line.people for line in shown.unbilled} == {1}


def test_what_was_let_go_costs_nothing_and_cuts_the_stretch(people, mitra):
    batch = batch_of(people, 1, 3)
    bill = billed(batch, mitra)
    middle = live(bill)[1]
    let_go([middle])
    shown = price(batch, mitra)
    first, _second, third = months_from(batch.first_month, 3)
    assert [(line.first, line.last) for line in shown.lines] == [(first, first), (third, third)]
    assert shown.amount == bill.amount - CoverageMonth.get_by_id(middle.id).amount


def test_both_prices_are_known_while_it_is_undecided(people, mitra):
    batch = batch_of(people, 2, 2)
    undecided()
    shown = price(batch, mitra)
    assert not shown.decided and shown.amount == shown.full_amount == 2 * cost(batch, cut=False)
    assert shown.reduced_amount == 2 * cost(batch, cut=True)
