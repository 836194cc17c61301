"""BPJS refused what a letter asks: noted on its page, said there and beside the proposals, taken back."""

from datetime import timedelta

import pytest

from db.models import Funder, StartLetterLine, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from tests.ledger_rows import somebody
from tests.web import desk
from tests.web.bpjs.test_letters import NOBODY_ELSE, PATH, answered_late, made, new
from tests.web.desk import send
from tests.web.house_rules import check_page

WHY = "Melewati batas koreksi."


@pytest.fixture
def city(people) -> Funder:
    return somebody("apbd")


@pytest.fixture
def worker(client_for, city) -> Worker:
    reg_no = desk.enrolled(client_for("petugas"))
    return answered_late(Worker.get(Worker.reg_no == reg_no), city)


@pytest.fixture
def other(client_for, city) -> Worker:
    siti = {"nik": "3374015708900002", "sex": "P", "name": "Siti Aminah", "phone": ""}
    reg_no = desk.enrolled(client_for("petugas"), **siti)
    return answered_late(Worker.get(Worker.reg_no == reg_no), city)


@pytest.fixture
def letter(client_for, city, worker, other) -> str:
    return made(client_for("admin"), city, worker, other)


def fields(*people: Worker, **changed) -> dict:
    picked = [one.reg_no for one in people]
    return {"pick": picked, "refused_on": f"{today():%d/%m/%Y}", "why": WHY, **changed}


def noted(client, letter: str, *people: Worker, **changed):
    return send(client, f"{PATH}/{letter}/penolakan", fields(*people, **changed))


def refused() -> list:
    return [row.refused_on for row in StartLetterLine.select().order_by(StartLetterLine.id)]


def test_the_letter_leads_to_one_person_or_to_all_who_wait(client_for, visit, letter, worker, other):
    admin = client_for("admin")
    page = visit(admin, f"{PATH}/{letter}").text
    one = f"{PATH}/{letter}/penolakan?orang={worker.reg_no}"
    assert f'href="{one}"' in page and f'href="{PATH}/{letter}/penolakan"' in page
    assert visit(admin, one).text.count(" checked") == 1
    assert visit(admin, f"{PATH}/{letter}/penolakan").text.count(" checked") == 2
    assert visit(admin, f"{PATH}/{letter}/penolakan?orang=lain").text.count(" checked") == 2


def test_noted_for_one_it_stands_on_the_letter_and_beside_the_proposals(
    client_for, visit, letter, worker, other, city
):
    admin = client_for("admin")
    answer = noted(admin, letter, worker)
    assert (answer.status_code, answer.location) == (303, f"{PATH}/{letter}")
    assert sorted(map(bool, refused())) == [False, True]
    for name in ("admin", "auditor"):
        page = visit(client_for(name), f"{PATH}/{letter}").text
        assert f"ditolak BPJS {long_date(today())}" in page and WHY in page and "belum dijawab" in page
    proposals = visit(admin, new(city)).text
    assert WHY in proposals and f'value="{worker.reg_no}" checked' not in proposals
    assert "Perlu dimintakan" not in visit(admin, PATH).text


def test_it_is_taken_back_with_a_press(client_for, visit, letter, worker, other):
    admin, undo = client_for("admin"), f"{PATH}/{letter}/penolakan/pembatalan"
    noted(admin, letter, worker, other)
    assert visit(admin, f"{PATH}/{letter}").text.count("Catat menunggu lagi") == 2
    assert send(admin, undo, {"pick": worker.reg_no}).status_code == 303
    assert sorted(map(bool, refused())) == [False, True]
    again = send(admin, undo, {"pick": worker.reg_no})
    assert again.status_code == 422 and "tidak tercatat ditolak" in again.text
    check_page(again)
    assert admin.get(undo).location == f"{PATH}/{letter}"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pick": []}, "Pilih paling sedikit satu orang"),
        ({"pick": ["SMG-0000000-0"]}, "tidak ada dalam surat ini"),
        ({"refused_on": ""}, "Isi hari BPJS menolaknya"),
        ({"refused_on": "31/02/2026"}, "tidak ada di kalender"),
        ({"refused_on": f"{today() + timedelta(days=1):%d/%m/%Y}"}, "belum tiba"),
        ({"refused_on": f"{today() - timedelta(days=1):%d/%m/%Y}"}, "baru dibuat pada"),
        ({"why": ""}, "Tulis alasan BPJS"),
        ({"why": "NIK 3374011705030001 salah"}, "angka yang panjang"),
        ({"why": "a" * 201}, "paling banyak 200"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(client_for, letter, worker, other, wrong, said):
    answer = noted(client_for("admin"), letter, worker, **wrong)
    assert answer.status_code == 422 and said in answer.text and not any(refused())
    check_page(answer)
    assert f'value="{wrong.get("why", WHY)}"' in answer.text


def test_whoever_was_answered_can_no_longer_be_refused(client_for, visit, letter, worker, other):
    StartLetterLine.update(answered_from=today()).execute()
    admin = client_for("admin")
    assert "sudah dijawab BPJS" in visit(admin, f"{PATH}/{letter}/penolakan").text
    assert "Catat ditolak" not in visit(admin, f"{PATH}/{letter}").text
    assert noted(admin, letter, worker).status_code == 422


def test_the_auditor_looks_and_notes_nothing(client_for, visit, letter, worker, other):
    auditor = client_for("auditor")
    assert "Catat ditolak</button>" not in visit(auditor, f"{PATH}/{letter}/penolakan").text
    assert "penolakan" not in visit(auditor, f"{PATH}/{letter}").text.partition("<main")[2]
    assert noted(auditor, letter, worker).status_code == 403
    assert send(auditor, f"{PATH}/{letter}/penolakan/pembatalan", {"pick": worker.reg_no}).status_code == 403


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_nobody_else_notes_or_takes_back(client_for, letter, worker, other, name):
    client, path = client_for(name), f"{PATH}/{letter}/penolakan"
    for address in (path, f"{path}/pembatalan"):
        assert client.get(address).status_code == 403
        assert send(client, address, fields(worker)).status_code == 403
    assert not any(refused())


def test_a_letter_that_is_none_is_404(client_for, people):
    admin = client_for("admin")
    for address in (f"{PATH}/S26-XXXXXX/penolakan", f"{PATH}/S26-XXXXXX/penolakan/pembatalan"):
        assert (
            send(admin, address, {"pick": "x", "why": WHY, "refused_on": f"{today():%d/%m/%Y}"}).status_code
            == 404
        )
