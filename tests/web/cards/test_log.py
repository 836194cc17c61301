"""The print log: what was printed for whom, what still waits for its answer, for whom it opens."""

import pytest

from db.connection import database
from db.models import PrintRun
from kiosk.services import print_log
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.web import desk

LOG = "/kartu/lembar"


@pytest.fixture
def client(client_for):
    return client_for("petugas")


@pytest.fixture
def numbers(people) -> list[str]:
    return crowd(acting(people["petugas"]), 4)


def rows_of(text: str) -> list[str]:
    return text.partition("<tbody")[2].partition("</tbody>")[0].split("<tr")[1:]


def test_runs_without_an_answer_come_first(client, visit, numbers):
    waiting, told, cancelled = (desk.printed(client, worker=one) for one in numbers[:3])
    desk.tell_outcome(client, told)
    desk.tell_outcome(client, cancelled, "not_printed")
    rows = rows_of(visit(client, LOG).text)
    assert [run for row in rows for run in (waiting, told, cancelled) if run in row] == [
        waiting,
        cancelled,
        told,
    ]
    for row, words in zip(rows, ("menunggu hasil", "tidak dicetak", "1 baik"), strict=True):
        assert words in row, words
    assert "row-soon" in rows[0] and "row-soon" not in rows[1]


def test_line_says_who_when_for_whom_and_what_came_out(client, visit, numbers):
    run = desk.printed(client, worker=numbers[:3], layout="a4")
    desk.tell_outcome(client, run, "some_spoiled", spoiled="2")
    single = desk.printed(client, worker=numbers[3])
    one, several = rows_of(visit(client, LOG).text)
    assert single in one and numbers[3] in one and "kartu CR80" in one
    for words in (run, "3 orang", "kertas A4", "Petugas", "2 baik, 1 gagal"):
        assert words in several, words


@pytest.mark.parametrize(("state", "shown"), [("menunggu-hasil", 1), ("selesai", 0), ("tidak-dicetak", 0)])
def test_state_in_the_address_filters(client, visit, numbers, state, shown):
    desk.printed(client, worker=numbers)
    assert len(rows_of(visit(client, f"{LOG}?keadaan={state}").text)) == shown


def test_unknown_state_is_left_out_and_said(client, visit, numbers):
    run = desk.printed(client, worker=numbers)
    text = visit(client, f"{LOG}?keadaan=entah").text
    assert run in text and "tidak dipakai: keadaan" in text


def test_log_is_one_s_own(client_for, visit, numbers):
    run = desk.printed(client_for("petugas"), worker=numbers)
    names = ("petugas", "rekan", "petugas2", "mitra", "admin", "auditor")
    sees = {name: run in visit(client_for(name), LOG).text for name in names}
    assert sees == dict(zip(names, (True, True, False, False, True, True), strict=True))


def test_role_without_cards_has_an_empty_log(client, people, numbers):
    run = desk.printed(client, worker=numbers)
    for name in ("opd", "donatur"):
        assert print_log.page_of(by=acting(people[name])) == ([], False)
        assert print_log.waiting_for_answer(acting(people[name])) == 0
    logged, _follows = print_log.page_of(by=acting(people["admin"]))
    assert [one.run.no for one in logged] == [run]


def test_company_sees_the_runs_of_its_batch_and_no_other_s(client_for, visit):
    sheet = desk.small_sheet(("3374020902000001", "Sugeng"))
    batch = desk.opened(client_for("mitra"), sheet=sheet)
    run = desk.printed(client_for("admin"), batch=batch)
    names = ("mitra", "mitra_rekan", "mitra2", "petugas")
    sees = {name: run in visit(client_for(name), LOG).text for name in names}
    assert sees == dict(zip(names, (True, True, False, False), strict=True))


def test_page_of_thirty_asks_no_more_than_a_page_of_three(client, people, monkeypatch):
    numbers = crowd(acting(people["petugas"]), 33)
    for number in numbers[:3]:
        desk.printed(client, worker=number)
    few = queries(client, monkeypatch)
    for number in numbers[3:]:
        desk.printed(client, worker=number)
    assert queries(client, monkeypatch) == few
    assert PrintRun.select().count() == 33
    assert len(rows_of(client.get(f"{LOG}?hal=2").text)) == 3


def queries(client, monkeypatch) -> int:
    asked = []
    run = database.obj.execute_sql
    with monkeypatch.context() as patch:
        patch.setattr(database.obj, "execute_sql", lambda sql, *more: asked.append(sql) or run(sql, *more))
        assert client.get(LOG).status_code == 200
    return len(asked)


def test_empty_log_says_what_to_do(client, visit):
    assert "Belum ada cetakan" in visit(client, LOG).text
    assert "Tidak ada cetakan dengan saringan ini" in visit(client, f"{LOG}?keadaan=selesai").text
