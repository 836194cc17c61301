"""The second step: enforced for the roles the configuration names, chosen freely by the others."""

import re
import time
from html import unescape

import pytest
from passlib.totp import TOTP

from db.models import User
from kiosk.services.accounts import TRIES_BEFORE_LOCK
from tests.fixtures import PASSWORD
from tests.web.accounts.desk import sign_in, token

KEY = re.compile(r"<b>([A-Z2-7]{4}(?:-[A-Z2-7]{4})+)</b>")
CODE_FORM = re.compile(r'action="(/masuk/kode[^"]*)"')
VALIDATE = re.compile(r'action="(/akun/langkah-kedua/[^"]+)"')


@pytest.fixture
def enforced(app, monkeypatch):
    """As outside the demo: an admin needs a second step."""
    monkeypatch.setitem(app.config, "SECOND_STEP_ROLES", ("admin",))


def code_for(page: str, *, periods_ahead: int = 0) -> str:
    """The code on the phone now, or the one it shows half a minute later."""
    key = KEY.search(page)[1].replace("-", "")
    return TOTP(key=key).generate(time.time() + 30 * periods_ahead).token


def start_setup(client):
    data = {"csrf_token": token(client, "/akun/langkah-kedua"), "setup": "authenticator"}
    return client.post("/akun/langkah-kedua", data=data).text


def send_code(client, code: str):
    return client.post("/masuk/kode", data={"csrf_token": token(client, "/masuk/kode"), "code": code})


def set_up(client) -> str:
    """Sets up the second step while signing in; answers with the page that held the key."""
    sign_in(client, "admin@payung.test")
    page = start_setup(client)
    assert send_code(client, code_for(page)).status_code == 302
    return page


def test_admin_with_only_a_password_is_led_to_set_up_and_reaches_nothing_before(enforced, stranger):
    answer = sign_in(stranger, "admin@payung.test")
    assert answer.location.startswith("/akun/langkah-kedua")
    for page in ("/", "/akun", "/admin/pengguna", "/akun/kata-sandi"):
        assert stranger.get(page).location.startswith("/masuk")
    assert "Langkah 1 dari 2" in stranger.get("/akun/langkah-kedua").text


def test_picture_to_scan_is_part_of_the_page(enforced, stranger):
    sign_in(stranger, "admin@payung.test")
    page = start_setup(stranger)
    assert 'src="data:image/svg+xml;base64,' in page
    assert PASSWORD not in page


def test_admin_is_in_after_the_first_code_and_needs_one_next_time(enforced, app, stranger):
    page = set_up(stranger)
    assert stranger.get("/admin/pengguna").status_code == 200
    again = app.test_client()
    assert sign_in(again, "admin@payung.test").location.startswith("/masuk/kode")
    assert again.get("/admin/pengguna").location.startswith("/masuk")
    assert send_code(again, code_for(page)).status_code == 422, "a code is taken once"
    assert send_code(again, code_for(page, periods_ahead=1)).status_code == 302
    assert again.get("/admin/pengguna").status_code == 200


@pytest.mark.parametrize(
    ("asked", "code_page", "reached"),
    [
        ("", "/masuk/kode", "/"),
        ("/admin/jejak?hal=2", "/masuk/kode?next=%2Fadmin%2Fjejak%3Fhal%3D2", "/admin/jejak?hal=2"),
        ("https://jahat.example/", "/masuk/kode", "/"),
        ("//jahat.example", "/masuk/kode", "/"),
    ],
)
@pytest.mark.parametrize("where", ["form", "address"])
def test_wanted_page_is_reached_after_the_code(enforced, app, stranger, asked, code_page, reached, where):
    page, again = set_up(stranger), app.test_client()
    data = {"csrf_token": token(again, "/masuk"), "email": "admin@payung.test", "password": PASSWORD}
    if where == "form":
        answer = again.post("/masuk", data={**data, "next": asked})
    else:
        answer = again.post("/masuk", query_string={"next": asked}, data=data)
    assert answer.location == code_page
    action = CODE_FORM.search(again.get(answer.location).text)[1]
    code = {"csrf_token": token(again, "/masuk/kode"), "code": code_for(page, periods_ahead=1)}
    assert again.post(unescape(action), data=code).location == reached


def test_wrong_code_is_a_sentence_and_five_lock(enforced, app, stranger):
    page = set_up(stranger)
    again = app.test_client()
    sign_in(again, "admin@payung.test")
    for _try in range(TRIES_BEFORE_LOCK):
        answer = send_code(again, "000000")
        assert answer.status_code == 422
        assert "Kode tidak cocok" in answer.text
    answer = send_code(again, code_for(page))
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.text
    assert again.get("/admin/pengguna").location.startswith("/masuk")


def test_lost_phone_page_asks_for_another_admin_and_signs_nobody_in(enforced, app, stranger):
    set_up(stranger)
    again = app.test_client()
    sign_in(again, "admin@payung.test")
    assert "Minta admin lain" in again.get("/masuk/bantuan-kode").text
    data = {"csrf_token": token(again, "/masuk/kode"), "help_setup": "help"}
    again.post("/masuk/bantuan-kode", data=data)
    assert again.get("/akun").location.startswith("/masuk")


def test_second_step_pages_without_a_first_step_lead_to_sign_in(stranger):
    assert stranger.get("/akun/langkah-kedua").location == "/masuk"
    assert stranger.get("/masuk/kode").location == "/masuk"


def test_who_must_have_it_cannot_switch_it_off(enforced, stranger, people):
    set_up(stranger)
    data = {"csrf_token": token(stranger, "/akun"), "setup": "disable"}
    answer = stranger.post("/akun/langkah-kedua", data=data)
    assert answer.status_code == 422
    assert "wajib" in answer.text
    assert User.get_by_id(people["admin"].id).tf_totp_secret


def test_others_may_add_it_and_switch_it_off(app, stranger, people):
    sign_in(stranger, "petugas@payung.test")
    page = start_setup(stranger)
    data = {"csrf_token": token(stranger, "/akun"), "code": code_for(page)}
    assert stranger.post(VALIDATE.search(page)[1], data=data).location == "/akun"
    assert "Langkah kedua tersimpan" in stranger.get("/akun").text
    assert sign_in(app.test_client(), "petugas@payung.test").location.startswith("/masuk/kode")
    stranger.post("/akun/langkah-kedua", data={"csrf_token": token(stranger, "/akun"), "setup": "disable"})
    assert sign_in(app.test_client(), "petugas@payung.test").location == "/"


def test_wrong_code_at_set_up_is_said_on_the_next_page(stranger):
    sign_in(stranger, "petugas@payung.test")
    page = start_setup(stranger)
    data = {"csrf_token": token(stranger, "/akun"), "code": "000000"}
    assert stranger.post(VALIDATE.search(page)[1], data=data).location == "/akun/langkah-kedua"
    assert "Kode tidak cocok" in stranger.get("/akun/langkah-kedua").text
    assert User.get(User.email == "petugas@payung.test").tf_totp_secret is None


def test_locked_screen_keeps_the_second_step_shut(stranger):
    sign_in(stranger, "petugas@payung.test")
    stranger.post("/kunci", data={"csrf_token": token(stranger, "/akun")})
    assert stranger.get("/akun/langkah-kedua").location.startswith("/buka-kunci")
