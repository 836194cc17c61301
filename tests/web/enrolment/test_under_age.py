"""Somebody under the minimum age: blocked, unless Disnaker is asked; then saved without funder and card until it says
yes."""

import pytest
import time_machine

from db.models import AuditEvent, BatchRow, Commitment, Company, Worker
from tests.web import desk
from tests.web.desk import ASKS_APPROVAL, SEVENTEEN

FOURTEEN = "3374011705120001"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def test_page_offers_to_ask_disnaker_when_the_age_blocks(client_for, visit):
    answer = desk.enrol(client_for("petugas"), nik=SEVENTEEN)
    assert answer.status_code == 422
    assert 'name="ask_approval"' in answer.text and 'name="approval_reason"' in answer.text
    assert "umurnya 17 tahun" in answer.text
    assert not Worker.select().exists()
    assert '<div id="approval">' in answer.text
    assert '<div id="approval" hidden>' in visit(client_for("petugas"), "/pekerja/baru").text


def test_nik_answer_tells_at_once_that_disnaker_may_be_asked(client_for):
    def told(name: str, nik: str) -> bool:
        answer = desk.send(client_for(name), "/pekerja/baru/nik", {"nik": nik}, headers=desk.BY_HTMX)
        return 'data-approval="y"' in answer.text

    assert told("petugas", SEVENTEEN) and not told("petugas", desk.NIK) and not told("mitra", SEVENTEEN)


def test_with_the_tick_the_person_is_saved_and_waits(client_for, visit):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, nik=SEVENTEEN, **ASKS_APPROVAL)
    assert Worker.get().approval == "asked"
    line = AuditEvent.get(AuditEvent.action == "persetujuan.diminta")
    assert (line.subject, line.detail) == (reg_no, {"alasan": "Membantu orang tua berjualan"})
    text = visit(client, f"/pekerja/{reg_no}?baru=1").text
    assert "Menunggu persetujuan Disnaker" in text and "Membantu orang tua berjualan" in text
    assert "Cetak kartu" not in text and "Cetak bukti" in text
    assert desk.print_cards(client, worker=reg_no).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("", "Tulis mengapa orang ini bekerja"),
        ("a" * 201, "Alasan paling banyak 200 huruf."),
        ("hubungi 081234567890", "Jangan tulis NIK atau nomor HP"),
    ],
)
def test_reason_is_needed_short_and_holds_no_number(client_for, wrong, sentence):
    answer = desk.enrol(client_for("petugas"), nik=SEVENTEEN, **{**ASKS_APPROVAL, "approval_reason": wrong})
    assert answer.status_code == 422 and sentence in answer.text
    assert not Worker.select().exists()


def test_tick_says_nothing_about_somebody_who_is_old_enough(client_for):
    desk.enrolled(client_for("petugas"), **ASKS_APPROVAL)
    assert Worker.get().approval is None
    assert not AuditEvent.select().where(AuditEvent.action == "persetujuan.diminta").exists()


@pytest.mark.parametrize("other", [{"nik": FOURTEEN}, {"nik": desk.NIK, "birth_on": "17/05/2012"}])
def test_child_stays_blocked_with_the_tick(client_for, other):
    """By the NIK, and by a typed birth date that differs from it."""
    answer = desk.enrol(client_for("petugas"), **other, **ASKS_APPROVAL)
    assert answer.status_code == 422
    assert not Worker.select().exists()


def test_batch_is_refused_with_a_sentence(client_for):
    client = client_for("petugas")
    no = desk.opened(client, company=str(Company.get(Company.code == "sinar").id))
    answer = desk.enrol(client, nik=SEVENTEEN, batch=no, **ASKS_APPROVAL)
    assert answer.status_code == 422
    assert "belum dapat masuk batch" in answer.text
    assert not Worker.select().exists() and not Commitment.select().exists()
    assert not AuditEvent.select().where(AuditEvent.action == "persetujuan.diminta").exists()


def test_company_is_sent_to_the_post(client_for):
    answer = desk.enrol(client_for("mitra"), nik=SEVENTEEN, **ASKS_APPROVAL)
    assert answer.status_code == 422
    assert "Permohonan persetujuan dikirim lewat pos" in answer.text
    assert 'name="ask_approval"' not in answer.text
    assert not Worker.select().exists()


def test_sheet_of_a_company_holds_back_who_waits_for_approval(client_for):
    """Also where the company leaves out the birth date and the age is Disnaker's to decide."""
    desk.enrolled(client_for("petugas"), nik=SEVENTEEN, **ASKS_APPROVAL)
    desk.opened(client_for("mitra"), sheet=desk.small_sheet((SEVENTEEN, desk.NAME)))
    assert [row.state for row in BatchRow.select()] == ["wrong"]
    assert not Commitment.select().exists()
