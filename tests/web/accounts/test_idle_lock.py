"""The idle lock keeps session and form: nothing typed is lost, and only the password opens."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from db.models import Invite, User
from kiosk.services.accounts import TRIES_BEFORE_LOCK
from tests.fixtures import PASSWORD
from tests.web.accounts.desk import field, token

FETCH = {"X-Requested-With": "fetch"}
INVITE = "/admin/pengguna/undangan"


@pytest.fixture
def locked(client_for):
    client = client_for("admin")
    csrf = token(client, "/akun")
    assert client.post("/kunci", data={"csrf_token": csrf}, headers=FETCH).status_code == 204
    return client


def invite_fields(csrf: str = "") -> dict:
    return {
        "csrf_token": csrf,
        "client_key": "0123456789abcdef0123456789abcdef",
        "email": "baru@payung.test",
        "name": "Orang Baru",
        "role": "petugas",
        "posts": ["johar", "mangkang"],
    }


def posted_while_locked(client) -> str:
    answer = client.post(INVITE, data=invite_fields(token(client, "/buka-kunci")))
    assert answer.status_code == 423
    return answer.text


def send_again(client, page: str, password: str = PASSWORD, kept: str | None = None, to: str = INVITE):
    data = {
        "csrf_token": field(page, "csrf_token"),
        "kept_form": kept if kept is not None else field(page, "kept_form"),
        "unlock_password": password,
    }
    return client.post(to, data=data)


def test_locked_screen_shows_no_page_but_the_lock(locked):
    answer = locked.get("/admin/pengguna")
    assert answer.location == "/buka-kunci?next=/admin/pengguna"
    assert "Layar dikunci" in locked.get(answer.location).text


def test_the_lock_and_the_sign_in_lead_back_with_the_filters_of_the_address(locked, stranger):
    asked = "/pekerja?keadaan=terlindungi&hal=2"
    answer = locked.get(asked)
    assert answer.location == "/buka-kunci?next=/pekerja%3Fkeadaan%3Dterlindungi%26hal%3D2"
    page = locked.get(answer.location).text
    data = {"password": PASSWORD, "person": field(page, "person"), "next": asked}
    assert f'name="next" value="{asked.replace("&", "&amp;")}"' in page
    assert locked.post("/buka-kunci", data=data).location == asked
    assert stranger.get(asked).location == "/masuk?next=/pekerja%3Fkeadaan%3Dterlindungi%26hal%3D2"


def test_lock_without_script_leads_to_the_lock_and_back(client_for):
    client = client_for("petugas")
    answer = client.post(
        "/kunci", data={"csrf_token": token(client, "/akun")}, headers={"Referer": "http://localhost/akun"}
    )
    assert answer.location == "/buka-kunci?next=%2Fakun"
    page = client.get(answer.location).text
    data = {"password": PASSWORD, "person": field(page, "person"), "next": field(page, "next")}
    assert client.post("/buka-kunci", data=data).location == "/akun"
    assert client.get("/akun").status_code == 200


def test_password_opens_for_the_script(locked):
    assert locked.post("/buka-kunci", data={"password": PASSWORD}, headers=FETCH).status_code == 204
    assert locked.get("/admin/pengguna").status_code == 200


def test_wrong_password_keeps_it_locked_and_too_many_are_429(locked):
    for _try in range(TRIES_BEFORE_LOCK):
        answer = locked.post("/buka-kunci", data={"password": "salah"}, headers=FETCH)
        assert answer.status_code == 422
        assert "Kata sandi tidak cocok" in answer.text
    assert locked.post("/buka-kunci", data={"password": PASSWORD}, headers=FETCH).status_code == 429
    assert locked.get("/akun").location.startswith("/buka-kunci")


def test_open_screen_leads_on_and_no_try_is_counted(client_for, people):
    client = client_for("admin")
    for _try in range(TRIES_BEFORE_LOCK):
        assert client.post("/buka-kunci", data={"password": "salah", "next": "/akun"}).location == "/akun"
    assert client.post("/buka-kunci").location == "/"
    admin = User.get_by_id(people["admin"].id)
    assert (admin.failed_tries, admin.locked_until) == (0, None)


def test_lock_that_only_the_script_knows_of_still_asks_for_the_password(client_for):
    answer = client_for("admin").post("/buka-kunci", data={"password": "salah"}, headers=FETCH)
    assert answer.status_code == 422


def test_another_persons_page_is_not_opened(locked, people):
    data = {"password": PASSWORD, "person": str(people["petugas"].id)}
    assert locked.post("/buka-kunci", data=data, headers=FETCH).status_code == 409
    assert locked.get("/akun").location.startswith("/buka-kunci")


def test_nobody_signed_in_is_401(stranger):
    assert stranger.post("/buka-kunci", data={"password": PASSWORD}, headers=FETCH).status_code == 401


@pytest.mark.parametrize(
    "elsewhere", ["https://jahat.example", "//jahat.example", "/\\jahat.example", "/tidak-ada"]
)
def test_unlocking_leads_only_to_pages_of_ours(locked, elsewhere):
    answer = locked.post("/buka-kunci", data={"password": PASSWORD, "next": elsewhere})
    assert answer.location == "/"


def test_sign_out_works_while_locked(locked):
    assert locked.post("/keluar", data={"csrf_token": token(locked, "/buka-kunci")}).location == "/masuk"


def test_form_posted_while_locked_goes_through_with_the_same_fields_after_the_password(locked):
    page = posted_while_locked(locked)
    assert not Invite.select().exists()
    answer = send_again(locked, page)
    assert answer.status_code == 200
    made = Invite.get()
    assert (made.email, made.name, made.posts) == ("baru@payung.test", "Orang Baru", ["johar", "mangkang"])
    assert locked.get("/akun").status_code == 200


def test_wrong_password_gives_the_kept_form_back(locked):
    answer = send_again(locked, posted_while_locked(locked), "salah")
    assert answer.status_code == 422
    assert "Kata sandi tidak cocok" in answer.text
    assert not Invite.select().exists()
    assert send_again(locked, answer.text).status_code == 200
    assert Invite.get().name == "Orang Baru"


def test_kept_form_is_unreadable_and_a_tampered_one_is_an_empty_form(locked):
    page = posted_while_locked(locked)
    kept = field(page, "kept_form")
    assert "baru@payung.test" not in page
    answer = send_again(locked, page, kept=kept[:-8] + "AAAAAAA=")
    assert answer.status_code == 422
    assert not Invite.select().exists()


@pytest.mark.parametrize("kept", ["", "\0", "AAAA", "="])
def test_kept_form_that_holds_nothing_is_an_empty_form(client_for, kept):
    client = client_for("petugas")
    data = {"csrf_token": token(client, "/akun"), "kept_form": kept}
    assert client.post("/pekerja/baru", data=data).status_code == 422


def test_kept_form_cannot_be_sent_to_another_address(locked, people):
    page = posted_while_locked(locked)
    victim = people["petugas"].id
    answer = send_again(locked, page, to=f"/admin/pengguna/{victim}/keadaan")
    assert answer.status_code == 422
    assert User.get_by_id(victim).active


def test_idle_minutes_lock_by_themselves(client_for):
    start = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = client_for("admin")
        assert client.get("/akun").status_code == 200
        clock.shift(timedelta(hours=2))
        assert client.get("/akun").location.startswith("/buka-kunci")


def test_lapsed_sign_in_keeps_the_form_until_signed_in_again(stranger):
    csrf = token(stranger, "/masuk")
    answer = stranger.post(INVITE, data=invite_fields(csrf))
    assert answer.status_code == 422
    assert "Masuk di tab baru" in answer.text
    assert "Anda belum masuk." not in answer.text
    data = {"csrf_token": field(answer.text, "csrf_token"), "kept_form": field(answer.text, "kept_form")}
    answer = stranger.post(INVITE, data=data)
    assert answer.status_code == 422
    assert "Anda belum masuk." in answer.text
    stranger.post("/masuk", data={"csrf_token": csrf, "email": "admin@payung.test", "password": PASSWORD})
    data = {"csrf_token": field(answer.text, "csrf_token"), "kept_form": field(answer.text, "kept_form")}
    assert stranger.post(INVITE, data=data).status_code == 200
    assert Invite.get().email == "baru@payung.test"


def test_stale_token_gives_the_form_back_filled(client_for):
    client = client_for("admin")
    answer = client.post(INVITE, data=invite_fields("basi"))
    assert answer.status_code == 422
    assert "tekan tombolnya sekali lagi" in answer.text
    assert 'value="baru@payung.test"' in answer.text
    assert not Invite.select().exists()
    data = invite_fields(field(answer.text, "csrf_token"))
    assert client.post(INVITE, data=data).status_code == 200
    assert Invite.get().email == "baru@payung.test"


def test_stale_token_of_a_form_without_fields_is_one_more_press(client_for, people):
    client = client_for("admin")
    to = f"/admin/pengguna/{people['petugas'].id}/keadaan"
    answer = client.post(to, data={"csrf_token": "basi", "state": "closed"})
    assert answer.status_code == 422
    assert "Kirim sekali lagi" in answer.text
    data = {"csrf_token": field(answer.text, "csrf_token"), "kept_form": field(answer.text, "kept_form")}
    assert client.post(to, data=data).status_code == 303
    assert not User.get_by_id(people["petugas"].id).active


def test_form_kept_for_one_person_is_not_sent_as_another(client_for, locked, people):
    page = posted_while_locked(locked)
    with locked.session_transaction() as session:
        session["_user_id"] = people["auditor"].fs_uniquifier
        session.pop("locked")
    answer = send_again(locked, page)
    assert answer.status_code == 409
    assert "diketik orang lain" in answer.text
    assert not Invite.select().exists()


def test_right_password_on_the_lock_forgets_earlier_wrong_ones(locked, people):
    for _try in range(TRIES_BEFORE_LOCK - 1):
        locked.post("/buka-kunci", data={"password": "salah"}, headers=FETCH)
    assert locked.post("/buka-kunci", data={"password": PASSWORD}, headers=FETCH).status_code == 204
    assert User.get_by_id(people["admin"].id).failed_tries == 0
