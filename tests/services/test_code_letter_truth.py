"""A letter about BPJS's code waits some minutes: what is so no longer when it would leave is not sent."""

from datetime import timedelta

import pytest

from db.models import Message
from kiosk.domain.clock import utc_now
from kiosk.services import bills, message_sending, payment_codes
from kiosk.services.message_sending import send_queued
from tests.services.at_once import acting, key
from tests.services.billing import pay
from tests.services.mail_house import mail_house
from tests.services.paid_batches import billed_batch

SOON = timedelta(hours=1)


@pytest.fixture
def house(store):
    with mail_house() as house:
        message_sending.configure(smtp_url=house.url, folder=None, host="payung.test")
        yield house
        message_sending.configure(smtp_url="", folder=None, host="payung.test")


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def bill(people):
    return billed_batch(people)


def note(bill, admin, **other) -> None:
    facts = {"code": "260112345678", "expires_on": None, "client_key": key(), "by": admin, **other}
    payment_codes.note_code(bill_no=bill.no, **facts)


def letter() -> Message:
    return Message.get(Message.key.startswith("payment:code:"))


def test_it_goes_out_while_the_bill_asks_for_money(house, bill, admin):
    note(bill, admin)
    assert send_queued(now=utc_now() + SOON) == 1 and letter().state == "sent"


def test_a_bill_that_was_cancelled_meanwhile_asks_nobody(house, bill, admin):
    note(bill, admin)
    bills.cancel(no=bill.no, why="Salah hitung.", by=admin)
    assert send_queued(now=utc_now() + SOON) == 0
    assert (letter().state, letter().tries) == ("stale", 0) and house.letters == []


def test_a_bill_that_was_paid_meanwhile_asks_nobody(house, bill, admin):
    note(bill, admin)
    pay(bill, bill.amount, admin)
    assert send_queued(now=utc_now() + SOON) == 0 and house.letters == []


def test_a_code_for_another_sum_noted_meanwhile_asks_nobody_until_it_is_mended(house, bill, admin):
    note(bill, admin)
    note(bill, admin, code="33334444", amount=1_000)
    assert send_queued(now=utc_now() + SOON) == 0 and letter().state == "stale"
    note(bill, admin, code="33334444", amount=bill.amount)
    assert send_queued(now=utc_now() + SOON) == 1 and letter().state == "sent"


def test_other_letters_are_not_looked_at(house, bill, admin):
    note(bill, admin)
    Message.update(key="payment:refused:P26-1").execute()
    bills.cancel(no=bill.no, why="Salah hitung.", by=admin)
    assert send_queued(now=utc_now() + SOON) == 1
