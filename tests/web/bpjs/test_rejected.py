"""Whom BPJS has rejected: counted and listed while it is open, and no longer."""

import re

import pytest

from db.models import Submission, Worker
from tests.services.at_once import acting
from tests.services.bpjs_desk import asked, kpj, says, take_in
from tests.web import desk

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))
WHY = "NIK tidak padan"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def rejected(client_for, people) -> Submission:
    """Both are rejected."""
    mitra, by = client_for("mitra"), acting(people["admin"])
    desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE)))
    workers = list(Worker.select().order_by(Worker.id))
    submission = asked(workers, by=by)
    take_in([says(worker, accepted=False, reason=WHY) for worker in workers], by=by)
    return submission


def address(submission: Submission) -> str:
    return f"/bpjs/ditolak?penanggung={submission.funder_id}&wadah={submission.wadah_type}"


def link(submission: Submission, people: int) -> str:
    return f'href="{address(submission).replace("&", "&amp;")}">{people}</a>'


def test_the_number_leads_to_the_people_it_counts(admin, rejected, visit):
    assert link(rejected, 2) in visit(admin, "/bpjs").text
    page = visit(admin, address(rejected)).text
    assert int(re.search(r'id="rejected-total" value="(\d+)"', page)[1]) == 2
    for worker in Worker.select():
        assert f"/pekerja/{worker.reg_no}/ditolak-bpjs" in page
    assert WHY in page and rejected.no in page


def test_who_was_mended_is_counted_no_more(admin, rejected, visit):
    mended = Worker.get(Worker.name == "Sugeng").reg_no
    assert (
        desk.send(admin, f"/pekerja/{mended}/ditolak-bpjs/penyelesaian", {"note": "Cocok"}).status_code == 303
    )
    assert link(rejected, 1) in visit(admin, "/bpjs").text
    page = visit(admin, address(rejected)).text
    assert mended not in page and Worker.get(Worker.name == "Tarno").reg_no in page


def test_who_was_mended_and_accepted_since_is_counted_no_more(admin, client_for, people, rejected, visit):
    by, mitra = acting(people["admin"]), client_for("mitra")
    for worker in Worker.select():
        desk.send(admin, f"/pekerja/{worker.reg_no}/ditolak-bpjs/penyelesaian", {"note": "Cocok"})
    desk.billed(mitra, desk.opened(mitra, name="Lagi", sheet=desk.small_sheet(*PEOPLE)))
    workers = list(Worker.select().order_by(Worker.id))
    asked(workers, by=by)
    take_in([says(worker, kpj=kpj(number)) for number, worker in enumerate(workers)], by=by)
    assert "/bpjs/ditolak" not in visit(admin, "/bpjs").text
    assert "Tidak ada penolakan yang terbuka" in visit(admin, "/bpjs/ditolak").text


def test_a_second_refusal_of_the_same_person_counts_once(admin, client_for, people, rejected, visit):
    by, mitra = acting(people["admin"]), client_for("mitra")
    sugeng = Worker.get(Worker.name == "Sugeng")
    desk.send(admin, f"/pekerja/{sugeng.reg_no}/ditolak-bpjs/penyelesaian", {"note": "Cocok"})
    desk.billed(mitra, desk.opened(mitra, name="Lagi", sheet=desk.small_sheet(PEOPLE[0])))
    asked([sugeng], by=by)
    take_in([says(sugeng, accepted=False, reason="Umur tidak sesuai")], by=by)
    assert link(rejected, 2) in visit(admin, "/bpjs").text
    page = visit(admin, address(rejected)).text
    assert "Umur tidak sesuai" in page and page.count(f'href="/pekerja/{sugeng.reg_no}"') == 1


def test_without_a_wadah_all_are_listed_and_an_unknown_one_is_not_there(admin, rejected, visit):
    assert WHY in visit(admin, "/bpjs/ditolak").text
    assert admin.get("/bpjs/ditolak?penanggung=0&wadah=SC").status_code == 404
    assert admin.get("/bpjs/ditolak?penanggung=satu").status_code == 404


def test_only_admin_and_auditor_see_the_list(client_for, rejected):
    names = ("admin", "auditor", "petugas", "mitra", "donatur", "opd")
    seen = {name: client_for(name).get("/bpjs/ditolak").status_code for name in names}
    assert seen == {name: 200 if name in ("admin", "auditor") else 403 for name in names}
