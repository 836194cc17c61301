"""A kept blank page equals a freshly rendered one, for everybody who may see it, and carries nobody else's tokens."""

import re

import pytest

from kiosk.web import blank_forms
from tests.web.desk import in_english

PAGE = "/pekerja/baru"
TOKENS = re.compile(r'(name="(?:csrf_token|client_key)"[^>]*value=")[^"]+')


@pytest.fixture(autouse=True)
def nothing_kept():
    blank_forms.forget()


def without_tokens(page: str) -> str:
    return TOKENS.sub(r"\1", page)


def tokens(page: str, name: str) -> set[str]:
    return set(re.findall(rf'name="{name}"[^>]*value="([^"]+)"', page))


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("name", ["petugas", "petugas2", "mitra", "admin", "auditor"])
def test_kept_page_equals_the_fresh_one(client_for, name, english):
    client = client_for(name)
    if english:
        in_english(client)
    fresh, kept = client.get(PAGE).text, client.get(PAGE).text
    assert without_tokens(fresh) == without_tokens(kept)
    blank_forms.forget()
    assert without_tokens(client.get(PAGE).text) == without_tokens(kept)


def test_each_page_has_a_key_of_its_own_and_its_readers_token(client_for):
    first, second = client_for("petugas"), client_for("petugas")
    pages = [first.get(PAGE).text, first.get(PAGE).text, second.get(PAGE).text]
    keys = [tokens(page, "client_key") for page in pages]
    assert all(len(key) == 1 for key in keys)
    assert len(set.union(*keys)) == 3
    with first.session_transaction() as mine, second.session_transaction() as yours:
        assert mine["csrf_token"] != yours["csrf_token"]
    assert tokens(pages[0], "csrf_token").isdisjoint(tokens(pages[2], "csrf_token"))


def test_colleague_at_the_same_post_sees_the_own_name(client_for, people):
    client_for("petugas").get(PAGE)
    page = client_for("rekan").get(PAGE).text
    assert people["rekan"].name in page
    assert people["petugas"].name + "<" not in page


def test_message_that_waits_is_shown_once(client_for):
    client = client_for("petugas")
    with client.session_transaction() as session:
        session["_flashes"] = [("success", "Pos hari ini: Johar.")]
    assert "Pos hari ini: Johar." in client.get(PAGE).text
    assert "Pos hari ini: Johar." not in client.get(PAGE).text


def test_number_of_kept_pages_is_bounded(client_for, monkeypatch):
    monkeypatch.setattr(blank_forms, "PAGES_KEPT", 3)
    client = client_for("petugas")
    for number in range(6):
        client.get(f"{PAGE}?dari={number}")
    assert len(blank_forms._kept) == 3
