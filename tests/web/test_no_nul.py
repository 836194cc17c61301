"""A NUL in an address is a page that does not exist; in a form it is dropped. Both databases alike."""

import io

import pytest

from db.models import Invite
from tests.fixtures import PASSWORD
from tests.web.accounts.desk import token

ADDRESSES = (
    "/v/%00", "/pekerja/%00", "/batch/%00", "/kartu/lembar/%00", "/kartu/%00.pdf", "/opd/%00", "/undangan/%00",
    "/admin/jejak?nomor=%00", "/admin/jejak?tindakan=%00", "/admin/jejak?%00=1", "/?a=%00",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_with_nul_is_our_404(client_for, address):
    answer = client_for("admin").get(address)
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


def test_nul_in_a_sign_in_is_dropped(stranger):
    data = {"csrf_token": token(stranger, "/masuk"), "email": "petugas\0@payung.test", "password": PASSWORD}
    assert stranger.post("/masuk", data=data).status_code == 302


def test_wrong_address_with_nul_gets_the_usual_words(stranger):
    data = {"csrf_token": token(stranger, "/masuk"), "email": "a\0@x.id", "password": "salah-sekali"}
    answer = stranger.post("/masuk", data=data)
    assert answer.status_code == 422
    assert "tidak cocok" in answer.text


def test_every_field_and_file_name_is_cleaned(client_for, people):
    admin = client_for("admin")
    page = "/admin/pengguna/undangan"
    data = {
        "csrf_token": token(admin, page),
        "client_key": "0123456789abcdef0123456789abcdef",
        "email": "baru@payung.test",
        "name": "Orang\0 Baru\0",
        "role": "petugas",
        "posts": ["johar", "mangkang\0"],
        "berkas": (io.BytesIO(b"x"), "nama\0.csv"),
    }
    assert admin.post(page, data=data, content_type="multipart/form-data").status_code == 200
    made = Invite.get()
    assert (made.name, made.posts) == ("Orang Baru", ["johar", "mangkang"])


def test_sheet_with_nul_in_its_name_is_no_fault(client_for, things):
    mitra = client_for("mitra")
    data = {
        "csrf_token": token(mitra, "/akun"),
        "client_key": "n" * 32,
        "consent": "y",
        "sheet": (io.BytesIO(b"nama;nik\n"), "lembar\0.csv"),
    }
    answer = mitra.post(f"/batch/{things.batch}/lembar", data=data, content_type="multipart/form-data")
    assert answer.status_code in (303, 422)
