"""The same person, the same form, a stale form: nobody is enrolled twice, nothing typed is lost."""

import re

import pytest

from db.models import Consent, Worker
from tests.web import desk
from tests.web.accounts.desk import field, token
from tests.web.desk import enrol, person, send
from tests.web.house_rules import check_page


@pytest.mark.parametrize(
    ("name", "told"),
    [("petugas", True), ("rekan", True), ("petugas2", False), ("mitra2", False), ("admin", True)],
)
def test_known_nik_is_told_in_the_measure_of_who_asks(client_for, name, told):
    reg_no = desk.enrolled(client_for("petugas"))
    answer = enrol(client_for(name), name="Orang Lain")
    assert answer.status_code == 422
    check_page(answer)
    assert ("NIK ini sudah terdaftar lewat pos atau perusahaan lain." in answer.text) is not told
    assert ("Slamet W. sudah terdaftar dengan NIK ini." in answer.text) is told
    assert (f'href="/pekerja/{reg_no}"' in answer.text) is told
    assert (reg_no in answer.text) is told
    assert desk.NAME not in answer.text
    assert Worker.select().count() == 1


def test_known_nik_is_told_together_with_the_other_faults(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    answer = enrol(client, rt="abc")
    assert answer.status_code == 422
    errors = answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    assert "RT berupa angka" in errors and "Slamet W. sudah terdaftar dengan NIK ini." in errors
    assert f'href="/pekerja/{reg_no}"' in answer.text


def test_stale_token_tells_nothing_about_a_known_nik(client_for):
    client = client_for("petugas")
    desk.enrolled(client)
    answer = client.post("/pekerja/baru", data={"csrf_token": "lama", **person()})
    assert answer.status_code == 422
    assert "sudah terdaftar" not in answer.text


def test_same_form_twice_answers_as_the_first_time(client_for):
    client, fields = client_for("petugas"), person()
    first, second = (send(client, "/pekerja/baru", fields) for _time in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert Worker.select().count() == Consent.select().count() == 1


def test_same_key_with_other_content_is_409_and_shows_both(client_for):
    client, fields = client_for("petugas"), person()
    send(client, "/pekerja/baru", fields)
    answer = send(client, "/pekerja/baru", {**fields, "name": "Slamet Raharjo", "rt": "4"})
    assert answer.status_code == 409
    check_page(answer)
    worker = Worker.get()
    assert worker.name == desk.NAME
    for words in (desk.NAME, "Slamet Raharjo", "003/007", "004/007", worker.reg_no, "berbeda"):
        assert words in answer.text, words
    assert f'href="/pekerja/{worker.reg_no}/koreksi"' in answer.text
    assert "Daftarkan sebagai orang baru" not in answer.text  # it is the same NIK


def test_other_person_under_the_same_key_goes_on_as_a_new_form_with_everything(client_for):
    client, fields = client_for("petugas"), person()
    send(client, "/pekerja/baru", fields)
    other = {**fields, "nik": "3374015708900002", "sex": "P", "name": "Siti Aminah"}
    answer = send(client, "/pekerja/baru", other)
    assert answer.status_code == 409
    page = answer.text.partition("<main")[2]
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert again["client_key"] != fields["client_key"]
    assert client.post("/pekerja/baru", data=again).status_code == 303
    assert sorted(worker.name for worker in Worker.select()) == ["Siti Aminah", desk.NAME]


def test_key_of_another_person_is_409_and_tells_nothing(client_for):
    fields = person()
    send(client_for("petugas"), "/pekerja/baru", fields)
    answer = send(client_for("petugas2"), "/pekerja/baru", fields)
    assert answer.status_code == 409
    assert Worker.get().reg_no not in answer.text
    assert desk.NAME not in answer.text


def test_form_with_a_stale_token_is_given_back_filled_and_goes_through_at_once(client_for):
    client, fields = client_for("petugas"), person()
    answer = client.post("/pekerja/baru", data={"csrf_token": "lama", **fields})
    assert answer.status_code == 422
    check_page(answer)
    for name in ("client_key", "nik", "name", "phone", "address"):
        assert f'value="{fields[name]}"' in answer.text, name
    assert Worker.select().count() == 0
    again = {"csrf_token": field(answer.text, "csrf_token"), **fields}
    assert client.post("/pekerja/baru", data=again).status_code == 303


def test_htmx_is_told_where_to_go(client_for):
    client = client_for("petugas")
    answer = send(client, "/pekerja/baru", person(), headers=desk.BY_HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith(f"/pekerja/{Worker.get().reg_no}")


def test_htmx_gets_a_fault_as_a_notice_beside_the_form(client_for):
    fields = person()
    send(client_for("petugas2"), "/pekerja/baru", fields)
    answer = send(client_for("petugas"), "/pekerja/baru", fields, headers=desk.BY_HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "<html" not in answer.text
    assert "sudah pernah dikirim" in answer.text


def test_form_of_a_lapsed_sign_in_is_kept(stranger, people):
    answer = stranger.post("/pekerja/baru", data={"csrf_token": token(stranger, "/masuk"), **person()})
    assert answer.status_code == 422
    check_page(answer)
    assert "Isian Anda masih ada" in answer.text
    assert field(answer.text, "kept_form")
    assert desk.NIK not in answer.text
    assert Worker.select().count() == 0


def test_known_nik_in_the_error_summary_leads_to_the_person(client_for):
    client = client_for("petugas")
    reg_no = desk.enrolled(client)
    summary = enrol(client, rt="abc").text.partition('id="error-summary"')[2].partition("</ul>")[0]
    assert f'<a href="/pekerja/{reg_no}">Slamet W. sudah terdaftar' in summary
    assert '<a href="#rt">' in summary and "#nik" not in summary


@pytest.mark.parametrize(("name", "told"), [("petugas2", True), ("mitra2", False)])
def test_known_nik_of_elsewhere_is_a_service_card_to_an_officer_and_nothing_to_a_company(
    client_for, name, told
):
    desk.enrolled(client_for("petugas"))
    main = enrol(client_for(name)).text.partition("<main")[2]
    assert ("Layani di pos ini" in main) is told
    assert ("S. W." in main) is told
