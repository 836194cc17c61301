"""The work list as a page: counters that are filters, what is missing in words, and the way to mend it."""

import re

import pytest

from db.connection import writing
from db.models import Batch, BatchRow, Worker
from kiosk.services import worker_flags
from tests.services.at_once import acting, nik
from tests.web import desk

PATH = "/belum-lengkap"
COUNTER = re.compile(r'<data id="([^"]+)" value="(\d+)"')


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def flagged(people, reg_no: str, kind: str, note: str = "") -> None:
    with writing():
        worker = Worker.get(Worker.reg_no == reg_no)
        worker_flags.raise_flag(worker_id=worker.id, kind=kind, by=acting(people["petugas"]), note=note)


def links(answer) -> list[str]:
    return re.findall(r'href="([^"]+)"', main_of(answer))


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("petugas", True), ("rekan", True), ("petugas2", False), ("mitra", False), ("mitra2", False),
        ("admin", True), ("auditor", True),
    ],
)  # fmt: skip
def test_list_holds_one_s_own_people(client_for, visit, reg_no, name, sees):
    assert (reg_no in visit(client_for(name), PATH).text) is sees


@pytest.mark.parametrize(
    ("name", "sees"), [("mitra", True), ("mitra_rekan", True), ("mitra2", False), ("petugas2", False)]
)
def test_list_of_a_company_holds_its_own_people(client_for, visit, name, sees):
    own = desk.enrolled(client_for("mitra"), kelurahan="33.74.02.1001")
    assert (own in visit(client_for(name), PATH).text) is sees


@pytest.mark.parametrize("name", ["donatur", "opd"])
def test_list_is_closed_to_who_mends_nothing(client_for, reg_no, name):
    assert client_for(name).get(PATH).status_code == 403


def test_counters_are_filters_and_lead_back(client_for, visit, reg_no):
    client = client_for("petugas")
    page = visit(client, PATH)
    counters = dict(COUNTER.findall(page.text))
    assert counters["incomplete-total"] == counters["lacks-ibu"] == counters["lacks-foto"] == "1"
    assert "lacks-alamat" not in counters
    assert f"{PATH}?kurang=ibu" in links(page)
    chosen = visit(client, f"{PATH}?kurang=ibu&kelurahan={desk.KAUMAN}")
    assert reg_no in chosen.text
    assert f"{PATH}?kelurahan={desk.KAUMAN}" in links(chosen)
    assert f"{PATH}?kurang=foto&amp;kelurahan={desk.KAUMAN}" in links(chosen)


def test_each_line_leads_to_the_field_that_mends_it(client_for, visit, reg_no):
    client = client_for("petugas")
    assert f"/pekerja/{reg_no}/koreksi#birth_place" in links(visit(client, PATH))
    assert f"/pekerja/{reg_no}/koreksi#mother_name" in links(visit(client, f"{PATH}?kurang=ibu"))
    assert f"/pekerja/{reg_no}#photo-title" in links(visit(client, f"{PATH}?kurang=foto"))
    assert not any("koreksi" in link for link in links(visit(client_for("auditor"), PATH)))


def test_twin_is_the_admin_s_to_compare(client_for, visit, people, reg_no):
    flagged(people, reg_no, worker_flags.TWIN, note="SMG-AAAAAAA-1")
    compare = f"/pekerja/{reg_no}/gabung?dengan=SMG-AAAAAAA-1"
    assert compare in links(visit(client_for("admin"), PATH))
    officer = visit(client_for("petugas"), PATH)
    assert compare not in links(officer) and "mungkin terdaftar dua kali" in officer.text
    assert f"/pekerja/{reg_no}/koreksi#birth_place" in links(officer)
    assert "oleh admin" in visit(client_for("petugas"), f"{PATH}?kurang=kembar").text


def test_approval_is_no_filter_for_who_cannot_give_it(client_for, visit, reg_no):
    Worker.update(approval="asked", birth_on="2010-01-01").execute()
    assert f"/pekerja/{reg_no}/persetujuan" in links(visit(client_for("admin"), f"{PATH}?kurang=persetujuan"))
    officer = visit(client_for("petugas"), f"{PATH}?kurang=persetujuan")
    assert "Sebagian saringan di alamat ini tidak dipakai: yang kurang." in officer.text
    assert reg_no in officer.text


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?kurang=semua", "yang kurang"),
        ("?kelurahan=00", "kelurahan"),
        ("?kurang=x&kelurahan=y", "yang kurang, kelurahan"),
    ],
)
def test_value_nobody_knows_is_left_out_and_said(client_for, visit, reg_no, query, named):
    text = visit(client_for("petugas"), PATH + query).text
    assert f"Sebagian saringan di alamat ini tidak dipakai: {named}." in text
    assert reg_no in text


def test_form_with_an_empty_field_goes_on_to_a_clean_address(client_for):
    answer = client_for("petugas").get(f"{PATH}?kurang=ibu&kelurahan=")
    assert (answer.status_code, answer.location) == (303, f"{PATH}?kurang=ibu")


def test_wrong_rows_of_batches_are_counted_where_they_are_mended(client_for, visit, people):
    no = desk.opened(client_for("mitra"))
    batch = Batch.get(Batch.no == no)
    for number in (1, 2):
        BatchRow.create(batch=batch, number=number, state="wrong")
    page = visit(client_for("mitra"), PATH)
    assert f"/batch/{no}?keadaan=wrong" in links(page)
    assert re.search(r'data-label="Baris"[^>]*><span class="cell-body">2<', page.text)
    assert no not in visit(client_for("mitra2"), PATH).text
    assert "Semua data sudah lengkap" not in page.text


def test_nothing_missing_is_said_kindly(client_for, visit, people):
    assert "Semua data sudah lengkap" in visit(client_for("petugas"), PATH).text
    narrowed = visit(client_for("petugas"), f"{PATH}?kurang=hp")
    assert "Tidak ada yang kurang dengan saringan ini" in narrowed.text and PATH in links(narrowed)


def test_page_shows_no_number_of_a_person(client_for, visit, reg_no):
    text = visit(client_for("admin"), PATH).text
    assert not any(number in text for number in (desk.NIK, desk.PHONE, "6281234567890"))


@pytest.mark.parametrize("path", [PATH, f"{PATH}?kurang=foto", f"{PATH}?kelurahan={desk.KAUMAN}"])
@pytest.mark.parametrize("name", ["petugas", "admin"])
def test_queries_do_not_grow_with_the_rows(client_for, count_queries, people, path, name):
    client, officer = client_for(name), client_for("petugas")
    for serial in range(1, 6):
        reg_no = desk.enrolled(officer, nik=nik(serial), name=f"Orang Ke {serial}", phone="")
        flagged(people, reg_no, worker_flags.KTP_DIFFERS)
        if serial == 2:
            client.get(path)
            few = count_queries(lambda: client.get(path))
    assert count_queries(lambda: client.get(path)) == few
