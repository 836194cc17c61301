"""What nobody knew when somebody called is filled in at the desk; how a claim ends; what a closed one still shows."""

import re
from datetime import date, datetime

import pytest
import time_machine

from db.models import Claim, Worker
from kiosk.domain.clock import months_from
from tests import ledger_rows
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page


@pytest.fixture(autouse=True)
def in_november():
    """Monday, 23 November 2026, 10.00 in Semarang."""
    with time_machine.travel(datetime(2026, 11, 23, 3), tick=False) as clock:
        yield clock


@pytest.fixture
def person(client_for) -> Worker:
    person = Worker.get(Worker.reg_no == desk.enrolled(client_for("petugas")))
    ledger_rows.paid_months(person, months_from(date(2026, 11, 1), 2), effective=2, on=date(2026, 11, 2))
    return person


@pytest.fixture
def petugas(client_for):
    return client_for("petugas")


@pytest.fixture
def no(petugas, person) -> str:
    """Of yesterday, nobody knew the hour."""
    return desk.claimed(petugas, person.reg_no, day="22/11/2026")


def complete(client, no: str, **known):
    return send(client, f"/klaim/{no}/lengkapi", {"client_key": desk.key(), **known})


def step(client, no: str, state: str, **other):
    fields = {"client_key": desk.key(), "state": state, "on_day": "23/11/2026", **other}
    return send(client, f"/klaim/{no}/langkah", fields)


def told(client, no: str) -> None:
    fields = {"client_key": desk.key(), "day": "23/11/2026", "hour": "09.30", "how": "branch", "ref": ""}
    assert send(client, f"/klaim/{no}/lapor-bpjs", fields).status_code == 303


def test_hour_and_story_are_filled_in_and_the_new_deadline_is_said(petugas, visit, no):
    page = visit(petugas, f"/klaim/{no}").text
    assert f'href="/klaim/{no}/lengkapi"' in page and "tengah malam" in page
    form = visit(petugas, f"/klaim/{no}/lengkapi").text
    assert 'name="hour"' in form and 'name="told"' in form and 'name="place"' not in form
    answer = complete(petugas, no, hour="14.00", told="Becaknya ditabrak.")
    assert (answer.status_code, answer.location) == (303, f"/klaim/{no}")
    page = visit(petugas, f"/klaim/{no}").text
    assert "Batas lapor ke BPJS sekarang Selasa, 24 November 2026 pukul 14.00 WIB" in page
    assert "Becaknya ditabrak." in page and "sisa 28 jam" in page
    form = visit(petugas, f"/klaim/{no}/lengkapi").text
    assert 'name="hour"' not in form and 'name="told"' not in form


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Belum ada yang diisi"),
        ({"hour": "siang"}, "Jam itu tidak dapat dibaca"),
        ({"facility_other": "a" * 161}, "Nama rumah sakit atau klinik paling banyak 160 huruf"),
        ({"facility_other": "klinik 081234567890"}, "Jangan tulis NIK"),
        ({"facility": "rs-karangan"}, "tidak ada di daftar"),
        ({"told": "a" * 2_001}, "Cerita paling banyak"),
    ],
)
def test_what_is_wrong_is_said_with_the_form(petugas, no, wrong, said):
    answer = complete(petugas, no, **wrong)
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)
    assert not Claim.get().hour_known


def test_hour_after_bpjs_was_told_stands_beside_the_hour(petugas, person):
    no = desk.claimed(petugas, person.reg_no)
    told(petugas, no)
    answer = complete(petugas, no, hour="09.45")
    assert answer.status_code == 422 and "BPJS sudah diberi tahu pukul 09.30" in answer.text


def test_inspector_is_not_shown_whether_a_story_is_missing(client_for, visit, no):
    page = visit(client_for("auditor"), f"/klaim/{no}/lengkapi").text
    assert 'name="told"' not in page and 'name="hour"' in page
    assert f"/klaim/{no}/lengkapi" not in visit(client_for("auditor"), f"/klaim/{no}").text


def test_accident_that_is_healed_ends_without_an_amount(petugas, visit, no):
    told(petugas, no)
    form = visit(petugas, f"/klaim/{no}/langkah").text
    assert "Selesai, biaya dibayar BPJS langsung ke rumah sakit" in form
    assert re.search(
        r"Berkas yang ada di sini: 0 dari \d", form
    )  # a warning: it may be handed in all the same
    wrong = step(petugas, no, "sent", amount="5.000.000")
    assert wrong.status_code == 422 and "Kosongkan jumlahnya" in wrong.text
    assert step(petugas, no, "sent").status_code == 303
    assert step(petugas, no, "settled").status_code == 303
    page = visit(petugas, f"/klaim/{no}").text
    assert "Selesai. Bila BPJS membayar juga kepada orangnya" in page


def test_closed_report_shows_neither_leaflet_nor_estimate_nor_the_form_of_a_death(petugas, visit, no):
    assert step(petugas, no, "closed_wrong", note="orang lain").status_code == 303
    page = visit(petugas, f"/klaim/{no}").text
    for gone in ("keluarga.pdf", "Perkiraan santunan", f"/klaim/{no}/meninggal", f"/klaim/{no}/lengkapi"):
        assert gone not in page, gone
    answer = petugas.get(f"/klaim/{no}/keluarga.pdf")
    assert answer.status_code == 422 and "ditutup karena keliru" in answer.text
    assert 'name="day"' not in visit(petugas, f"/klaim/{no}/meninggal").text
    assert 'name="facility"' not in visit(petugas, f"/klaim/{no}/lengkapi").text


def test_too_long_a_place_is_called_a_place(petugas, person):
    fields = desk.claim_fields(day="22/11/2026", place="a" * 161)
    answer = send(petugas, f"/pekerja/{person.reg_no}/klaim", fields)
    assert answer.status_code == 422 and "Tempat kejadian paling banyak 160 huruf" in answer.text


def test_death_before_an_accident_on_record_names_it(petugas, person, no):
    fields = desk.claim_fields(kind="death", day="21/11/2026", on_the_way="")
    answer = send(petugas, f"/pekerja/{person.reg_no}/klaim", fields)
    assert answer.status_code == 422 and no in answer.text and "sesudah hari itu" in answer.text


def test_accident_that_became_a_death_names_it(petugas, visit, person, no):
    address, fields = f"/klaim/{no}/meninggal", {"client_key": desk.key(), "day": "23/11/2026"}
    mark = re.search(r'name="seen" value="(\w+)"', send(petugas, address, fields).text)[1]
    assert send(petugas, address, fields | {"seen": mark, "sure": "y"}).status_code == 303
    steps = visit(petugas, f"/klaim/{no}").text.partition('id="steps"')[2].partition("</section>")[0]
    assert steps.count("Dicatat, belum dilaporkan ke BPJS") == 1
    assert "Meninggal karena kecelakaan itu" in steps


def test_call_of_a_hospital_is_served_too(client_for, person):
    found = send(client_for("petugas2"), "/klaim/baru", {"number": person.reg_no})
    assert "juga lewat telepon" in found.text and "berdiri di depan Anda" not in found.text


def test_too_much_at_once_is_said_before_it_travels_and_by_the_server(petugas, visit, no):
    page = visit(petugas, f"/klaim/{no}/berkas/ktp").text
    assert "bersama paling besar 20 MB" in page and 'data-most-together="20000000"' in page
    answer = petugas.post(
        f"/klaim/{no}/berkas/ktp", data=b"x" * 20_300_000, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413 and "bersama-sama paling besar 20 MB" in answer.text
