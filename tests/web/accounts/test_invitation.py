"""The one-time link: once, for three days, with a password of one's own."""

from datetime import timedelta

import pytest
import time_machine

from db.models import Invite, User
from kiosk.config import DEMO_PASSWORD
from kiosk.domain.clock import utc_now
from kiosk.services import invites
from kiosk.services.acting import Actor
from tests.web.accounts.desk import sign_in, token

KEY = "abcdefabcdefabcdefabcdefabcdef01"
NEW = "payung sebelum hujan"


@pytest.fixture
def link(people) -> str:
    wish = invites.NewInvite(email="baru@payung.test", name="Orang Baru", role="petugas", posts=("johar",))
    by = Actor(user_id=people["admin"].id, name="Admin", role="admin")
    return f"/undangan/{invites.invite(wish=wish, client_key=KEY, by=by)}"


def accept(client, link: str, password: str = NEW, again: str | None = None):
    data = {"csrf_token": token(client, link), "password": password, "password_again": again or password}
    return client.post(link, data=data)


def test_link_shows_for_whom_it_is(stranger, link):
    page = stranger.get(link).text
    assert "Orang Baru" in page
    assert "baru@payung.test" in page
    assert "Petugas kelurahan" in page


def test_password_made_by_the_link_signs_in(stranger, link):
    answer = accept(stranger, link)
    assert answer.location == "/masuk"
    assert "Kata sandi tersimpan" in stranger.get("/masuk").text
    assert sign_in(stranger, "baru@payung.test", NEW).status_code == 302
    assert "Pos Pasar Johar" in stranger.get("/akun").text


def test_invited_address_stands_in_the_sign_in_form_once(stranger, link):
    accept(stranger, link)
    assert 'value="baru@payung.test"' in stranger.get("/masuk").text
    assert "baru@payung.test" not in stranger.get("/masuk").text


def test_somebody_of_a_company_reads_which_one(stranger, people):
    company = people["mitra"].company
    wish = invites.NewInvite(email="staf@payung.test", name="Staf Baru", role="mitra", company_id=company.id)
    by = Actor(user_id=people["admin"].id, name="Admin", role="admin")
    link = f"/undangan/{invites.invite(wish=wish, client_key=KEY, by=by)}"
    assert company.name in stranger.get(link).text


def test_password_typed_in_another_unicode_form_signs_in(stranger, link):
    accept(stranger, link, "kafé payung hujan")  # composed
    assert sign_in(stranger, "baru@payung.test", "kafé payung hujan").status_code == 302


def test_link_works_once(stranger, link):
    csrf = token(stranger, link)
    accept(stranger, link)
    data = {"csrf_token": csrf, "password": "kata sandi pencuri", "password_again": "kata sandi pencuri"}
    assert stranger.post(link, data=data).status_code == 404
    answer = stranger.get(link)
    assert answer.status_code == 404
    assert "Minta tautan baru dari admin" in answer.text
    assert sign_in(stranger, "baru@payung.test", NEW).status_code == 302


def test_link_is_too_old_after_three_days(stranger, link):
    with time_machine.travel(utc_now() + timedelta(days=3, minutes=1), tick=False):
        assert stranger.get(link).status_code == 404


def another_link(people, key: str) -> str:
    wish = invites.NewInvite(email="baru@payung.test", name="Orang Baru", role="petugas", posts=("johar",))
    by = Actor(user_id=people["admin"].id, name="Admin", role="admin")
    return f"/undangan/{invites.invite(wish=wish, client_key=key, by=by)}"


def test_newer_link_ends_the_older_one(stranger, link, people):
    newer = another_link(people, "b" * 32)
    assert stranger.get(link).status_code == 404
    assert stranger.get(newer).status_code == 200


def test_password_set_by_one_link_ends_the_others(stranger, link, people):
    newer = another_link(people, "b" * 32)
    Invite.update(expires_at=utc_now() + timedelta(days=1)).execute()  # both open, as before this rule
    assert accept(stranger, newer).location == "/masuk"
    assert stranger.get(link).status_code == 404


def test_link_of_a_closed_account_is_refused_with_a_sentence(stranger, link):
    csrf = token(stranger, link)
    User.create(
        email="baru@payung.test", name="Orang Baru", role="petugas", active=False, fs_uniquifier="tertutup"
    )
    data = {"csrf_token": csrf, "password": NEW, "password_again": NEW}
    for answer in (stranger.get(link), stranger.post(link, data=data)):
        assert answer.status_code == 403
        assert "Akun ini sudah ditutup, maka tautannya tidak berlaku lagi" in answer.text
    assert not User.get(User.email == "baru@payung.test").active
    assert Invite.get().used_at is None


def test_unknown_link_is_404(stranger):
    assert stranger.get("/undangan/" + "0" * 40).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("pendek", None, "Kata sandi terlalu pendek"),
        ("baru@payung.test", None, "tidak boleh sama dengan alamat surel"),
        ("BARU@payung.test", None, "tidak boleh sama dengan alamat surel"),
        (NEW, "payung sesudah hujan", "Kedua kata sandi baru tidak sama"),
        ("", None, "Isi kata sandi baru."),
        ("password123", None, "mudah ditebak"),
        ("1234567890", None, "mudah ditebak"),
        ("semarang2026", None, "mudah ditebak"),
        ("orangbaru2026", None, "mudah ditebak"),
        ("Bismillah123", None, "mudah ditebak"),
        (DEMO_PASSWORD, None, "mudah ditebak"),
        (DEMO_PASSWORD + "!", None, "mudah ditebak"),
    ],
)
def test_weak_password_is_a_sentence_and_the_link_stays_good(stranger, link, password, again, sentence):
    answer = accept(stranger, link, password, again)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Invite.get().used_at is None
    assert not User.select().where(User.email == "baru@payung.test").exists()


def test_whoever_is_signed_in_is_signed_out_by_accepting(client_for, link):
    client = client_for("admin")
    accept(client, link)
    assert client.get("/akun").location.startswith("/masuk")


def test_link_for_a_known_person_sets_a_new_password_and_ends_sessions(app, client_for, people, stranger):
    old = client_for("mitra")
    assert old.get("/akun").status_code == 200
    wish = invites.NewInvite(
        email="mitra@payung.test", name="Mitra", role="mitra", company_id=people["mitra"].company_id
    )
    by = Actor(user_id=people["admin"].id, name="Admin", role="admin")
    accept(stranger, f"/undangan/{invites.invite(wish=wish, client_key=KEY, by=by)}")
    assert sign_in(stranger, "mitra@payung.test", NEW).status_code == 302
    assert old.get("/akun").location.startswith("/masuk")
