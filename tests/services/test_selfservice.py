"""What the kiosk makes of what was typed or scanned."""

from datetime import date

import pytest

from db.models import Worker
from kiosk.services.acting import NotThere, Refused
from kiosk.services.enrolment import enrol
from kiosk.services.selfservice import Asked, by_number, read_asked
from tests.services.at_once import acting, key
from tests.services.test_enrolment import entry

TOKEN = "Zk3_v-9aB0cD1eF2gH3iJ4kL5mN6oP7q"


@pytest.mark.parametrize(
    "text",
    [
        "https://payung.semarangkota.go.id/v/{}",
        "http://127.0.0.1:8000/v/{}/",
        "  https://payung.semarangkota.go.id/v/{}?bahasa=en#x ",
        "/v/{}",
    ],
)
def test_address_of_a_card_is_read_as_its_token(store, text):
    assert read_asked(text.format(TOKEN)) == Asked("card", TOKEN)


def test_address_that_caps_lock_has_swapped_is_read_as_it_was_printed(store):
    assert read_asked(f"https://payung.semarangkota.go.id/v/{TOKEN}".swapcase()) == Asked("card", TOKEN)


def test_address_with_a_token_nobody_has_is_still_that_of_a_card(store):
    assert read_asked("https://payung.semarangkota.go.id/v/<pendek>") == Asked("card", "<pendek>")


@pytest.mark.parametrize("text", ["SMG-7K3QF2M-6", "smg 7k3qf2m 6", "7k3qf2m6", "SMG–7K3QF2M–6"])
def test_registration_number_is_read_as_it_is_written(store, text):
    assert read_asked(text) == Asked("reg_no", "SMG-7K3QF2M-6")


@pytest.mark.parametrize(
    "text",
    ["3374011705030001", "3374 0117 0503 0001", "３３７４０１１７０５０３０００１", "'3374011705030001"],
)
def test_nik_is_read_without_what_stands_between_its_digits(store, text):
    assert read_asked(text) == Asked("nik", "3374011705030001")


@pytest.mark.parametrize(
    "text", ["Slamet", "", "337401170503000", "33740117050300011", "SMG-7K3QF2M-7", "3,37E+15", "/v/", "<b>"]
)
def test_anything_else_is_refused_with_a_sentence(store, text):
    with pytest.raises(Refused) as refused:
        read_asked(text)
    assert str(refused.value).endswith((".", "ulang."))


def test_key_of_a_number_is_the_same_each_time_and_shows_nothing_of_it(store):
    asked = Asked("nik", "3374011705030001")
    assert asked.key == Asked("nik", "3374011705030001").key != Asked("nik", "3374011705030002").key
    assert "3374011705030001" not in asked.key and len(asked.key) >= 32


def test_number_answers_with_its_own_birth_date_only(people):
    reg_no = enrol(entry=entry(), client_key=key(), by=acting(people["petugas"]))
    born = Worker.get().birth_on
    for asked in (Asked("reg_no", reg_no), Asked("nik", entry().nik)):
        assert by_number(asked=asked, birth_on=born).told.initials
        with pytest.raises(NotThere):
            by_number(asked=asked, birth_on=date(born.year + 1, born.month, born.day))


def test_nobody_is_found_under_a_kind_the_number_is_not(people):
    reg_no = enrol(entry=entry(), client_key=key(), by=acting(people["petugas"]))
    with pytest.raises(NotThere):
        by_number(asked=Asked("nik", reg_no), birth_on=Worker.get().birth_on)
