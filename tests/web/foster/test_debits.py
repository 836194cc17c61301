"""What a donor reads of the debits of their account."""

import re
from io import BytesIO

import pypdfium2
import pytest

from db.connection import writing
from db.models import CoverageMonth, DebitLine, Donor, Pledge, Worker
from kiosk.domain.clock import add_months, today
from kiosk.domain.words import short_name
from kiosk.services import cover_ends, debit_refunds, releases
from kiosk.services.acting import SYSTEM
from kiosk.services.coverage_changes import changing
from tests.ledger_rows import pay_and_confirm, planned_months, somebody
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.web.debits.pages import awake
from tests.web.desk import send

OWN = "/asn/saya"


@pytest.fixture
def donor(people) -> Donor:
    debit_desk.decide()
    return asn_desk.donor(user=people["donatur"], opd_code=people["opd"].opd.code)


@pytest.fixture
def client(client_for, donor):
    return client_for("donatur")


def words_of(answer) -> str:
    text = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def names() -> list[str]:
    return [short_name(one.name) for one in Worker.select().order_by(Worker.id)]


def test_debit_is_a_sentence_with_day_sum_names_and_reference(client, donor, visit):
    debit_desk.due(people=2, donor=donor)
    run = debit_desk.sent()
    assert "sudah diminta dari bank, menunggu jawaban" in words_of(visit(client, OWN))
    debit_desk.upload(run, debit_desk.answer(run))
    words = words_of(visit(client, OWN))
    first, second = names()
    assert f"1 Desember 2026: Rp33.600 didebet untuk {first} dan {second} " in words
    assert f"Referensi bank {DebitLine.get().reference}" in words


def test_failed_debit_says_why_what_follows_and_the_last_day(client, donor, visit):
    debit_desk.due(people=2, donor=donor)
    member = Worker.select().order_by(Worker.id).first()
    before = add_months(debit_desk.coming(), -1)
    pay_and_confirm(planned_months(member, [before], funder=somebody("apbd")))
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "SALDO TIDAK CUKUP"}))
    with debit_desk.on_day_of(run):
        words = words_of(visit(awake(client), OWN))
        first_page = visit(client, "/")
    assert "tidak berhasil didebet: saldo tidak cukup" in words
    assert "1 debet rekening Anda tidak berhasil" in words and 'href="/asn/saya#debits"' in first_page.text
    assert "Dapat dicoba lagi pada hari kerja mulai 1 Desember 2026 sampai 31 Desember 2026" in words
    assert f"{short_name(member.name)}: bayar paling lambat 31 Januari 2027" in words


def test_what_has_to_be_mended_is_said(client, donor, visit):
    debit_desk.due(donor=donor)
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "REKENING DITUTUP"}))
    words = words_of(visit(client, OWN))
    assert (
        "rekening ditutup" in words and "Buat surat kuasa baru" in words and "dicoba lagi pada" not in words
    )


def test_what_is_over_is_said_with_its_way_back(client, donor, visit, people):
    mandate = debit_desk.due(people=2, donor=donor)
    run = debit_desk.sent()
    dead = Worker.get_by_id(Pledge.select().where(Pledge.mandate == mandate).first().worker_id)
    by = debit_desk.admin()
    cover_ends.end_cover(reg_no=dead.reg_no, why="died", last_day=today(), client_key=key(), by=by)
    debit_desk.upload(run, debit_desk.answer(run))
    words = words_of(visit(client, OWN))
    assert "Rp16.800 untuk" in words and "tidak terpakai: orangnya meninggal dunia" in words
    assert "Rp16.800 akan dikembalikan ke rekening Anda" in words
    with debit_desk.on_day_of(run):
        no = DebitLine.get().payment.no
        debit_refunds.refund(no=no, reference="TRF 9", paid_on=run.debit_on, client_key=key(), by=by)
        words = words_of(visit(awake(client), OWN))
    assert "Rp16.800 dikembalikan ke rekening Anda pada 1 Desember 2026, referensi TRF 9" in words
    assert "akan dikembalikan" not in words


def test_who_is_funded_elsewhere_may_be_left_for_somebody_else(client, donor, visit):
    mandate = debit_desk.due(people=2, donor=donor)
    pledge = Pledge.select().where(Pledge.mandate == mandate).order_by(Pledge.id).first()
    with writing(), changing([pledge.worker_id]) as changes:
        rows = CoverageMonth.select().where(CoverageMonth.worker == pledge.worker_id)
        releases.release(list(rows), why="rejected", by=SYSTEM, changes=changes)
    planned_months(Worker.get_by_id(pledge.worker_id), [debit_desk.coming()], funder=somebody("apbd"))
    debit_desk.sent()
    debit_desk.queue.run_waiting_tasks()
    page, address = visit(client, OWN), f"/asn/saya/pekerja/{pledge.id}/ganti"
    assert "bulan ini sudah ditanggung pihak lain" in words_of(page) and f'href="{address}"' in page.text
    assert "Pilih pekerja lain?" in words_of(visit(client, address))
    same = {"client_key": key()}
    for _ in range(2):
        answer = send(client, address, same)
        assert (answer.status_code, answer.location) == (303, f"/asn/daftar/pekerja/pilih?ganti={pledge.id}")
    assert Pledge.get_by_id(pledge.id).ended_why == "funded"
    assert client.get(address).location == OWN


def test_nobody_gives_away_anothers_worker(client, client_for, people):
    other = asn_desk.donor(user=people["mitra2"])
    debit_desk.due(donor=other)
    address = f"/asn/saya/pekerja/{Pledge.get().id}/ganti"
    assert client.get(address).status_code == 404
    assert send(client, address, {"client_key": key()}).status_code == 404
    for role in ("petugas", "mitra", "opd", "admin", "auditor"):
        assert client_for(role).get(address).status_code == 403


def test_receipt_of_the_year_names_the_banks_reference(client, donor):
    debit_desk.due(people=2, donor=donor)
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run))
    paper = client.get(f"{OWN}/tanda-terima/{run.debit_on.year}.pdf")
    pages = pypdfium2.PdfDocument(BytesIO(paper.data))
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert text.count(DebitLine.get().reference) == 2


def test_queries_do_not_grow_with_debits(client, donor, count_queries):
    def fail(people: int) -> None:
        debit_desk.due(people=people, donor=donor)
        run = debit_desk.sent()
        fates = {line.key: "SALDO TIDAK CUKUP" for line in debit_desk.lines_of(run)}
        debit_desk.upload(run, debit_desk.answer(run, fates))

    fail(1)
    few = count_queries(lambda: client.get(OWN))
    fail(4)
    assert count_queries(lambda: client.get(OWN)) == few
