"""What a civil servant types on the public pages."""

from tests.services.sign_up_desk import EMAIL, LINK, NIK, NIP, letters_in, words_of
from tests.web.accounts.desk import token
from tests.web.desk import key

START, CONTACT, MAIL = "/asn/daftar", "/asn/daftar/kontak", "/asn/daftar/surel"
PASSWORD = "kuda-nil-lampu-tujuh"
ONESELF = {"name": "Ratna Kusumawati", "status_asn": "pns", "nip": NIP, "nik": NIK}
WORK = {
    "jabatan": "Analis Kebijakan", "opd": "DISKOMINFO", "unit": "Bidang Statistik", "phone": "0812-3456-7890",
    "email": EMAIL,
}  # fmt: skip
SEVEN = {name: value for name, value in (ONESELF | WORK).items() if name not in ("status_asn", "unit")}


def post(client, address: str, fields: dict | None = None, **more):
    """A form with a fresh key and the token of the first page, which everybody has."""
    data = {"csrf_token": token(client, "/asn"), "client_key": key(), **(fields or {}), **more}
    return client.post(address, data=data)


def both_steps(client, **other) -> None:
    """As somebody types them, page after page, until the letter is on its way."""
    one = {name: other.get(name, value) for name, value in ONESELF.items()}
    two = {name: other.get(name, value) for name, value in WORK.items()}
    assert (post(client, START, one).status_code, post(client, CONTACT, two).location) == (303, MAIL)


def link_in(folder) -> str:
    """The address in the letter that was written last."""
    return LINK.search(words_of(letters_in(folder)[-1]))[0]


def chosen(client, address: str, password: str = PASSWORD, **more):
    return post(client, address, password=password, password_again=password, **more)
