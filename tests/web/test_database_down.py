"""A database that does not answer at all: a sentence and 503, for the operator and for whoever is signed in."""

import pytest

from db import connection
from db.models import Worker
from tests.web import desk
from tests.web.accounts.desk import field, token


@pytest.fixture
def outage(app):
    """Call it and the database is gone (nobody listens on port 1), call what it answers and it is back."""
    before = connection.database.obj

    def begin():
        before.close()
        connection.configure("postgresql://nobody@127.0.0.1:1/payung?connect_timeout=2")
        return end

    def end():
        connection.database.initialize(before)
        connection.ensure_connected()

    yield begin
    end()


@pytest.fixture
def database_gone(outage):
    outage()


def test_health_says_that_the_database_does_not_answer(stranger, database_gone):
    answer = stranger.get("/sehat")
    assert (answer.status_code, answer.text) == (503, "Basis data tidak menjawab.\n")


def test_signed_in_browser_still_gets_static_files_and_the_health_sentence(client_for, request):
    officer = client_for("petugas")
    request.getfixturevalue("database_gone")
    assert officer.get("/static/css/components.css").status_code == 200
    answer = officer.get("/sehat")
    assert (answer.status_code, answer.text) == (503, "Basis data tidak menjawab.\n")


def test_signed_in_page_is_a_sentence_and_spares_the_form(client_for, request):
    officer = client_for("petugas")
    request.getfixturevalue("database_gone")
    for headers in ({}, {"HX-Request": "true"}):
        answer = officer.get("/pekerja", headers=headers)
        assert answer.status_code == 503
        assert "Payung sedang tidak dapat dipakai" in answer.text
        assert "Traceback" not in answer.text
        assert ("HX-Retarget" in answer.headers) == bool(headers)
        assert answer.headers["X-Payung"] == "1"


def test_posted_form_comes_back_sealed_and_is_saved_when_the_database_is_back(client_for, outage):
    officer = client_for("petugas")
    fields = {"csrf_token": desk.form_token(officer), **desk.person()}
    end = outage()
    answer = officer.post("/pekerja/baru", data=fields)
    for _press in range(2):  # the second while it is still away
        assert answer.status_code == 503
        assert "Isian Anda masih ada dan belum dikirim" in answer.text
        assert desk.NIK not in answer.text and desk.NAME not in answer.text
        again = {name: field(answer.text, name) for name in ("csrf_token", "kept_form")}
        answer = officer.post("/pekerja/baru", data=again)
    end()
    assert officer.post("/pekerja/baru", data=again).status_code == 303
    assert [worker.name for worker in Worker.select()] == [desk.NAME]


def test_form_of_nobody_is_not_kept(stranger, outage):
    fields = {"csrf_token": token(stranger, "/masuk"), "email": "a@payung.test", "password": "rahasia"}
    outage()
    answer = stranger.post("/masuk", data=fields)
    assert answer.status_code == 503
    assert 'name="kept_form"' not in answer.text


def test_form_inside_a_page_stays_where_it_is(client_for, outage):
    officer = client_for("petugas")
    fields = {"csrf_token": desk.form_token(officer), **desk.person()}
    outage()
    answer = officer.post("/pekerja/baru", data=fields, headers=desk.BY_HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (503, "#notice")
    assert "kept_form" not in answer.text


def test_outage_is_one_line_of_the_log(client_for, outage, caplog):
    officer = client_for("petugas")
    outage()
    officer.get("/pekerja")
    lines = [record for record in caplog.records if record.name == "payung.web"]
    assert len(lines) == 1
    assert lines[0].exc_info is None
    assert "no database for GET /pekerja" in lines[0].getMessage()
