"""What a batch's page says of its money: a bill that cannot be paid yet, a payment refused, several bills."""

import re

import pytest

from db.models import Bill
from kiosk.domain.words import rupiah
from kiosk.services import payments
from tests.services.at_once import acting
from tests.services.billing import pay
from tests.services.paid_batches import billed_batch, paid_and_replaced
from tests.web import desk
from tests.web.papers import text_of


@pytest.fixture
def bill(people) -> Bill:
    return billed_batch(people)


@pytest.fixture
def replaced(people) -> Bill:
    return paid_and_replaced(people)


def main_of(page) -> str:
    return page.text.partition("<main")[2]


def test_the_batch_s_paper_is_the_bill_that_money_was_sent_for(client_for, replaced, visit):
    client = client_for("mitra")
    following = Bill.select().order_by(Bill.id.desc()).first()
    assert following.no != replaced.no
    page = main_of(visit(client, f"/batch/{replaced.batch.no}"))
    for one in (replaced, following):
        assert re.search(
            rf'href="/tagihan/{one.no}.pdf">.*?Tagihan {one.no}, {rupiah(one.amount)} \(PDF\)', page
        )
        assert re.search(
            rf'href="/tagihan/{one.no}">{one.no}</a>.*Lunas</span> <b>{rupiah(one.amount)}', page
        )
    assert replaced.no in text_of(client.get(f"/batch/{replaced.batch.no}/tagihan.pdf"))


def test_before_the_code_is_there_nobody_is_urged_to_pay(client_for, bill, visit):
    mitra, admin = client_for("mitra"), client_for("admin")
    for address in (f"/batch/{bill.batch.no}", f"/tagihan/{bill.no}"):
        page = main_of(visit(mitra, address))
        assert "Menunggu kode iuran" in page and "Jangan membayar" in page
        assert "Langkah berikutnya: bayar" not in page and "Masih harus dibayar" not in page
        assert not re.search(r'button-primary" href="[^"]*/pembayaran"', page)
        assert re.search(r'button-primary" href="[^"]*#payment-code"', main_of(visit(admin, address)))
    desk.send(
        admin,
        f"/tagihan/{bill.no}/kode-iuran",
        {"client_key": desk.key(), "code": "260112345678", "expires_on": ""},
    )
    assert "Langkah berikutnya: bayar" in main_of(visit(mitra, f"/batch/{bill.batch.no}"))
    assert re.search(r'button-primary" href="[^"]*/pembayaran"', main_of(visit(mitra, f"/tagihan/{bill.no}")))


def test_a_refused_payment_is_said_on_the_batch_with_its_reason(client_for, people, bill, visit):
    told = pay(bill, bill.amount, acting(people["mitra"]))
    payments.refuse(no=told.no, why="Tidak ada di rekening.", by=acting(people["admin"]))
    page = main_of(visit(client_for("mitra"), f"/batch/{bill.batch.no}"))
    assert f"Pembayaran {told.no} ditolak." in page and "Tidak ada di rekening." in page
    pay(bill, bill.amount, acting(people["mitra"]), reference="TRF 2")
    assert "ditolak" not in main_of(visit(client_for("mitra"), f"/batch/{bill.batch.no}"))
