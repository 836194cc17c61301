"""The first page of every role: what to do next, and counters that lead to the list behind them."""

import re

import pytest

from db.models import WorkerBeat
from tests.web import desk

NO_PAGES = {"/bahasa", "/kunci", "/keluar", "/buka-kunci", "/masuk"}  # forms, and the way back in of the lock
COUNTER = re.compile(r'<data id="([^"]+)" value="(\d+)"')


@pytest.mark.parametrize(
    ("name", "first_step"),
    [
        ("petugas", "/pekerja/baru"), ("mitra", "/batch/baru"), ("admin", "/admin/pengguna/undangan"),
        ("opd", "/opd"), ("auditor", "/pekerja"), ("donatur", "/akun"),
    ],
)  # fmt: skip
def test_everybody_is_greeted_and_finds_the_next_step(client_for, people, visit, name, first_step):
    answer = visit(client_for(name), "/")
    assert people[name].name in answer.page.headings[0]
    assert first_step in answer.page.addresses


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd", "admin", "auditor"])
def test_every_link_of_the_first_page_opens(client_for, things, visit, name):
    client = client_for(name)
    links = {href for href in visit(client, "/").page.addresses if href.startswith("/")}
    pages = {href for href in links - NO_PAGES if not href.startswith(("/static", "/bootstrap"))}
    assert len(pages) > 1
    assert {href: client.get(href).status_code for href in pages} == dict.fromkeys(pages, 200)


def test_counters_count_one_s_own(client_for, things):
    def counters(name: str) -> dict[str, str]:
        return dict(COUNTER.findall(client_for(name).get("/").text))

    assert (
        counters("petugas")["enrolled"] == "7"
    )  # two of its own, four whom donors took on, and the company's worker who lives in Kauman
    assert counters("petugas")["enrolled-today"] == "7"
    assert counters("petugas2")["enrolled"] == "0"
    assert (counters("mitra")["enrolled"], counters("mitra")["batches"]) == ("3", "3")
    assert (counters("mitra2")["enrolled"], counters("mitra2")["batches"]) == ("0", "0")
    assert (counters("admin")["enrolled"], counters("admin")["companies"]) == ("8", "2")
    assert (counters("petugas")["waiting"], counters("petugas")["incomplete"]) == ("1", "7")
    assert (counters("mitra")["waiting"], counters("mitra")["incomplete"]) == ("1", "3")
    assert counters("admin")["waiting"] == "1" and "incomplete" not in counters("admin")
    assert "waiting" not in counters("auditor")
    assert counters("donatur") == {"own-protected": "0", "waiting": "1"}
    assert "to-check" not in counters("admin")
    desk.enrol(client_for("petugas"), nik="3374011803900041", birth_on="19/03/1990", name="Lain Tanggal")
    assert counters("admin")["to-check"] == "1" and "to-check" not in counters("petugas")


def test_cards_to_hand_over_and_runs_without_an_answer_are_counters_until_there_are_none(client_for, things):
    def counted(name: str) -> tuple:
        found = dict(COUNTER.findall(client_for(name).get("/").text))
        return found.get("runs-waiting"), found.get("cards-to-hand-over")

    names = ("petugas", "rekan", "petugas2", "mitra", "mitra2", "admin", "auditor")
    assert {name: counted(name) for name in names} == {
        "petugas": ("1", None), "rekan": ("1", None), "petugas2": (None, None),
        "mitra": ("2", None), "mitra2": (None, None), "admin": ("3", None), "auditor": (None, None),
    }  # fmt: skip
    told = desk.send(client_for("petugas"), f"/kartu/lembar/{things.run}/hasil", {"outcome": "all_good"})
    assert told.status_code == 303, told.text
    assert {name: counted(name) for name in ("petugas", "petugas2", "mitra", "admin")} == {
        "petugas": (None, "1"), "petugas2": (None, None), "mitra": ("2", None), "admin": ("2", "1"),
    }  # fmt: skip


def test_health_is_told_to_anybody_in_plain_words(stranger, people):
    answer = stranger.get("/sehat")
    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/plain", "sehat\n")


def test_health_fails_when_the_worker_has_fallen_silent(stranger, people):
    WorkerBeat.update(beat_at="2026-01-01 00:00:00").execute()
    answer = stranger.get("/sehat")
    assert answer.status_code == 503
    assert answer.text.strip()


def test_language_is_remembered_with_the_account(client_for, visit):
    desk.in_english(client_for("petugas"))
    assert visit(client_for("petugas"), "/").page.language == "en"
    assert visit(client_for("rekan"), "/").page.language == "id"


def test_tiles_count_one_as_one_in_english(client_for):
    client = client_for("mitra")
    desk.in_english(client)
    desk.opened(client, sheet=desk.small_sheet(("3374020902000001", "Sugeng")))
    words = re.findall(r'class="tile-text">([^<]+)<', client.get("/").text)
    assert "company batch" in words and "worker registered" in words
