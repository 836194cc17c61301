"""The first page leads to the city's cover and its programmes: for those who have such pages, and nobody else."""

import re
from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import CoverageMonth, Figure, Worker
from kiosk.services.commitments import commit_months
from tests import programme_rows
from tests.ledger_rows import live_months, paid_months, pay_and_confirm, planned_months, somebody
from tests.services.at_once import nik
from tests.web import desk
from tests.web.coverage.figures import published

MONTHS = [date(2026, 11, 1), date(2026, 12, 1)]
TILE = re.compile(r'<a href="([^"]+)"[^>]*>\s*<span class="tile-number"><data id="([^"]+)" value="([^"]+)"')


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def tiles(client, visit) -> dict[str, tuple[str, str]]:
    return {name: (href, value) for href, name, value in TILE.findall(visit(client, "/").text)}


def enrolled(client_for, serial: int = 1) -> Worker:
    number = desk.enrolled(
        client_for("petugas"), nik=nik(serial), birth_on="", name=f"Orang Ke {serial}", phone=""
    )
    return Worker.get(Worker.reg_no == number)


@pytest.mark.parametrize("name", ["admin", "auditor", "opd"])
def test_coverage_against_its_target_leads_to_the_page_of_it(client_for, visit, people, name):
    assert tiles(client_for(name), visit)["ucj-percent"] == ("/cakupan", "51.59")
    text = client_for(name).get("/").text
    assert "51,59 %" in text and "target 2025: 71,59 %" in text and "7 November 2025, berumur 1 tahun" in text


def test_the_one_figure_that_is_old_is_named(client_for, visit, people):
    published(key="ucj_active", value=420_000, as_of=date(2026, 10, 31), source="Laporan cabang BPJS")
    text = visit(client_for("admin"), "/").text
    assert "Calon peserta per 7 November 2025, berumur 1 tahun" in text


def test_without_the_figures_there_is_no_such_counter(client_for, visit, people):
    Figure.update(withdrawn_at="2026-11-01 00:00:00", withdrawn_why="uji").execute()
    assert "ucj-percent" not in tiles(client_for("admin"), visit)


def test_secretary_reads_how_many_are_protected_in_the_city(client_for, visit, people):
    paid_months(enrolled(client_for), MONTHS, effective=2)
    assert tiles(client_for("opd"), visit)["city-protected-today"] == ("/cakupan", "1")
    assert "city-protected-today" not in tiles(client_for("admin"), visit)


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur"])
def test_others_are_led_to_neither(client_for, visit, people, name):
    programme_rows.opened(somebody("apbd"), 2026)
    text = visit(client_for(name), "/").text
    assert not re.search(r'href="/(cakupan|program)["?]', text) and "UCJ" not in text


def test_places_of_this_year_s_programmes_are_added_up(client_for, visit, people):
    assert "programme-places" not in tiles(client_for("auditor"), visit)
    apbd = programme_rows.opened(somebody("apbd"), 2026, quota=10)
    programme_rows.opened(somebody("dbhcht"), 2026, quota=5)
    programme_rows.opened(somebody("dbhcht", "Tahun depan"), 2027, quota=100)
    with writing():
        commit_months(funder=apbd.funder, workers=[enrolled(client_for)], months=MONTHS, programme=apbd)
    for name in ("admin", "auditor"):
        assert tiles(client_for(name), visit)["programme-places"] == ("/program", "1")
        assert "1 / 15" in client_for(name).get("/").text


def test_what_waits_to_be_done_about_a_programme_leads_to_its_page(client_for, visit, people):
    apbd = programme_rows.opened(somebody("apbd"), 2026, quota=10)
    with writing():
        commit_months(funder=apbd.funder, workers=[enrolled(client_for)], months=MONTHS, programme=apbd)
    enrolled(client_for, 2)
    found = visit(client_for("admin"), "/").page.addresses
    assert f"/program/{apbd.no}/seleksi" in found
    # BPJS cannot be asked for this worker yet: to them, and to no bill.
    assert any(href.startswith(f"/program/{apbd.no}/tagihan/") for href in found)
    assert f"/program/baru?lanjutan={apbd.no}" in found
    auditor = visit(client_for("auditor"), "/").page.addresses
    assert not any(href.startswith("/program/") for href in auditor)


def test_more_people_ask_no_more_questions(client_for, count_queries, people):
    apbd, names = programme_rows.opened(somebody("apbd"), 2026), ("admin", "auditor", "opd")

    def asked() -> list[int]:
        return [count_queries(lambda name=name: client_for(name).get("/")) for name in names]

    def cover(*serials: int) -> None:
        workers = [enrolled(client_for, serial) for serial in serials]
        with writing():
            commit_months(funder=apbd.funder, workers=workers, months=MONTHS, programme=apbd)
        pay_and_confirm(live_months(CoverageMonth.paid_on.is_null()))

    cover(1)
    for name in names:
        client_for(name).get("/")
    few = asked()
    cover(*range(2, 7))
    planned_months(enrolled(client_for, 8), MONTHS)
    assert asked() == few
