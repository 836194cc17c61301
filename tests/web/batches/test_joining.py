"""Somebody who is registered already comes into a batch open here: from the NIK's answer, from the person's page."""

import pytest

from db.models import AuditEvent, Batch, BatchRow, Company, CoverageMonth, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from tests.services.ledger_proof import adds_up
from tests.web import desk
from tests.web.batches.test_revocations import revoke
from tests.web.desk import BY_HTMX
from tests.web.house_rules import check_page


@pytest.fixture
def reg_no(client_for) -> str:
    """Waits since before any batch was open."""
    return desk.enrolled(client_for("petugas"))


@pytest.fixture
def batch(client_for, reg_no) -> str:
    sinar = str(Company.get(Company.code == "sinar").id)
    return desk.opened(client_for("petugas"), company=sinar, places="1", months="3")


def join(client, reg_no: str, batch: str, key: str = ""):
    return desk.send(client, f"/pekerja/{reg_no}/batch", {"client_key": key or desk.key(), "batch": batch})


def answer_to_nik(client, **more) -> str:
    fields = {"nik": desk.NIK, **more}
    return desk.send(client, "/pekerja/baru/nik", fields, headers=BY_HTMX).text


def test_from_the_answer_to_the_nik_into_the_batch_and_on_to_the_next(client_for, visit, reg_no, batch):
    petugas = client_for("petugas")
    told = answer_to_nik(petugas, batch=batch)
    assert f'action="/pekerja/{reg_no}/batch"' in told and f'selected value="{batch}"' in told
    answer = join(petugas, reg_no, batch)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}?masuk=1")
    assert "Tempatnya sudah habis" in visit(petugas, answer.location).text
    row = BatchRow.get()
    assert (row.state, row.worker.reg_no, row.batch.no, row.upload) == ("ready", reg_no, batch, None)
    assert CoverageMonth.select().where(CoverageMonth.worker == row.worker).count() == 3
    line = AuditEvent.get(AuditEvent.action == "batch.pekerja_dimasukkan")
    assert (line.subject, line.detail) == (reg_no, {"batch": batch})
    assert f'action="/pekerja/{reg_no}/batch"' not in answer_to_nik(petugas)
    assert adds_up()


def test_the_form_given_back_for_a_known_nik_leads_there_too(client_for, reg_no, batch):
    answer = desk.enrol(client_for("petugas"), batch=batch)
    assert answer.status_code == 422 and f'action="/pekerja/{reg_no}/batch"' in answer.text
    check_page(answer)


def test_from_the_person_s_page_and_without_javascript(client_for, visit, reg_no, batch):
    petugas = client_for("petugas")
    assert f'action="/pekerja/{reg_no}/batch"' in visit(petugas, f"/pekerja/{reg_no}").text
    assert batch in visit(petugas, f"/pekerja/{reg_no}/batch").text
    answer = join(petugas, reg_no, "")
    assert answer.status_code == 422 and "Pilih batch dari daftar" in answer.text
    check_page(answer)


def test_the_company_knows_them_by_initials_until_it_has_paid(client_for, visit, reg_no, batch):
    join(client_for("petugas"), reg_no, batch)
    assert desk.NAME not in visit(client_for("mitra"), f"/batch/{batch}").text
    visit(client_for("mitra"), f"/pekerja/{reg_no}", status=403)


def test_how_somebody_came_stands_where_others_have_the_number_of_their_row(client_for, visit, reg_no, batch):
    petugas = client_for("petugas")
    Batch.update(places=None).execute()
    join(petugas, reg_no, batch)
    desk.enrolled(petugas, nik="3374020902000001", name="Sugeng", phone="", batch=batch)
    for name in ("petugas", "mitra"):
        page = visit(client_for(name), f"/batch/{batch}").text
        assert "dari daftar menunggu<" in page and f"di pos, {long_date(today())}<" in page
    came = BatchRow.get(~BatchRow.picked)
    assert f"di pos, {long_date(today())}" in visit(petugas, f"/batch/{batch}/baris/{came.id}").text


def test_the_same_press_again_is_the_same_answer_and_another_key_is_refused(client_for, reg_no, batch):
    petugas, same = client_for("petugas"), desk.key()
    assert [join(petugas, reg_no, batch, same).status_code for _ in range(2)] == [303, 303]
    answer = join(petugas, reg_no, batch)
    assert answer.status_code == 422
    check_page(answer)
    assert BatchRow.select().count() == 1 and adds_up()


def test_a_full_batch_says_so(client_for, visit, reg_no, batch):
    petugas = client_for("petugas")
    desk.enrolled(petugas, nik="3374020902000001", name="Sugeng", phone="", batch=batch)
    assert f'disabled value="{batch}"' in visit(petugas, f"/pekerja/{reg_no}").text
    answer = join(petugas, reg_no, batch)
    assert answer.status_code == 422 and "sudah habis" in answer.text
    assert BatchRow.select().count() == 1


def test_whoever_is_too_old_frozen_or_was_taken_out_does_not_come_in(client_for, visit, reg_no, batch):
    petugas, mitra = client_for("petugas"), client_for("mitra")
    born = Worker.get().birth_on
    Worker.update(birth_on=born.replace(year=1940)).execute()
    assert "mencapai batas untuk peserta baru" in join(petugas, reg_no, batch).text
    Worker.update(birth_on=born).execute()
    assert join(petugas, reg_no, batch).status_code == 303
    revoke(mitra, batch, BatchRow.get().id)
    assert "pernah dicabut dari batch ini" in join(petugas, reg_no, batch).text
    Batch.update(state="withdrawn").execute()
    assert "tidak terbuka di sini" in join(petugas, reg_no, batch).text
    assert f'action="/pekerja/{reg_no}/batch"' not in visit(petugas, f"/pekerja/{reg_no}").text
    assert not BatchRow.select().where(BatchRow.state == "ready").exists() and adds_up()


def test_nobody_puts_people_of_others_into_a_batch_nor_into_one_of_others(client_for, reg_no, batch):
    """petugas2 has another post; who is of no post here may not see the person at all."""
    assert join(client_for("petugas2"), reg_no, batch).status_code == 403
    assert join(client_for("mitra"), reg_no, batch).status_code == 403
    assert join(client_for("auditor"), reg_no, batch).status_code == 403
    elsewhere = desk.opened(client_for("mitra2"))
    assert "tidak terbuka di sini" in join(client_for("petugas"), reg_no, elsewhere).text
    assert not BatchRow.select().exists()
