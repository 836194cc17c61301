"""A value that many wrong rows have stands on the list of its kind as one small form for all of them."""

import re
from io import BytesIO

import pytest

from db.models import BatchRow, Job
from kiosk.services import batch_same_mending, queue
from tests.web import desk
from tests.web.batches.test_open_batch import counts
from tests.web.desk import opened, send, small_sheet

NIKS = ("3374010101800001", "3374010202810002", "3374010303820003")
LIST = "?keadaan=wrong&jenis=occupation_unknown"


@pytest.fixture
def no(client_for) -> str:
    people = [(nik, f"Orang {word}") for nik, word in zip(NIKS, ("Satu", "Dua", "Tiga"), strict=True)]
    return opened(client_for("mitra"), sheet=small_sheet(*people, occupation="Pelaut"))


def choose(client, no: str, **other):
    form = {"client_key": desk.key(), "written": "Pelaut", "choice": "nelayan", **other}
    return send(client, f"/batch/{no}/baris-sama{LIST}", form)


def test_one_choice_on_the_list_of_the_kind_puts_all_of_them_right(client_for, visit, no):
    client = client_for("mitra")
    page = visit(client, f"/batch/{no}{LIST}").text
    assert "“Pelaut” pada 3 baris berarti" in page
    assert f'action="/batch/{no}/baris-sama?keadaan=wrong&amp;jenis=occupation_unknown"' in page
    assert "Pelaut” pada" not in visit(client, f"/batch/{no}").text
    answer = choose(client, no)
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}{LIST}")
    assert "Pilihan itu dipasang: 3 baris sudah benar." in visit(client, answer.location).text
    assert (counts(client, no)["rows-ready"], counts(client, no)["rows-wrong"]) == (3, 0)


def test_without_a_choice_the_form_comes_back_and_says_so_beside_the_field(client_for, no):
    client = client_for("mitra")
    answer = choose(client, no, choice="")
    assert answer.status_code == 422 and "Pilih dulu artinya dari daftar." in answer.text
    assert re.search(r'<select[^>]*aria-invalid="true"', answer.text)
    assert counts(client, no)["rows-wrong"] == 3


def test_a_value_that_no_row_has_any_more_is_said_and_not_passed_over(client_for, no):
    """Somebody else was quicker, and the form it was sent from is no longer on the page."""
    client = client_for("mitra")
    assert choose(client_for("mitra_rekan"), no).status_code == 303
    answer = choose(client, no)
    assert answer.status_code == 422
    assert answer.text.count("Tidak ada lagi baris dengan isian itu.") == 1


def test_the_auditor_reads_the_list_without_the_form(client_for, visit, no):
    client = client_for("auditor")
    assert "Pelaut” pada" not in visit(client, f"/batch/{no}{LIST}").text
    assert choose(client, no).status_code == 403
    assert client.get(f"/batch/{no}/baris-sama{LIST}").location == f"/batch/{no}{LIST}"


def test_what_the_worker_does_is_followed_until_it_is_done(client_for, visit, no, monkeypatch):
    monkeypatch.setattr(batch_same_mending, "DONE_AT_ONCE", 1)
    client = client_for("mitra")
    answer = choose(client, no)
    page = visit(client, answer.location).text
    assert "Halaman ini boleh ditutup." in page and f'hx-get="/batch/{no}/baris-sama?' in page
    part = client.get(f"/batch/{no}/baris-sama{LIST}", headers=desk.BY_HTMX).text
    assert part.strip().startswith('<div id="same-work"') and "<html" not in part
    queue.run_waiting_tasks()
    assert Job.select().where(Job.kind == batch_same_mending.JOB).get().state == "done"
    assert BatchRow.select().where(BatchRow.state == "ready").count() == 3
    assert "same-work" not in visit(client, f"/batch/{no}{LIST}").text


def test_a_name_borne_twice_is_asked_as_a_question_with_two_answers(client_for, visit):
    client = client_for("mitra")
    content = "NIK;Nama;Kelurahan;Pekerjaan\n" + "\n".join(
        f"{nik};Orang;Kel. Mangunharjo;Nelayan" for nik in NIKS[:2]
    )
    no = opened(client, sheet=(BytesIO(content.encode()), "tugu.csv"))
    address = f"/batch/{no}?keadaan=wrong&jenis=kelurahan_twice"
    page = visit(client, address).text
    assert "Mangunharjo, Kecamatan Tembalang" in page and "Mangunharjo, Kecamatan Tugu" in page
    row = BatchRow.get(BatchRow.state == "wrong")
    beside = visit(client, f"/batch/{no}/baris/{row.id}").text
    assert "Pilih yang dimaksud." in beside and "Isi kolom Kecamatan" not in beside
