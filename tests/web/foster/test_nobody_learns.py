"""Does this NIP, NIK or address exist? No page says so, neither by its words nor by its work."""

import re

import pytest

from db import connection
from kiosk.services import settings
from tests.services.test_sign_ups import known_addresses
from tests.web.foster.desk import MAIL, SEVEN, START, both_steps, post
from tests.web.house_rules import check_page

OWN = re.compile(r'value="[^"]*"|[a-z]+@[a-z]+\.test')  # tokens and what was typed


@pytest.fixture
def statements(monkeypatch):
    """The SQL that is run from now on."""
    asked: list[str] = []
    real = connection.database.obj
    run = real.execute_sql
    monkeypatch.setattr(real, "execute_sql", lambda sql, *rest: asked.append(sql) or run(sql, *rest))
    return asked


def test_all_answers_are_alike_by_words_status_and_work(app, folder, statements):
    told, work = {}, {}
    for what, claim in known_addresses().items():
        client = app.test_client()
        settings.forget()
        client.get(START)
        statements.clear()
        answer = post(client, START, SEVEN | claim)
        page = client.get(MAIL)
        check_page(page)
        told[what] = (answer.status_code, answer.location, page.status_code, OWN.sub("", page.text))
        work[what] = [sql for sql in statements if "setting" not in sql]
    assert told == dict.fromkeys(told, told["nobody"])
    assert work == dict.fromkeys(work, work["nobody"])


def test_the_test_above_sees_a_difference(app, folder, statements):
    """A question about the address, planted: it would be seen."""
    statements.clear()
    both_steps(app.test_client())
    assert not [sql for sql in statements if '"user"' in sql.lower()]
    from kiosk.services.sign_up_accounts import has_account

    has_account("siapa@asn.test")
    assert [sql for sql in statements if '"user"' in sql.lower()]


def test_a_wrong_form_is_refused_alike(app, people):
    known_addresses()
    pages = set()
    for email in ("siapa@asn.test", "donatur@payung.test", "petugas@payung.test"):
        answer = post(app.test_client(), START, SEVEN | {"email": email, "jabatan": ""})
        assert answer.status_code == 422
        pages.add(OWN.sub("", answer.text))
    assert len(pages) == 1
