"""A bill from the batch's page to its last month: made, seen, taken back."""

import re
from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Bill, CoverageMonth, Funder, Worker
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.services import holds
from kiosk.services.bill_lists import STATES
from kiosk.services.commitments import commit_months
from tests.ledger_rows import complete, let_go, live_months, undecided
from tests.web import desk

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def batch(mitra) -> str:
    return desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")


def press(client, batch: str, **other):
    return desk.send(client, f"/batch/{batch}/tagihan", {"client_key": desk.key(), **other})


def value(page: str, name: str) -> int:
    return int(re.search(rf'<data id="{name}" value="(\d+)"', page)[1])


def test_the_batch_leads_from_bill_to_payment_to_paid(mitra, client_for, batch, visit):
    assert "Langkah berikutnya: buat tagihan" in visit(mitra, f"/batch/{batch}").text
    no = desk.billed(mitra, batch)
    page = visit(mitra, f"/tagihan/{no}").text
    amount = value(page, "bill-amount")
    assert amount == value(page, "bill-open") == value(visit(mitra, f"/batch/{batch}").text, "price")
    assert "Menunggu kode iuran" in visit(mitra, f"/batch/{batch}").text
    payment = desk.paid(mitra, no, amount=str(amount))
    assert "menunggu konfirmasi" in visit(mitra, f"/batch/{batch}").text
    assert desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi").status_code == 303
    assert "Lunas" in visit(mitra, f"/batch/{batch}").text
    assert value(visit(mitra, f"/tagihan/{no}").text, "bill-paid") == amount


def test_each_count_of_a_bill_opens_the_months_behind_it(mitra, client_for, batch, visit):
    no = desk.billed(mitra, batch)
    rate = CoverageMonth.select().order_by(CoverageMonth.month).first().amount
    payment = desk.paid(mitra, no, amount=str(rate))
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    paid = visit(mitra, f"/tagihan/{no}?keadaan=paid").text.partition('id="months"')[2]
    assert (paid.count("/pekerja/SMG-"), paid.count(f"/pembayaran/{payment}")) == (1, 1)
    assert visit(mitra, f"/tagihan/{no}?keadaan=open").text.count("/pekerja/SMG-") == 5


def test_a_second_bill_is_refused_on_the_batch_s_page(mitra, batch):
    first = desk.billed(mitra, batch)
    answer = press(mitra, batch)
    assert answer.status_code == 422
    assert first in answer.text
    assert Bill.select().count() == 1


def test_a_press_sent_twice_makes_one_bill(mitra, batch):
    same = desk.key()
    assert {press(mitra, batch, client_key=same).location for _time in range(2)} == {
        f"/tagihan/{Bill.get().no}"
    }


def test_an_undecided_cut_is_said_and_the_admin_led_to_it(mitra, client_for, batch, visit):
    undecided()
    assert press(mitra, batch).status_code == 422
    assert "Buat tagihan" not in visit(mitra, f"/batch/{batch}").text
    assert 'href="/admin/iuran"' in visit(client_for("admin"), f"/batch/{batch}").text
    assert not Bill.select().exists()


def test_an_officer_of_the_batch_s_post_reads_its_state_only(client_for, things, visit):
    petugas = client_for("petugas")
    desk.enrolled(petugas, nik="3374011705800003", name="Karyono", phone="", batch=things.post_batch)
    desk.billed(client_for("mitra"), things.post_batch)
    page = visit(petugas, f"/batch/{things.post_batch}").text
    assert "Langkah berikutnya: bayar" in page
    assert "/tagihan/" not in page.partition("<main")[2]


def test_a_bill_is_cancelled_with_a_reason_and_made_anew(mitra, batch, visit):
    no = desk.billed(mitra, batch)
    empty = desk.send(mitra, f"/tagihan/{no}/pembatalan", {"client_key": desk.key(), "why": ""})
    assert empty.status_code == 422
    done = desk.send(mitra, f"/tagihan/{no}/pembatalan", {"client_key": desk.key(), "why": "Salah hitung."})
    assert done.location == f"/tagihan/{no}"
    assert "Salah hitung." in visit(mitra, f"/tagihan/{no}").text
    assert desk.billed(mitra, batch) != no
    assert no in visit(mitra, "/tagihan?keadaan=cancelled").text


def test_the_admin_bills_the_city_by_the_month(client_for, things, visit):
    admin = client_for("admin")
    worker = Worker.get(Worker.reg_no == things.worker)
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        commit_months(funder=apbd, workers=[worker], months=[first_of_month(today())])
    complete(worker)
    visit(admin, "/tagihan/baru")
    fields = {"client_key": desk.key(), "funder": str(apbd.id), "month": f"{today():%Y-%m}"}
    answer = desk.send(admin, "/tagihan/baru", fields)
    assert "Rp16.800" in visit(admin, answer.location).text
    again = desk.send(admin, "/tagihan/baru", {**fields, "client_key": desk.key()})
    assert again.status_code == 422
    assert "Tidak ada bulan" in again.text


@pytest.mark.parametrize("state", STATES)
def test_a_bill_stands_in_the_list_of_its_state_alone(mitra, client_for, batch, visit, state):
    no = desk.billed(mitra, batch)
    if state in ("part", "paid", "part_released"):
        amount = Bill.get().amount if state == "paid" else 17_000
        payment = desk.paid(mitra, no, amount=str(amount))
        desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    if state == "cancelled":
        desk.send(mitra, f"/tagihan/{no}/pembatalan", {"client_key": desk.key(), "why": "Salah."})
    if state in ("run_out", "part_released"):
        run_out()
    if state == "all_left":
        everybody_leaves()
    pages = {
        one: visit(mitra, f"/tagihan?keadaan={one}").text.partition('id="own-payments"')[0] for one in STATES
    }
    listed = [one for one, page in pages.items() if f'/tagihan/{no}"' in page]
    assert listed == [state]


def run_out() -> None:
    holds.release_expired(now=utc_now() + timedelta(days=40))


def everybody_leaves() -> None:
    let_go(live_months(), why="rejected")


def test_a_bill_that_everybody_left_does_not_say_that_it_is_late(mitra, batch, visit):
    no = desk.billed(mitra, batch)
    everybody_leaves()
    for address in ("/tagihan", f"/tagihan/{no}", f"/batch/{batch}"):
        page = visit(mitra, address).text.partition("<main")[2].replace("keadaan=run_out", "")
        assert "Lewat waktu, bulannya dilepas</span>" not in page and "batas waktunya" not in page, address
        assert "dilepas sebelum dibayar" in page, address


def test_the_list_asks_no_more_of_the_database_for_more_bills(mitra, batch, count_queries):
    desk.billed(mitra, batch)
    few = count_queries(lambda: mitra.get("/tagihan"))
    for nik, name in (("3374021104020005", "Wagiman"), ("3374021205030006", "Paijo")):
        other = desk.opened(mitra, name=name, sheet=desk.small_sheet((nik, name), name=f"{name}.csv"))
        desk.billed(mitra, other)
    assert count_queries(lambda: mitra.get("/tagihan")) <= few
