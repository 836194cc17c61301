"""A bill on paper: what is asked for and why, where the money goes, what became of it."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Batch, Bill, Company, CoverageMonth, Funder, Setting, Worker
from kiosk.domain.clock import first_of_month, local, today, utc_now
from kiosk.domain.number_words import rupiah_in_words
from kiosk.domain.words import long_date, rupiah
from kiosk.services import holds, releases
from kiosk.services import settings as dated_settings
from kiosk.services.acting import SYSTEM
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from tests.ledger_rows import complete
from tests.web import desk
from tests.web.papers import text_of

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def batch(mitra) -> str:
    return desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")


@pytest.fixture
def bill(mitra, batch) -> str:
    return desk.billed(mitra, batch)


def paper(client, bill: str) -> str:
    return text_of(client.get(f"/tagihan/{bill}.pdf"))


def test_the_paper_says_who_pays_what_for_which_months(mitra, batch, bill):
    Company.update(npwp="0013334445556666", address="Jl. Pelabuhan No. 1, Semarang").where(
        Company.code == "sinar"
    ).execute()
    said, row = paper(mitra, bill), Bill.get()
    for words in (
        bill, "PT Sinar Pesisir", "NPWP 0013334445556666", "Jl. Pelabuhan No. 1, Semarang", batch,
        long_date(today()), rupiah(row.amount), rupiah_in_words(row.amount), "Belum dibayar",
        long_date(local(row.hold_until).date()),
    ):  # fmt: skip
        assert words in said, words


def test_a_tax_number_that_is_a_nik_is_on_paper_for_the_company_and_the_admin_alone(client_for, mitra, bill):
    Company.update(npwp="3374010101019123").where(Company.code == "sinar").execute()
    for name, shown in {"mitra": True, "admin": True, "auditor": False}.items():
        said = paper(client_for(name), bill)
        assert ("NPWP 3374010101019123" in said) is shown and ("NPWP 3374••••••••9123" in said) is not shown


def test_months_of_one_price_stand_in_one_line_with_their_legal_basis(mitra, batch, bill):
    said, months = paper(mitra, bill), CoverageMonth.select().order_by(CoverageMonth.month)
    by_rate = {row.amount for row in months}
    assert said.count("PP 50/2025") + said.count("PP 44/2015") == len(by_rate)
    for rate in by_rate:
        theirs = sum(row.amount for row in months if row.amount == rate)
        assert f"{rupiah(rate)}" in said and rupiah(theirs) in said


def test_the_city_is_never_who_is_paid(mitra, bill):
    said = paper(mitra, bill)
    assert "Dibayar kepada BPJS Ketenagakerjaan" in said
    assert "tidak pernah kepada pemerintah kota" in said


def test_the_payee_is_a_setting(mitra, bill):
    with writing():
        Setting.create(
            key="bill_payee", value="Rekening Penampung BPJS", valid_from=today(), basis="keputusan untuk uji"
        )
    dated_settings.forget()
    assert "Dibayar kepada Rekening Penampung BPJS" in paper(mitra, bill)


def test_without_a_code_it_warns_from_paying(mitra, client_for, bill):
    assert "jangan membayar sebelum menerimanya" in paper(mitra, bill)
    fields = {"client_key": desk.key(), "code": "2601 1234 5678", "expires_on": f"{today():%d/%m/%Y}"}
    desk.send(client_for("admin"), f"/tagihan/{bill}/kode-iuran", fields)
    said = paper(mitra, bill)
    assert "260112345678" in said
    assert f"Berlaku sampai {long_date(today())}" in said
    assert "jangan membayar" not in said


def test_what_is_paid_and_what_is_left_stand_on_it(mitra, client_for, bill):
    rate = CoverageMonth.select().order_by(CoverageMonth.month).first().amount
    payment = desk.paid(mitra, bill, amount=str(rate))
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    said = paper(mitra, bill)
    assert f"Sudah dibayar {rupiah(rate)}" in said
    assert f"Masih harus dibayar {rupiah(Bill.get().amount - rate)}" in said
    assert "Dibayar sebagian" in said


def test_money_that_waits_is_told_so_that_nobody_sends_it_twice(mitra, bill):
    desk.paid(mitra, bill, amount=str(Bill.get().amount))
    said = paper(mitra, bill)
    assert f"menunggu konfirmasi Dinas Tenaga Kerja Kota Semarang {rupiah(Bill.get().amount)}" in said
    assert "Sudah dibayar" not in said


def test_a_bill_that_is_paid_asks_for_nothing_more(mitra, client_for, bill):
    payment = desk.paid(mitra, bill, amount=str(Bill.get().amount))
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    said = paper(mitra, bill)
    assert "Lunas" in said and "Masih harus dibayar Rp0" in said
    assert "Dibayar kepada" not in said and "Sesudah membayar" not in said


def test_credit_that_pays_it_is_told_apart(mitra, client_for, bill):
    admin = client_for("admin")
    whole = Bill.get().amount
    payment = desk.paid(mitra, bill, amount=str(whole + 8_400))
    desk.send(admin, f"/pembayaran/{payment}/konfirmasi")
    sheet = desk.small_sheet(("3374021104020005", "Wagiman"), name="lain.csv")
    second = desk.billed(mitra, desk.opened(mitra, name="Kedua", sheet=sheet, months="1"))
    assert desk.send(mitra, f"/tagihan/{second}/kredit").status_code == 303
    assert "termasuk kredit dari pembayaran sebelumnya Rp8.400" in paper(mitra, second)
    assert "kredit" not in paper(mitra, bill)


def test_a_cancelled_bill_says_so_and_names_no_way_to_pay(mitra, bill):
    desk.send(mitra, f"/tagihan/{bill}/pembatalan", {"client_key": desk.key(), "why": "Salah hitung."})
    said = paper(mitra, bill)
    assert "Tagihan ini dibatalkan" in said
    assert "Salah hitung. Jangan dibayar." in said
    assert "Dibayar kepada" not in said


def test_one_whose_time_is_over_asks_to_call_first(mitra, bill):
    holds.release_expired(now=utc_now() + timedelta(days=40))
    said = paper(mitra, bill)
    assert "Lewat waktu" in said
    assert "sebelum membayar" in said


def test_one_whose_people_all_left_before_it_was_paid_does_not_say_that_it_is_late(mitra, bill):
    months = list(CoverageMonth.select())
    with writing(), changing({row.worker_id for row in months}) as changes:
        releases.release(months, why=releases.WITHDRAWN, by=SYSTEM, changes=changes)
    said = paper(mitra, bill)
    assert "Dilepas sebelum dibayar" in said and "sebelum membayar" in said
    assert "Lewat waktu" not in said and "sudah lewat" not in said


def test_one_whose_time_is_over_but_not_let_go_yet_does_not_say_that_it_has_no_end(mitra, bill):
    over = utc_now() - timedelta(minutes=5)
    Bill.update(hold_until=over).execute()
    CoverageMonth.update(hold_until=over).execute()
    said = paper(mitra, bill)
    assert "Belum dibayar" in said and "Tidak dibatasi" not in said
    assert "Sudah lewat. Hubungi Dinas Tenaga Kerja Kota Semarang sebelum membayar." in said


def test_the_batch_leads_to_its_latest_bill_that_stands(mitra, batch, bill):
    assert bill in text_of(mitra.get(f"/batch/{batch}/tagihan.pdf"))
    desk.send(mitra, f"/tagihan/{bill}/pembatalan", {"client_key": desk.key(), "why": "Salah hitung."})
    second = desk.billed(mitra, batch)
    assert second in text_of(mitra.get(f"/batch/{batch}/tagihan.pdf"))


def test_a_batch_without_a_bill_says_how_one_is_made(mitra, batch, visit):
    page = visit(mitra, f"/batch/{batch}/tagihan.pdf", status=404)
    assert "belum punya tagihan" in page.text
    assert f'href="/batch/{batch}"' in page.text


def test_the_bill_of_the_city_names_no_company(client_for, things):
    admin = client_for("admin")
    worker = Worker.get(Worker.reg_no == things.worker)
    with writing():
        apbd = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        commit_months(funder=apbd, workers=[worker], months=[first_of_month(today())])
    complete(worker)
    fields = {"client_key": desk.key(), "funder": str(apbd.id), "month": f"{today():%Y-%m}"}
    no = desk.send(admin, "/tagihan/baru", fields).location.rpartition("/")[2]
    said = paper(admin, no)
    assert "APBD Kota Semarang" in said and "tidak mendapat potongan" in said
    assert "NPWP" not in said and "Untuk batch" not in said
    assert "Tidak dibatasi" in said


def test_no_person_stands_on_a_bill(mitra, batch, bill):
    said = paper(mitra, bill)
    assert "Sugeng" not in said and "3374020902000001" not in said
    assert Batch.get(Batch.no == batch).name in said
