"""One's own account: language, post of today, password."""

import re

import pytest

from db.models import Post, User, UserPost
from kiosk.config import DEMO_PASSWORD
from kiosk.web.accounts.guessable import guessable
from tests.fixtures import PASSWORD
from tests.web.accounts.desk import sign_in, token


def switch(client, language: str, next: str = "/akun"):
    return client.post(
        "/bahasa", data={"csrf_token": token(client, "/masuk"), "language": language, "next": next}
    )


def test_language_is_kept_in_the_session_of_a_stranger(stranger):
    assert switch(stranger, "en", "/masuk").location == "/masuk"
    assert '<html lang="en">' in stranger.get("/masuk").text
    switch(stranger, "id", "/masuk")
    assert '<html lang="id">' in stranger.get("/masuk").text


def test_language_is_remembered_with_the_account(app, stranger):
    sign_in(stranger, "petugas@payung.test")
    data = {"csrf_token": token(stranger, "/akun"), "language": "en", "next": "/akun"}
    assert stranger.post("/bahasa", data=data).location == "/akun"
    another = app.test_client()
    sign_in(another, "petugas@payung.test")
    assert '<html lang="en">' in another.get("/akun").text


def test_library_messages_come_in_the_readers_language(stranger):
    assert "Masuk dulu" in stranger.get("/masuk/kode", follow_redirects=True).text
    switch(stranger, "en")
    assert "do not have permissions" in stranger.get("/masuk/kode", follow_redirects=True).text


def test_unknown_language_changes_nothing(stranger):
    assert switch(stranger, "xx").status_code == 422
    assert '<html lang="id">' in stranger.get("/masuk").text


@pytest.mark.parametrize(
    "elsewhere", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "", "/kunci"]
)
def test_language_switch_leads_only_to_pages_of_ours(stranger, elsewhere):
    assert switch(stranger, "en", elsewhere).location == "/"


@pytest.fixture
def two_posts(people):
    UserPost.create(user=people["petugas"], post=Post.get(Post.code == "mangkang"))


def test_post_of_today_is_chosen_among_ones_own(client_for, two_posts):
    client = client_for("petugas")
    answer = client.post("/akun/pos", data={"csrf_token": token(client, "/akun"), "post": "mangkang"})
    assert answer.location == "/akun"
    page = client.get("/akun").text
    assert "Pos hari ini: Pos Terminal Mangkang" in page
    assert re.search(r'<input checked[^>]*value="mangkang"', page)


def test_post_of_somebody_else_is_refused(client_for, two_posts):
    client = client_for("petugas")
    answer = client.post("/akun/pos", data={"csrf_token": token(client, "/akun"), "post": "tambak-lorok"})
    assert answer.status_code == 422
    assert "Pilih salah satu pos Anda." in answer.text
    with client.session_transaction() as session:
        assert "post" not in session


def test_who_has_no_posts_cannot_choose_one(client_for):
    client = client_for("mitra")
    data = {"csrf_token": token(client, "/akun"), "post": "johar"}
    assert client.post("/akun/pos", data=data).status_code == 403


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd", "admin", "auditor"])
def test_everyone_sees_the_own_account(client_for, people, name):
    page = client_for(name).get("/akun")
    assert page.status_code == 200
    assert people[name].email in page.text


def change(client, old: str, new: str, again: str | None = None):
    data = {
        "csrf_token": token(client, "/akun/kata-sandi"),
        "password": old,
        "new_password": new,
        "new_password_confirm": again or new,
    }
    return client.post("/akun/kata-sandi", data=data)


def test_new_password_works_and_the_old_one_no_more(app, stranger):
    sign_in(stranger, "petugas@payung.test")
    assert change(stranger, PASSWORD, "payung sebelum hujan").location == "/akun"
    assert "Kata sandi sudah diganti." in stranger.get("/akun").text
    assert sign_in(app.test_client(), "petugas@payung.test").status_code == 422
    assert sign_in(app.test_client(), "petugas@payung.test", "payung sebelum hujan").status_code == 302


def test_other_devices_are_out_after_a_change(app, stranger):
    other = app.test_client()
    sign_in(other, "petugas@payung.test")
    sign_in(stranger, "petugas@payung.test")
    change(stranger, PASSWORD, "payung sebelum hujan")
    assert other.get("/akun").location.startswith("/masuk")


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("salah", "payung sebelum hujan", None, "Kata sandi tidak cocok"),
        (PASSWORD, "pendek", None, "Kata sandi terlalu pendek"),
        (PASSWORD, "password123", None, "mudah ditebak"),
        (PASSWORD, "petugas-2026", None, "mudah ditebak"),
        (PASSWORD, DEMO_PASSWORD, None, "mudah ditebak"),
        (PASSWORD, DEMO_PASSWORD.title(), None, "mudah ditebak"),
        (PASSWORD, "payung sebelum hujan", "payung sesudah hujan", "Kedua kata sandi baru tidak sama"),
        (PASSWORD, PASSWORD, None, "sama dengan yang lama"),
    ],
)
def test_wrong_change_is_a_sentence(stranger, old, new, again, sentence):
    sign_in(stranger, "petugas@payung.test")
    answer = change(stranger, old, new, again)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_guessing_the_old_password_locks_as_signing_in_does(stranger, people):
    sign_in(stranger, "petugas@payung.test")
    for _try in range(5):
        change(stranger, "salah", "payung sebelum hujan")
    assert User.get_by_id(people["petugas"].id).locked_until
    assert "Terlalu banyak percobaan" in change(stranger, PASSWORD, "payung sebelum hujan").text


@pytest.mark.parametrize(("password", "weak"), [("password" * 16, True), ("4@8({[<369!1|70$5+%2" * 6, False)])
def test_longest_password_is_judged_by_its_beginning(password, weak):
    assert guessable(password) is weak
    assert guessable(password[:40]) is weak


def test_demo_takes_its_own_password_again(app, stranger, monkeypatch):
    sign_in(stranger, "petugas@payung.test")
    monkeypatch.setitem(app.config, "ENVIRONMENT", "demo")
    assert change(stranger, PASSWORD, DEMO_PASSWORD).status_code == 302
