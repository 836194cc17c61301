"""No page takes JSON, and what is the same for everybody is answered without asking who is signed in."""

import pytest

from kiosk.web import page_context

BODIES = (
    "5",
    "[1]",
    "null",
    "{",
    '{"email": 1}',
    '{"email": "\\ud800@x.test"}',
    '{"email": "a\\u0000@x.id"}',
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", ["application/json", "application/vnd.api+json"])
def test_json_is_415_for_a_stranger(stranger, body, kind):
    answer = stranger.post("/masuk", data=body, content_type=kind)
    assert answer.status_code == 415
    assert "Jenis kiriman tidak dikenal" in answer.text
    assert answer.headers["X-Payung"] == "1"


@pytest.mark.parametrize(
    "page",
    ["/batch/baru", "/pekerja", "/akun/kata-sandi", "/akun/pastikan", "/akun/langkah-kedua", "/bahasa"],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_json_is_415_for_whoever_is_signed_in(client_for, page, method):
    answer = client_for("admin").open(page, method=method, data="[1]", content_type="application/json")
    assert answer.status_code == 415


@pytest.fixture
def static_file(app):
    with app.test_request_context():
        return page_context.asset("css/components.css")


def test_static_files_and_health_question_ask_nobody_who_is_signed_in(
    client_for, static_file, app, monkeypatch
):
    client = client_for("petugas")
    asked = []
    monkeypatch.setattr(
        app.extensions["security"].datastore, "find_user", lambda **which: asked.append(which)
    )
    for address in (static_file, "/bootstrap/static/tidak-ada", "/sehat"):
        client.get(address)
    assert asked == []
