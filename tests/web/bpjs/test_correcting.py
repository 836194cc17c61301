"""BPJS corrects its answer: what is on record, what would follow, and only then done, at /bpjs/<no>/baris/<n>."""

import re
from datetime import timedelta

import pytest

from db.models import AnswerRow, AuditEvent, Card, CoverageMonth, SubmissionLine, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date, month_name
from kiosk.services import confirmations, safe
from tests.services.at_once import acting, nik
from tests.services.billing import batch_of, billed, pay
from tests.services.bpjs_desk import asked, kpj, says, take_in
from tests.web import desk
from tests.web.house_rules import check_page

SOURCE, REASON = "surat BPJS B/112/XI/2026", "NIK tidak padan"
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
BEFORE = today() - timedelta(days=3)


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def address(people) -> str:
    """The page of somebody accepted for three months that count."""
    by = acting(people["admin"])
    bill = billed(batch_of(people, 1, 3), acting(people["mitra"]))
    pay(bill, bill.amount, by)
    asked([Worker.get()], by=by)
    take_in([says(Worker.get(), on=BEFORE, kpj=kpj(0))], by=by)
    confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-1", on=BEFORE, by=by)
    return f"/bpjs/{SubmissionLine.get().submission.no}/baris/1/pembetulan"


def fields(**other) -> dict:
    return {
        "client_key": desk.key(),
        "what": "taken_back",
        "reason": REASON,
        "effective_on": "",
        "source": SOURCE,
        **other,
    }


def read(client, address: str, **other) -> tuple[dict, str]:
    """What was filled in with the mark of what was shown, and the page that showed it."""
    filled = fields(**other)
    answer = desk.send(client, address, filled)
    assert answer.status_code == 200, answer.text
    check_page(answer)
    return filled | {"seen": SEEN.search(answer.text)[1]}, answer.text


def state() -> str:
    return SubmissionLine.get().state


def test_the_line_of_the_submission_leads_to_it_and_it_says_what_is_on_record(admin, address, visit):
    assert f'href="{address}"' in visit(admin, f"/bpjs/{SubmissionLine.get().submission.no}").text
    page = visit(admin, address).text
    months = [row.month for row in CoverageMonth.select().order_by(CoverageMonth.month)]
    for words in (
        SubmissionLine.get().submission.no, "Diterima BPJS", f"dijawab {long_date(today())}", long_date(BEFORE),
        "26••••••001", "PT Sinar Pesisir", *(month_name(month) for month in months), "/pembayaran/",
    ):  # fmt: skip
        assert words in page, words
    assert kpj(0) not in page and nik(1) not in page


def test_what_follows_is_read_first_and_nothing_is_done(admin, address):
    amount = sum(row.amount for row in CoverageMonth.select())
    _filled, page = read(admin, address)
    assert "3 bulan berhenti dihitung" in page and f"Rp{amount:,}".replace(",", ".") in page
    assert "menjadi kredit PT Sinar Pesisir" in page and "tidak lagi terlindungi" in page
    assert state() == "accepted" and all(row.effective_on for row in CoverageMonth.select())


def test_done_once_it_was_read_and_card_and_page_say_so_at_once(admin, client_for, address, visit):
    worker = Worker.get()
    petugas = client_for("petugas")
    desk.printed(petugas, worker=worker.reg_no)
    code = f"/v/{Card.get().token}"
    assert "TERLINDUNGI" in visit(admin, code).text.upper().replace("BELUM TERLINDUNGI", "")
    filled, _page = read(admin, address)
    done = desk.send(admin, address, filled | {"sure": "y"})
    assert done.status_code == 303 and state() == "rejected"
    assert "TERLINDUNGI" not in visit(admin, code).text.upper().replace("BELUM TERLINDUNGI", "").replace(
        "TIDAK TERLINDUNGI", ""
    )
    page = visit(petugas, f"/pekerja/{worker.reg_no}").text
    assert "Pembetulan BPJS: tidak jadi diterima" in page and "Berhenti dihitung:" in page
    assert REASON in page and SOURCE in page
    page = visit(admin, address).text
    assert "Pembetulan yang sudah dicatat" in page and "Tidak ada yang dibetulkan di sini" in page


def test_without_the_tick_nothing_is_done(admin, address):
    filled, _page = read(admin, address)
    answer = desk.send(admin, address, filled)
    assert answer.status_code == 422 and "Baca dulu akibatnya, lalu tandai" in answer.text
    assert state() == "accepted"


def test_another_day_is_read_and_done(admin, address, visit):
    filled, page = read(admin, address, what="moved", effective_on=f"{today():%d/%m/%Y}", reason="")
    assert f"Hari mulai menurut BPJS: {long_date(today())}" in page and f"tadinya {long_date(BEFORE)}" in page
    assert desk.send(admin, address, filled | {"sure": "y"}).status_code == 303
    assert SubmissionLine.get().effective_on == today()
    page = visit(admin, f"/pekerja/{Worker.get().reg_no}").text
    assert f"Hari mulai: {long_date(BEFORE)} → {long_date(today())}" in page


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"what": ""}, "Pilih apa yang dibetulkan BPJS."),
        ({"reason": ""}, "Tulis alasan BPJS tidak jadi menerima orang ini."),
        ({"source": ""}, "Tulis dari surat nomor berapa"),
        ({"source": "surat"}, "Tulis sedikit lebih lengkap"),
        ({"source": "surat tentang NIK 3374011705030001"}, "angka yang panjang"),
        ({"reason": "KPJ 26000000001 salah"}, "angka yang panjang"),
        ({"what": "moved"}, "Isi hari mulai yang disebut BPJS"),
        ({"what": "moved", "effective_on": f"{today() + timedelta(days=1):%d/%m/%Y}"}, "belum tiba"),
        ({"what": "moved", "effective_on": f"{BEFORE:%d/%m/%Y}"}, "memang"),
        ({"what": "moved", "effective_on": "01/01/1990"}, "Periksa tahunnya"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form_which_stays_filled(admin, address, other, sentence):
    answer = desk.send(admin, address, fields(**other))
    assert answer.status_code == 422 and sentence in answer.text
    check_page(answer)
    if "source" not in other:
        assert SOURCE in answer.text
    assert state() == "accepted"


def test_what_changed_meanwhile_is_read_again(admin, address):
    filled, _page = read(admin, address)
    other, _page = read(admin, address, what="moved", effective_on=f"{today():%d/%m/%Y}")
    desk.send(admin, address, other | {"sure": "y"})
    answer = desk.send(admin, address, filled | {"sure": "y"})
    assert answer.status_code == 422 and "Catatannya berubah sejak Anda membacanya" in answer.text
    assert state() == "accepted"


def test_the_second_press_and_the_second_admin(admin, address):
    filled, _page = read(admin, address)
    other, _page = read(admin, address)
    assert desk.send(admin, address, filled | {"sure": "y"}).status_code == 303
    assert desk.send(admin, address, filled | {"sure": "y"}).status_code == 303
    late = desk.send(admin, address, other | {"sure": "y"})
    assert late.status_code == 422 and "tidak sedang menerima orang ini" in late.text
    check_page(late)
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.penerimaan_dibatalkan").count() == 1


def test_what_was_filled_in_can_be_changed_again(admin, address):
    filled, _page = read(admin, address)
    answer = desk.send(admin, address, filled | {"ubah": "y"})
    assert answer.status_code == 200 and f'value="{REASON}"' in answer.text and state() == "accepted"


def test_the_contradicting_line_of_a_file_leads_to_it(admin, people, address, visit):
    by = acting(people["admin"])
    answer = take_in([says(Worker.get(), accepted=False, reason=REASON, number=4)], by=by)
    page = visit(admin, f"/bpjs/balasan/{answer.no}").text
    way = f"{address}?balasan={answer.no}&amp;nomor=4"
    assert f'href="{way}"' in page and AnswerRow.get(AnswerRow.number == 4).outcome == "conflict"
    assert f"Berkas BPJS {answer.no} baris 4" in visit(admin, way.replace("&amp;", "&")).text
    assert nik(1) not in way
    filled, _page = read(admin, address)
    desk.send(admin, address, filled | {"sure": "y"})
    assert address not in visit(admin, f"/bpjs/balasan/{answer.no}").text


def test_the_auditor_reads_and_the_others_do_not(client_for, admin, address, visit):
    page = visit(client_for("auditor"), address).text
    assert "Lihat akibatnya" not in page and "26••••••001" in page
    assert desk.send(client_for("auditor"), address, fields()).status_code == 403
    for name in ("petugas", "mitra", "mitra2", "opd", "donatur"):
        assert client_for(name).get(address).status_code == 403
        assert desk.send(client_for(name), address, fields()).status_code == 403
    assert admin.get(address.replace("/baris/1/", "/baris/9/")).status_code == 404 and state() == "accepted"


@pytest.mark.parametrize("field", ["reason", "source"])
def test_mother_s_name_and_old_number_are_typed_in_no_reason(admin, address, field):
    Worker.update(
        mother_name_sealed=safe.seal("Sumirah Wati", safe.MOTHER), kpj_sealed=safe.seal("94J3012X", safe.KPJ)
    ).execute()
    for words in ("nama ibu Sumirah  wati lain", "KPJ 94j3012x milik lain"):
        answer = desk.send(admin, address, fields(**{field: words}))
        assert answer.status_code == 422 and "memuat nama ibu kandung" in answer.text
        assert f'id="{field}-error"' in answer.text and state() == "accepted"
        check_page(answer)
