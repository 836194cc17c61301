"""What becomes of a payment is told to who paid, and stands where it is looked for: on the bill and the payment."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Bill, Funder, Message, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import bill_pages, holds, payment_files, payments
from kiosk.services.commitments import commit_months
from kiosk.services.payment_doubts import DoubtfulAmount
from kiosk.services.reversals import Reversal, reverse
from tests.services.at_once import acting, key
from tests.services.billing import THIS, batch_of, billed, live, paid, pay


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def bill(people, mitra) -> Bill:
    """Three people for two months."""
    return billed(batch_of(people, 3, 2), mitra)


def letters() -> list[str]:
    return [row.key for row in Message.select().where(Message.kind == "payment").order_by(Message.id)]


def news(bill: Bill, by) -> list[tuple[str, str, str]]:
    return [(one.what, one.no, one.words) for one in bill_pages.file_of(no=bill.no, by=by).news]


def undo(payment, admin, *, why: str, workers: tuple[str, ...] = ()) -> None:
    reverse(wish=Reversal(payment.no, why, workers), client_key=key(), by=admin)


def test_a_company_hears_that_its_payment_was_refused(bill, mitra, admin):
    told = pay(bill, bill.amount, mitra)
    for _time in range(2):
        payments.refuse(no=told.no, why="Tidak ada di rekening.", by=admin)
    assert letters() == [f"payment:refused:{told.no}"]
    letter = Message.get(Message.kind == "payment")
    assert (letter.funder_id, letter.state, told.no in letter.subject) == (bill.funder_id, "queued", True)
    assert "Tidak ada" not in letter.text and f"/pembayaran/{told.no}" in letter.text
    assert news(bill, mitra) == [("refused", told.no, "Tidak ada di rekening.")]
    pay(bill, bill.amount, mitra)
    assert news(bill, mitra) == []


def test_a_reversal_for_one_person_says_whose_month_why_and_by_whom(bill, mitra, admin):
    payment = pay(bill, bill.amount, admin)
    row = live(bill)[0]
    worker = Worker.get_by_id(row.worker_id)
    undo(payment, admin, why="Salah orang.", workers=(worker.reg_no,))
    [undone] = payment_files.file_of(no=payment.no, by=mitra).undone
    assert (undone.words, undone.by, undone.why) == ("Salah orang.", "Admin", "reversed")
    assert [(month.name, month.reg_no, month.amount) for month in undone.months] == [
        (worker.name, worker.reg_no, one.amount) for one in live(bill) if one.worker_id == worker.id
    ]
    assert letters() == [f"payment:part_reversed:{payment.no}"]
    assert news(bill, mitra) == [("part_reversed", payment.no, "")]
    payments.use_credit(bill_no=bill.no, by=admin)
    assert news(bill, mitra) == []
    assert len(payment_files.file_of(no=payment.no, by=mitra).undone) == 1


def test_a_month_undone_twice_is_named_with_its_price_once(bill, mitra, admin):
    payment = pay(bill, bill.amount, admin)
    worker = Worker.get_by_id(live(bill)[0].worker_id)
    theirs = [row.amount for row in live(bill) if row.worker_id == worker.id]
    undo(payment, admin, why="Salah orang.", workers=(worker.reg_no,))
    payments.use_credit(bill_no=bill.no, by=admin)
    undo(payment, admin, why="Salah orang lagi.", workers=(worker.reg_no,))
    [told] = bill_pages.file_of(no=bill.no, by=mitra).news
    assert (told.what, told.no, told.amount) == ("part_reversed", payment.no, sum(theirs))


def test_whom_the_reader_does_not_see_stands_there_by_initials(bill, mitra, admin):
    payment = pay(bill, bill.amount, admin)
    undo(payment, admin, why="Salah catat.")
    assert holds.release_expired(now=utc_now() + timedelta(days=40)) == 6
    for_company = payment_files.file_of(no=payment.no, by=mitra).undone
    for_admin = payment_files.file_of(no=payment.no, by=admin).undone
    assert {(month.reg_no, month.name[:2]) for one in for_company for month in one.months} == {("", "O.")}
    assert all(month.reg_no for one in for_admin for month in one.months)
    assert letters() == [f"payment:reversed:{payment.no}"]
    assert news(bill, mitra) == [("reversed", payment.no, "Salah catat.")]


def test_a_company_hears_that_its_money_came_too_late(bill, mitra, admin):
    first = live(bill)[0]
    holds.release_expired(now=utc_now() + timedelta(days=40))
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        commit_months(funder=apbd, workers=[Worker.get_by_id(first.worker_id)], months=[THIS])
    told = pay(bill, bill.amount, mitra)
    assert letters() == []
    payments.confirm(no=told.no, by=admin)
    assert letters() == [f"payment:late:{told.no}"]
    assert news(bill, mitra) == [("late", told.no, "")]


def test_money_of_another_bill_stands_among_the_payments_with_what_it_pays(people, bill, mitra, admin):
    rate = live(bill)[0].amount
    first = pay(bill, bill.amount + 2 * rate, admin)
    workers = [Worker.get_by_id(row.worker_id) for row in live(bill)[:3]]
    with writing():
        funder = Funder.get_by_id(bill.funder_id)
        later = max(row.month for row in live(bill))
        months = [(later + timedelta(days=31)).replace(day=1)]
        commit_months(funder=funder, workers=workers, months=months, batch=bill.batch)
    following = billed(bill.batch, mitra)
    payments.use_credit(bill_no=following.no, by=mitra)
    second = pay(following, live(following)[-1].amount, admin, reference="TRF 2")
    file = bill_pages.file_of(no=following.no, by=mitra)
    assert {payment.no for payment in file.payments} >= {first.no, second.no}
    assert sum(file.paying.values()) == file.sums.paid_amount == sum(row.amount for row in paid(following))
    assert next(payment.bill for payment in file.payments if payment.no == first.no) == bill


@pytest.mark.parametrize("amount", [100, 10_000_000])
def test_a_sum_that_can_hardly_be_meant_is_asked_about_once(bill, mitra, amount):
    wish = {
        "bill_no": bill.no, "reference": "TRF 1", "received_on": today(), "amount": amount, "evidence": None,
        "client_key": key(), "by": mitra,
    }  # fmt: skip
    with pytest.raises(DoubtfulAmount):
        payments.pay_bill(**wish, sure=False)
    assert bill_pages.file_of(no=bill.no, by=mitra).payments == []
    assert payments.pay_bill(**wish, sure=True) == payments.pay_bill(**wish, sure=False)


def test_a_sum_that_pays_a_month_is_not_asked_about(bill, mitra):
    rate = live(bill)[0].amount
    for number, amount in enumerate((rate, 2 * bill.amount)):
        told = payments.pay_bill(
            bill_no=bill.no, reference=f"TRF {number}", received_on=bill.issued_on, amount=amount, evidence=None,
            client_key=key(), by=mitra, sure=False,
        )  # fmt: skip
        assert told
