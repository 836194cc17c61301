"""Proof of cover on a day: A4, the state as large as the name, never more than the ledger says."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import time_machine
import zxingcpp

from db.connection import writing
from db.models import AuditEvent, Company, CoverageMonth, Worker
from kiosk.domain.clock import months_from
from kiosk.services import cover_ends, payment_entries, releases
from kiosk.services.coverage_changes import changing
from tests import ledger_rows
from tests.services.at_once import acting
from tests.web import desk
from tests.web.house_rules import NIK, check_page

A4 = (595.3, 841.9)  # points
JULY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def person(client_for) -> Worker:
    """Enrolled in June."""
    with time_machine.travel("2026-06-20 03:00:00", tick=False):
        return Worker.get(Worker.reg_no == desk.enrolled(client_for("petugas"), kpj=desk.KPJ))


def proof(client, person, day: str = ""):
    return client.get(f"/pekerja/{person.reg_no}/perlindungan.pdf?hari={day}")


def printed(client, person, day: str = "") -> pypdfium2.PdfPage:
    answer = proof(client, person, day)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    pages = list(pypdfium2.PdfDocument(BytesIO(answer.data)))
    assert len(pages) == 1
    return pages[0]


def words_of(client, person, day: str = "") -> str:
    page = printed(client, person, day)
    return " ".join(page.get_textpage().get_text_bounded().split())


def test_proof_says_who_which_day_and_what_held(client_for, person):
    ledger_rows.paid_months(person, months_from(JULY, 6), effective=6, on=date(2026, 7, 3))
    assert printed(client_for("petugas"), person).get_size() == pytest.approx(A4, abs=0.5)
    words = words_of(client_for("petugas"), person)
    for said in (
        "Bukti perlindungan",
        desk.NAME,
        person.reg_no,
        "3374••••••••0001",
        "26••••••456",
        "Keadaan pada 21 November 2026",
        "TERLINDUNGI",
        "sampai 31 Desember 2026",
        "Peserta sejak 3 Juli 2026",
        "Iuran November 2026 ditanggung oleh PT Sinar Pesisir",
        "November 2026 berlaku sejak 1 November 2026",
        "Bulan iuran yang dihitung 5 bulan",
        "Santunan kematian penuh sejak 3 Oktober 2026",
        "Dibuat 21 November 2026 pukul 10.00 oleh Petugas, Pos Pasar Johar",
    ):
        assert said in words, said
    assert "Yang tercatat pada hari itu" not in words
    assert not NIK.search(words) and desk.KPJ not in words


def test_state_is_as_large_as_the_name(client_for, person):
    ledger_rows.paid_months(person, [date(2026, 10, 1)], effective=1, on=date(2026, 10, 1))
    text = printed(client_for("petugas"), person).get_textpage()
    whole = text.get_text_range()
    heights = []
    for said in (desk.NAME.split()[0], "MENUNGGAK"):
        _left, bottom, _right, top = text.get_charbox(whole.index(said))  # its capital
        heights.append(top - bottom)
    assert heights[0] == pytest.approx(heights[1], rel=0.1)


@pytest.mark.parametrize(
    ("day", "state", "said"),
    [
        ("2026-06-25", "TERDAFTAR, BELUM TERLINDUNGI", "bukan peserta pada hari itu"),
        ("2026-07-02", "TERDAFTAR, BELUM TERLINDUNGI", "Juli 2026 berlaku sejak belum berlaku"),
        ("2026-07-03", "TERLINDUNGI", "3 Oktober 2026, bila iurannya tidak terputus"),
        ("31/07/2026", "TERLINDUNGI", "Keadaan pada 31 Juli 2026"),
        ("2026-08-01", "MENUNGGAK, PERLINDUNGAN BERISIKO", "belum ada penanggung"),
        ("2026-10-31", "MENUNGGAK, PERLINDUNGAN BERISIKO", "Peserta sejak 3 Juli 2026"),
        ("2026-11-01", "PERLINDUNGAN BERAKHIR", "1 November 2026"),
    ],
)
def test_proof_is_of_the_day_asked_for(client_for, person, day, state, said):
    ledger_rows.paid_months(person, [JULY], effective=1, on=date(2026, 7, 3))
    words = words_of(client_for("petugas"), person, day)
    assert state in words and said in words
    if state != "TERLINDUNGI":
        assert "TERLINDUNGI sampai" not in words


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("kemarin", "tidak dapat dibaca"),
        ("2026-02-30", "tidak ada di kalender"),
        ("2026-11-22", "22 November 2026 belum tiba"),
        ("2026-06-19", "baru tercatat sejak 20 Juni 2026"),
        ("1950-01-01", "baru tercatat sejak"),
    ],
)
def test_day_that_cannot_be_is_refused_with_a_sentence(client_for, person, day, said):
    answer = proof(client_for("petugas"), person, day)
    assert answer.status_code == 422 and said in answer.text
    assert f'href="/pekerja/{person.reg_no}"' in answer.text  # the way back
    check_page(answer)


def test_what_was_let_go_since_is_said_beside_what_was_recorded_then(client_for, people, person):
    admin = acting(people["admin"])
    with time_machine.travel("2026-07-10 03:00:00", tick=False):
        rows = ledger_rows.paid_months(person, [JULY], effective=1, on=date(2026, 7, 3))
    with time_machine.travel("2026-08-01 03:00:00", tick=False), writing(), changing([person.id]) as changes:
        releases.release(rows, why="rejected", by=admin, changes=changes)
    words = words_of(client_for("petugas"), person, "2026-07-15")
    assert "menurut catatan saat bukti ini dibuat TERDAFTAR, BELUM TERLINDUNGI" in words
    assert "Yang tercatat pada hari itu sendiri TERLINDUNGI. Sampai 31 Juli 2026." in words


def test_payment_entered_later_was_not_known_on_the_day(client_for, people, person):
    admin = acting(people["admin"])
    with time_machine.travel("2026-07-02 03:00:00", tick=False):
        rows = ledger_rows.planned_months(person, [JULY])
    with time_machine.travel("2026-07-20 03:00:00", tick=False):
        _entered_by(admin, rows, on=date(2026, 7, 3))
        ledger_rows.confirm(rows, on=date(2026, 7, 3))
    words = words_of(client_for("petugas"), person, "2026-07-10")
    assert "menurut catatan saat bukti ini dibuat TERLINDUNGI" in words
    assert "Yang tercatat pada hari itu sendiri TERDAFTAR, BELUM TERLINDUNGI" in words
    assert "Yang tercatat" not in words_of(client_for("petugas"), person, "2026-07-21")


def _entered_by(admin, rows: list[CoverageMonth], *, on: date) -> None:
    """As the admin enters a payment: its entries have a name."""
    amounts = {row.id: row.amount for row in rows}
    with writing(), changing([row.worker_id for row in rows]) as changes:
        payment = ledger_rows._payment(rows[0].funder_id, sum(amounts.values()), on)
        payment_entries.allocate(payment.id, amounts, by=admin)
        changes.pay(amounts, payment_id=payment.id, on=on)


def test_month_confirmed_after_the_day_is_said_and_nothing_claimed(client_for, person):
    rows = ledger_rows.paid_months(person, [JULY, date(2026, 8, 1)], effective=1, on=date(2026, 7, 3))
    ledger_rows.confirm(rows[1:], on=date(2026, 8, 15))
    words = words_of(client_for("petugas"), person, "2026-08-05")
    assert "TERLINDUNGI sampai" not in words
    assert "mengonfirmasi iuran Agustus 2026, berlaku sejak 15 Agustus 2026" in words
    assert "BPJS Ketenagakerjaan yang memutuskan" in words


def test_code_of_the_living_card_leads_to_the_check(client_for, person):
    client = client_for("petugas")
    assert "Pindai kode ini" not in words_of(client, person)
    desk.printed(client, worker=person.reg_no)
    page = printed(client, person)
    (code,) = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    assert "/v/" in code.text and desk.NIK not in code.text


def test_donor_is_never_named(client_for, person):
    donor = ledger_rows.somebody("asn", name="Ir. Bambang Santoso")
    ledger_rows.paid_months(person, [date(2026, 11, 1)], funder=donor, effective=1)
    words = words_of(client_for("petugas"), person)
    assert "ditanggung oleh ASN orang tua asuh" in words and "Bambang" not in words


def test_company_s_proof_does_not_name_another_company(client_for):
    sheet = desk.small_sheet((desk.NIK, desk.NAME))
    desk.opened(client_for("mitra"), sheet=sheet, first_month="2026-11", months="3")
    person = Worker.get()
    ledger_rows.let_go(ledger_rows.live_months(CoverageMonth.month == date(2026, 11, 1)))
    other = Company.get(Company.code == "bahari").funder
    ledger_rows.paid_months(person, [date(2026, 11, 1)], funder=other, effective=1)
    assert "perusahaan lain" in words_of(client_for("mitra"), person)
    assert "PT Bahari Lestari" in words_of(client_for("admin"), person)


def test_frozen_person_keeps_the_proof_of_what_is_paid(client_for, person):
    ledger_rows.paid_months(person, [JULY], effective=1, on=date(2026, 7, 3))
    Worker.update(frozen_at="2026-11-01 03:00:00").where(Worker.id == person.id).execute()
    assert "TERLINDUNGI" in words_of(client_for("petugas"), person, "2026-07-20")
    answer = proof(client_for("petugas"), person)
    assert answer.status_code == 422 and "dibekukan" in answer.text


def test_longest_of_everything_stays_on_one_page(client_for, people):
    name = (
        "Raden Mas Haji Muhammad Abdurrahman Wahid Kusumodiningrat Suryosubroto Prawirodirdjo, S.Pd., M.Pd."
    )
    reg_no = desk.enrolled(client_for("petugas"), name=name)
    person = Worker.get(Worker.reg_no == reg_no)
    company = Company.get(Company.code == "sinar").funder
    type(company).update(name="Perseroan Terbatas " + "Pelayaran Nusantara " * 6).execute()
    rows = ledger_rows.planned_months(person, months_from(date(2026, 11, 1), 4), funder=company)
    ledger_rows.bill(rows[:3])
    _entered_by(acting(people["admin"]), rows[:2], on=date(2026, 11, 21))
    ledger_rows.confirm(rows[:1], on=date(2026, 11, 22))
    ledger_rows.let_go(ledger_rows.planned_months(person, [date(2027, 4, 1)], funder=company))
    desk.printed(client_for("petugas"), worker=reg_no)
    with time_machine.travel("2026-11-23 03:00:00", tick=False):
        words = words_of(client_for("petugas"), person, "2026-11-21")
    for said in (
        "BELUM TERLINDUNGI",
        "mengonfirmasi iuran November 2026",
        "Pindai kode",
        "bukan dokumen resmi",
    ):
        assert said in words, said


def test_making_it_changes_nothing(client_for, person):
    before = AuditEvent.select().count()
    words_of(client_for("auditor"), person)
    assert AuditEvent.select().count() == before


def test_member_whose_month_is_not_yet_confirmed_stays_a_member(client_for, person):
    with time_machine.travel("2026-07-03 03:00:00", tick=False):
        rows = ledger_rows.paid_months(person, months_from(JULY, 2), effective=1, on=date(2026, 7, 3))
    ledger_rows.confirm(rows[1:], on=date(2026, 8, 3))
    words = words_of(client_for("petugas"), person, "2026-08-02")
    for said in (
        "PESERTA, MENUNGGU KONFIRMASI BPJS",
        "Peserta sejak 3 Juli 2026",
        "Agustus 2026 berlaku sejak belum berlaku: dibayar 3 Juli 2026",
        "Bulan iuran yang dihitung 1 bulan; Juli 2026 dikonfirmasi 3 Juli 2026",
    ):
        assert said in words, said
    assert "TERLINDUNGI" not in words and "bukan peserta" not in words
    after = words_of(client_for("petugas"), person, "2026-08-03")
    assert "TERLINDUNGI sampai 31 Agustus 2026" in after and "Peserta sejak 3 Juli 2026" in after


def died(people, person, day: date) -> None:
    by = acting(people["petugas"])
    cover_ends.end_cover(reg_no=person.reg_no, why="died", last_day=day, client_key=desk.key(), by=by)


def test_after_a_death_nobody_is_protected_and_the_day_is_said(client_for, people, person):
    with time_machine.travel("2026-10-02 03:00:00", tick=False):
        ledger_rows.paid_months(person, months_from(date(2026, 10, 1), 2), effective=2, on=date(2026, 10, 2))
    died(people, person, date(2026, 11, 18))
    after = words_of(client_for("petugas"), person, "2026-11-19")
    for said in (
        "TELAH MENINGGAL DUNIA pada 18 November 2026",
        "Meninggal dunia pada 18 November 2026",
        "Keadaan pada hari wafatnya terlindungi",
        "Peserta sejak 2 Oktober 2026",
    ):
        assert said in after, said
    assert "TERLINDUNGI" not in after and "tidak terputus" not in after
    before = words_of(client_for("petugas"), person, "2026-11-18")
    assert "TERLINDUNGI sampai hari wafatnya, 18 November 2026" in before
    assert "Yang tercatat" not in before and "30 November" not in before


def test_heirs_of_somebody_who_died_in_arrears_get_the_proof(client_for, people, person):
    ledger_rows.paid_months(person, [date(2026, 8, 1)], effective=1, on=date(2026, 8, 2))
    died(people, person, date(2026, 11, 20))
    words = words_of(client_for("petugas"), person, "2026-11-20")
    assert "MENUNGGAK, PERLINDUNGAN BERISIKO" in words
    assert "Iurannya belum dibayar sejak 1 September 2026" in words
    assert "Meninggal dunia pada 20 November 2026" in words


def test_deadline_that_is_over_is_called_so(client_for, person):
    ledger_rows.paid_months(person, [date(2026, 8, 1)], effective=1, on=date(2026, 8, 2))
    words = words_of(client_for("petugas"), person, "2026-10-31")
    assert "Batas membayar iurannya, 31 Oktober 2026, sudah lewat" in words and "harus dibayar" not in words
    page = client_for("petugas").get(f"/pekerja/{person.reg_no}").text
    assert "batas bayar 31 Oktober 2026 sudah lewat" in page
    assert "Batas melunasinya, 31 Oktober 2026, sudah lewat" in page
    assert "paling lambat 31 Oktober 2026" not in page


def test_strip_of_ended_arrears_agrees_with_the_state(client_for, person):
    ledger_rows.paid_months(person, [JULY], effective=1, on=date(2026, 7, 3))
    words = words_of(client_for("petugas"), person, "2026-10-31")
    assert "MENUNGGAK, PERLINDUNGAN BERISIKO" in words
    assert "belum dibayar" in words.split("Dua belas bulan")[1]  # the legend names what the strip shows
