"""The receipt: A6, opens with what is true today, shows no full number, and looking at it changes nothing."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import time_machine
import zxingcpp

from db.models import AuditEvent, Card, Consent, CoverageMonth, Funder, Worker
from kiosk.domain.words import long_date
from tests.ledger_rows import live_months, pay, pay_and_confirm, planned_months
from tests.web import desk
from tests.web.house_rules import NIK, check_page

A6 = (297.6, 419.5)  # points


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def receipt(client, reg_no: str) -> pypdfium2.PdfPage:
    answer = client.get(f"/pekerja/{reg_no}/bukti.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    pages = list(pypdfium2.PdfDocument(BytesIO(answer.data)))
    assert len(pages) == 1
    return pages[0]


def words_of(page) -> str:
    return " ".join(page.get_textpage().get_text_bounded().split())


def codes_of(page) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())]


def test_receipt_opens_with_the_state_and_says_who_it_is(client_for, reg_no):
    page = receipt(client_for("petugas"), reg_no)
    assert page.get_size() == pytest.approx(A6, abs=0.5)
    words = words_of(page)
    for said in (
        "TERDAFTAR, BELUM TERLINDUNGI",
        "Keadaan pada 21 November 2026",
        desk.NAME,
        reg_no,
        "3374••••••••0001",
        "Kauman, Semarang Tengah",
        "Pos Pasar Johar",
        "belum ada penanggung",
        "2 × 24 jam",
        "175",
        "bukan kartu resmi BPJS",
    ):
        assert said in words, said
    assert words.index("TERDAFTAR") < words.index(desk.NAME)
    assert not NIK.search(words.replace(" ", ""))


def test_receipt_and_qr_address_say_the_same_in_every_state(client_for, stranger, reg_no):
    """Unpaid, confirmed until the end of the month, behind with paying, ended."""
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    token = Card.get().token
    fund(reg_no)
    seen = []
    for day in ("2026-11-21", "2026-12-03", "2027-02-15", "2027-09-01"):
        with time_machine.travel(f"{day} 03:00:00", tick=False):
            if day == "2026-12-03":
                pay_and_confirm(live_months(), on=date(2026, 12, 2))
            heading = stranger.get(f"/v/{token}").text.partition("<h1")[2].partition("</h1>")[0]
            large = heading.rpartition(">")[2]
            assert large and words_of(receipt(client_for("petugas"), reg_no)).startswith(large), day
            seen.append(large)
    assert seen == [
        "TERDAFTAR, BELUM TERLINDUNGI",
        "TERLINDUNGI",
        "MENUNGGAK, PERLINDUNGAN BERISIKO",
        "PERLINDUNGAN BERAKHIR",
    ]


def fund(reg_no: str, *months: date) -> None:
    planned_months(Worker.get(Worker.reg_no == reg_no), months or [date(2026, 12, 1)])


def test_qr_is_the_living_card_s_and_without_one_the_paper_says_where_to_ask(app, client_for, reg_no):
    client = client_for("petugas")
    without = receipt(client, reg_no)
    assert codes_of(without) == [] and "tanyakan ke pos pendaftaran" in words_of(without)
    desk.printed(client, worker=reg_no)
    assert codes_of(receipt(client, reg_no)) == [f"{app.config['PUBLIC_URL']}/v/{Card.get().token}"]


def test_looking_at_it_changes_nothing_and_its_name_is_no_number(client_for, reg_no):
    before = [list(table.select().tuples()) for table in (Worker, Card, Consent, AuditEvent)]
    answer = client_for("petugas").get(f"/pekerja/{reg_no}/bukti.pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert reg_no not in answer.headers["Content-Disposition"]
    assert not NIK.search(answer.headers["Content-Disposition"])
    assert before == [list(table.select().tuples()) for table in (Worker, Card, Consent, AuditEvent)]


def test_longest_of_everything_stays_on_one_page(client_for):
    """A long name and company, every sign of the strip, a card, and Disnaker has not answered yet."""
    name = "Raden Mas Haji Kusumawardhana Prabangkara Adiwijaya Tirtoatmodjo Sastrowardoyo, S.Pd., M.M."
    Funder.update(
        name="PT Perusahaan Pelayaran dan Perikanan Nusantara Sinar Pesisir Utara (Persero) Tbk"
    ).execute()
    reg_no = desk.enrolled(
        client_for("petugas"), name=name, kelurahan="luar", home_regency="Kabupaten Kulon Progo"
    )
    desk.printed(client_for("petugas"), worker=reg_no)
    fund(reg_no, date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))
    pay_and_confirm(live_months(CoverageMonth.month == date(2026, 12, 1)), on=date(2026, 11, 2))
    pay(live_months(CoverageMonth.month == date(2027, 1, 1)), on=date(2026, 11, 2))
    Worker.update(approval="asked", birth_on=date(2009, 5, 17), enrolled_on=date(2026, 10, 1)).execute()
    words = words_of(receipt(client_for("petugas"), reg_no))
    for said in ("Tirtoatmodjo", "sebelum terdaftar", "Menunggu persetujuan Disnaker", "bukan kertas ini"):
        assert said in words, said


def test_frozen_person_gets_no_receipt_and_hears_why(client_for, reg_no):
    Worker.update(frozen_at="2026-11-20 10:00:00", frozen_reason="diminta").execute()
    answer = client_for("petugas").get(f"/pekerja/{reg_no}/bukti.pdf")
    assert answer.status_code == 422
    check_page(answer)
    assert "sedang dibekukan" in answer.text


def test_frozen_person_for_whom_somebody_has_paid_keeps_the_proof_of_it(client_for, visit):
    """Without a card it is all they can show at a hospital."""
    client = client_for("mitra")
    desk.opened(client, sheet=desk.small_sheet((desk.NIK, desk.NAME)), first_month="2026-11", months="1")
    pay_and_confirm(live_months(), on=date(2026, 11, 3))
    Worker.update(frozen_at="2026-11-20 10:00:00", frozen_reason="diminta").execute()
    reg_no = Worker.get().reg_no
    assert words_of(receipt(client_for("admin"), reg_no)).count("TERLINDUNGI") == 1
    assert f"/pekerja/{reg_no}/bukti.pdf" in visit(client_for("admin"), f"/pekerja/{reg_no}").text


def test_after_saving_the_page_offers_card_receipt_and_the_next_person(client_for, visit, reg_no):
    panel = visit(client_for("petugas"), f"/pekerja/{reg_no}?baru=1").text
    panel = panel.partition('aria-labelledby="saved"')[2].partition("</section>")[0]
    places = [panel.find(said) for said in ("Cetak kartu", "Cetak bukti", "Daftarkan berikutnya")]
    assert -1 not in places and places == sorted(places)
    assert f"/pekerja/{reg_no}/bukti.pdf" in panel


def test_day_on_the_receipt_is_today_in_semarang(client_for, reg_no):
    with time_machine.travel("2026-11-30 18:30:00", tick=False):
        assert long_date(date(2026, 12, 1)) in words_of(receipt(client_for("petugas"), reg_no))
