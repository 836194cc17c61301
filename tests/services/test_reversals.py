"""Payments that were wrong: undone whole or for some people, never edited, and never under a month that BPJS has
confirmed."""

from datetime import timedelta

import pytest
from peewee import DatabaseError

from db.connection import writing
from db.models import Bill, CoverageMonth, Credit, Funder, Payment, PaymentAllocation, Worker
from kiosk.domain.clock import add_months, today, utc_now
from kiosk.services import payments
from kiosk.services.acting import Actor, NotAllowed, Refused
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.reversals import Reversal, reverse
from tests.services.at_once import acting, key
from tests.services.billing import THIS, batch_of, billed, live, money_adds_up, paid, pay


@pytest.fixture
def bill(people) -> Bill:
    """Three people for two months."""
    return billed(batch_of(people, 3, 2), acting(people["mitra"]))


@pytest.fixture
def payment(bill, admin) -> Payment:
    return pay(bill, bill.amount, admin)


def undo(payment: Payment, by: Actor, **other) -> None:
    reverse(wish=Reversal(no=payment.no, why="Salah catat.", **other), client_key=key(), by=by)


def confirmed(rows: list[CoverageMonth]) -> None:
    with writing(), changing([row.worker_id for row in rows]) as changes:
        changes.confirm([row.id for row in rows], on=today())


def test_a_payment_is_reversed_whole_by_a_negative_one(bill, payment, admin):
    undo(payment, admin)
    negative = Payment.get(Payment.reverses == payment)
    assert (negative.amount, negative.why) == (-payment.amount, "Salah catat.")
    assert Payment.get_by_id(payment.id).state == "reversed"
    assert paid(bill) == []
    assert all(row.hold_until > utc_now() for row in live(bill))
    money_adds_up()


def test_what_was_reversed_may_be_entered_again_under_its_reference(bill, payment, admin):
    undo(payment, admin)
    pay(bill, bill.amount, admin)
    assert len(paid(bill)) == 6
    money_adds_up()


def test_the_months_of_chosen_people_become_credit(bill, payment, admin):
    worker = Worker.get_by_id(live(bill)[0].worker_id)
    undo(payment, admin, workers=(worker.reg_no,))
    assert {row.worker_id for row in live(bill) if not row.paid_on} == {worker.id}
    assert Payment.get_by_id(payment.id).state == "confirmed"
    given = sum(row.amount for row in Credit.select())
    assert given == sum(row.amount for row in live(bill) if row.worker_id == worker.id)
    money_adds_up()
    with pytest.raises(Refused, match="Tidak ada bulan"):
        undo(payment, admin, workers=(worker.reg_no,))
    payments.use_credit(bill_no=bill.no, by=admin)
    assert len(paid(bill)) == 6
    money_adds_up()


def test_a_month_that_bpjs_confirmed_is_not_left_unpaid(bill, payment, admin):
    confirmed(live(bill)[:2])
    for workers in ((), (Worker.get_by_id(live(bill)[0].worker_id).reg_no,)):
        with pytest.raises(Refused, match="sudah berlaku"):
            undo(payment, admin, workers=workers)
    with pytest.raises(Refused, match="tidak cukup"):
        undo(payment, admin, replace=True)
    assert len(paid(bill)) == 6
    assert not Payment.select().where(Payment.reverses.is_null(False)).exists()
    money_adds_up()


def test_other_credit_steps_in_for_confirmed_months(bill, payment, admin):
    confirmed(live(bill)[:2])
    right = pay(bill, 40_000, admin, reference="TRF 2", on=today() - timedelta(days=1))
    undo(payment, admin, replace=True)
    assert {(row.payment_id, row.paid_on) for row in paid(bill)} == {(right.id, today())}
    assert [bool(row.effective_on) for row in paid(bill)] == [True, True]
    assert Payment.get_by_id(payment.id).state == "reversed"
    money_adds_up()


def test_a_reversed_payment_is_not_reversed_again(payment, admin):
    client_key = key()
    for _time in range(2):
        reverse(wish=Reversal(no=payment.no, why="Salah."), client_key=client_key, by=admin)
    with pytest.raises(Refused, match="tidak sedang berlaku"):
        undo(payment, admin)
    assert Payment.select().count() == 2


def test_only_the_admin_reverses(people, payment):
    for name in ("mitra", "petugas", "auditor"):
        with pytest.raises(NotAllowed):
            undo(payment, acting(people[name]))


def test_credit_that_was_used_elsewhere_is_reversed_with_its_payment(people, bill, admin):
    first = pay(bill, bill.amount + 2 * 16_800, admin)
    other = billed(batch_of_same_company(people, bill), admin)
    payments.use_credit(bill_no=other.no, by=admin)
    assert len(paid(other)) == 2
    undo(first, admin)
    assert (paid(bill), paid(other)) == ([], [])
    money_adds_up()


def batch_of_same_company(people, bill):
    """Two of its people for the months after."""
    workers = [Worker.get_by_id(row.worker_id) for row in live(bill)[:2]]
    with writing():
        commit_months(
            funder=Funder.get_by_id(bill.funder_id),
            workers=workers,
            months=[add_months(THIS, 2)],
            batch=bill.batch,
        )
    return bill.batch


@pytest.mark.parametrize("change", [
    lambda payment: Payment.update(amount=1).where(Payment.id == payment.id),
    lambda payment: Payment.delete().where(Payment.id == payment.id),
    lambda payment: PaymentAllocation.delete(),
    lambda payment: PaymentAllocation.update(amount=1),
])  # fmt: skip
def test_the_database_refuses_to_edit_what_was_paid(payment, change):
    with pytest.raises(DatabaseError, match=r"edited|deleted|append-only"), writing():
        change(payment).execute()
