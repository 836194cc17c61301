"""Bills that no company can pay before BPJS's kode iuran is noted: the admin finds them."""

from datetime import timedelta

import pytest

from db.models import Bill, PaymentCode
from kiosk.domain.clock import today
from kiosk.services import bill_lists, bills, payment_codes, payments
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed, pay


@pytest.fixture
def bill(people) -> Bill:
    return billed(batch_of(people, 2, 2), acting(people["mitra"]))


def waiting(admin) -> list[str]:
    rows, _follows = bill_lists.page_of(by=admin, state=bill_lists.NO_CODE)
    assert len(rows) == bill_lists.count_without_code(by=admin) and all(row.wants_code for row in rows)
    return [row.bill.no for row in rows]


def note(bill: Bill, admin, *, code: str = "260112345678", days: int | None = None) -> None:
    day = None if days is None else today() + timedelta(days=days)
    payment_codes.note_code(bill_no=bill.no, code=code, expires_on=day, client_key=key(), by=admin)


def test_a_bill_waits_until_its_code_is_noted_and_again_once_that_is_over(bill, admin):
    assert waiting(admin) == [bill.no]
    note(bill, admin, days=3)
    assert waiting(admin) == []
    PaymentCode.update(expires_on=today() - timedelta(days=1)).execute()
    assert waiting(admin) == [bill.no]
    note(bill, admin, code="99998888")
    assert waiting(admin) == []


def test_the_code_noted_last_counts_and_no_older_one(bill, admin):
    note(bill, admin)
    note(bill, admin, code="99998888", days=3)
    PaymentCode.update(expires_on=today() - timedelta(days=1)).where(PaymentCode.code == "99998888").execute()
    assert waiting(admin) == [bill.no]


def test_what_is_paid_told_or_cancelled_waits_for_no_code(people, bill, admin):
    mitra = acting(people["mitra"])
    told = pay(bill, bill.amount, mitra)
    assert waiting(admin) == []
    payments.refuse(no=told.no, why="Tidak ada.", by=admin)
    assert waiting(admin) == [bill.no]
    bills.cancel(no=bill.no, why="Salah.", by=mitra)
    assert waiting(admin) == []
    again = billed(bill.batch, mitra)
    pay(again, again.amount, admin)
    assert waiting(admin) == []


def test_a_company_counts_its_own(people, bill):
    assert bill_lists.count_without_code(by=acting(people["mitra"])) == 1
    assert bill_lists.count_without_code(by=acting(people["mitra2"])) == 0
