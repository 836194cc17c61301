"""People whose programme ends with its year: by its name on the list, found by a filter, chosen again from there."""

import re
from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import Programme, Worker
from kiosk.services import lapses
from kiosk.services.commitments import commit_months
from tests import programme_rows
from tests.ledger_rows import planned_months, somebody
from tests.services.at_once import acting, nik
from tests.web import desk

MONTHS = [date(2026, 11, 1), date(2026, 12, 1)]


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def pijar(client_for, people) -> Programme:
    """Of two people enrolled at the post, the first holds a place; a company has the second."""
    programme = programme_rows.opened(somebody("apbd"), 2026)
    officer = client_for("petugas")
    ours, other = (
        Worker.get(Worker.reg_no == desk.enrolled(officer, nik=nik(serial), name=name, birth_on="", phone=""))
        for serial, name in ((1, "Slamet Widodo"), (2, "Bambang Lestari"))
    )
    with writing():
        commit_months(funder=programme.funder, workers=[ours], months=MONTHS, programme=programme)
    planned_months(other, MONTHS)
    return programme


def shown(text: str) -> tuple[str, bool, bool]:
    total = re.search(r'<data id="lapses-total" value="(\d+)"', text)[1]
    return total, "Slamet Widodo" in text, "Bambang Lestari" in text


@pytest.mark.parametrize("name", ["admin", "auditor"])
def test_list_of_a_programme_is_as_long_as_its_figure(client_for, visit, people, pijar, name):
    text = visit(client_for(name), f"/berakhir?program={pijar.no}").text
    assert shown(text) == ("1", True, False)
    assert lapses.count_of_programme(no=pijar.no, by=acting(people[name])) == 1
    assert f'<a href="/program/{pijar.no}">Pijar Semar 2026</a>' in text
    assert f'<option value="{pijar.no}" selected>Pijar Semar 2026</option>' in text
    assert shown(visit(client_for(name), "/berakhir").text) == ("2", True, True)


def test_more_than_are_counted_are_said_so_in_both_places(client_for, visit, pijar, monkeypatch):
    monkeypatch.setattr(lapses, "MOST_COUNTED", 0)
    for page in (f"/program/{pijar.no}", f"/berakhir?program={pijar.no}"):
        assert "Lebih dari 0 orang" in visit(client_for("admin"), page).text


def test_more_people_of_a_programme_ask_no_more_questions(client_for, count_queries, pijar):
    admin, officer, page = client_for("admin"), client_for("petugas"), f"/berakhir?program={pijar.no}"
    admin.get(page)
    few = count_queries(lambda: admin.get(page))
    for serial in range(3, 8):
        number = desk.enrolled(officer, nik=nik(serial), name=f"Orang Ke {serial}", birth_on="", phone="")
        with writing():
            workers = [Worker.get(Worker.reg_no == number)]
            commit_months(funder=pijar.funder, workers=workers, months=MONTHS, programme=pijar)
    assert count_queries(lambda: admin.get(page)) == few


@pytest.mark.parametrize("name", ["admin", "auditor"])
def test_figure_on_the_programme_s_page_leads_to_that_list(client_for, visit, pijar, name):
    text = visit(client_for(name), f"/program/{pijar.no}").text
    assert '<data id="programme-ending" value="1"' in text and f'href="/berakhir?program={pijar.no}"' in text


def test_admin_is_led_to_next_year_s_programme(client_for, visit, people, pijar):
    page = f"/berakhir?program={pijar.no}"
    text = visit(client_for("admin"), page).text
    assert "Pijar Semar berakhir Desember 2026" in text and "program 2027 belum dibuka" in text
    assert f'href="/program/baru?lanjutan={pijar.no}"' in text
    following = programme_rows.opened(pijar.funder, 2027, quota=265)
    text = visit(client_for("admin"), page).text
    assert '<data id="renewal-people" value="1"' in text and "berakhir 31 Desember 2026;" in text
    assert '<data id="renewal-places" value="265"' in text and "Perpanjang ke tahun 2027" in text
    assert f'href="/program/{following.no}/seleksi/baru?lanjutan={pijar.no}"' in text
    auditor = visit(client_for("auditor"), page).text
    assert "seleksi/baru" not in auditor and f'href="/program/{pijar.no}"' in auditor


def test_officer_reads_the_name_of_the_programme_and_has_no_filter(client_for, visit, pijar):
    text = visit(client_for("petugas"), "/berakhir").text
    assert (
        "terakhir oleh Pijar Semar 2026" in text
        and f"/program/{pijar.no}" not in text
        and 'name="program"' not in text
    )
    text = visit(client_for("petugas"), f"/berakhir?program={pijar.no}").text
    assert shown(text) == ("2", True, True)


@pytest.mark.parametrize("name", ["mitra", "donatur"])
def test_others_are_told_no_programme(client_for, visit, pijar, name):
    for page in ("/berakhir", f"/berakhir?program={pijar.no}", f"/berakhir?siapa=lain&program={pijar.no}"):
        text = visit(client_for(name), page).text
        assert "Pijar Semar" not in text and f"/program/{pijar.no}" not in text and "Slamet" not in text


def test_programme_that_is_not_there_is_no_filter_and_that_is_said(client_for, visit, pijar):
    text = visit(client_for("admin"), "/berakhir?program=P26-TIDAK").text
    assert shown(text) == ("2", True, True) and "tidak dipakai: program kota." in text


def test_filter_is_kept_when_somebody_is_taken_on_or_printed(client_for, visit, pijar):
    text = visit(client_for("admin"), f"/berakhir?program={pijar.no}").text
    assert f"program={pijar.no}" in re.search(r'name="filters" value="([^"]*)"', text)[1]
    paper = desk.send(client_for("admin"), "/berakhir.pdf", {"filters": f"program={pijar.no}"})
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
