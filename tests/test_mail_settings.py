"""SMTP_URL is read once, at the start; what is wrong with it is said without its password."""

import pytest

from kiosk.app import _open_mail as open_mail
from kiosk.config import ConfigurationError, settings_from
from kiosk.files.mail_server import MailServer, mail_server
from kiosk.services import message_sending, messages


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", MailServer("smtp", "localhost", 25)),
        ("smtps://mail.test", MailServer("smtps", "mail.test", 465)),
        ("smtp+starttls://mail.test", MailServer("smtp+starttls", "mail.test", 587)),
        (
            "smtps://payung%40kota.test:p%40s%2Fs@mail.test:4650/",
            MailServer("smtps", "mail.test", 4650, "payung@kota.test", "p@s/s", "payung@kota.test"),
        ),
        (
            "smtps://nama:sandi@mail.test/?from=payung%40kota.test",
            MailServer("smtps", "mail.test", 465, "nama", "sandi", "payung@kota.test"),
        ),
    ],
)
def test_address_of_a_mail_server_is_understood(url, server):
    assert mail_server(url) == server


def test_password_shows_nowhere():
    settings = settings_from({"PAYUNG_ENV": "test", "SMTP_URL": "smtps://nama:rahasia@mail.test"})
    assert "rahasia" not in repr(settings) and "rahasia" not in repr(mail_server(settings.smtp_url))


@pytest.mark.parametrize(
    "url",
    [
        "mail.test:25",
        "http://nama:rahasia@mail.test",
        "smtps://nama:rahasia@",
        "smtps://nama:rahasia@mail.test:99999",
        "smtps://nama:rahasia@mail.test:0",
        "smtps://nama:rahasia@mail.test/kotak",
        "smtps://nama:rahasia@mail.test/?form=payung@kota.test",
        "smtps://nama:rahasia@mail.test/?from=payung",
        "smtps://nama:rahasia@mail.test/?from=a@b.test%0d%0aBcc:c@d.test",
        "smtps://nama:rahasia@mail.test#kotak",
        "smtps://:rahasia@mail.test",
    ],
)
def test_wrong_address_is_refused_at_the_start_with_a_sentence(url):
    with pytest.raises(ConfigurationError, match=r"^SMTP_URL tidak dikenal; isi dengan smtps://") as refusal:
        settings_from({"PAYUNG_ENV": "test", "SMTP_URL": url})
    assert "rahasia" not in str(refusal.value)


def test_password_over_an_open_line_is_refused_but_on_this_machine():
    with pytest.raises(ConfigurationError, match="terbaca di jaringan") as refusal:
        settings_from({"PAYUNG_ENV": "test", "SMTP_URL": "smtp://nama:rahasia@mail.test"})
    assert "rahasia" not in str(refusal.value)
    assert mail_server("smtp://nama:rahasia@127.0.0.1:2525").password == "rahasia"


@pytest.fixture
def put_back(monkeypatch):
    """Afterwards letters go where they went before."""
    for module, name in (
        (messages, "_public_url"), (message_sending, "_server"), (message_sending, "_folder"),
        (message_sending, "_sender"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name))


@pytest.mark.parametrize(
    ("environment", "server", "folder"),
    [
        ({"PAYUNG_ENV": "demo"}, "", "pesan"),
        ({"PAYUNG_ENV": "demo", "SMTP_URL": "smtps://mail.test"}, "mail.test:465", ""),
        ({"PAYUNG_ENV": "production"}, "", ""),
        ({"PAYUNG_ENV": "production", "SMTP_URL": "smtps://mail.test"}, "mail.test:465", ""),
    ],
)
def test_letters_leave_by_the_setting_and_without_it_only_made_up_ones_lie_in_a_folder(
    put_back, tmp_path, environment, server, folder
):
    place = {"PAYUNG_DATA": str(tmp_path), "PAYUNG_URL": "https://payung.semarangkota.go.id"}
    open_mail(settings_from(place | environment))
    lies_in = str(tmp_path / folder) if folder else ""
    assert (message_sending.server_place(), message_sending.folder_path()) == (server, lies_in)
