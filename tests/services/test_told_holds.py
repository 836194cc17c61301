"""A payment that waits for its answer holds the months it is for; what could not be paid in time is said."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Bill, Funder, Payment, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import batch_money, batch_row_lists, bill_pages, holds, payment_files, payments, settings
from kiosk.services.commitments import commit_months
from kiosk.services.reversals import Reversal, reverse
from tests.services.at_once import acting, key
from tests.services.billing import THIS, batch_of, billed, live, money_adds_up, paid, pay

DEADLINE_PAST = timedelta(days=15)  # of a bill made today


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def bill(people, mitra) -> Bill:
    """Three people for two months."""
    return billed(batch_of(people, 3, 2), mitra)


def told(bill: Bill, mitra, *, days_ago: int = 0, **other) -> Payment:
    """A payment that was told so many days before the bill's time is over."""
    payment = pay(bill, bill.amount, mitra, **other)
    at = utc_now() + DEADLINE_PAST - timedelta(days=days_ago)
    Payment.update(told_at=at).where(Payment.id == payment.id).execute()
    return payment


def job() -> int:
    return holds.release_expired(now=utc_now() + DEADLINE_PAST)


def test_what_waits_for_its_answer_is_not_let_go(bill, mitra, admin):
    payment = told(bill, mitra, days_ago=3)
    assert job() == 0 and len(live(bill)) == 6
    payments.confirm(no=payment.no, by=admin)
    assert len(paid(bill)) == 6
    money_adds_up()


def test_the_old_time_holds_again_once_it_is_refused(bill, mitra, admin):
    payment = told(bill, mitra, days_ago=1)
    payments.refuse(no=payment.no, why="Tidak ada.", by=admin)
    assert holds.release_expired() == 0
    assert job() == 6


def test_it_holds_no_longer_than_the_setting_says(bill, mitra):
    days = settings.whole("hold_days_told")
    payment = told(bill, mitra, days_ago=days)
    assert job() == 0
    Payment.update(told_at=payment.told_at - timedelta(days=1)).where(Payment.id == payment.id).execute()
    assert job() == 6


def test_nobody_elses_bill_is_held_by_it(people, bill, mitra):
    other = billed(batch_of(people, 1, 1, company="bahari", numbered=9), acting(people["mitra2"]))
    told(bill, mitra)
    assert job() == 1
    assert not live(other) and len(live(bill)) == 6


def test_a_bill_is_held_until_its_payment_is_settled(bill, mitra):
    assert holds.held_until(bill) == bill.hold_until
    later = utc_now() + DEADLINE_PAST
    assert holds.held_until(bill, now=later) is None
    told(bill, mitra)
    assert holds.held_until(bill, now=later) > later + timedelta(days=13)


def preview_of(payment: Payment, by):
    return payment_files.file_of(no=payment.no, by=by).preview


def test_admin_reads_what_confirming_would_pay(bill, mitra, admin):
    rate = live(bill)[0].amount
    pay(bill, rate + 100, admin, reference="A 1")
    payment = pay(bill, 2 * rate - 50, mitra, reference="A 2")
    other = pay(bill, 1_000, mitra, reference="A 3")
    seen = preview_of(payment, admin)
    assert (seen.sums.open, seen.months, seen.amount, seen.people) == (5, 2, 2 * rate, 2)
    assert (seen.earlier, seen.credit, seen.gone, seen.waiting) == (100, 50, 0, [other])
    payments.confirm(no=payment.no, by=admin)
    assert len(paid(bill)) == 3
    assert bill_pages.credit_of(bill.funder_id) == 50
    assert preview_of(payment, admin) is None


def test_admin_reads_how_many_months_are_gone_and_still_free(bill, mitra, admin):
    rate = live(bill)[0].amount
    taken_by_other(bill)
    payment = pay(bill, bill.amount, mitra)
    seen = preview_of(payment, admin)
    assert (seen.gone, seen.free, seen.months, seen.again, seen.credit) == (6, 5, 5, 5, rate)
    payments.confirm(no=payment.no, by=admin)
    assert len(paid(bill)) == 5
    money_adds_up()


def taken_by_other(bill: Bill) -> None:
    """The bill runs out, and the city takes the first month of its first person."""
    first = live(bill)[0]
    assert job() == len([row for row in live(bill) if not row.paid_on]) or not live(bill)
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        commit_months(funder=apbd, workers=[Worker.get_by_id(first.worker_id)], months=[THIS])


def test_the_same_letters_and_digits_are_the_same_transfer(people, bill, mitra, admin):
    first = pay(bill, 1_000, mitra, reference="TRF-2026/1")
    with pytest.raises(payments.Refused, match=first.no):
        pay(bill, 1_000, mitra, reference="trf 2026 1")
    second = billed(batch_of(people, 1, 1, company="bahari", numbered=9), acting(people["mitra2"]))
    alike = pay(second, 1_000, acting(people["mitra2"]), reference="TRF 20261")
    assert [row.no for row in payment_files.file_of(no=alike.no, by=admin).alike] == [first.no]
    assert payment_files.file_of(no=alike.no, by=acting(people["mitra2"])).alike == []
    payments.refuse(no=first.no, why="Tidak ada.", by=admin)
    assert payment_files.file_of(no=alike.no, by=admin).alike == []
    assert pay(bill, 1_000, mitra, reference="TRF 20261").state == "told"


def test_a_bill_paid_in_part_whose_rest_ran_out_is_not_lunas(bill, mitra, admin):
    rate = live(bill)[0].amount
    pay(bill, 4 * rate, admin, on=today())
    assert job() == 2
    file = bill_pages.file_of(no=bill.no, by=mitra)
    assert (file.state, file.sums.lost, file.sums.lost_amount) == ("part_released", 2, bill.amount - 4 * rate)
    money = batch_money.money_of(bill.batch, mitra)
    assert (money.step, money.sums.lost) == ("part_released", 2)
    rows, _follows = batch_row_lists.rows_of(no=bill.batch.no, by=mitra)
    said = [finding["params"]["let_go_months"] for row in rows for finding in row.findings]
    assert len(said) == 2 and all(len(months) == 1 for months in said)
    pay(bill, bill.amount, admin, reference="TRF 2")
    assert bill_pages.file_of(no=bill.no, by=mitra).state == "paid"
    assert batch_money.money_of(bill.batch, mitra).step == "paid"
    assert not any(row.findings for row in batch_row_lists.rows_of(no=bill.batch.no, by=mitra)[0])


def test_what_ran_out_twice_is_lost_once(bill, mitra, admin):
    assert job() == 6
    payment = pay(bill, bill.amount, admin)
    reverse(wish=Reversal(payment.no, "Uangnya ditarik kembali."), client_key=key(), by=admin)
    assert job() == 6
    sums = batch_money.money_of(bill.batch, mitra).sums
    assert (sums.lost, sums.lost_amount) == (6, bill.amount)
    rows, _follows = batch_row_lists.rows_of(no=bill.batch.no, by=mitra)
    assert [row.state for row in rows] == ["released"] * 3


def test_credit_is_offered_only_where_it_can_pay(bill, mitra, admin):
    rate = live(bill)[0].amount
    pay(bill, 5 * rate, admin)
    [last] = [row for row in live(bill) if not row.paid_on]
    assert job() == 1
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        commit_months(funder=apbd, workers=[Worker.get_by_id(last.worker_id)], months=[last.month])
    pay(bill, 9 * rate, admin, reference="TRF 2")
    file = bill_pages.file_of(no=bill.no, by=mitra)
    assert (file.credit, file.next_amount, file.credit_pays) == (9 * rate, 0, False)
