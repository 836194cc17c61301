"""BPJS's receipt for a bill, and what BPJS asks for by its code."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, Bill, CoverageMonth, PaymentCode, Worker
from kiosk.domain.clock import today
from tests.services.at_once import acting
from tests.services.bpjs_desk import asked, says, take_in
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.papers import text_of

NUMBER = "260112345678"


@pytest.fixture
def bill(client_for) -> str:
    mitra = client_for("mitra")
    return desk.billed(
        mitra, desk.opened(mitra, months="3", sheet=desk.small_sheet(("3374020902000001", "Sugeng")))
    )


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def noted(client, bill: str, **other):
    fields = {"client_key": desk.key(), "receipt_no": NUMBER, "received_on": f"{today():%d/%m/%Y}", **other}
    return desk.send(client, f"/tagihan/{bill}/bukti-bpjs", fields)


def code(client, bill: str, **other):
    fields = {"client_key": desk.key(), "code": NUMBER, "expires_on": "", "amount": "", **other}
    return desk.send(client, f"/tagihan/{bill}/kode-iuran", fields)


def test_the_page_says_how_many_months_count_by_it(people, admin, client_for, bill, visit):
    desk.paid(admin, bill, amount=str(Bill.get().amount))
    by = acting(people["admin"])
    asked([Worker.get()], by=by)
    take_in([says(Worker.get())], by=by)
    assert '<data id="bill-counting" value="1"' in visit(admin, f"/tagihan/{bill}").text
    answer = noted(admin, bill, receipt_no=" eps/2026/11-0042 ")
    assert (answer.status_code, answer.location) == (303, f"/tagihan/{bill}")
    page = visit(client_for("mitra"), f"/tagihan/{bill}").text
    assert (
        "EPS/2026/11-0042" in page
        and '<data id="bill-counting" value="3"' in page
        and "bukti-bpjs" not in page
    )
    assert CoverageMonth.select().where(CoverageMonth.effective_on.is_null(False)).count() == 3


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"receipt_no": ""}, "Isi nomor bukti"),
        ({"receipt_no": "123"}, "4 sampai 40 huruf dan angka"),
        ({"receipt_no": "belum ada"}, "paling sedikit satu angka"),
        ({"receipt_no": "BUKTI #12345678"}, "4 sampai 40 huruf dan angka"),
        ({"receipt_no": desk.NIK}, "terbaca seperti NIK"),
        ({"received_on": ""}, "Isi tanggal BPJS menerima"),
        ({"received_on": "31/02/2027"}, "tidak ada di kalender"),
        ({"received_on": f"{today() + timedelta(days=1):%d/%m/%Y}"}, "belum tiba"),
        ({"received_on": f"{today() - timedelta(days=1):%d/%m/%Y}"}, "baru dibuat pada"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_stays(admin, bill, wrong, sentence):
    answer = noted(admin, bill, **wrong)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text and f'value="{wrong.get("receipt_no", NUMBER)}"' in answer.text
    assert Bill.get().receipt_no == ""


def test_a_bill_keeps_its_receipt_and_a_form_sent_twice_notes_once(admin, bill):
    same = desk.key()
    assert [noted(admin, bill, client_key=same).status_code for _time in range(2)] == [303, 303]
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.bukti_dicatat").count() == 1
    assert noted(admin, bill, receipt_no=f"{NUMBER[:4]}-{NUMBER[4:]}").status_code == 303
    answer = noted(admin, bill, receipt_no="99998888")
    assert answer.status_code == 422 and f"sudah punya bukti penerimaan BPJS {NUMBER}" in answer.text


def test_a_cancelled_bill_has_no_receipt(admin, bill, visit):
    desk.send(admin, f"/tagihan/{bill}/pembatalan", {"client_key": desk.key(), "why": "Salah hitung."})
    assert noted(admin, bill).status_code == 422
    assert "bukti-bpjs" not in visit(admin, f"/tagihan/{bill}").text


def test_only_the_admin_notes_a_receipt(client_for, bill, visit):
    names = ("mitra", "mitra_rekan", "mitra2", "petugas", "auditor")
    assert {name: noted(client_for(name), bill).status_code for name in names} == dict.fromkeys(names, 403)
    assert "bukti-bpjs" not in visit(client_for("auditor"), f"/tagihan/{bill}").text
    assert client_for("auditor").get(f"/tagihan/{bill}/bukti-bpjs").status_code == 303


def test_the_sum_that_bpjs_asks_for_stands_on_page_and_paper(admin, client_for, bill, visit):
    whole = Bill.get().amount
    assert code(admin, bill, amount=f"Rp{whole:,}".replace(",", ".")).status_code == 303
    assert PaymentCode.get().amount == whole
    for name in ("admin", "mitra"):
        page = visit(client_for(name), f"/tagihan/{bill}").text
        assert "sebesar" in page and "BPJS meminta" not in page
    assert "Jumlah menurut BPJS" in text_of(client_for("mitra").get(f"/tagihan/{bill}.pdf"))


def test_another_sum_than_the_bill_asks_for_is_never_passed_over(admin, client_for, bill, visit):
    code(admin, bill, amount="Rp1.000")
    assert "Cocokkan dulu jumlah orang" in visit(admin, f"/tagihan/{bill}").text
    assert "Jangan membayar dulu" in visit(client_for("mitra"), f"/tagihan/{bill}").text
    assert "Berbeda dari yang ditagih" in text_of(client_for("mitra").get(f"/tagihan/{bill}.pdf"))


def test_a_sum_that_cannot_be_read_comes_back(admin, bill):
    answer = code(admin, bill, amount="banyak")
    assert (
        answer.status_code == 422
        and "tidak dapat dibaca" in answer.text
        and not PaymentCode.select().exists()
    )


def test_the_same_form_with_another_sum_is_another_wish(admin, bill):
    same = desk.key()
    assert code(admin, bill, client_key=same, amount="Rp1.000").status_code == 303
    assert code(admin, bill, client_key=same, amount="Rp2.000").status_code == 409
