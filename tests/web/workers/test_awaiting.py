"""A person's page names what paid months wait for at BPJS, what keeps them from it, and who takes the next step."""

from datetime import date

import pytest

from db.models import Worker
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.domain.words import long_date
from kiosk.services import safe
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.bpjs_desk import asked
from tests.web import desk

THIS = first_of_month(today())


@pytest.fixture
def worker(client_for) -> Worker:
    return Worker.get(Worker.reg_no == desk.enrolled(client_for("petugas")))


@pytest.fixture
def paid(worker) -> Worker:
    rows = ledger_rows.planned_months(worker, months_from(THIS, 2))
    ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    return worker


def complete(worker) -> None:
    whole = {"birth_place": "Semarang", "mother_name_sealed": safe.seal("Sumirah", safe.MOTHER)}
    Worker.update(whole).where(Worker.id == worker.id).execute()


@pytest.mark.parametrize("name", ["petugas", "rekan", "admin", "auditor"])
def test_of_who_is_blocked_the_missing_fields_are_named_with_the_way_to_mend_them(
    client_for, visit, paid, name
):
    page = visit(client_for(name), f"/pekerja/{paid.reg_no}").text
    assert "belum dapat diajukan kepada BPJS" in page and "menunggu jawaban BPJS" not in page
    for field, words in (("birth_place", "tempat lahir"), ("mother_name", "nama ibu kandung")):
        assert f'href="/pekerja/{paid.reg_no}/koreksi#{field}">{words} belum diisi</a>' in page
    assert "menunggu KPJ dari BPJS" not in page


def test_who_was_never_asked_for_is_not_said_to_wait_for_an_answer(client_for, visit, paid):
    complete(paid)
    page = visit(client_for("petugas"), f"/pekerja/{paid.reg_no}").text
    assert "belum diajukan kepada BPJS" in page and "menunggu jawaban BPJS" not in page
    assert "Disnaker mengajukannya kepada BPJS Ketenagakerjaan." in page


def test_who_was_asked_for_waits_since_that_day(client_for, visit, paid, people):
    complete(paid)
    asked([paid], by=acting(people["admin"]))
    page = visit(client_for("petugas"), f"/pekerja/{paid.reg_no}").text
    assert f"diajukan {long_date(today())}, menunggu jawaban BPJS" in page
    assert "menunggu KPJ dari BPJS" in page and "belum dapat diajukan" not in page


def test_a_company_is_not_told_how_far_another_s_asking_is(client_for, visit):
    mitra = client_for("mitra")
    person = Worker.get(Worker.reg_no == desk.enrolled(mitra))
    after = max(row.month for row in ledger_rows.live_months())
    other = ledger_rows.somebody("apbd")
    rows = ledger_rows.planned_months(person, months_from(after, 3)[1:], funder=other)
    ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    page = visit(mitra, f"/pekerja/{person.reg_no}").text
    assert "belum dikonfirmasi BPJS" in page and "belum dapat diajukan kepada BPJS" not in page
    assert "belum dapat diajukan kepada BPJS" in visit(client_for("admin"), f"/pekerja/{person.reg_no}").text


def test_the_page_asks_no_more_for_more_months(client_for, count_queries, paid):
    client = client_for("petugas")
    few = count_queries(lambda: client.get(f"/pekerja/{paid.reg_no}"))
    rows = ledger_rows.planned_months(paid, months_from(date(THIS.year + 1, 6, 1), 3))
    ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    assert count_queries(lambda: client.get(f"/pekerja/{paid.reg_no}")) == few
