"""A database that does not answer at all: a sentence and 503, for the operator and for whoever is signed in."""

import pytest

from db import connection


@pytest.fixture
def database_gone(app):
    """Nobody listens on port 1."""
    before = connection.database.obj
    before.close()
    connection.configure("postgresql://nobody@127.0.0.1:1/payung?connect_timeout=2")
    yield
    connection.database.initialize(before)
    connection.ensure_connected()


def test_health_says_that_the_database_does_not_answer(stranger, database_gone):
    answer = stranger.get("/sehat")
    assert (answer.status_code, answer.text) == (503, "Basis data tidak menjawab.\n")


def test_signed_in_page_is_a_sentence_and_spares_the_form(client_for, request):
    officer = client_for("petugas")
    request.getfixturevalue("database_gone")
    for headers in ({}, {"HX-Request": "true"}):
        answer = officer.get("/pekerja", headers=headers)
        assert answer.status_code == 503
        assert "Payung sedang tidak dapat dipakai" in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["HX-Retarget"] == "#notice"
        assert answer.headers["X-Payung"] == "1"
