"""One prankster does not close a post: terminals that are known go on, and the page says what it is that rests."""

import pytest

from kiosk.services import selfservice
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.selfservice.desk import WRONG, ask, scan, unknown

SCREEN = "Terlalu banyak percobaan dari layar ini. Coba lagi pukul"
NETWORK = "Terlalu banyak percobaan dari jaringan ini. Coba lagi pukul"
NUMBER = "Tanggal lahir untuk nomor ini terlalu sering tidak cocok. Coba lagi pukul"
NEW_MISSES, KNOWN_MISSES = 30, 40
ON_ONE_DEVICE = 12
NUMBER_HERE, NUMBER_EVERYWHERE = 5, 15
YOUNG_NUMBERS, ADDRESS_NUMBERS = 10, 120
GROWN = 15 * 60 + 1


@pytest.fixture
def grown(app, clock):
    """Terminals that have stood there for a while: grown(3)."""

    def make(count: int) -> list:
        clients = [app.test_client() for _one in range(count)]
        for client in clients:
            client.get("/kios")
        clock.shift(GROWN)
        return clients

    return make


@pytest.fixture
def anybody_is_slamet(monkeypatch, reg_no):
    """Every NIK with his birth date is answered: what somebody with a list of real pairs would see."""
    answer = selfservice.by_number
    slamet = selfservice.read_asked(reg_no)
    monkeypatch.setattr(
        selfservice, "by_number", lambda *, asked, birth_on: answer(asked=slamet, birth_on=birth_on)
    )


def miss_with_new_cookies(app, misses: int = NEW_MISSES) -> None:
    for number in range(misses):
        assert ask(app.test_client(), unknown(number)).status_code == 422


def test_terminal_that_stood_there_before_outlives_the_misses_of_new_ones(app, grown, reg_no):
    [terminal] = grown(1)
    miss_with_new_cookies(app)
    assert ask(app.test_client(), reg_no).status_code == 429
    assert ask(terminal, reg_no).status_code == 200


def test_terminal_that_answered_somebody_outlives_them_too(app, stranger, reg_no, card_of, clock):
    scanner = app.test_client()
    assert ask(stranger, reg_no).status_code == 200
    assert scan(scanner, f"/v/{card_of(reg_no).token}").status_code == 200
    miss_with_new_cookies(app)
    assert ask(stranger, reg_no).status_code == 200
    assert ask(scanner, reg_no).status_code == 200


def test_terminal_that_only_missed_is_closed_with_the_new_ones(app, stranger, reg_no, clock):
    ask(stranger, unknown(0))
    miss_with_new_cookies(app, NEW_MISSES - 1)
    assert ask(stranger, reg_no).status_code == 429


def test_questions_of_new_terminals_leave_a_known_one_its_own(app, grown, reg_no):
    [terminal] = grown(1)
    new = [app.test_client() for _one in range(4)]
    for client in new:
        for _try in range(24):
            client.post("/kios", data={})
    assert NETWORK in ask(new[0], reg_no).text
    assert ask(terminal, reg_no).status_code == 200


def test_terminal_that_hammers_closes_itself_and_no_neighbour(grown, reg_no):
    hammering, beside = grown(2)
    for _try in range(200):
        hammering.post("/kios", data={})
    assert SCREEN in ask(hammering, reg_no).text
    assert ask(beside, reg_no).status_code == 200


def test_cookies_put_by_until_they_are_known_end_at_the_address_too(grown, reg_no):
    kept = grown(KNOWN_MISSES + 1)
    for number, client in enumerate(kept[:KNOWN_MISSES]):
        assert ask(client, unknown(number)).status_code == 422
    assert NETWORK in ask(kept[-1], reg_no).text


def test_page_says_network_screen_or_number(app, stranger, reg_no, clock):
    for _try in range(NUMBER_HERE):
        ask(stranger, reg_no, **WRONG)
    number = ask(stranger, reg_no)
    for other in range(ON_ONE_DEVICE - NUMBER_HERE):
        ask(stranger, unknown(other))
    screen = ask(stranger, reg_no)
    miss_with_new_cookies(app, NEW_MISSES - ON_ONE_DEVICE)
    network = ask(app.test_client(), reg_no)
    for answer, words in ((number, NUMBER), (screen, SCREEN), (network, NETWORK)):
        assert answer.status_code == 429
        check_page(answer)
        assert words in answer.text


def test_owner_of_a_number_is_answered_at_another_terminal(app, stranger, grown, reg_no):
    [terminal] = grown(1)
    for _try in range(NUMBER_HERE):
        ask(stranger, reg_no, **WRONG)
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    assert ask(stranger, reg_no).status_code == 429
    assert ask(terminal, reg_no).status_code == 200
    assert ask(elsewhere, reg_no).status_code == 200


def test_number_closes_everywhere_after_fifteen_misses_at_several_terminals(grown, reg_no):
    *guessing, last = grown(NUMBER_EVERYWHERE // NUMBER_HERE + 1)
    for client in guessing:
        for _try in range(NUMBER_HERE):
            assert ask(client, reg_no, **WRONG).status_code == 422
    assert NUMBER in ask(last, reg_no).text


def test_questions_at_a_closed_terminal_do_not_close_the_number_elsewhere(stranger, grown, reg_no):
    [terminal] = grown(1)
    for _try in range(NUMBER_EVERYWHERE + 5):
        ask(stranger, reg_no, **WRONG)
    assert ask(terminal, reg_no).status_code == 200


def test_new_terminal_is_answered_for_few_different_numbers(
    stranger, grown, clock, card_of, reg_no, anybody_is_slamet
):
    [terminal] = grown(1)
    for number in range(YOUNG_NUMBERS):
        assert ask(stranger, unknown(number)).status_code == 200
        if number == 0:
            assert ask(stranger, unknown(number)).status_code == 200  # the same person twice is one
        clock.shift(5)
    assert SCREEN in ask(stranger, unknown(99)).text
    assert scan(stranger, f"/v/{card_of(reg_no).token}").status_code == 200
    for number in range(YOUNG_NUMBERS + 2):
        assert ask(terminal, unknown(number)).status_code == 200


def test_address_is_answered_for_so_many_different_numbers(app, grown, clock, anybody_is_slamet):
    terminals = grown(ADDRESS_NUMBERS // 20 + 1)
    for number in range(ADDRESS_NUMBERS):
        nik = f"3374011705{number:06d}"
        assert ask(terminals[number // 20], nik).status_code == 200
        clock.shift(2)
    assert NETWORK in ask(terminals[-1], desk.NIK).text
    assert NETWORK in ask(app.test_client(), desk.NIK).text
    clock.shift(601)
    assert ask(terminals[-1], desk.NIK).status_code == 200
