"""What is noted of a person's decile stands on their page: for officers in whose scope they are and for the admin."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from kiosk.services import corrections, person_values
from tests.services.at_once import acting
from tests.web import desk

LIST_DAY = today() - timedelta(days=30)


@pytest.fixture
def reg_no(client_for) -> str:
    """Of a company's batch, enrolled by the officer at its post: officer, colleague, company, admin and auditor see the
    person."""
    made = desk.enrolled(client_for("petugas"), dtsen_decile="1")
    listed(made)
    return made


def listed(
    reg_no: str, *, decile: int | None = 1, as_of=LIST_DAY, source: str = "DTSEN Kota Semarang"
) -> None:
    with writing():
        Worker.update(dtsen_decile=decile, dtsen_as_of=as_of, dtsen_source=source).where(
            Worker.reg_no == reg_no
        ).execute()


@pytest.mark.parametrize("name", ["petugas", "rekan", "admin"])
def test_decile_stands_with_its_list_and_day(client_for, visit, reg_no, name):
    page = visit(client_for(name), f"/pekerja/{reg_no}").text
    assert 'id="decile"' in page and "miskin ekstrem" in page
    assert f"DTSEN Kota Semarang, per {long_date(LIST_DAY)}" in page


def test_a_list_that_is_too_old_says_so(client_for, visit, reg_no):
    listed(reg_no, as_of=today() - timedelta(days=3_000))
    page = visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    assert "lewat masa berlaku" in page and "<b>miskin ekstrem</b>" not in page


def test_what_an_officer_noted_without_a_list_says_so(client_for, visit, reg_no):
    listed(reg_no, as_of=None, source="")
    page = visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    assert "tanpa daftar" in page and "<b>miskin ekstrem</b>" not in page


def test_nothing_stands_there_while_nothing_is_known(client_for, visit, reg_no):
    listed(reg_no, decile=None, as_of=None, source="")
    assert 'id="decile"' not in visit(client_for("petugas"), f"/pekerja/{reg_no}").text


def test_an_officer_elsewhere_does_not_open_the_page(client_for, reg_no):
    assert client_for("petugas2").get(f"/pekerja/{reg_no}").status_code == 403


def test_the_auditor_reads_the_page_without_it(client_for, visit, reg_no):
    page = visit(client_for("auditor"), f"/pekerja/{reg_no}").text
    assert not any(word in page for word in ("decile", "Desil", "miskin", "DTSEN"))


def test_a_company_reads_its_own_person_without_it(client_for, visit):
    mitra = client_for("mitra")
    made = desk.enrolled(mitra)
    listed(made)
    page = visit(mitra, f"/pekerja/{made}").text
    assert not any(word in page for word in ("decile", "Desil", "miskin", "DTSEN"))


def test_history_tells_a_changed_decile_to_whom_deciles_are_told(client_for, people, visit, reg_no):
    seen = person_values.prints_of(reg_no, person_values.values_of(Worker.get(Worker.reg_no == reg_no)))
    corrections.correct(
        reg_no=reg_no, values={"dtsen_decile": 4}, reason="salah ketik", client_key=desk.key(), seen=seen,
        by=acting(people["admin"]),
    )  # fmt: skip
    assert "Desil DTSEN: 1 → 4" in visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    page = visit(client_for("auditor"), f"/pekerja/{reg_no}").text
    assert "Desil" not in page and "1 → 4" not in page
