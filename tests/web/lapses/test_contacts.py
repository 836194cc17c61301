"""Calling somebody whose cover ends: the number behind a press, what came of the call."""

from datetime import UTC, datetime, time

import pytest
import time_machine

from db.models import AuditEvent, LapseContact, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import long_date
from kiosk.web.lapses import contact_routes
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


def test_list_and_person_say_who_called_and_when(client_for, visit, reg_no):
    with time_machine.travel(datetime.combine(today(), time(2, 5), UTC)):
        noted(client_for("rekan"), reg_no)
        officer = client_for("petugas")
        assert (
            'Sudah diberi tahu<span class="cell-under">Rekan, pukul 09.05' in visit(officer, "/berakhir").text
        )
        for address in (call(reg_no), f"/pekerja/{reg_no}"):
            assert f"<span>Rekan, Pos Pasar Johar, {long_date(today())} 09.05" in visit(officer, address).text


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
    assert piece.text.strip() == '<span class="phone-number">0812-3456-7890</span>'


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


def test_who_was_not_reached_stays_among_those_to_call_with_what_was_tried(client_for, visit, reg_no):
    officer = client_for("petugas")
    noted(officer, reg_no, outcome="no_answer", note="Coba sore")
    noted(officer, reg_no, outcome="wrong_number")
    text = visit(officer, "/berakhir?dihubungi=belum").text
    assert "dicoba 2×, terakhir: Nomornya salah" in text and "Coba sore" in text
    assert reg_no not in visit(officer, "/berakhir?dihubungi=sudah").text
    noted(officer, reg_no, outcome="reached")
    noted(officer, reg_no, outcome="no_answer")
    assert reg_no not in visit(officer, "/berakhir?dihubungi=belum").text
    text = visit(officer, "/berakhir?dihubungi=sudah").text
    assert reg_no in text and "belum berhasil" not in text


def test_what_came_of_a_call_stands_on_the_person_s_page_for_those_who_call(client_for, visit, reg_no):
    noted(client_for("petugas"), reg_no, outcome="no_answer", note="Coba sore")
    for name in ("rekan", "admin", "auditor"):
        text = visit(client_for(name), f"/pekerja/{reg_no}").text
        assert "Pernah dihubungi" in text and "Coba sore" in text and "Tidak menjawab" in text


def test_company_does_not_read_what_was_said(client_for, visit, people):
    mitra = client_for("mitra")
    number = desk.enrolled(mitra)
    assert noted(client_for("admin"), number, outcome="no_answer", note="Coba sore").status_code == 303
    assert "Coba sore" not in visit(mitra, f"/pekerja/{number}").text


def test_number_is_behind_a_press_on_the_person_s_page_too(client_for, visit, reg_no):
    press = f'hx-post="/pekerja/{reg_no}/telepon"'
    for name in ("petugas", "admin"):
        text = visit(client_for(name), f"/pekerja/{reg_no}").text
        assert press in text and "0812-3456" not in text
    assert press not in visit(client_for("auditor"), f"/pekerja/{reg_no}").text


def test_address_of_the_press_leads_to_the_person(client_for, reg_no):
    answer = client_for("petugas").get(f"/pekerja/{reg_no}/telepon")
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")


def test_numbers_are_not_swept_up(client_for, reg_no, monkeypatch):
    officer, address = client_for("petugas"), f"/pekerja/{reg_no}/telepon"
    answers = [desk.send(officer, address).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert AuditEvent.select().where(AuditEvent.action == "telepon.dibuka").count() == 20
    monkeypatch.setattr(contact_routes, "PHONES_AN_HOUR", "1 per hour")
    colleague = client_for("rekan")
    assert desk.send(colleague, address).status_code == 200
    answer = desk.send(colleague, address)
    assert answer.status_code == 422 and "satu jam" in answer.text and "0812-3456" not in answer.text


def test_forms_that_note_a_call_are_sent_by_a_script_that_keeps_them(client_for, visit, reg_no):
    officer = client_for("petugas")
    for page in ("/berakhir", call(reg_no)):
        assert f'hx-post="{call(reg_no)}" hx-target="#main" hx-select="#main"' in visit(officer, page).text
