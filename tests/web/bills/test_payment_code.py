"""BPJS's kode iuran on a bill: the admin notes it, the company pays by it, the latest holds."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, Bill, Message, PaymentCode
from kiosk.domain.clock import local, today
from kiosk.domain.words import long_date
from tests.services.at_once import acting
from tests.services.billing import pay
from tests.web import desk


@pytest.fixture
def bill(client_for) -> str:
    mitra = client_for("mitra")
    return desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng"))))


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def noted(client, bill: str, **other):
    fields = {"client_key": desk.key(), "code": "260112345678", "expires_on": "", **other}
    return desk.send(client, f"/tagihan/{bill}/kode-iuran", fields)


def shown(client, bill: str, visit) -> str:
    return visit(client, f"/tagihan/{bill}").text.partition('id="payment-code"')[2].partition("</section>")[0]


def test_the_company_reads_the_code_that_the_admin_noted(admin, client_for, bill, visit):
    until = today() + timedelta(days=9)
    assert "Kode iuran dibuat oleh BPJS" in shown(client_for("mitra"), bill, visit)
    assert noted(admin, bill, code="2601-1234 5678", expires_on=f"{until:%d/%m/%Y}").status_code == 303
    page = shown(client_for("mitra"), bill, visit)
    assert "260112345678" in page and long_date(until) in page
    assert "<form" not in page


def test_the_batch_s_next_step_names_the_code_to_pay_by(admin, client_for, bill, visit):
    batch, mitra = Bill.get().batch.no, client_for("mitra")
    assert "Kode iuran BPJS belum ada" in visit(mitra, f"/batch/{batch}").text
    assert f'href="/tagihan/{bill}#payment-code"' in visit(admin, f"/batch/{batch}").text
    noted(admin, bill)
    assert "260112345678" in visit(mitra, f"/batch/{batch}").text
    PaymentCode.update(expires_on=today() - timedelta(days=1)).execute()
    assert "260112345678" not in visit(mitra, f"/batch/{batch}").text


def test_the_latest_code_holds(admin, bill, visit):
    for code in ("11112222", "33334444", "11112222"):
        noted(admin, bill, code=code)
    assert PaymentCode.select().count() == 2
    page = shown(admin, bill, visit)
    assert "11112222" in page and "33334444" not in page


def test_a_code_that_ran_out_asks_for_another(admin, bill, visit):
    noted(admin, bill, expires_on=f"{today():%d/%m/%Y}")
    PaymentCode.update(expires_on=today() - timedelta(days=1)).execute()
    page = shown(admin, bill, visit)
    assert "sudah lewat sejak" in page and "tanyakan kepada Disnaker" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "Isi kode iuran"),
        ({"code": "1234567"}, "8 sampai 20 angka"),
        ({"code": "KODE 12345678"}, "8 sampai 20 angka"),
        ({"expires_on": "31/02/2027"}, "tidak ada di kalender"),
        ({"expires_on": "01/01/2026"}, "sudah lewat"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_form_stays(admin, bill, wrong, sentence):
    answer = noted(admin, bill, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{wrong.get("code", "260112345678")}"' in answer.text
    assert not PaymentCode.select().exists()


def test_a_wrong_code_and_a_day_that_is_over_are_said_together(admin, bill):
    answer = noted(admin, bill, code="12", expires_on="01/01/2026")
    assert "8 sampai 20 angka" in answer.text and "Hari terakhir kode ini sudah lewat" in answer.text


def test_the_admin_s_first_page_leads_to_the_bills_that_wait_for_a_code(admin, client_for, bill, visit):
    assert '<data id="bills-without-code" value="1"' in visit(admin, "/").text
    assert 'href="/tagihan?keadaan=no_code"' in visit(admin, "/").text
    assert f'href="/tagihan/{bill}#payment-code"' in visit(admin, "/tagihan?keadaan=no_code").text
    assert "bills-without-code" not in visit(client_for("mitra"), "/").text
    noted(admin, bill)
    assert "bills-without-code" not in visit(admin, "/").text
    assert f"/tagihan/{bill}" not in visit(admin, "/tagihan?keadaan=no_code").text


def test_a_cancelled_bill_takes_no_code(admin, bill, visit):
    desk.send(admin, f"/tagihan/{bill}/pembatalan", {"client_key": desk.key(), "why": "Salah hitung."})
    assert noted(admin, bill).status_code == 422
    assert "<form" not in shown(admin, bill, visit)


def test_a_form_sent_twice_notes_once(admin, bill):
    same = desk.key()
    assert [noted(admin, bill, client_key=same).status_code for _time in range(2)] == [303, 303]
    lines = AuditEvent.select().where(AuditEvent.action == "tagihan.kode_iuran")
    assert lines.count() == 1


def test_the_trail_tells_codes_apart_without_holding_them(admin, bill):
    noted(admin, bill)
    line = AuditEvent.get(AuditEvent.action == "tagihan.kode_iuran")
    assert (line.subject, line.detail["akhiran"]) == (bill, "5678")
    assert "260112345678" not in str(line.detail)


def test_nobody_but_the_admin_notes_a_code(client_for, bill):
    answers = {
        name: noted(client_for(name), bill).status_code for name in ("mitra", "mitra2", "petugas", "auditor")
    }
    assert answers == dict.fromkeys(answers, 403)
    assert not PaymentCode.select().exists()


def test_the_company_is_told_by_letter_that_the_code_is_there_and_until_when(admin, bill, visit, client_for):
    until = today() + timedelta(days=9)
    noted(admin, bill, expires_on=f"{until:%d/%m/%Y}")
    letter = Message.get()
    assert (letter.kind, letter.to_kind, letter.funder) == ("payment", "funder", Bill.get().funder)
    last = min(until, local(Bill.get().hold_until).date())
    assert bill in letter.subject and long_date(last) in letter.text and f"/tagihan/{bill}" in letter.text
    assert "260112345678" not in letter.text
    assert bill in visit(client_for("mitra"), "/pesan").text


def test_a_code_mended_on_the_same_day_makes_one_letter_with_the_newer_day(admin, bill):
    noted(admin, bill, expires_on=f"{today() + timedelta(days=2):%d/%m/%Y}")
    noted(admin, bill, code="99998888", expires_on="")
    letter = Message.get()
    assert Message.select().count() == 1 and letter.state == "queued" and "dibayar sampai" not in letter.text


def test_a_code_noted_on_a_bill_that_is_paid_asks_nobody_to_pay_again(admin, client_for, bill):
    payment = desk.paid(client_for("mitra"), bill, amount=str(Bill.get().amount))
    assert noted(admin, bill).status_code == 303
    desk.send(admin, f"/pembayaran/{payment}/konfirmasi")
    assert noted(admin, bill, code="33334444").status_code == 422
    assert not Message.select().where(Message.key.startswith("payment:code:")).exists()


def test_a_code_for_another_sum_invites_nobody_until_the_right_one_is_there(admin, bill):
    letters = Message.select().where(Message.key.startswith("payment:code:"))
    asked = Bill.get().amount
    assert noted(admin, bill, amount=str(asked - 100)).status_code == 303 and not letters.exists()
    assert noted(admin, bill, code="33334444", amount=str(asked)).status_code == 303 and letters.count() == 1


def test_a_code_that_is_refused_tells_nobody(admin, bill):
    noted(admin, bill, code="12")
    noted(admin, bill, expires_on="01/01/2020")
    assert not Message.select().exists()


def test_a_paid_bill_keeps_the_code_its_money_was_sent_with(admin, bill, people, visit):
    noted(admin, bill)
    made = Bill.get()
    pay(made, made.amount, acting(people["admin"]))
    answer = noted(admin, bill, code="260011223366")
    assert answer.status_code == 422 and "Tagihan ini sudah lunas" in answer.text
    assert [row.code for row in PaymentCode.select()] == ["260112345678"]
    page = shown(admin, bill, visit)
    assert "260112345678" in page and "/kode-iuran" not in page


def test_the_code_of_a_paid_bill_may_still_be_noted_where_nobody_did(admin, bill, people):
    pay(Bill.get(), Bill.get().amount, acting(people["admin"]))
    assert noted(admin, bill).status_code == 303
    assert not Message.select().where(Message.key.startswith("payment:code:")).exists()


def test_a_bill_paid_in_part_takes_a_new_code(admin, bill, people, visit):
    noted(admin, bill)
    pay(Bill.get(), Bill.get().amount // 6, acting(people["admin"]))
    assert noted(admin, bill, code="260011223366").status_code == 303
    assert "260011223366" in shown(admin, bill, visit)
