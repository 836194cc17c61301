"""The letter of condolence names nobody: the page it leads to does, with respect, and to nobody else."""

import re
from datetime import datetime

import pytest
import time_machine

from db.models import Message, Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.services import cover_ends, death_reversals
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed, live, pay
from tests.web import desk
from tests.web.programmes.promising import promised


@pytest.fixture(autouse=True)
def in_november(people):
    with time_machine.travel(datetime(2026, 11, 23, 3), tick=True):
        yield


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def dies(person: Worker, admin) -> None:
    cover_ends.end_cover(reg_no=person.reg_no, why="died", last_day=today(), client_key=key(), by=admin)


def leads_to() -> list[str]:
    """The addresses in the letters of now."""
    letters = Message.select().where(Message.key.contains(":ended:") | Message.key.contains(":alive:"))
    return [path for letter in letters for path in re.findall(r"https?://[^/\s]+(/\S+)", letter.text)]


def test_company_reads_the_name_in_its_batch(people, client_for, visit, admin):
    batch = batch_of(people, 2, 3)
    bill = billed(batch, acting(people["mitra"]))
    pay(bill, sum(row.amount for row in live(bill) if row.month == first_of_month(today())), admin)
    person = Worker.select().order_by(Worker.id).first()
    dies(person, admin)
    [path] = leads_to()
    assert path.startswith(f"/batch/{batch.no}/baris/") and person.reg_no not in path
    page = visit(client_for("mitra"), path).text
    assert person.name in page and "Beliau telah berpulang" in page and "Kami turut berduka cita" in page
    visit(client_for("admin"), path)
    assert client_for("mitra2").get(path).status_code in (403, 404)
    Message.update(state="sent", sent_at=utc_now()).execute()
    death_reversals.take_back(reg_no=person.reg_no, reason="Keliru", client_key=key(), by=admin)
    assert leads_to() == [path, path]
    page = visit(client_for("mitra"), path).text
    assert "Kabar wafatnya keliru; beliau masih bersama kita" in page and "berpulang" not in page


def test_of_many_people_the_batch_is_named_once(people, admin):
    batch = batch_of(people, 6, 3)
    for person in Worker.select().order_by(Worker.id):
        dies(person, admin)
    assert leads_to() == [f"/batch/{batch.no}?keadaan=released#rows"]


def test_city_reads_the_name_at_the_programme(client_for, visit, admin, people):
    no = desk.programme(client_for("admin"))
    this = first_of_month(today())
    person, other = promised(no, this, add_months(this, 1), people=2)
    assert "Tidak ada kabar duka" in visit(client_for("admin"), f"/program/{no}/berpulang").text
    dies(person, admin)
    assert leads_to() == [f"/program/{no}/berpulang"]
    for name in ("admin", "auditor"):
        page = visit(client_for(name), f"/program/{no}/berpulang").text
        assert person.name in page and other.reg_no not in page and "Kami turut berduka cita" in page
    for name in ("petugas", "mitra", "donatur"):
        assert client_for(name).get(f"/program/{no}/berpulang").status_code == 403
    death_reversals.take_back(reg_no=person.reg_no, reason="Keliru", client_key=key(), by=admin)
    assert (
        "Kabarnya keliru; beliau masih bersama kita."
        in visit(client_for("admin"), f"/program/{no}/berpulang").text
    )
