"""Whoever comes back goes on where they stopped."""

import pytest

from db.models import Donor, User
from tests.services import asn_desk, mandate_desk
from tests.services.sign_up_desk import EMAIL
from tests.web.accounts.desk import sign_in
from tests.web.foster.desk import CONTACT, MAIL, ONESELF, START, both_steps, chosen, link_in, post

FIRST = f"{START}?langkah=1"
CHOICE, READING, WORKERS = "/asn/daftar/pilihan", "/asn/daftar/kuasa", "/asn/daftar/pekerja"


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"])


def test_the_public_page_begins_and_later_goes_on(stranger, app, visit, folder):
    assert "Mulai daftar" in visit(stranger, "/asn").text
    post(stranger, START, ONESELF)
    page = visit(stranger, "/asn").text
    assert "Lanjutkan pendaftaran" in page and "Mulai daftar" not in page
    assert "Mulai daftar" in visit(app.test_client(), "/asn").text


def test_the_sign_up_opens_where_it_stopped(stranger, folder):
    assert stranger.get(START).status_code == 200
    post(stranger, START, ONESELF)
    assert stranger.get(START).location == CONTACT
    both_steps(stranger)
    assert stranger.get(START).location == MAIL


def test_the_first_step_is_still_found_from_the_second(stranger, visit, folder):
    both_steps(stranger)
    page = visit(stranger, CONTACT).text
    assert f'href="{FIRST}"' in page
    assert "Ratna Kusumawati" in visit(stranger, FIRST).text


def test_what_another_account_has_typed_is_not_gone_on_with(stranger, people, visit, folder):
    both_steps(stranger)
    assert sign_in(stranger, people["donatur"].email).status_code == 302
    assert stranger.get(START).status_code == 200


@pytest.fixture
def used(stranger, folder) -> str:
    """The address of a link that became an account in this browser."""
    both_steps(stranger)
    address = link_in(folder)
    assert chosen(stranger, address).status_code == 303
    return address


def test_the_owner_of_a_used_link_goes_on(stranger, used):
    answer = stranger.get(used)
    assert (answer.status_code, answer.location) == (303, "/asn/saya")


def test_a_used_link_and_an_unknown_one_are_one_page_with_ways_on(app, people, used, visit, client_for):
    pages = []
    for client in (app.test_client(), client_for("petugas"), client_for("donatur")):
        for address in (used, f"/asn/tautan/{'0' * 40}"):
            page = visit(client, address, status=404).text.partition("<main")[2]
            assert 'href="/masuk"' in page and f'href="{START}"' in page and "Minta tautan baru" in page
            pages.append(page.replace(address, ""))
    assert pages[0] == pages[1] and pages[2] == pages[3] and pages[4] == pages[5]
    assert User.select().where(User.email == EMAIL).count() == 1


def test_without_anybody_reserved_the_later_steps_lead_to_the_third(client_for, donor, visit):
    client = client_for("donatur")
    for address in (CHOICE, READING):
        assert (client.get(address).status_code, client.get(address).location) == (303, WORKERS)
        assert "Pilih dulu pekerjanya" in visit(client, WORKERS).text


def test_once_signed_the_last_step_leads_to_the_mandate(client_for, donor):
    client, no = client_for("donatur"), mandate_desk.signed(donor).no
    assert client.get(READING).location == f"/asn/kuasa/{no}"
    assert client.get(CHOICE).location == WORKERS
