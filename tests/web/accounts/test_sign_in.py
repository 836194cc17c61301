"""Signing in: one sentence for every wrong pair, a lock after five, nothing counted against right tries."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine

from db.models import AuditEvent, UnknownAddress, User
from kiosk.services import unknown_addresses
from kiosk.web.limits import limiter
from tests.fixtures import PASSWORD
from tests.web.accounts.desk import sign_in, token

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
NO_MATCH = "Alamat surel dan kata sandi tidak cocok"
LOCKED = "Terlalu banyak percobaan yang salah"


def test_right_password_signs_in_and_is_written_down(stranger, people):
    answer = sign_in(stranger, "petugas@payung.test")
    assert answer.status_code == 302
    assert stranger.get("/akun").status_code == 200
    assert AuditEvent.get(AuditEvent.action == "akun.masuk").user_id == people["petugas"].id


def test_address_is_found_whatever_its_case(stranger):
    assert sign_in(stranger, " Petugas@Payung.TEST ").status_code == 302


def test_next_leads_on_after_sign_in_but_never_elsewhere(stranger):
    answer = sign_in(stranger, "petugas@payung.test", next="/akun/kata-sandi")
    assert answer.location == "/akun/kata-sandi"
    for elsewhere in ("https://jahat.example/", "//jahat.example", "/\\jahat.example", "///jahat.example"):
        stranger.post("/keluar", data={"csrf_token": token(stranger, "/akun")})
        answer = sign_in(stranger, "petugas@payung.test", next=elsewhere)
        assert urlsplit(answer.location).netloc == ""
        assert answer.location.startswith("/")


@pytest.mark.parametrize("address", ["petugas@payung.test", "tidak-ada@payung.test"])
def test_wrong_password_and_unknown_address_get_the_same_words(stranger, address):
    answer = sign_in(stranger, address, "salah-salah-salah")
    assert answer.status_code == 422
    assert NO_MATCH in answer.text
    assert "Perlu diperbaiki" in answer.text


def test_json_gets_no_other_door(stranger):
    csrf = token(stranger, "/masuk")
    answer = stranger.post(
        "/masuk",
        json={"email": "petugas@payung.test", "password": "salah"},
        headers={"Accept": "application/json", "X-CSRFToken": csrf},
    )
    assert answer.status_code == 415
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize("address", ["petugas@payung.test", "tidak-ada@payung.test"])
def test_five_wrong_tries_lock_and_even_the_right_password_says_until_when(stranger, address):
    with time_machine.travel(NOON, tick=False):
        for _try in range(5):
            sign_in(stranger, address, "salah-salah-salah")
        answer = sign_in(stranger, address)
    assert answer.status_code == 422
    assert LOCKED in answer.text
    assert "pukul 12.15" in answer.text


@pytest.mark.parametrize("address", ["petugas@payung.test", "tidak-ada@payung.test"])
def test_lock_counts_from_the_last_try_and_in_every_process(stranger, address):
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(5):
            sign_in(stranger, address, "salah-salah-salah")
            limiter.reset()  # what another process remembers
            clock.shift(4 * 60)
        assert "pukul 12.31" in sign_in(stranger, address).text
        clock.shift(12 * 60)
        assert LOCKED not in sign_in(stranger, address, "salah-salah-salah").text


def test_wrong_tries_at_addresses_nobody_has_fill_no_table(people, monkeypatch):
    monkeypatch.setattr(unknown_addresses, "SLOTS", 3)
    for number in range(40):
        unknown_addresses.note_wrong_try(f"orang{number}@payung.test")
    assert UnknownAddress.select().count() == 3


def test_empty_address_is_asked_for_and_not_counted(stranger):
    assert "Isi alamat surel Anda." in sign_in(stranger, "  ", "salah").text
    assert not UnknownAddress.select().exists()


def test_account_opens_again_after_a_quarter_of_an_hour(stranger, people):
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(5):
            sign_in(stranger, "petugas@payung.test", "salah-salah-salah")
        clock.shift(15 * 60 + 1)
        assert sign_in(stranger, "petugas@payung.test").status_code == 302
    assert User.get_by_id(people["petugas"].id).failed_tries == 0


def test_right_tries_are_never_counted(app, people):
    for _try in range(25):
        assert sign_in(app.test_client(), "petugas@payung.test").status_code == 302


def test_twenty_wrong_tries_from_one_address_are_slowed(app, people):
    codes = [sign_in(app.test_client(), f"orang{n}@payung.test", "salah").status_code for n in range(21)]
    assert codes == [422] * 20 + [429]


def test_closed_account_is_told_so_only_with_the_right_password(stranger, people):
    User.update(active=False).where(User.id == people["mitra"].id).execute()
    assert NO_MATCH in sign_in(stranger, "mitra@payung.test", "salah-salah-salah").text
    answer = sign_in(stranger, "mitra@payung.test", PASSWORD)
    assert answer.status_code == 422
    assert "Akun ini sudah ditutup" in answer.text


def test_account_closed_meanwhile_is_out_at_once(client_for, people):
    client = client_for("mitra")
    assert client.get("/akun").status_code == 200
    User.update(active=False).where(User.id == people["mitra"].id).execute()
    assert client.get("/akun").location.startswith("/masuk")


def test_sign_out_needs_its_button(client_for):
    client = client_for("petugas")
    assert client.get("/keluar").status_code == 405
    assert client.post("/keluar", data={"csrf_token": token(client, "/akun")}).location == "/masuk"
    assert client.get("/akun").location.startswith("/masuk")
