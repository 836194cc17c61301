"""Disnaker's admin decides about somebody under the minimum age; the officer reads it on the person's page."""

import pytest
import time_machine

from db.models import AuditEvent, Worker
from tests.web import desk
from tests.web.desk import ASKS_APPROVAL, SEVENTEEN, send
from tests.web.house_rules import check_page


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"), nik=SEVENTEEN, **ASKS_APPROVAL)


def decide(client, reg_no: str, **other):
    form = {
        "client_key": desk.key(),
        "decision": "yes",
        "letter_no": "560/112/2026",
        "letter_on": "20/11/2026",
    }
    return send(client, f"/pekerja/{reg_no}/persetujuan", {**form, "reason": "", **other})


def test_admin_sees_what_is_asked_and_the_way_to_decide(client_for, visit, reg_no):
    text = visit(client_for("admin"), f"/pekerja/{reg_no}").text
    for said in ("Menunggu persetujuan Disnaker", "17 tahun", "Membantu orang tua berjualan", "Putuskan"):
        assert said in text, said
    assert "Putuskan" not in visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    assert "Membantu orang tua berjualan" in visit(client_for("admin"), f"/pekerja/{reg_no}/persetujuan").text


def test_approved_person_may_be_printed_and_the_officer_reads_the_letter(client_for, visit, reg_no):
    answer = decide(client_for("admin"), reg_no)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    assert Worker.get().approval == "approved"
    line = AuditEvent.get(AuditEvent.action == "persetujuan.diberikan")
    assert line.detail == {"surat": "560/112/2026", "tanggal": "2026-11-20", "alasan": ""}
    text = visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    assert "Disetujui Disnaker" in text and "560/112/2026, 20 November 2026" in text
    assert "Pendaftaran hanya dapat dilanjutkan" not in text
    desk.printed(client_for("petugas"), worker=reg_no)


def test_declined_person_stays_held_back_with_the_reason_and_may_be_approved_later(client_for, visit, reg_no):
    declined = {"decision": "no", "letter_no": "", "letter_on": "", "reason": "masih wajib sekolah"}
    assert decide(client_for("admin"), reg_no, **declined).status_code == 303
    assert Worker.get().approval == "refused"
    text = visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    assert "Tidak disetujui Disnaker" in text and "masih wajib sekolah" in text
    assert desk.print_cards(client_for("petugas"), worker=reg_no).status_code == 422
    assert decide(client_for("admin"), reg_no).status_code == 303
    assert Worker.get().approval == "approved"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"decision": ""}, "Pilih setuju atau tidak setuju."),
        ({"letter_no": ""}, "Isi nomor surat persetujuan Disnaker."),
        ({"letter_on": ""}, "Isi tanggal surat persetujuan Disnaker."),
        ({"letter_on": "31/02/2026"}, "tidak ada di kalender"),
        ({"letter_on": "22/11/2026"}, "Tanggal surat belum terjadi."),
        ({"letter_no": "3374011705090001"}, "Jangan tulis NIK"),
        ({"decision": "no"}, "Tulis mengapa tidak disetujui"),
    ],
)
def test_form_with_a_fault_comes_back_filled(client_for, reg_no, wrong, sentence):
    answer = decide(client_for("admin"), reg_no, **wrong)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert Worker.get().approval == "asked"


@pytest.mark.parametrize("name", ["petugas", "rekan", "mitra", "auditor", "opd"])
def test_nobody_but_admin_decides(client_for, reg_no, name):
    assert decide(client_for(name), reg_no).status_code == 403
    assert Worker.get().approval == "asked"


def test_decision_where_nothing_was_asked_or_all_is_decided_is_told(client_for, visit, reg_no):
    grown = desk.enrolled(client_for("petugas"), nik="3374015708900002", sex="P", name="Siti Aminah")
    answer = decide(client_for("admin"), grown)
    assert answer.status_code == 422 and "Tidak ada permohonan" in answer.text
    visit(client_for("admin"), f"/pekerja/{grown}/persetujuan")
    decide(client_for("admin"), reg_no)
    assert decide(client_for("admin"), reg_no, decision="no", reason="berubah").status_code == 422
    assert Worker.get(Worker.reg_no == reg_no).approval == "approved"


def test_same_form_twice_decides_once(client_for, reg_no):
    once = desk.key()
    answers = [decide(client_for("admin"), reg_no, client_key=once).status_code for _time in range(2)]
    assert answers == [303, 303]
    assert AuditEvent.select().where(AuditEvent.action == "persetujuan.diberikan").count() == 1


def test_who_came_of_age_meanwhile_needs_no_answer(client_for, visit, reg_no):
    with time_machine.travel("2027-05-17 03:00:00", tick=False):
        client = client_for("petugas")
        assert "sudah cukup umur" in visit(client, f"/pekerja/{reg_no}").text
        assert desk.print_cards(client, worker=reg_no).status_code == 303
