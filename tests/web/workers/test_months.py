"""The months on one worker's page: the strip in words, every month, what is given today, the way to the proof."""

from datetime import date

import pytest
import time_machine

from db.models import AuditEvent, Company, CoverageMonth, Worker
from kiosk.domain.clock import months_from
from tests import ledger_rows
from tests.web import desk

OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def person(client_for) -> Worker:
    return Worker.get(Worker.reg_no == desk.enrolled(client_for("petugas")))


def company(code: str = "sinar"):
    return Company.get(Company.code == code).funder


def page(person) -> str:
    return f"/pekerja/{person.reg_no}"


@pytest.fixture
def covered(person) -> list[CoverageMonth]:
    """Three months by one bill: two paid, the first confirmed."""
    rows = ledger_rows.planned_months(person, months_from(date(2026, 11, 1), 3), funder=company())
    ledger_rows.bill(rows)
    ledger_rows.pay(rows[:2], on=date(2026, 11, 4))
    ledger_rows.confirm(rows[:1], on=date(2026, 11, 6))
    return ledger_rows.live_months()


def test_strip_says_state_payer_bill_and_reference_in_words(client_for, visit, person, covered):
    text = visit(client_for("petugas"), page(person)).text
    bill, reference = covered[0].bill.no, covered[0].payment.reference
    for said in (
        "November 2026: terlindungi mulai 6 November 2026, dibayar oleh PT Sinar Pesisir, "
        f"tagihan {bill}, referensi {reference}",
        "Desember 2026: dibayar oleh PT Sinar Pesisir, menunggu bukti penerimaan BPJS untuk tagihannya, "
        f"tagihan {bill}",
        f"Januari 2027: ditagih kepada PT Sinar Pesisir, belum dibayar, tagihan {bill}",
        "Ditagih, belum dibayar",
    ):
        assert said in text, said


def test_every_month_stands_in_the_table(client_for, visit, person, covered):
    text = visit(client_for("petugas"), page(person)).text
    assert "Semua bulan (3)" in text
    table = text.partition('id="all-months"')[2].partition("</table>")[0]
    for said in (
        "November 2026",
        "Rp8.400",
        covered[0].bill.no,
        covered[0].payment.reference,
        "6 November 2026",
    ):
        assert said in table, said
    assert "/tagihan/" not in table and "/pembayaran/" not in table  # a petugas has no such page


def test_admin_and_auditor_go_on_to_bill_and_payment(client_for, visit, person, covered):
    for name in ("admin", "auditor"):
        text = visit(client_for(name), page(person)).text
        assert f'href="/tagihan/{covered[0].bill.no}"' in text
        assert f'href="/pembayaran/{covered[0].payment.no}"' in text


def test_company_sees_nothing_of_another_company_s_papers(client_for, visit):
    reg_no = desk.enrolled(client_for("mitra"))  # into a batch of its own: months of PT Sinar Pesisir
    person = Worker.get(Worker.reg_no == reg_no)
    after = max(row.month for row in ledger_rows.live_months())
    others = ledger_rows.paid_months(person, months_from(after, 3)[1:], funder=company("bahari"))
    ledger_rows.bill(ledger_rows.planned_months(person, months_from(after, 4)[3:], funder=company("bahari")))
    text = visit(client_for("mitra"), f"/pekerja/{reg_no}").text
    assert "PT Sinar Pesisir" in text and "perusahaan lain" in text
    billed = CoverageMonth.get(CoverageMonth.bill.is_null(False))
    for secret in ("PT Bahari Lestari", others[0].payment.reference, billed.bill.no):
        assert secret not in text, secret


def test_strip_begins_with_the_month_asked_for(client_for, visit, person):
    ledger_rows.paid_months(person, months_from(OCTOBER, 15), effective=15, on=OCTOBER)
    client = client_for("petugas")
    assert f'{page(person)}?dari=2027-09#months"' in visit(client, page(person)).text
    text = visit(client, f"{page(person)}?dari=2027-09").text
    assert "Desember 2027: terlindungi" in text and "November 2026: terlindungi" not in text
    assert f'{page(person)}?dari=2026-09#months"' in text


@pytest.mark.parametrize("month", ["2026-13", "kemarin", "2026", "1899-01", "2026-1", "٢٠٢٦-٠١"])
def test_month_that_cannot_be_read_is_said_and_the_page_still_shows(client_for, visit, person, month):
    text = visit(client_for("petugas"), f"{page(person)}?dari={month}", status=422).text
    assert "Bulan pada alamat ini tidak dapat dibaca" in text and "November 2026:" in text


def test_page_says_what_is_given_if_something_happens_today(client_for, visit, person):
    ledger_rows.paid_months(person, months_from(OCTOBER, 3), effective=3, on=OCTOBER)
    text = visit(client_for("petugas"), page(person)).text
    for said in (
        "Bila terjadi musibah hari ini",
        "Peserta sejak 1 Oktober 2026",
        "Rp48.000.000 untuk ahli waris",
        "Rp10.000.000 seluruhnya, karena kepesertaan belum 3 bulan. Santunan penuh mulai 1 Januari 2027",
        "iuran baru 2 dari 36 bulan",
        "2 × 24 jam",
        "telepon 175",
    ):
        assert said in text.replace("\u00a0", " "), said


def test_who_is_in_arrears_is_promised_nothing(client_for, visit, person):
    ledger_rows.paid_months(person, [OCTOBER], effective=1, on=OCTOBER)
    text = visit(client_for("petugas"), page(person)).text
    assert "Iuran menunggak sejak 1 November 2026: tidak ada kepastian klaim dibayar" in text
    assert "Rp48.000.000" not in text


def test_who_waits_has_no_benefit_yet(client_for, visit, person):
    text = visit(client_for("petugas"), page(person)).text
    assert "santunan baru berlaku setelah iuran dibayar dan BPJS mengonfirmasi" in text
    assert "Semua bulan" not in text


def test_page_leads_to_the_proof_of_a_day(client_for, visit, person):
    read = visit(client_for("petugas"), page(person)).page
    (form,) = [form for form in read.forms if form["action"].endswith("/perlindungan.pdf")]
    assert (form["method"], form["fields"]) == ("get", ["hari"])


def test_years_of_months_cost_no_further_queries(client_for, person, count_queries):
    client = client_for("petugas")
    ledger_rows.paid_months(person, [OCTOBER], effective=1, on=OCTOBER)
    rows = ledger_rows.planned_months(person, months_from(date(2026, 11, 1), 30), funder=company())
    ledger_rows.bill(rows[:1])
    ledger_rows.pay(rows[:1])
    one = count_queries(lambda: client.get(page(person)))
    ledger_rows.bill(rows[1:])
    ledger_rows.pay(rows[1:])
    assert count_queries(lambda: client.get(page(person))) == one


def test_looking_at_the_months_is_no_change(client_for, person, covered):
    before = AuditEvent.select().count(), list(CoverageMonth.select().tuples())
    client_for("petugas").get(f"{page(person)}?dari=2026-01")
    assert (AuditEvent.select().count(), list(CoverageMonth.select().tuples())) == before


def test_months_are_told_in_english_too(client_for, visit, person, covered):
    client = client_for("petugas")
    desk.in_english(client)
    assert "November 2026: " in visit(client, page(person)).text
