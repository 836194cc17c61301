"""One more sheet for an open batch, small ones at once, large ones by the worker: /batch/<no>/lembar."""

from io import BytesIO

import pytest

from db.models import Job, Upload, Worker
from kiosk.services import queue
from kiosk.services.batch_sheets import ROWS_READ_AT_ONCE
from kiosk.web.batches import forms
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG, counts
from tests.web.desk import opened, send, sheet, small_sheet
from tests.web.house_rules import check_page

PEOPLE_IN_A_LARGE_SHEET = 1500
FORM = "multipart/form-data"


@pytest.fixture
def no(client_for) -> str:
    return opened(client_for("mitra"), sheet=small_sheet(SUGENG))


def add(client, no: str, file: tuple | None, **other):
    fields = {"client_key": desk.key(), "consent": "y", **({"sheet": file} if file else {}), **other}
    return send(client, f"/batch/{no}/lembar", fields, content_type="multipart/form-data")


def large_sheet() -> tuple:
    born = [f"{1 + n % 28:02d}{1 + n % 12:02d}{70 + n % 30}" for n in range(PEOPLE_IN_A_LARGE_SHEET)]
    people = [(f"337401{day}{n:04d}", f"Orang {'abcdefghij'[n % 10]}") for n, day in enumerate(born, 1)]
    assert len(people) > ROWS_READ_AT_ONCE
    return small_sheet(*people, name="besar.csv")


def test_a_further_list_needs_the_company_s_statement_too(client_for, no):
    answer = add(client_for("mitra"), no, small_sheet(SITI, name="susulan.csv"), consent="")
    assert answer.status_code == 422 and "Pastikan setiap orang sudah setuju" in answer.text
    assert Upload.select().count() == 1


def test_second_sheet_is_added_to_the_first(client_for, no):
    client = client_for("mitra")
    answer = add(client, no, small_sheet(SITI, name="susulan.csv"))
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}")
    assert (counts(client, no)["rows-total"], counts(client, no)["rows-ready"]) == (2, 2)


def test_colleague_may_add(client_for, no):
    assert add(client_for("mitra_rekan"), no, small_sheet(SITI)).status_code == 303


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_stranger_is_refused_and_nothing_is_kept(client_for, no, name):
    answer = add(client_for(name), no, small_sheet(SITI))
    assert answer.status_code == 403
    check_page(answer)
    assert Upload.select().count() == 1


def test_unknown_batch_is_404(client_for, people):
    assert add(client_for("mitra"), "B26-AAAAAA", small_sheet(SITI)).status_code == 404


def test_no_file_is_422(client_for, no):
    answer = add(client_for("mitra"), no, None)
    assert answer.status_code == 422
    check_page(answer)
    assert "Pilih berkas lembar kerja lebih dulu." in answer.text


def test_same_sheet_again_is_refused_by_its_name(client_for, no):
    answer = add(client_for("mitra"), no, small_sheet(SUGENG, name="nama-lain.csv"))
    assert answer.status_code == 422
    check_page(answer)
    assert "Lembar kerja dengan isi yang sama sudah ada dalam batch ini: daftar.csv." in answer.text
    assert Upload.select().count() == 1


def test_same_form_twice_adds_once(client_for, no):
    client, key = client_for("mitra"), desk.key()
    for _time in range(2):
        assert add(client, no, small_sheet(SITI), client_key=key).status_code == 303
    assert counts(client, no)["rows-total"] == 2


def test_not_a_sheet_is_said_and_the_first_one_stays(client_for, no):
    client = client_for("mitra")
    answer = add(client, no, sheet("11-bukan-lembar-kerja.xlsx"))
    assert answer.status_code == 422
    assert "Berkas ini PDF, bukan lembar kerja" in answer.text
    assert (counts(client, no)["rows-ready"], Upload.select().count()) == (1, 1)


def test_address_left_by_a_refused_sheet_leads_to_the_batch(client_for, no):
    answer = client_for("mitra").get(f"/batch/{no}/lembar")
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}")


def test_person_of_the_first_sheet_is_not_paid_twice(client_for, no):
    client = client_for("mitra")
    add(client, no, small_sheet(SUGENG, SITI, name="susulan.csv"))
    assert Worker.select().count() == 2
    found = counts(client, no)
    assert (found["rows-total"], found["rows-ready"], found["rows-funded"]) == (2, 2, 0)
    assert "1 baris menyebut orang yang sudah ada dalam batch ini" in client.get(f"/batch/{no}").text


def test_file_over_20_megabytes_says_to_split_it(client_for, no):
    client = client_for("mitra")
    answer = add(client, no, (BytesIO(b"NIK;Nama\n" + b"x" * 20_050_000), "besar.csv"))
    assert answer.status_code == 422
    assert "batasnya 20 MB" in answer.text


def test_large_sheet_is_read_by_the_worker_while_its_page_waits(client_for, visit, no):
    client = client_for("mitra")
    add(client, no, large_sheet())
    waiting = visit(client, f"/batch/{no}")
    assert "Memeriksa baris" in waiting.text
    assert counts(client, no)["rows-total"] == 1
    fragment = client.get(f"/batch/{no}", headers=desk.BY_HTMX).text
    assert fragment.strip().startswith('<div id="reading"') and "hx-trigger" in fragment
    assert queue.run_waiting_tasks() == 1
    assert counts(client, no)["rows-total"] == 1 + PEOPLE_IN_A_LARGE_SHEET
    ready = client.get(f"/batch/{no}", headers=desk.BY_HTMX)
    assert "hx-trigger" not in ready.text
    assert ready.headers.get("HX-Redirect") == f"/batch/{no}"  # the numbers around it are new too


def test_a_closed_page_stops_nothing_and_whoever_comes_back_sees_how_far_it_is(client_for, visit, no):
    add(client_for("mitra"), no, large_sheet())
    page = visit(client_for("mitra_rekan"), f"/batch/{no}").text  # another session than the one that sent it
    assert "<progress" in page and "dari 0" not in page  # nobody has begun, so nobody has counted
    Job.update(done=600, total=PEOPLE_IN_A_LARGE_SHEET).where(Job.state == "waiting").execute()
    page = visit(client_for("mitra_rekan"), f"/batch/{no}").text
    assert f'max="{PEOPLE_IN_A_LARGE_SHEET}" value="600"' in page
    assert "Halaman ini boleh ditutup; pemeriksaan tetap berjalan." in page
    queue.run_waiting_tasks()
    page = visit(client_for("mitra_rekan"), f"/batch/{no}").text
    assert "<progress" not in page and counts(client_for("mitra_rekan"), no)["rows-wrong"] == 0


def test_large_sheet_of_an_officer_enrols_at_the_officer_s_post(client_for, people):
    client = client_for("petugas")
    no = opened(client, company=str(people["mitra"].company_id), sheet=large_sheet())
    queue.run_waiting_tasks()
    assert {worker.enrolled_post.code for worker in Worker.select().limit(20)} == {"johar"}
    address = f"/pekerja/{Worker.select().first().reg_no}"
    sees = {name: client_for(name).get(address).status_code for name in ("petugas", "rekan", "petugas2")}
    assert sees == {"petugas": 200, "rekan": 200, "petugas2": 403}
    assert counts(client, no)["rows-ready"] == PEOPLE_IN_A_LARGE_SHEET


def test_who_sends_sheet_upon_sheet_waits_a_minute_and_nobody_else_does(client_for, no, monkeypatch):
    monkeypatch.setattr(forms, "SHEET_LOOKS", "1 per minute")
    client = client_for("mitra_rekan")
    assert add(client, no, sheet("11-bukan-lembar-kerja.xlsx")).status_code == 422
    answer = add(client, no, small_sheet(SITI))
    assert answer.status_code == 422 and "Tunggu semenit" in answer.text
    answer = send(
        client, "/batch/baru", desk.batch_fields(client, sheet=small_sheet(SITI)), content_type=FORM
    )
    assert answer.status_code == 422 and "Tunggu semenit" in answer.text
    assert opened(client_for("mitra_rekan")) and Upload.select().count() == 1
    assert add(client_for("admin"), no, small_sheet(SITI)).status_code == 303
