"""From who ends with a programme to the next year's: opened with its terms, on to the selection that takes them on."""

import re
from datetime import date

import pytest
import time_machine

from db.connection import writing
from db.models import Programme, Selection
from kiosk.services import queue
from kiosk.services.commitments import commit_months
from tests import programme_rows
from tests.services import selection_desk
from tests.services.selection_desk import named
from tests.web import desk
from tests.web.desk import key, send

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def pijar(people) -> Programme:
    """Three of its people end with the year; three others wait for longer."""
    terms = {"quota": 7, "regulation": "Perwal 26/2025", "occupations": ("nelayan", "tukang-sayur")}
    programme = programme_rows.opened(selection_desk.city(), 2026, **terms)
    with writing():
        workers = selection_desk.people(3)
        commit_months(
            funder=programme.funder, workers=workers, months=[NOVEMBER, DECEMBER], programme=programme
        )
    selection_desk.people(3, numbered=4, days=800)
    return programme


def value(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def fields_of(page: str) -> dict:
    """A new programme as the form proposes it."""
    names = ("lanjutan", "name", "quota", "budget", "regulation", "regulation_on")
    chosen = re.findall(
        r'name="occupations"[^>]*value="([\w-]+)"[^>]*checked|checked[^>]*name="occupations"[^>]*value="([\w-]+)"',
        page,
    )
    occupations = [one or other for one, other in chosen]
    selected = re.findall(r'<option selected value="(\w+)"', page)
    return {name: value(page, name) for name in names} | {
        "client_key": key(), "first_month": "", "residents_only": "y", "poorest_too": "y", "note": "",
        "funder": selected[0], "year": selected[1], "occupations": occupations,
    }  # fmt: skip


def test_the_next_programme_is_opened_with_its_terms_and_leads_on_to_the_selection(client_for, visit, pijar):
    admin = client_for("admin")
    page = visit(admin, f"/program/baru?lanjutan={pijar.no}").text
    assert "Lanjutan Pijar Semar 2026" in page and '<data id="renewal-people" value="3"' in page
    fields = fields_of(page)
    assert (fields["quota"], fields["year"], fields["regulation"]) == ("7", "2027", "Perwal 26/2025")
    assert set(fields["occupations"]) == {"nelayan", "tukang-sayur"}
    answer = send(admin, "/program/baru", fields)
    assert answer.status_code == 303, answer.text
    made = Programme.get(Programme.year == 2027)
    assert answer.location == f"/program/{made.no}/seleksi/baru?lanjutan={pijar.no}"
    page = visit(admin, answer.location).text
    assert "berakhir 31 Desember 2026;" in page and '<data id="renewal-places" value="7"' in page
    assert value(page, "wanted") == "3" and re.search(rf'checked[^>]*value="{pijar.no}"', page)


def test_the_renewal_is_drawn_and_its_pages_say_who_comes_from_where(client_for, visit, pijar):
    admin, where = client_for("admin"), programme_rows.opened(pijar.funder, 2027, quota=2)
    page = visit(admin, f"/program/{where.no}/seleksi/baru?lanjutan={pijar.no}").text
    assert (
        value(page, "wanted") == "2"
        and "tidak muat; yang dapat ditanggung masuk cadangan, yang belum lengkap" in page
    )
    no = desk.selection(admin, where.no, wanted="2", renews=pijar.no)
    page = visit(admin, f"/program/seleksi/{no}").text
    assert "Lanjutan Pijar Semar 2026" in page and '<data id="ending-chosen" value="2"' in page
    assert '<data id="ending-reserve" value="1"' in page
    page = visit(admin, f"/program/seleksi/{no}/orang?keadaan=reserve").text
    assert "Tidak muat dalam 2 tempat yang diminta" in page and "dari program tahun sebelumnya" in page
    assert "lanjutan tahun sebelumnya" in visit(admin, f"/program/{where.no}/seleksi").text
    selection_desk.decide(named(no))
    queue.run_waiting_tasks()
    assert named(no).taken == 2 and "ending-taken" in visit(admin, f"/program/seleksi/{no}").text
    page = visit(admin, f"/berakhir?program={pijar.no}").text
    assert '<data id="renewal-people" value="1"' in page and '<data id="renewal-places" value="0"' in page
    assert f'href="/program/{where.no}/ubah"' in page and "Perpanjang ke tahun" not in page
    assert (
        "masuk cadangan" not in page
        and "kuota atau anggarannya ditambah" in page
        and 'href="/menunggu"' in page
    )


def test_without_asking_for_it_nobody_comes_first(client_for, visit, pijar):
    admin, where = client_for("admin"), programme_rows.opened(pijar.funder, 2027, quota=5)
    page = visit(admin, f"/program/{where.no}/seleksi/baru").text
    assert value(page, "wanted") == "" and re.search(r'checked[^>]*value=""', page)
    no = desk.selection(admin, where.no, wanted="2")
    assert named(no).renews_id is None and not any(row.ends for row in selection_desk.rows(named(no)))


def test_a_programme_that_can_not_be_renewed_is_refused_beside_its_field(client_for, pijar):
    admin, where = client_for("admin"), programme_rows.opened(pijar.funder, 2027)
    for renews in (where.no, "P26-TIDAK"):
        fields = desk.selection_fields(admin, where.no, renews=renews)
        answer = send(admin, f"/program/{where.no}/seleksi/baru", fields)
        assert answer.status_code == 422 and "siapa yang didahulukan" in answer.text
    assert not Selection.select().exists()


def test_a_programme_in_which_nobody_ends_proposes_its_terms_and_leads_to_the_new_one(
    client_for, visit, people
):
    admin, before = client_for("admin"), programme_rows.opened(selection_desk.city(), 2026, quota=7)
    tile = visit(admin, "/program").text
    assert f'href="/program/baru?lanjutan={before.no}"' in tile
    page = visit(admin, f"/program/baru?lanjutan={before.no}").text
    assert "diisi seperti tahun sebelumnya" in page and "renewal-people" not in page
    answer = send(admin, "/program/baru", fields_of(page))
    assert answer.location == f"/program/{Programme.get(Programme.year == 2027).no}"


def test_a_programme_nobody_knows_is_opened_as_any_other(client_for, visit, pijar):
    admin = client_for("admin")
    page = visit(admin, "/program/baru?lanjutan=P26-TIDAK").text
    assert "Lanjutan" not in page
    fields = fields_of(visit(admin, f"/program/baru?lanjutan={pijar.no}").text)
    answer = send(admin, "/program/baru", {**fields, "lanjutan": "P26-TIDAK"})
    assert answer.location == f"/program/{Programme.get(Programme.year == 2027).no}"
