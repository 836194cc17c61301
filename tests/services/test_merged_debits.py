"""A worker whom a bank was asked for under a registration that is merged: nobody is debited twice, no money is lost."""

import pytest

from db.models import DebitItem, Payment, Pledge, Worker
from kiosk.services.merges import merge
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def worker_of(mandate) -> Worker:
    return Worker.get_by_id(Pledge.get(Pledge.mandate == mandate).worker_id)


def merged(wrong: Worker, right: Worker) -> None:
    merge(wrong=wrong.reg_no, right=right.reg_no, reason="NIK salah ketik", client_key=key(), by=admin())


def test_item_goes_over_to_the_right_number_and_is_paid_there(people):
    wrong = worker_of(debit_desk.due())
    [right] = asn_desk.waiting()
    run = debit_desk.sent()
    merged(wrong, right)
    assert DebitItem.get().worker_id == right.id
    debit_desk.upload(run, debit_desk.answer(run))
    payment = Payment.get()
    assert (payment.allocated, payment.credited) == (16_800, 0) and not debit_desk.faults()


def test_asked_for_under_both_numbers_one_is_paid_and_the_other_goes_back():
    wrong, right = worker_of(debit_desk.due()), worker_of(debit_desk.due())
    run = debit_desk.sent()
    merged(wrong, right)
    assert not debit_desk.faults()
    debit_desk.upload(run, debit_desk.answer(run))
    assert sorted((row.allocated, row.credited) for row in Payment.select()) == [(0, 16_800), (16_800, 0)]
    assert not debit_desk.faults()
