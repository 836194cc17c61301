"""Whom a donor may take on: the same people by number on the first page, in the menu's list, and in its order."""

import re
from datetime import timedelta

import pytest

from db.models import Donor, Worker
from kiosk.domain.clock import today
from tests.services import asn_desk
from tests.web.foster.test_workers import PICK, main_of


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"])


@pytest.fixture
def client(client_for, donor):
    return client_for("donatur")


def test_the_first_page_counts_whom_the_list_offers(client, visit):
    asn_desk.waiting(3)
    asn_desk.waiting(1, occupation="juru-parkir")
    asn_desk.picked(asn_desk.donor(), Worker.select().first())
    home = visit(client, "/").text
    tile = re.search(rf'<a[^>]*href="{PICK}"[^>]*>.*?</a>', home.partition("<main")[2], re.S)[0]
    assert re.search(r">\s*2\s*<", tile)
    assert "2 orang menunggu" in main_of(visit(client, PICK))


def test_the_menu_leads_to_the_list_that_one_may_pick_from(client, client_for, visit):
    menu = visit(client, "/").text.partition("<main")[0]
    assert f'href="{PICK}"' in menu and 'href="/menunggu"' not in menu
    assert 'href="/menunggu"' in visit(client_for("petugas"), "/").text.partition("<main")[0]


def test_a_page_of_the_whole_city_has_the_longest_waiting_first(client, visit):
    for number, worker in enumerate(asn_desk.waiting(4)):
        days = (3, 40, 0, 12)[number]
        Worker.update(enrolled_on=today() - timedelta(days=days)).where(Worker.id == worker.id).execute()
    words = main_of(visit(client, PICK))
    assert re.findall(r"(\d+) hari", words) == ["40", "12", "3"] and words.index(
        "mulai hari ini"
    ) > words.index("3 hari")
