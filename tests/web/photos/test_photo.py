"""A photograph added or replaced on a person's own page."""

from io import BytesIO

import pytest
from PIL import Image

from db.models import Attachment, AuditEvent
from tests.web import desk
from tests.web.accounts.desk import field
from tests.web.desk import send
from tests.web.house_rules import check_page


def add(client, reg_no: str, content: bytes | None = None, **more):
    fields = {"client_key": desk.key(), "photo": desk.photo(content), **more}
    return send(client, f"/pekerja/{reg_no}/foto", fields)


def size_of(client, reg_no: str) -> tuple:
    return Image.open(BytesIO(client.get(f"/pekerja/{reg_no}/foto").data)).size


def test_page_says_that_there_is_no_photo_and_takes_one(client_for, visit):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    page = visit(client, f"/pekerja/{reg_no}").text
    assert "Belum ada foto." in page and f'action="/pekerja/{reg_no}/foto"' in page
    answer = add(client, reg_no)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    page = visit(client, f"/pekerja/{reg_no}").text
    assert "Foto sudah disimpan." in page and "Belum ada foto." not in page
    assert "Foto disimpan" in page.partition('id="history"')[2]
    assert AuditEvent.get(AuditEvent.action == "foto.disimpan").subject == reg_no


def test_newer_photo_replaces_the_older(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, photo=desk.photo())
    assert size_of(client, reg_no) == (600, 800)
    assert add(client, reg_no, desk.portrait("red", (500, 400))).status_code == 303
    assert size_of(client, reg_no) == (500, 400)
    assert Attachment.select().where(Attachment.owner_kind == "pekerja").count() == 1


@pytest.mark.parametrize(
    ("content", "words"), [(b"%PDF-1.7 surat", "Berkas ini PDF"), (b"", "Ambil atau pilih foto orangnya")]
)
def test_refused_photo_says_why_on_a_page_that_asks_again(client_for, content, words):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    answer = add(client, reg_no, content) if content else add(client, reg_no, photo=desk.photo(b"", ""))
    assert answer.status_code == 422
    check_page(answer)
    assert words in answer.text and f'href="/pekerja/{reg_no}"' in answer.text
    again = {"client_key": field(answer.text, "client_key"), "photo": desk.photo()}
    assert send(client, f"/pekerja/{reg_no}/foto", again).status_code == 303


def test_same_form_twice_keeps_one(client_for):
    client, key = client_for("petugas"), desk.key()
    reg_no = desk.enrolled(client)
    answers = [add(client, reg_no, client_key=key) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert AuditEvent.select().where(AuditEvent.action == "foto.disimpan").count() == 1
    assert add(client, reg_no, desk.portrait("red"), client_key=key).status_code == 409


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("petugas", 303), ("rekan", 303), ("petugas2", 403), ("mitra", 403), ("admin", 303), ("auditor", 403),
        ("donatur", 403), ("opd", 403),
    ],
)  # fmt: skip
def test_photo_is_added_by_who_enrols_and_sees_the_person(client_for, name, status):
    reg_no = desk.enrolled(client_for("petugas"))
    assert add(client_for(name), reg_no).status_code == status


def test_company_adds_one_to_its_own_worker(client_for):
    reg_no = desk.enrolled(client_for("mitra"))
    assert add(client_for("mitra_rekan"), reg_no).status_code == 303
    assert add(client_for("mitra2"), reg_no).status_code == 403


def test_who_only_looks_is_offered_no_form(client_for, visit):
    reg_no = desk.enrolled(client_for("petugas"))
    page = visit(client_for("auditor"), f"/pekerja/{reg_no}").text
    assert "Belum ada foto." in page and f'action="/pekerja/{reg_no}/foto"' not in page


def test_refused_photo_tells_a_stranger_nothing(client_for):
    reg_no = desk.enrolled(client_for("petugas"))
    answer = add(client_for("petugas2"), reg_no, b"bukan foto")
    assert answer.status_code == 403
    assert desk.NAME not in answer.text
