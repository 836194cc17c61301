"""A NIK that Dukcapil refuses: marked by hand on the person's page, settled by hand with a note."""

import pytest

from db.models import WorkerFlag
from tests.web import desk
from tests.web.house_rules import check_page

SETTLED = {"note": "Dukcapil Semarang membetulkan namanya."}
NOTE = "nama di Dukcapil berbeda"


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def note(client, reg_no: str, **other):
    return desk.send(client, f"/pekerja/{reg_no}/dukcapil", {"client_key": desk.key(), "note": NOTE, **other})


def test_refusal_is_noted_and_stands_on_the_person_s_page(client_for, visit, reg_no):
    client = client_for("petugas")
    assert f"/pekerja/{reg_no}/dukcapil" in visit(client, f"/pekerja/{reg_no}").page.addresses
    answer = note(client, reg_no)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    page = visit(client, f"/pekerja/{reg_no}").text
    assert "NIK ditolak Dukcapil" in page and NOTE in page
    assert reg_no in visit(client, "/belum-lengkap?kurang=dukcapil").text


def test_sudah_beres_settles_it(client_for, visit, reg_no):
    client = client_for("petugas")
    note(client, reg_no)
    assert "Sudah beres" in visit(client, f"/pekerja/{reg_no}/dukcapil").text
    answer = desk.send(client, f"/pekerja/{reg_no}/dukcapil/penyelesaian", SETTLED)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    assert WorkerFlag.get().settled_at is not None
    assert NOTE not in visit(client, f"/pekerja/{reg_no}").text
    assert desk.send(client, f"/pekerja/{reg_no}/dukcapil/penyelesaian", SETTLED).status_code == 303


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tulis apa kata Dukcapil"),
        (f"NIK {desk.NIK} tidak ditemukan", "Jangan tulis NIK atau nomor HP"),
        ("a" * 201, "paling banyak 200 huruf"),
    ],
)
def test_note_that_cannot_be_kept_comes_back_with_a_sentence(client_for, reg_no, text, sentence):
    answer = note(client_for("petugas"), reg_no, note=text)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text and text[:150] in answer.text
    assert not WorkerFlag.select().exists()


def test_second_refusal_says_that_there_is_one(client_for, reg_no):
    note(client_for("petugas"), reg_no)
    answer = note(client_for("rekan"), reg_no)
    assert answer.status_code == 422 and "sudah dicatat" in answer.text
    assert WorkerFlag.select().count() == 1


def test_only_who_serves_the_person_notes_and_settles(client_for, reg_no):
    names = ("petugas2", "mitra", "auditor", "donatur", "rekan", "admin")
    answers = {name: note(client_for(name), reg_no).status_code for name in names}
    assert answers == dict.fromkeys(names[:4], 403) | {"rekan": 303, "admin": 422}
    settled = {
        name: desk.send(client_for(name), f"/pekerja/{reg_no}/dukcapil/penyelesaian", SETTLED).status_code
        for name in names
    }
    assert settled == dict.fromkeys(names[:4], 403) | {"rekan": 303, "admin": 303}
