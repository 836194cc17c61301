"""The file for BPJS on its page: what it will hold, who gets it."""

from io import BytesIO

import openpyxl
import pytest

from db.connection import writing
from db.models import AuditEvent, Submission, Worker
from kiosk.domain.clock import utc_now
from tests.services.at_once import nik
from tests.services.registering import answered, layout, line, submission_of
from tests.web.desk import send
from tests.web.house_rules import check_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def made(people) -> Submission:
    return submission_of(people, 3)


def address(submission: Submission) -> str:
    return f"/bpjs/{submission.no}/ekspor"


def test_admin_gets_everybody_as_text_under_a_name_without_numbers(client_for, made):
    row = layout()
    answer = send(client_for("admin"), address(made), {"layout": str(row.id)})
    assert (answer.status_code, answer.mimetype) == (200, XLSX)
    assert answer.headers["Content-Disposition"] == "attachment; filename=pendaftaran-D26-UJ1UJ1.xlsx"
    assert "no-store" in answer.headers["Cache-Control"]
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert [cell.value for cell in sheet["A"]] == ["NIK", nik(1), nik(2), nik(3)]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [event.action for event in AuditEvent.select()] == ["bpjs.diekspor"]


def test_page_says_how_many_and_who_stays_behind_and_shows_no_number(client_for, made, visit):
    layout()
    answered(made, 1)
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == line(made, 2).worker_id).execute()
    text = visit(client_for("admin"), address(made)).text
    assert '<data id="export-going" value="1"' in text and "1 orang sudah dijawab BPJS" in text
    assert "1 orang tertahan" in text and "Orang 00002" in text
    assert "NIK, NAMA, NAMA IBU, TGL LAHIR" in text
    assert not any(nik(number) in text for number in (1, 2, 3))


@pytest.mark.parametrize("chosen", ["", "papirus", "999999", "9" * 30])
def test_layout_that_is_none_is_said_beside_the_field(client_for, made, chosen):
    layout()
    answer = send(client_for("admin"), address(made), {"layout": chosen})
    check_page(answer)
    assert answer.status_code == 422 and "Pilih susunan kolom dari daftar" in answer.text
    assert AuditEvent.select().count() == 0


def test_without_a_layout_the_page_leads_to_where_one_is_made(client_for, made, visit):
    text = visit(client_for("admin"), address(made)).text
    assert "Belum ada susunan kolom" in text and 'href="/bpjs/susunan"' in text


def test_cancelled_one_offers_no_file(client_for, made, visit):
    row, admin = layout(), client_for("admin")
    with writing():
        Submission.update(cancelled_at=utc_now()).execute()
    assert "Unduh berkas" not in visit(admin, address(made)).text
    assert send(admin, address(made), {"layout": str(row.id)}).status_code == 422


def test_auditor_sees_the_page_and_gets_no_file(client_for, made, visit):
    row, auditor = layout(), client_for("auditor")
    assert "Unduh berkas" not in visit(auditor, address(made)).text
    assert send(auditor, address(made), {"layout": str(row.id)}).status_code == 403


@pytest.mark.parametrize("who", ["petugas", "mitra", "donatur", "opd"])
def test_nobody_else_comes_near(client_for, made, who):
    row, client = layout(), client_for(who)
    assert client.get(address(made)).status_code == 403
    assert send(client, address(made), {"layout": str(row.id)}).status_code == 403


def test_submission_that_is_none_is_not_found(client_for, people):
    assert client_for("admin").get("/bpjs/D26-000000/ekspor").status_code == 404


def test_page_costs_the_same_queries_however_many_people(client_for, people, count_queries):
    layout()
    few, many = submission_of(people, 2), submission_of(people, 20, no="D26-UJ1UJ2", numbered=100)
    admin = client_for("admin")
    admin.get(address(few))
    assert count_queries(lambda: admin.get(address(few))) == count_queries(lambda: admin.get(address(many)))
