"""What BPJS answers makes months count, and nothing else."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, Bill, Commitment, CoverageMonth, Payment
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services import confirmations
from kiosk.services.acting import NotAllowed, NotThere, Refused
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())
EARLIER = today() - timedelta(days=3)


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def bill(people) -> Bill:
    """Three months of one person, billed and paid."""
    person = worker(crowd(acting(people["petugas"]), 1)[0])
    months = ledger_rows.planned_months(person, months_from(THIS, 3))
    [bill] = ledger_rows.bill(months)
    ledger_rows.pay(months)
    return bill


def accept(admin, **whom) -> int:
    return confirmations.accept(**whom or {"commitment": Commitment.get()}, effective_on=today(), by=admin)


def receipt(bill: Bill, admin, *, no: str = "BPJS-1", on=EARLIER) -> int:
    return confirmations.receipt(bill_no=bill.no, receipt_no=no, on=on, by=admin)


def effective() -> list:
    return [row.effective_on for row in ledger_rows.live_months()]


def test_answer_makes_the_first_month_count_and_no_later_one(bill, admin):
    assert accept(admin) == 1
    assert effective() == [today(), None, None] and adds_up()


def test_receipt_makes_later_months_count_once_the_first_is_confirmed(bill, admin):
    assert receipt(bill, admin) == 0
    assert effective() == [None, None, None]
    assert accept(admin) == 3
    assert effective() == [today()] * 3 and adds_up()


def test_receipt_that_comes_after_the_answer_does_the_same(bill, admin):
    accept(admin)
    assert receipt(bill, admin, on=today()) == 2
    assert effective() == [today()] * 3 and adds_up()


def test_next_bill_of_a_member_counts_by_its_receipt(bill, admin):
    accept(admin)
    person = Commitment.get().worker
    more = ledger_rows.planned_months(person, [add_months(THIS, 3)])
    [second] = ledger_rows.bill(more)
    ledger_rows.pay(more)
    assert receipt(second, admin, no="BPJS-2") == 1
    assert effective() == [today(), None, None, today()]


def test_day_that_bpjs_has_named_once_stays(bill, admin):
    confirmations.accept(commitment=Commitment.get(), effective_on=EARLIER, by=admin)
    assert accept(admin) == 0
    assert effective() == [EARLIER, None, None]


def test_months_can_be_named_one_by_one(bill, admin):
    ids = [row.id for row in ledger_rows.live_months()[:2]]
    assert accept(admin, month_ids=ids) == 2
    assert effective() == [today(), today(), None]


def test_unpaid_month_never_counts(people, bill, admin):
    [unpaid] = ledger_rows.planned_months(Commitment.get().worker, [add_months(THIS, 3)])
    with pytest.raises(Refused, match="belum dibayar"):
        accept(admin, month_ids=[unpaid.id])
    assert effective() == [None] * 4


def test_bill_keeps_its_receipt(bill, admin):
    receipt(bill, admin)
    receipt(bill, admin)
    with pytest.raises(Refused, match="BPJS-1"):
        receipt(bill, admin, no="BPJS-9")
    with pytest.raises(NotThere):
        confirmations.receipt(bill_no="T26-TIDAKADA", receipt_no="X", on=EARLIER, by=admin)


def test_who_is_rejected_is_let_go_and_the_money_is_owed_back(bill, admin):
    accept(admin)
    commitment = Commitment.get()
    assert confirmations.reject(commitment=commitment, reason="NIK tidak padan", by=admin) == 3
    assert not ledger_rows.live_months()
    assert {row.released_why for row in CoverageMonth.select()} == {"rejected"}
    assert Payment.get().credited == Payment.get().amount and adds_up()
    with pytest.raises(Refused):
        confirmations.reject(commitment=commitment, reason="lagi", by=admin)
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.ditolak").count() == 1


def test_day_to_come_is_refused(bill, admin):
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Refused, match="belum tiba"):
        confirmations.accept(commitment=Commitment.get(), effective_on=tomorrow, by=admin)
    with pytest.raises(Refused, match="belum tiba"):
        receipt(bill, admin, on=tomorrow)


@pytest.mark.parametrize("name", ["petugas", "mitra", "auditor"])
def test_only_admin_notes_what_bpjs_says(people, bill, name):
    by = acting(people[name])
    with pytest.raises(NotAllowed):
        accept(by)
    with pytest.raises(NotAllowed):
        receipt(bill, by)
    with pytest.raises(NotAllowed):
        confirmations.reject(commitment=Commitment.get(), reason="x", by=by)
