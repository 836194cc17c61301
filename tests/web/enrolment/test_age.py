"""On which day the age is judged: that of the first payment, never one that lies behind us."""

import pytest
import time_machine

from db.models import Company, Worker
from tests.web import desk
from tests.web.desk import enrol

NOVEMBER_21 = "2026-11-21 03:00:00"


@pytest.fixture(autouse=True)
def on_november_21():
    with time_machine.travel(NOVEMBER_21, tick=False):
        yield


def test_who_turned_65_this_month_is_too_old_and_the_sentence_names_today(client_for):
    answer = enrol(client_for("petugas"), nik="3374010211610001")
    assert answer.status_code == 422
    assert "Pada pembayaran pertama (21 November 2026) umurnya 65 tahun" in answer.text
    assert not Worker.select().exists()


def test_who_turns_65_tomorrow_may_still_enrol_and_the_page_says_until_when(client_for, visit):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, nik="3374012211610001")
    assert "Orang ini genap 65 tahun pada 22 November 2026" in visit(client, f"/pekerja/{reg_no}").text


def test_who_turned_18_this_month_may_enrol(client_for):
    assert enrol(client_for("petugas"), nik="3374012011080001").status_code == 303


@pytest.mark.parametrize(("nik", "status"), [("3374013011610001", 422), ("3374010212610001", 303)])
def test_age_is_judged_on_the_first_month_of_the_chosen_batch(client_for, nik, status):
    """65 on 30 November and on 2 December, paid for from 1 December on."""
    client = client_for("petugas")
    sinar = str(Company.get(Company.code == "sinar").id)
    no = desk.opened(client, company=sinar, first_month="2026-12")
    answer = enrol(client, nik=nik, batch=no)
    assert answer.status_code == status
    assert ("(1 Desember 2026)" in answer.text) is (status == 422)


def test_sentences_name_days_in_the_reader_s_language(client_for):
    client = client_for("petugas")
    desk.in_english(client)
    assert "2 May 2061" in enrol(client, birth_on="02-05-2061").text
