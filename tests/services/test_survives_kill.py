"""Whoever was acknowledged is there after `kill -9`, exactly once; on the real server, over HTTP."""

import http.client
import random
import shutil
import sqlite3
import threading
from contextlib import closing
from time import sleep

import pytest

from tests.services.at_once import key, nik
from tests.services.real_server import Desk, Server
from tests.web.desk import person

pytestmark = pytest.mark.run

KILLS = 3
TRACES = ("worker", "consent", "once_key", "audit_event WHERE action = 'pekerja.didaftarkan'")


@pytest.fixture
def server(on_postgres, filled_folder, tmp_path):
    if on_postgres:
        pytest.skip("the server under test keeps its own SQLite file; PostgreSQL's own log survives a kill")
    server = Server(shutil.copytree(filled_folder, tmp_path / "data"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def officer(server) -> Desk:
    desk = Desk(server.port)
    desk.sign_in("petugas")
    return desk


def form(desk: Desk, number: int) -> dict:
    return person(nik=nik(number), client_key=key(), csrf_token=desk.token("/pekerja/baru"))


def reg_no(answer) -> str:
    assert answer.status == 303, answer.text
    return answer.location.partition("/pekerja/")[2].partition("?")[0]


def ask(server: Server, question: str) -> list:
    with closing(sqlite3.connect(server.folder / "payung.sqlite3")) as store:
        return [row[0] for row in store.execute(question)]


def counts(server: Server) -> list[int]:
    return [ask(server, f"SELECT count(*) FROM {table}")[0] for table in TRACES]


def test_a_worker_is_there_when_the_server_is_killed_the_moment_it_answers(server, officer):
    kept = reg_no(officer.post("/pekerja/baru", form(officer, 1), at_once=server.kill))
    server.start()
    page = officer.get(f"/pekerja/{kept}")
    assert page.status == 200 and kept in page.text
    assert counts(server) == [1, 1, 1, 1]


def test_the_same_form_after_the_kill_gets_the_first_answer(server, officer):
    filled = form(officer, 1)
    kept = reg_no(officer.post("/pekerja/baru", filled, at_once=server.kill))
    server.start()
    assert reg_no(officer.post("/pekerja/baru", filled)) == kept
    assert counts(server) == [1, 1, 1, 1]


def test_four_desks_with_one_form_get_one_answer_from_two_processes(server):
    desks = [Desk(server.port) for _ in range(4)]
    for desk in desks:
        desk.sign_in("petugas")
    shared = form(desks[0], 1)
    forms = [{**shared, "csrf_token": desk.token("/pekerja/baru")} for desk in desks]
    together, answers = threading.Barrier(4), []

    def send(desk: Desk, filled: dict) -> None:
        together.wait()
        answers.append(reg_no(desk.post("/pekerja/baru", filled)))

    threads = [threading.Thread(target=send, args=each) for each in zip(desks, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ask(server, "SELECT reg_no FROM worker") * 4
    assert counts(server) == [1, 1, 1, 1]


def test_everybody_acknowledged_is_there_once_after_kills_at_any_moment(server, officer):
    """An officer enrols on and on and sends again what got no answer, while the server is killed again and again."""
    acknowledged, enough = [], threading.Event()

    def enrol_on_and_on() -> None:
        while not enough.is_set() or not acknowledged:
            acknowledged.append(reg_no(until_answered(officer, len(acknowledged) + 1)))

    enrolling = threading.Thread(target=enrol_on_and_on)
    enrolling.start()
    moments = random.Random(20261121)
    for _ in range(KILLS):
        before = len(acknowledged)
        while len(acknowledged) < before + 3 and enrolling.is_alive():
            sleep(0.01)
        sleep(moments.uniform(0, 0.1))
        server.kill()
        server.start()
    enough.set()
    enrolling.join()
    assert len(acknowledged) >= 3 * KILLS
    assert ask(server, "SELECT reg_no FROM worker ORDER BY id") == acknowledged
    assert counts(server) == [len(acknowledged)] * 4
    assert ask(server, "PRAGMA integrity_check") == ["ok"]


def test_two_hundred_from_eight_desks_with_kills_in_the_middle_are_all_there_once(server):
    """Eight officers' desks, 25 people each; whoever got no answer sends the same form again."""
    desks = [Desk(server.port) for _ in range(8)]
    for number, desk in enumerate(desks):
        desk.sign_in(("petugas", "petugas2", "admin")[number % 3])
    acknowledged: list[list[str]] = [[] for _ in desks]

    def enrol_25(place: int) -> None:
        for number in range(25):
            acknowledged[place].append(reg_no(until_answered(desks[place], place * 25 + number)))

    threads = [threading.Thread(target=enrol_25, args=(place,)) for place in range(len(desks))]
    for thread in threads:
        thread.start()
    for many in (60, 130):
        while sum(map(len, acknowledged)) < many and all(thread.is_alive() for thread in threads):
            sleep(0.005)
        server.kill()
        server.start()
    for thread in threads:
        thread.join()
    everybody = [one for of_desk in acknowledged for one in of_desk]
    assert len(everybody) == len(set(everybody)) == 200
    assert sorted(ask(server, "SELECT reg_no FROM worker")) == sorted(everybody)
    assert counts(server) == [200] * 4
    assert ask(server, "SELECT count(DISTINCT nik_hash) FROM worker") == [200]
    assert ask(server, "PRAGMA integrity_check") == ["ok"]


def until_answered(desk: Desk, number: int):
    filled = None
    while True:
        try:
            filled = filled or form(desk, number)
            return desk.post("/pekerja/baru", filled)
        except (OSError, http.client.HTTPException):
            sleep(0.05)
