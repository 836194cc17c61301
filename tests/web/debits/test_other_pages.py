"""Bills, payments and a worker's months that a debit has paid, and the bill that is made of it."""

from datetime import timedelta

import pytest

from db.models import DebitLine, Payment, Worker
from kiosk.services import cover_ends, debit_forwarding
from tests.services import debit_desk
from tests.services.at_once import key
from tests.web.debits.pages import press


@pytest.fixture
def run(people, day_comes):
    debit_desk.due(people=2)
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run))
    day_comes(run)
    return run


def test_civil_servants_are_not_billed_by_the_month(admin, visit, people):
    debit_desk.due()
    page = visit(admin, "/tagihan/baru")
    assert (
        'href="/debit"' in page.text
        and "ASN Kota" not in page.text.partition("<select")[2].partition("</select>")[0]
    )


def test_bill_of_debits_says_by_what_it_is_paid(admin, run, visit):
    no = debit_forwarding.forward(client_key=key(), by=debit_desk.admin())
    page = visit(admin, f"/tagihan/{no}")
    assert "Dibayar dengan 1 debet rekening ASN, Rp33.600, pada 1 Desember 2026." in page.text
    assert "Lunas: Rp33.600" in page.text
    assert "Catat dulu kode iuran dari BPJS, kirim Rp33.600 dengan kode itu" in page.text
    code = {"code": "261200000123", "amount": "30.000", "expires_on": "31/12/2026"}
    assert press(admin, f"/tagihan/{no}/kode-iuran", **code).status_code == 303
    page = visit(admin, f"/tagihan/{no}")
    assert "Kirim Rp33.600 dengan kode iuran di bawah" in page.text
    assert "Kode itu meminta Rp30.000: cocokkan dulu dengan BPJS." in page.text
    assert admin.get(f"/tagihan/{no}.pdf").data.startswith(b"%PDF")
    visit(admin, "/tagihan")


def test_payment_names_line_and_mandate(admin, run, visit, client_for):
    payment, line = Payment.get(), DebitLine.get()
    page = visit(admin, f"/pembayaran/{payment.no}")
    assert f'href="/debit/2026-12/1/baris/{line.key}"' in page.text
    assert f"/berkas/{line.mandate.no}" in page.text
    visit(admin, "/pembayaran")
    assert client_for("mitra").get(f"/pembayaran/{payment.no}").status_code == 403


def test_debit_is_taken_back_whole(admin, run, visit):
    payment = Payment.get()
    address = f"/pembayaran/{payment.no}/pembalikan"
    page = visit(admin, address)
    assert "Debet dibalik seluruhnya" in page.text and 'type="radio"' not in page.text
    answer = press(admin, address, scope="whole", why="Ditarik kembali oleh bank.")
    assert answer.status_code == 303 and DebitLine.get().reason == "taken_back"
    visit(admin, f"/pembayaran/{payment.no}")


def test_debit_that_went_on_to_bpjs_cannot_be_taken_back_and_says_so_before(admin, run, visit):
    no, payment = debit_forwarding.forward(client_key=key(), by=debit_desk.admin()), Payment.get()
    assert "/pembalikan" not in visit(admin, f"/pembayaran/{payment.no}").text
    page = visit(admin, f"/pembayaran/{payment.no}/pembalikan").text
    assert f"sudah diteruskan ke BPJS dengan tagihan {no}" in page and 'name="why"' not in page


def test_bill_asks_for_what_is_left_of_it_and_names_whose_the_rest_is(admin, run, visit):
    no = debit_forwarding.forward(client_key=key(), by=debit_desk.admin())
    dead = Worker.select().order_by(Worker.id).first()
    cover_ends.end_cover(
        reg_no=dead.reg_no,
        why="died",
        last_day=run.month - timedelta(days=1),
        client_key=key(),
        by=debit_desk.admin(),
    )
    page = visit(admin, f"/tagihan/{no}").text
    assert "Lunas: Rp16.800" in page and "kirim Rp16.800 dengan kode itu" in page
    assert "uangnya kembali ke rekening donaturnya" in page and "kredit penanggung" not in page
    over = visit(admin, "/debit/kelebihan").text
    assert "bila uangnya sudah dikirim ke BPJS, minta dulu kembali di sana" in over


def test_worker_reads_debited_on_that_day(admin, run, visit):
    worker = Worker.select().order_by(Worker.id).first()
    assert "didebet 1 Desember 2026" in visit(admin, f"/pekerja/{worker.reg_no}").text
