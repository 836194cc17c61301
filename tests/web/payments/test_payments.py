"""A payment as a company tells it, and what the admin makes of it."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from db.connection import writing
from db.models import Attachment, Bill, CoverageMonth, Funder, Payment, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import holds, safe
from kiosk.services.commitments import commit_months
from kiosk.web.payments import forms
from tests.web import desk


def tell(client, address: str, **other):
    fields = desk.payment_fields(**other)
    return desk.send(client, f"{address}/pembayaran", fields, content_type="multipart/form-data")


def pdf(change=None) -> tuple:
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    if change:
        change(document)
    document.save(out)
    return BytesIO(out.getvalue()), "bukti.pdf"


def settle(client, payment: str, how: str, **fields):
    return desk.send(client, f"/pembayaran/{payment}/{how}", {"client_key": desk.key(), **fields})


def test_a_company_tells_of_a_payment_by_the_batch_s_address(mitra, batch, bill, visit):
    answer = tell(mitra, f"/batch/{batch}")
    assert answer.status_code == 303
    payment = Payment.get()
    assert answer.location == f"/pembayaran/{payment.no}"
    assert (payment.state, payment.bill.no, payment.amount) == ("told", bill, 8_400)
    page = visit(mitra, answer.location).text
    assert "Menunggu konfirmasi" in page
    assert "Uangnya ada, terima" not in page


def test_a_batch_without_a_bill_says_what_comes_first(mitra, batch, visit):
    assert "belum ditagih" in visit(mitra, f"/batch/{batch}/pembayaran").text
    answer = tell(mitra, f"/batch/{batch}")
    assert answer.status_code == 422
    assert "Buat dulu tagihannya" in answer.text


def test_what_the_admin_enters_counts_at_once(admin, bill, visit):
    no = desk.paid(admin, bill, amount="16.800")
    assert "Diterima" in visit(admin, f"/pembayaran/{no}").text
    assert CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("reference", "", "Isi nomor referensi"),
        ("reference", "a" * 61, "paling banyak 60"),
        ("received_on", "", "Isi tanggal"),
        ("received_on", "31/02/2026", "tidak ada di kalender"),
        ("received_on", "21/11/2999", "belum"),
        ("received_on", "01/01/2019", "dua tahun"),
        ("amount", "", "Isi jumlah"),
        ("amount", "16,8", "tidak dapat dibaca"),
        ("amount", "0", "lebih dari nol"),
    ],
)
def test_a_wrong_field_comes_back_with_a_sentence_and_what_was_typed(mitra, bill, field, typed, said):
    answer = tell(mitra, f"/tagihan/{bill}", **{field: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Pilih berkasnya sekali lagi" in answer.text
    assert not Payment.select().exists()


@pytest.mark.parametrize("amount", ["Rp1.680.000", "1680000", "1.680.000,00", "Rp 1.680.000,-"])
def test_money_is_understood_as_people_here_write_it(mitra, bill, amount):
    desk.paid(mitra, bill, amount=amount)
    assert Payment.get().amount == 1_680_000


def test_more_money_than_32_bits_hold_is_kept_and_beyond_reason_refused_with_a_sentence(mitra, bill):
    desk.paid(mitra, bill, amount="Rp999.000.000.000", sure="y")
    assert Payment.get().amount == 999_000_000_000
    answer = tell(mitra, f"/tagihan/{bill}", amount="999.000.000.001", reference="TRF 2", sure="y")
    assert answer.status_code == 422 and "paling banyak Rp999 miliar" in answer.text


def test_the_same_reference_leads_to_the_first_payment(mitra, bill):
    first = desk.paid(mitra, bill, reference="trf  001")
    answer = tell(mitra, f"/tagihan/{bill}", reference="TRF 001")
    assert answer.status_code == 422
    assert f'href="/pembayaran/{first}"' in answer.text
    assert Payment.select().count() == 1


def test_a_form_sent_twice_is_one_payment_and_changed_it_is_refused(mitra, bill):
    fields = desk.payment_fields()
    answers = [tell(mitra, f"/tagihan/{bill}", **{**fields, "evidence": desk.photo()}) for _time in range(2)]
    assert answers[0].location == answers[1].location
    other = tell(mitra, f"/tagihan/{bill}", **{**fields, "evidence": desk.photo(), "amount": "9000"})
    assert other.status_code == 409
    assert Payment.select().count() == 1


def test_evidence_is_sealed_and_shown_to_who_may_see_the_payment(client_for, mitra, admin, bill):
    no = desk.paid(mitra, bill, evidence=pdf())
    for client in (mitra, admin, client_for("auditor")):
        answer = client.get(f"/pembayaran/{no}/bukti")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.data.startswith(b"%PDF-")
    assert client_for("mitra2").get(f"/pembayaran/{no}/bukti").status_code == 403
    [paper] = Attachment.select().where(Attachment.kind == "bukti_pdf")
    assert b"%PDF-" not in (safe._folder / paper.path).read_bytes()
    no = desk.paid(mitra, bill, reference="TRF 2")
    assert mitra.get(f"/pembayaran/{no}/bukti").mimetype == "image/jpeg"


def script(document) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (lambda: pdf(script), "membawa program"),
        (lambda: (BytesIO(b"MZ"), "bukti.pdf"), "bukan PDF dan bukan foto"),
        (lambda: (BytesIO(b""), "bukti.pdf"), "kosong"),
    ],
)
def test_evidence_that_is_none_is_refused(mitra, bill, evidence, said):
    answer = tell(mitra, f"/tagihan/{bill}", evidence=evidence())
    assert answer.status_code == 422
    assert said in answer.text
    assert not Payment.select().exists()


def test_who_sends_proof_upon_proof_waits_a_minute_and_nobody_else_does(mitra, admin, bill, monkeypatch):
    monkeypatch.setattr(forms, "PROOF_LOOKS", "1 per minute")
    assert "bukan PDF" in tell(mitra, f"/tagihan/{bill}", evidence=(BytesIO(b"MZ"), "bukti.pdf")).text
    answer = tell(mitra, f"/tagihan/{bill}")
    assert answer.status_code == 422 and "Tunggu semenit" in answer.text
    assert not Payment.select().exists()
    assert tell(admin, f"/tagihan/{bill}").status_code == 303


def test_the_admin_refuses_a_payment_and_the_company_reads_why(mitra, admin, bill, visit):
    no = desk.paid(mitra, bill)
    assert settle(admin, no, "penolakan", why="").status_code == 422
    assert settle(admin, no, "penolakan", why="Tidak ada di rekening.").status_code == 303
    assert "Tidak ada di rekening." in visit(mitra, f"/pembayaran/{no}").text
    assert settle(admin, no, "konfirmasi").status_code == 422
    assert desk.paid(mitra, bill)


def test_what_waits_stands_first_for_the_admin(mitra, admin, bill, visit):
    no = desk.paid(mitra, bill)
    assert no in visit(admin, "/pembayaran").text.partition('id="waiting"')[2].partition("</table>")[0]
    settle(admin, no, "konfirmasi")
    assert 'id="waiting"' not in visit(admin, "/pembayaran").text


def test_a_payment_is_reversed_for_chosen_people_and_whole(mitra, admin, bill, visit):
    no = desk.paid(admin, bill, amount=str(Bill.get().amount))
    page = visit(admin, f"/pembayaran/{no}/pembalikan").text
    [first, _second] = sorted({part[:13] for part in page.split('name="workers" value="')[1:]})
    assert settle(admin, no, "pembalikan", scope="people", why="Salah orang.").status_code == 422
    done = settle(admin, no, "pembalikan", scope="people", workers=first, why="Salah orang.")
    assert done.status_code == 303
    assert CoverageMonth.select().where(CoverageMonth.paid_on.is_null()).count() == 3
    assert "Kredit, dapat dipakai" in visit(admin, f"/pembayaran/{no}").text
    assert settle(admin, no, "pembalikan", scope="whole", why="Salah catat.").status_code == 303
    assert CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).count() == 0
    assert "Salah catat." in visit(mitra, f"/pembayaran/{no}").text
    assert "/pembalikan" not in visit(admin, f"/pembayaran/{no}").text


def test_credit_is_used_by_a_press_on_the_bill(mitra, admin, bill, visit):
    no = desk.paid(admin, bill, amount=str(Bill.get().amount))
    page = visit(admin, f"/pembayaran/{no}/pembalikan").text
    worker = page.partition('name="workers" value="')[2][:13]
    settle(admin, no, "pembalikan", scope="people", workers=worker, why="Salah orang.")
    assert "Pakai kredit" in visit(mitra, f"/tagihan/{bill}").text
    assert desk.send(mitra, f"/tagihan/{bill}/kredit").status_code == 303
    assert "Lunas" in visit(mitra, f"/tagihan/{bill}").text
    again = desk.send(mitra, f"/tagihan/{bill}/kredit")
    assert again.status_code == 422


def test_a_company_sees_neither_the_list_nor_the_settling(mitra, bill):
    no = desk.paid(mitra, bill)
    assert mitra.get("/pembayaran").status_code == 403
    for how in ("konfirmasi", "penolakan", "pembalikan"):
        assert settle(mitra, no, how, why="x", scope="whole").status_code == 403
    assert Payment.get().state == "told"


def test_no_amount_of_pressing_lands_on_a_fault_by_get(mitra, admin, bill, visit):
    no = desk.paid(mitra, bill)
    for client, address in ((mitra, f"/tagihan/{bill}/kredit"), (admin, f"/pembayaran/{no}/konfirmasi")):
        assert client.get(address).status_code == 303
    for address in ("/tagihan/T26-ADAADA", "/pembayaran/P26-ADAADA", "/pembayaran/P26-ADAADA/bukti"):
        visit(admin, address, status=404)
    assert Payment.get().received_on == today()


def test_money_that_comes_too_late_names_whom_it_could_not_pay(mitra, admin, bill, visit):
    holds.release_expired(now=utc_now() + timedelta(days=40))
    sugeng = Worker.get(Worker.name == "Sugeng")
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        first = CoverageMonth.select().order_by(CoverageMonth.month).get().month
        commit_months(funder=apbd, workers=[sugeng], months=[first])
    assert "Catat pembayaran terlambat" in visit(mitra, f"/tagihan/{bill}").text
    no = desk.paid(admin, bill, amount=str(Bill.get().amount))
    page = visit(mitra, f"/pembayaran/{no}").text
    named = page.partition("tidak jadi membayar")[2].partition("</div>")[0]
    assert "Sugeng" in named
    assert "Tarno" not in named
    assert CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).count() == 5
