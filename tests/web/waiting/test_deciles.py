"""Deciles on the waiting list: officer and admin narrow it by them; nobody else learns by a filter or a count who is
poor."""

import re
from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Worker
from kiosk.domain.clock import today
from kiosk.services import waiting
from kiosk.services.acting import NotAllowed
from kiosk.services.waiting import Wish
from tests.services.at_once import acting
from tests.web import desk

PATH = "/menunggu"
FILTER = 'name="desil"'
NOBODY_ELSE = ("mitra", "donatur", "auditor")


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def total(answer) -> str:
    return re.search(r'<data id="waiting-total" value="(\d+)"', answer.text)[1]


def noted(reg_no: str, decile: int | None, *, days: int | None = 30) -> None:
    as_of = None if days is None else today() - timedelta(days=days)
    with writing():
        Worker.update(
            dtsen_decile=decile, dtsen_as_of=as_of, dtsen_source="DTSEN Semarang" if as_of else ""
        ).where(Worker.reg_no == reg_no).execute()


@pytest.fixture
def three(client_for) -> list[str]:
    """Extremely poor by a list that holds; noted by hand; nothing noted."""
    officer = client_for("petugas")
    made = [
        desk.enrolled(officer),
        desk.enrolled(officer, nik="3374015708900002", sex="P", name="Siti Aminah"),
        desk.enrolled(officer, nik="3374011705900003", name="Joko Susilo"),
    ]
    noted(made[0], 1)
    noted(made[1], 3, days=None)
    return made


@pytest.mark.parametrize("name", ["petugas", "admin"])
@pytest.mark.parametrize(
    ("value", "found"), [("ekstrem", [0]), ("1", [0]), ("2", [0]), ("3", [0, 1]), ("5", [0, 1])]
)
def test_officer_and_admin_narrow_the_list_by_decile(client_for, visit, three, name, value, found):
    client = client_for(name)
    assert FILTER in visit(client, PATH).text
    page = visit(client, f"{PATH}?desil={value}")
    assert total(page) == str(len(found))
    assert [f"/pekerja/{reg_no}" in main_of(page) for reg_no in three] == [at in found for at in range(3)]


def test_a_list_that_is_too_old_and_a_word_of_an_officer_name_nobody_as_extremely_poor(
    client_for, visit, three
):
    noted(three[0], 1, days=3_000)
    noted(three[1], 1, days=None)
    admin = client_for("admin")
    assert total(visit(admin, f"{PATH}?desil=ekstrem")) == "0"
    assert total(visit(admin, f"{PATH}?desil=1")) == "2"


def test_an_officer_elsewhere_counts_none_of_them(client_for, visit, three):
    assert total(visit(client_for("petugas2"), f"{PATH}?desil=ekstrem")) == "0"


@pytest.mark.parametrize("name", NOBODY_ELSE)
@pytest.mark.parametrize("value", ["ekstrem", "1", "5", "99"])
def test_for_nobody_else_there_is_such_a_filter_nor_does_the_address_count_by_it(
    client_for, visit, three, name, value
):
    client = client_for(name)
    plain, asked = visit(client, PATH), visit(client, f"{PATH}?desil={value}")
    assert FILTER not in plain.text and FILTER not in asked.text
    assert total(plain) == total(asked) == "3"
    assert "Sebagian saringan" in asked.text
    assert not any(word in plain.text for word in ("miskin", "Miskin", "Desil", "DTSEN"))


@pytest.mark.parametrize("wish", [Wish(poorest=True), Wish(decile=1)])
def test_the_service_itself_refuses_whoever_may_not_know(people, three, wish):
    for name in NOBODY_ELSE:
        for use in (waiting.count, waiting.page_of):
            with pytest.raises(NotAllowed):
                use(by=acting(people[name]), wish=wish)
        with pytest.raises(NotAllowed):
            waiting.first_of(by=acting(people[name]), wish=wish, most=1)
    assert waiting.count(by=acting(people["admin"]), wish=wish) == 1
