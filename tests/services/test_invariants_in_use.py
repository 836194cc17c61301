"""What the invariants on holds and days of payment must not take for a fault: the ways the ledger is really used."""

from datetime import timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import CoverageMonth, Payment, Setting
from kiosk.domain.clock import months_from, today, utc_now
from kiosk.services import confirmations, invariants
from kiosk.services.reversals import Reversal, reverse
from tests.ledger_rows import pay as pay_at_once
from tests.ledger_rows import planned_months, somebody
from tests.services.at_once import acting, key
from tests.services.billing import THIS, batch_of, billed, live, pay
from tests.services.crowd import crowd, worker

MINE = ("held", "hold_ends", "paid_on", "proofs")


@pytest.fixture
def bill(people):
    return billed(batch_of(people, 1, 2), acting(people["mitra"]))


def faults() -> dict[str, tuple[str, ...]]:
    found = {proof.invariant.code: proof.named for proof in invariants.faults()}
    return {code: named for code, named in found.items() if code in MINE}


def undo(payment: Payment, by, **how) -> None:
    reverse(wish=Reversal(no=payment.no, why="Salah catat.", **how), client_key=key(), by=by)


def change(row: CoverageMonth, **values) -> None:
    CoverageMonth.update(values).where(CoverageMonth.id == row.id).execute()


def test_months_whose_payment_is_undone_wait_from_then(bill, admin):
    payment = pay(bill, bill.amount, admin)
    with time_machine.travel(utc_now() + timedelta(days=5), tick=False):
        undo(payment, admin)
        assert live(bill)[-1].hold_until > bill.hold_until
        assert faults() == {}
        change(live(bill)[-1], hold_until=live(bill)[-1].hold_until + timedelta(days=1))
        assert list(faults()) == ["hold_ends"]


def test_a_hold_is_not_too_long_because_a_setting_was_lowered_later(bill):
    with writing():
        Setting.create(key="hold_days_batch", value="3", valid_from=today(), basis="keputusan untuk uji")
    assert faults() == {}


def test_months_of_a_payment_that_was_joined_keep_their_day(bill, admin):
    month = live(bill)[0].amount
    yesterday = today() - timedelta(days=1)
    pay(bill, month + 100, admin, on=yesterday)
    pay(bill, month - 100, admin, reference="TRF 2")
    [first, last] = live(bill)
    assert (first.paid_on, first.payment.received_on) == (yesterday, today())
    assert faults() == {}
    change(last, paid_on=yesterday - timedelta(days=1))
    assert list(faults()) == ["paid_on"]


def test_confirmed_months_that_other_credit_pays_keep_their_day(bill, admin):
    wrong = pay(bill, bill.amount, admin)
    confirmations.accept(month_ids=[live(bill)[0].id], effective_on=today(), by=admin)
    pay(bill, bill.amount, admin, reference="TRF 2", on=today() - timedelta(days=1))
    undo(wrong, admin, replace=True)
    first = live(bill)[0]
    assert first.paid_on != first.payment.received_on
    assert faults() == {}


def test_civil_servants_months_wait_with_an_end_until_the_deduction_runs(people):
    someone, city = worker(crowd(acting(people["petugas"]), 1)[0]), somebody("asn")
    first, second = planned_months(someone, months_from(THIS, 2), funder=city)
    assert faults() == {}
    change(second, hold_until=None)
    assert list(faults()) == ["hold_ends"]
    pay_at_once([first])
    assert faults() == {}
