"""Calling somebody whose cover ends: the number behind a press, what came of the call."""

import pytest

from db.models import AuditEvent, LapseContact, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from tests.ledger_rows import planned_months
from tests.web import desk

THIS = first_of_month(today())


@pytest.fixture
def reg_no(client_for) -> str:
    number = desk.enrolled(client_for("petugas"))
    planned_months(Worker.get(Worker.reg_no == number), [THIS])
    return number


def call(reg_no: str) -> str:
    return f"/berakhir/{reg_no}/dihubungi"


def noted(client, reg_no: str, **other):
    return desk.send(
        client, call(reg_no), {"client_key": desk.key(), "outcome": "reached", "note": "", **other}
    )


def test_call_is_noted_with_who_and_when_and_leads_back_to_the_list(client_for, visit, reg_no, people):
    officer = client_for("petugas")
    answer = noted(officer, reg_no, note="Datang besok", filters="kecamatan=33.74.01&hal=2&daftar=semua")
    assert (answer.status_code, answer.location) == (303, "/berakhir?kecamatan=33.74.01&hal=2")
    row = LapseContact.get()
    assert (row.first_empty, row.outcome, row.note, row.post.code, row.by) == (
        add_months(THIS, 1), "reached", "Datang besok", "johar", people["petugas"],
    )  # fmt: skip
    assert "Sudah diberi tahu" in visit(officer, "/berakhir").text
    assert "Datang besok" in visit(officer, call(reg_no)).text
    line = AuditEvent.get(AuditEvent.action == "pekerja.dihubungi")
    assert (line.subject, line.detail) == (reg_no, {"hasil": "reached"})


def test_same_form_sent_twice_is_noted_once(client_for, reg_no):
    officer, key = client_for("petugas"), desk.key()
    for _ in range(2):
        assert noted(officer, reg_no, client_key=key).status_code == 303
    assert LapseContact.select().count() == 1
    noted(officer, reg_no, outcome="no_answer")
    assert LapseContact.select().count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": ""}, "Pilih bagaimana hasilnya."), ({"outcome": "lain"}, "Pilih bagaimana hasilnya."),
        ({"note": "081234567890"}, "Jangan tulis NIK atau nomor HP"), ({"note": "a" * 201}, "paling banyak 200"),
    ],
)  # fmt: skip
def test_form_that_is_wrong_comes_back_with_a_sentence(client_for, reg_no, wrong, sentence):
    answer = noted(client_for("petugas"), reg_no, **wrong)
    assert answer.status_code == 422 and sentence in answer.text
    assert not LapseContact.select().exists()


def test_who_is_on_no_list_needs_no_call(client_for, visit, reg_no):
    planned_months(Worker.get(Worker.reg_no == reg_no), [add_months(THIS, ahead) for ahead in range(1, 9)])
    officer = client_for("petugas")
    answer = noted(officer, reg_no)
    assert answer.status_code == 422 and "tidak lagi ada di daftar" in answer.text
    assert "tidak ada di daftar" in visit(officer, call(reg_no)).text


def test_only_own_officers_and_the_admin_note_a_call(client_for, reg_no):
    names = ("petugas", "rekan", "admin", "petugas2", "mitra", "auditor", "donatur")
    answers = {name: noted(client_for(name), reg_no).status_code for name in names}
    assert answers == dict.fromkeys(names, 403) | dict.fromkeys(("petugas", "rekan", "admin"), 303)


def test_number_is_shown_by_a_press_that_is_written_down(client_for, reg_no):
    officer = client_for("petugas")
    answer = desk.send(officer, f"/pekerja/{reg_no}/telepon")
    assert answer.status_code == 200 and "0812-3456-7890" in answer.text
    line = AuditEvent.get(AuditEvent.action == "telepon.dibuka")
    assert line.subject == reg_no and "812" not in str(line.detail)
    piece = desk.send(officer, f"/pekerja/{reg_no}/telepon", headers=desk.BY_HTMX)
    assert piece.text.strip().startswith(f'<span id="phone-{reg_no}"')


def test_number_is_shown_to_own_officers_and_the_admin_only(client_for, reg_no):
    names = ("petugas", "rekan", "admin", "petugas2", "mitra", "auditor", "donatur")
    answers = {name: desk.send(client_for(name), f"/pekerja/{reg_no}/telepon").status_code for name in names}
    assert answers == dict.fromkeys(names, 403) | dict.fromkeys(("petugas", "rekan", "admin"), 200)


def test_who_has_no_phone_is_said_to_have_none(client_for, visit, people):
    officer = client_for("petugas")
    number = desk.enrolled(officer, phone="")
    planned_months(Worker.get(Worker.reg_no == number), [THIS])
    assert "Nomor HP belum tercatat" in visit(officer, "/berakhir").text
    answer = desk.send(officer, f"/pekerja/{number}/telepon")
    assert answer.status_code == 422 and "belum tercatat" in answer.text
