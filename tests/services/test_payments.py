"""Money for a bill: told, confirmed, refused; whole, in parts, too much, too late; and credit used again."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import BatchRow, Bill, CoverageMonth, Credit, Funder, Payment, Worker
from kiosk.domain.clock import add_months, today, utc_now
from kiosk.services import bills, holds, payments
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.commitments import commit_months
from kiosk.services.payment_facts import ReferenceTaken, WrongDay
from tests.services.at_once import acting, key
from tests.services.billing import THIS, batch_of, billed, live, money_adds_up, paid, pay


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def bill(people, mitra) -> Bill:
    """Three people for two months."""
    return billed(batch_of(people, 3, 2), mitra)


def entries() -> list[tuple[int, str]]:
    return [(row.amount, row.why) for row in Credit.select().order_by(Credit.id)]


def rate_of(bill: Bill) -> int:
    return live(bill)[0].amount


def test_what_a_company_tells_counts_once_the_admin_confirms_it(bill, mitra, admin):
    told = pay(bill, bill.amount, mitra)
    assert (told.state, paid(bill)) == ("told", [])
    payments.confirm(no=told.no, by=admin)
    payments.confirm(no=told.no, by=admin)
    assert len(paid(bill)) == 6
    assert {(row.payment_id, row.paid_on, row.hold_until) for row in paid(bill)} == {(told.id, today(), None)}
    money_adds_up()


def test_what_the_admin_enters_counts_at_once(bill, admin):
    entered = pay(bill, bill.amount, admin, on=today() - timedelta(days=3))
    assert {(row.payment_id, row.paid_on) for row in paid(bill)} == {
        (entered.id, today() - timedelta(days=3))
    }
    money_adds_up()


def test_a_part_pays_the_oldest_months_first_and_the_rest_is_credit(bill, admin):
    rate = rate_of(bill)
    pay(bill, 4 * rate + 100, admin)
    first, second = live(bill)[:3], live(bill)[3:]
    assert [bool(row.paid_on) for row in (*first, *second)] == [True, True, True, True, False, False]
    assert entries() == [(100, "over")]
    money_adds_up()


def test_two_uneven_parts_together_pay_the_whole_bill(bill, admin):
    rate = rate_of(bill)
    one = pay(bill, 2 * rate + 100, admin, reference="TRF 1", on=today() - timedelta(days=5))
    two = pay(bill, bill.amount - 2 * rate - 100, admin, reference="TRF 2")
    assert len(paid(bill)) == 6
    assert [Payment.get_by_id(part.id).state for part in (one, two)] == ["reversed", "reversed"]
    joined = Payment.get(Payment.state == "confirmed", Payment.amount == bill.amount)
    assert joined.reference == f"GABUNGAN {one.no} + {two.no}"
    assert {row.payment_id for row in paid(bill)} == {joined.id}
    assert sorted({row.paid_on for row in paid(bill)}) == [today() - timedelta(days=5), today()]
    assert sum(payment.amount for payment in Payment.select()) == bill.amount
    money_adds_up()


def test_three_uneven_parts_together_pay_the_whole_bill(bill, admin):
    rate = rate_of(bill)
    parts = [rate - 1, 2 * rate + 3, bill.amount - 3 * rate - 2]
    for number, amount in enumerate(parts):
        pay(bill, amount, admin, reference=f"TRF {number}")
        money_adds_up()
    assert len(paid(bill)) == 6
    assert sum(payment.credited for payment in Payment.select()) == 0


def test_more_than_is_asked_is_credit(bill, mitra, admin):
    pay(bill, bill.amount + 5_000, admin)
    assert entries() == [(5_000, "over")]
    with pytest.raises(Refused, match="belum cukup"):
        payments.use_credit(bill_no=bill.no, by=mitra)


def test_the_same_transfer_is_not_noted_twice(bill, mitra, admin):
    first = pay(bill, 1_000, mitra, reference="trf  2026/11 a")
    assert first.reference == "TRF 2026/11 A"
    with pytest.raises(ReferenceTaken) as taken:
        pay(bill, 1_000, admin, reference="TRF 2026/11 A")
    assert taken.value.no == first.no
    payments.refuse(no=first.no, why="Tidak ada di rekening.", by=admin)
    assert pay(bill, 1_000, mitra, reference="TRF 2026/11 A").state == "told"


def test_a_refused_payment_pays_nothing(bill, mitra, admin):
    told = pay(bill, bill.amount, mitra)
    payments.refuse(no=told.no, why="Tidak ada di rekening.", by=admin)
    payments.refuse(no=told.no, why="Sekali lagi.", by=admin)
    with pytest.raises(Refused):
        payments.confirm(no=told.no, by=admin)
    assert Payment.get_by_id(told.id).refused_why == "Tidak ada di rekening."
    assert paid(bill) == []
    money_adds_up()


def test_a_form_sent_twice_is_one_payment(bill, mitra):
    client_key = key()
    for _time in range(2):
        payments.pay_bill(
            bill_no=bill.no, reference="TRF 1", received_on=today(), amount=5, evidence=None,
            client_key=client_key, by=mitra,
        )  # fmt: skip
    assert Payment.select().count() == 1


def test_a_day_that_cannot_be_is_refused(bill, mitra):
    for day in (today() + timedelta(days=1), today() - timedelta(days=800)):
        with pytest.raises(WrongDay):
            pay(bill, 1_000, mitra, on=day)


def test_only_the_admin_confirms_and_refuses(people, bill, mitra):
    told = pay(bill, 1_000, mitra)
    for name in ("mitra", "petugas", "auditor"):
        with pytest.raises(NotAllowed):
            payments.confirm(no=told.no, by=acting(people[name]))
        with pytest.raises(NotAllowed):
            payments.refuse(no=told.no, why="", by=acting(people[name]))
    with pytest.raises(NotAllowed):
        pay(bill, 1_000, acting(people["mitra2"]), reference="TRF 9")


def test_a_cancelled_bill_takes_no_money(bill, mitra, admin):
    told = pay(bill, 1_000, mitra)
    payments.refuse(no=told.no, why="Salah.", by=admin)
    bills.cancel(no=bill.no, why="Salah.", by=mitra)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        pay(bill, 1_000, mitra, reference="TRF 9")


def run_out() -> None:
    assert holds.release_expired(now=utc_now() + timedelta(days=40))


def test_a_late_payment_takes_again_what_is_still_free(people, bill, mitra, admin):
    rate = rate_of(bill)
    ids = [row.worker_id for row in live(bill)][:3]
    run_out()
    assert live(bill) == []
    frozen, funded, free = (Worker.get_by_id(worker_id) for worker_id in sorted(ids))
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == frozen.id).execute()
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        commit_months(funder=apbd, workers=[funded], months=[THIS])
    pay(bill, bill.amount, admin)
    assert [(row.worker_id, row.month) for row in paid(bill)] == [
        (free.id, THIS), (funded.id, add_months(THIS, 1)), (free.id, add_months(THIS, 1)),
    ]  # fmt: skip
    assert entries() == [(3 * rate, "taken")]
    states = {row.worker_id: row.state for row in BatchRow.select()}
    assert states == {frozen.id: "released", funded.id: "ready", free.id: "ready"}
    money_adds_up()


def test_credit_pays_the_next_bill_of_the_same_funder(people, bill, mitra, admin):
    workers = [Worker.get_by_id(row.worker_id) for row in live(bill)[:3]]
    pay(bill, bill.amount + 2 * 16_800 + 50, admin)
    with writing():
        commit_months(
            funder=Funder.get_by_id(bill.funder_id),
            workers=workers,
            months=[add_months(THIS, 2)],
            batch=bill.batch,
        )
    following = billed(bill.batch, mitra)
    used = payments.use_credit(bill_no=following.no, by=mitra)
    assert used == 2 * live(following)[0].amount == sum(row.amount for row in paid(following))
    assert entries()[-1] == (-used, "used")
    money_adds_up()
    with pytest.raises(Refused):
        payments.use_credit(bill_no=following.no, by=mitra)


def test_nobody_is_paid_by_anothers_credit(people, bill, mitra, admin):
    pay(bill, bill.amount * 2, admin)
    months = CoverageMonth.select().where(CoverageMonth.payment.is_null(False))
    assert {row.funder_id for row in months} == {bill.funder_id}
    with pytest.raises(NotAllowed):
        payments.use_credit(bill_no=bill.no, by=acting(people["mitra2"]))
