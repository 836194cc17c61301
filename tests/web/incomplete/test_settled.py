"""A refusal of BPJS, or of Dukcapil, is closed by hand: asked about first, with a note of what was found out."""

import pytest

from db.connection import writing
from db.models import AuditEvent, Worker, WorkerFlag
from kiosk.services import worker_flags
from tests.services.at_once import acting
from tests.web import desk
from tests.web.house_rules import check_page

WHY, NOTE = "NIK tidak padan", "BPJS Semarang membetulkan namanya, kata Bu Ratna."
KINDS = {"ditolak-bpjs": worker_flags.BPJS_REJECTED, "dukcapil": worker_flags.DUKCAPIL}


@pytest.fixture(params=KINDS)
def address(client_for, people, request) -> str:
    reg_no = desk.enrolled(client_for("petugas"))
    worker = Worker.get(Worker.reg_no == reg_no)
    with writing():
        worker_flags.raise_flag(
            worker_id=worker.id, kind=KINDS[request.param], by=acting(people["admin"]), note=WHY
        )
    return f"/pekerja/{reg_no}/{request.param}"


def is_open() -> bool:
    return WorkerFlag.get().settled_at is None


def test_the_press_leads_to_a_question_that_says_what_was_refused_and_what_follows(
    client_for, visit, address
):
    client = client_for("petugas")
    assert f"{address}/penyelesaian" in visit(client, address).page.addresses
    page = visit(client, f"{address}/penyelesaian")
    assert WHY in page.text and "dapat diajukan" in page.text.replace("ditanggung dan ", "")
    assert 'name="note"' in page.text and is_open()


def test_the_note_closes_it_and_stands_in_the_trail_and_in_the_history(client_for, visit, address):
    client, here = client_for("petugas"), address.rpartition("/")[0]
    answer = desk.send(client, f"{address}/penyelesaian", {"note": NOTE})
    assert (answer.status_code, answer.location) == (303, here) and not is_open()
    line = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    assert (line.action.endswith("_beres"), line.detail["catatan"]) == (True, NOTE)
    assert f"Catatan: {NOTE}" in visit(client, here).text
    assert desk.send(client, f"{address}/penyelesaian", {"note": NOTE}).status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == line.action).count() == 1


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("", "Tulis dalam satu kalimat"),
        (f"NIK {desk.NIK}", "angka yang panjang"),
        ("a" * 201, "paling banyak 200"),
    ],
)
def test_without_a_fit_note_it_stays_open_and_says_why(client_for, address, note, sentence):
    answer = desk.send(client_for("petugas"), f"{address}/penyelesaian", {"note": note})
    assert answer.status_code == 422 and sentence in answer.text and is_open()
    check_page(answer)


def test_only_who_serves_the_person_closes_it(client_for, address):
    names = ("petugas2", "mitra", "auditor", "donatur")
    answers = {
        name: desk.send(client_for(name), f"{address}/penyelesaian", {"note": NOTE}).status_code
        for name in names
    }
    assert answers == dict.fromkeys(names, 403) and is_open()
    assert desk.send(client_for("rekan"), f"{address}/penyelesaian", {"note": NOTE}).status_code == 303


def test_where_nothing_is_open_that_is_said(client_for, visit, address):
    WorkerFlag.delete().execute()
    assert "Tidak ada penolakan" in visit(client_for("admin"), f"{address}/penyelesaian").text
