"""What a company is asked to pay, when it may be asked, and how that is taken back."""

import pytest

from db.connection import writing
from db.models import Bill, BillLine, CoverageMonth, CutDecision, Funder, Worker
from kiosk.domain.clock import add_months, local, today
from kiosk.services import bills, payments
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.bill_making import NotDecided
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from tests.ledger_rows import complete, undecided
from tests.services.at_once import acting, key
from tests.services.billing import THIS, batch_of, billed, live, money_adds_up, pay


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def test_a_bill_asks_for_every_month_of_the_batch_and_freezes_its_lines(people, mitra):
    bill = billed(batch_of(people, 3, 2), mitra)
    lines = [(line.month, line.rate, line.people) for line in BillLine.select().order_by(BillLine.month)]
    rates = {row.month: row.amount for row in live(bill)}
    assert lines == [(month, rates[month], 3) for month in (THIS, add_months(THIS, 1))]
    assert bill.amount == sum(rate * count for _month, rate, count in lines)
    assert {row.billed_on for row in live(bill)} == {today()}


def test_a_billed_month_holds_its_worker_for_fourteen_days(people, mitra):
    bill = billed(batch_of(people, 1, 1, first=add_months(THIS, 1)), mitra)
    [row] = live(bill)
    assert row.hold_until == bill.hold_until
    assert (local(bill.hold_until).date() - today()).days == 14


def test_months_are_priced_anew_when_the_bill_is_made(people, mitra):
    batch = batch_of(people, 2, 1)
    with writing():
        CutDecision.create(funder_kind="csr", gets_cut=False, letter_no="B/2/uji", letter_on=today())
    bill = billed(batch, mitra)
    assert [row.amount for row in live(bill)] == [16_800, 16_800]
    assert bill.amount == 33_600


def test_nothing_is_billed_until_the_cut_is_decided(people, mitra):
    batch = batch_of(people, 1, 1)
    undecided()
    with pytest.raises(NotDecided):
        billed(batch, mitra)
    assert not Bill.select().exists()


def test_a_batch_has_one_open_bill_at_a_time(people, mitra):
    batch = batch_of(people, 1, 1)
    first = billed(batch, mitra)
    with pytest.raises(Refused, match=first.no):
        billed(batch, mitra)
    pay(first, first.amount, acting(people["admin"]))
    with pytest.raises(Refused, match="Tidak ada bulan"):
        billed(batch, mitra)


def test_the_same_key_makes_one_bill(people, mitra):
    batch, client_key = batch_of(people, 1, 1), key()
    numbers = {bills.bill_batch(no=batch.no, client_key=client_key, by=mitra) for _time in range(2)}
    assert len(numbers) == Bill.select().count() == 1


def test_only_the_company_itself_and_the_admin_bill_its_batch(people, mitra):
    batch = batch_of(people, 1, 1)
    for name in ("mitra2", "petugas", "auditor", "donatur"):
        with pytest.raises(NotAllowed):
            billed(batch, acting(people[name]))
    assert billed(batch, acting(people["mitra_rekan"]))


def test_a_cancelled_bill_lets_its_months_be_billed_again(people, mitra):
    batch = batch_of(people, 2, 1)
    first = billed(batch, mitra)
    bills.cancel(no=first.no, why="Salah hitung.", by=mitra)
    bills.cancel(no=first.no, why="Sekali lagi.", by=mitra)
    assert Bill.get_by_id(first.id).cancelled_why == "Salah hitung."
    assert live(first) == []
    second = billed(batch, mitra)
    assert len(live(second)) == 2


def test_a_bill_with_money_is_not_cancelled(people, mitra):
    bill = billed(batch_of(people, 2, 1), mitra)
    told = pay(bill, 8_400, mitra)
    with pytest.raises(Refused, match=told.no):
        bills.cancel(no=bill.no, why="", by=mitra)
    payments.confirm(no=told.no, by=acting(people["admin"]))
    with pytest.raises(Refused, match="sudah dibayar"):
        bills.cancel(no=bill.no, why="", by=mitra)
    money_adds_up()


def test_the_city_is_billed_by_the_month_at_the_full_tariff(people, mitra):
    batch = batch_of(people, 2, 2)
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        [worker, _other] = Worker.select().order_by(Worker.id)
        rows = CoverageMonth.select().where(CoverageMonth.worker == worker)
        with changing([worker.id]) as changes:
            changes.release([row.id for row in rows], why="withdrawn")
        commit_months(funder=apbd, workers=[worker], months=[THIS, add_months(THIS, 1)])
    complete(worker)
    admin = acting(people["admin"])
    no = bills.bill_funder(funder_id=apbd.id, month=THIS, client_key=key(), by=admin)
    bill = Bill.get(Bill.no == no)
    assert [(row.month, row.amount) for row in live(bill)] == [(THIS, 16_800)]
    assert (bill.hold_until, bill.batch, bill.wadah_type) == (None, None, "SG")
    with pytest.raises(Refused, match="Pilih penanggung"):
        bills.bill_funder(funder_id=batch.company.funder_id, month=THIS, client_key=key(), by=admin)
    with pytest.raises(NotAllowed):
        bills.bill_funder(funder_id=apbd.id, month=THIS, client_key=key(), by=mitra)
