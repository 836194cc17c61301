"""Who pays for a person, as the form offers it: only what saving takes, in words that say what becomes of it."""

import re
from datetime import date

import pytest
import time_machine

from db.models import Batch, BatchRow, Company, Worker
from kiosk.web import blank_forms
from tests.web import desk


@pytest.fixture(autouse=True)
def on_november_20():
    blank_forms.forget()
    with time_machine.travel("2026-11-20 03:00:00", tick=False):
        yield


def offered(client) -> dict[str, str]:
    """The options under "Ditanggung oleh", words by value."""
    select = client.get("/pekerja/baru").text.partition('name="batch"')[2].partition("</select>")[0]
    return dict(re.findall(r'<option[^>]*value="([^"]*)"[^>]*>([^<]*)<', select))


def opened_here(client, **other) -> str:
    return desk.opened(client, company=str(Company.get(Company.code == "sinar").id), **other)


def test_a_company_s_form_names_its_own_batch_of_the_month_and_that_is_where_the_person_goes(client_for):
    client = client_for("mitra")
    desk.opened(client, first_month="2026-12")
    assert offered(client)[""] == "Batch satuan November 2026, 1 bulan"
    desk.enrolled(client, batch="")
    batch = BatchRow.get(BatchRow.worker == Worker.get()).batch
    assert (batch.single, batch.first_month, batch.months) == (True, date(2026, 11, 1), 1)


def test_a_company_s_kept_form_names_the_next_month_once_this_one_is_over(client_for):
    client = client_for("mitra")
    desk.opened(client, first_month="2026-12")
    assert "November 2026" in offered(client)[""]
    with time_machine.travel("2026-12-01 03:00:00", tick=False):
        assert offered(client_for("mitra"))[""] == "Batch satuan Desember 2026, 1 bulan"


def test_an_officer_s_form_still_says_that_nobody_pays_yet(client_for):
    client = client_for("petugas")
    opened_here(client)
    assert offered(client)[""] == "Belum ada penanggung"


def test_a_batch_is_offered_with_its_months_in_the_reader_s_language(client_for):
    client = client_for("petugas")
    no = opened_here(client, first_month="2026-12", months="6")
    assert offered(client)[no] == "PT Sinar Pesisir: CSR Desember Tambak Lorok (Desember 2026, 6 bulan)"
    desk.in_english(client)
    assert "(December 2026, 6 " in offered(client)[no]


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ({"open_until": date(2026, 11, 20)}, True),
        ({"first_month": date(2026, 10, 1)}, False),
        ({"state": "withdrawn"}, False),
    ],
)
@pytest.mark.parametrize("name", ["petugas", "mitra"])
def test_a_batch_that_is_over_is_not_offered(client_for, name, change, stays):
    no = opened_here(client_for("petugas"))
    Batch.update(change).where(Batch.no == no).execute()
    assert (no in offered(client_for(name))) is stays


def test_the_last_day_is_the_post_s_and_the_company_goes_on_naming_people(client_for):
    no = opened_here(client_for("petugas"))
    Batch.update(open_until=date(2026, 11, 19)).where(Batch.no == no).execute()
    assert no not in offered(client_for("petugas")) and no in offered(client_for("mitra"))
