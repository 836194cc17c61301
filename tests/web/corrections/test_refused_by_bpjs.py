"""A correction of whom BPJS has not taken: the reason stands above the form, and what became of it is said."""

import pytest

from db.connection import writing
from db.models import Worker, WorkerFlag
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.services import worker_flags
from tests import ledger_rows
from tests.services.at_once import acting
from tests.web import desk
from tests.web.corrections.test_correct import correct

WHY = "NIK tidak padan"
CLOSED = "Penolakan BPJS ditutup."


@pytest.fixture
def reg_no(client_for, people) -> str:
    reg_no = desk.enrolled(client_for("petugas"))
    with writing():
        worker_flags.raise_flag(
            worker_id=Worker.get().id, kind=worker_flags.BPJS_REJECTED, note=WHY, by=acting(people["admin"])
        )
    return reg_no


def said_after(client, reg_no: str, **fields) -> str:
    answer = correct(client, reg_no, **fields)
    assert answer.status_code == 303
    return client.get(answer.location).text


def test_the_reason_stands_above_the_form(client_for, visit, reg_no):
    page = visit(client_for("petugas"), f"/pekerja/{reg_no}/koreksi").text
    assert WHY in page and "tanyakan kepada Disnaker" not in page


def test_closed_and_waiting_for_a_funder_is_said(client_for, reg_no):
    text = said_after(client_for("petugas"), reg_no, mother_name="Sumarni Dewi")
    assert CLOSED in text and "menunggu penanggung lagi" in text
    assert WorkerFlag.get().settled_at


def test_closed_and_to_be_submitted_is_said(client_for, reg_no):
    ledger_rows.planned_months(Worker.get(), months_from(first_of_month(today()), 2))
    text = said_after(client_for("petugas"), reg_no, name="Slamet Raharjo")
    assert CLOSED in text and "dapat diajukan lagi setelah bulannya ditagih" in text
    assert "menunggu penanggung lagi" not in text


def test_another_field_leaves_it_open_and_that_is_said(client_for, reg_no):
    text = said_after(client_for("petugas"), reg_no, address="Jl. Bandeng 3")
    assert "Penolakan BPJS masih terbuka" in text and CLOSED not in text
    assert WorkerFlag.get().settled_at is None


def test_nothing_is_said_of_whom_bpjs_has_not_refused(client_for):
    client = client_for("petugas")
    text = said_after(client, desk.enrolled(client), name="Slamet Raharjo")
    assert "Penolakan BPJS" not in text
