"""What a bill asks for is held no longer than it can be paid in time: the month that runs, in that month."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import Setting
from kiosk.domain.clock import noon_of, start_of, today
from kiosk.services import batch_money, bill_lists, bill_pages, holds, settings
from kiosk.services.holds import FirstDue, release_expired
from kiosk.services.reversals import Reversal, reverse
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed, live, pay

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture(autouse=True)
def on_22_november(people):
    with time_machine.travel(noon_of(date(2026, 11, 22)), tick=False):
        yield
    settings.forget()


def end_of(day: int, month: int) -> datetime:
    return start_of(date(2026, month, day)) + timedelta(days=1, seconds=-1)


def test_the_month_that_runs_is_held_no_longer_than_it_is_paid_in_time(people, mitra):
    batch = batch_of(people, 2, 2, first=NOVEMBER)
    assert batch_money.money_of(batch, mitra).in_time == (NOVEMBER, end_of(30, 11))
    bill = billed(batch, mitra)
    november, december = live(bill)[0], live(bill)[-1]
    assert november.hold_until == bill.hold_until == end_of(30, 11)
    assert december.hold_until == end_of(6, 12)
    file, money = bill_pages.file_of(no=bill.no, by=mitra), batch_money.money_of(batch, mitra)
    assert file.held_until == money.held_until == bill.hold_until
    assert file.first_due == money.first_due == FirstDue(NOVEMBER, december.hold_until)
    assert release_expired(now=bill.hold_until + timedelta(seconds=1)) == 2
    assert holds.held_until(bill, now=bill.hold_until + timedelta(seconds=1)) == december.hold_until
    assert [row.month for row in live(bill)] == [date(2026, 12, 1)] * 2


def test_which_day_a_month_is_paid_in_time_is_a_dated_setting(people, mitra):
    with writing():
        Setting.create(key="pay_by_day", value="25", valid_from=today(), basis="keputusan untuk uji")
    settings.forget()
    bill = billed(batch_of(people, 1, 2, first=NOVEMBER), mitra)
    assert bill.hold_until == end_of(25, 11)


def test_months_whose_payment_is_undone_are_held_no_longer_than_they_are_paid_in_time(people, mitra, admin):
    bill = billed(batch_of(people, 1, 2, first=NOVEMBER), mitra)
    payment = pay(bill, bill.amount, admin)
    reverse(wish=Reversal(no=payment.no, why="Salah catat."), client_key=key(), by=admin)
    assert [row.hold_until for row in live(bill)] == [end_of(30, 11), end_of(6, 12)]


def test_the_list_of_bills_says_when_the_next_of_its_months_is_let_go(people, mitra):
    bill = billed(batch_of(people, 1, 2, first=NOVEMBER), mitra)
    assert [row.held_until for row in bill_lists.page_of(by=mitra)[0]] == [end_of(30, 11)]
    release_expired(now=bill.hold_until + timedelta(seconds=1))
    assert [row.held_until for row in bill_lists.page_of(by=mitra)[0]] == [end_of(6, 12)]
