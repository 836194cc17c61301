"""Several people at the same bill and payment at once: whatever comes first, the money adds up."""

import pytest

from db.models import Bill, Payment, PaymentAllocation, Worker
from kiosk.services import bills, coverage_counts, payments
from kiosk.services.acting import Refused
from kiosk.services.payment_facts import ReferenceTaken
from kiosk.services.reversals import Reversal, reverse
from tests.services.at_once import acting, all_at_once, key
from tests.services.billing import batch_of, billed, live, money_adds_up, paid, pay

AT_ONCE = 6


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def counted_months() -> int:
    return sum(counted.paid for _key, counted in coverage_counts.recount())


def test_a_batch_is_billed_once_when_several_press_at_once(people, mitra):
    batch = batch_of(people, 4, 2)
    answers = all_at_once(
        [lambda: bills.bill_batch(no=batch.no, client_key=key(), by=mitra) for _one in range(AT_ONCE)]
    )
    assert Bill.select().count() == 1
    assert sorted(type(answer) is str for answer in answers) == [False] * (AT_ONCE - 1) + [True]
    assert all(isinstance(answer, str | Refused) for answer in answers), answers


def test_the_same_transfer_told_by_several_at_once_is_one_payment(people, mitra):
    bill = billed(batch_of(people, 2, 1), mitra)
    answers = all_at_once([lambda: pay(bill, 8_400, mitra, reference="TRF 7") for _one in range(AT_ONCE)])
    assert Payment.select().count() == 1
    refused = [answer for answer in answers if isinstance(answer, ReferenceTaken)]
    assert len(refused) == AT_ONCE - 1, answers


def test_a_payment_confirmed_by_several_at_once_pays_once(people, mitra, admin):
    bill = billed(batch_of(people, 3, 2), mitra)
    told = pay(bill, bill.amount, mitra)
    answers = all_at_once([lambda: payments.confirm(no=told.no, by=admin) for _one in range(AT_ONCE)])
    assert answers == [None] * AT_ONCE
    assert (len(paid(bill)), PaymentAllocation.select().count(), counted_months()) == (6, 6, 6)
    money_adds_up()


def test_parts_confirmed_at_once_pay_the_whole_bill(people, mitra, admin):
    bill = billed(batch_of(people, 4, 2), mitra)
    uneven = [bill.amount // 3 + 1, bill.amount // 3 - 1, bill.amount - 2 * (bill.amount // 3)]
    told = [pay(bill, amount, mitra, reference=f"TRF {number}") for number, amount in enumerate(uneven)]
    answers = all_at_once([lambda no=one.no: payments.confirm(no=no, by=admin) for one in told])
    assert answers == [None] * len(told)
    assert len(paid(bill)) == len(live(bill)) == counted_months() == 8
    money_adds_up()


def test_reversals_and_credit_at_once_leave_nothing_half_done(people, mitra, admin):
    bill = billed(batch_of(people, 4, 2), mitra)
    payment = pay(bill, bill.amount, admin)
    numbers = [worker.reg_no for worker in Worker.select().order_by(Worker.id)]

    def undo(*workers: str):
        reverse(wish=Reversal(no=payment.no, why="Salah.", workers=workers), client_key=key(), by=admin)

    work = [lambda number=number: undo(number) for number in numbers[:3]]
    work += [lambda: payments.use_credit(bill_no=bill.no, by=mitra), undo]
    answers = all_at_once(work)
    assert all(answer is None or isinstance(answer, int | Refused) for answer in answers), answers
    assert (paid(bill), counted_months()) == ([], 0)
    money_adds_up()
