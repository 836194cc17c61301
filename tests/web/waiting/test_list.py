"""The waiting list as a page: filters in the address, names for some and for others nobody's."""

import re
from datetime import timedelta

import pytest

from db.models import Worker
from kiosk.domain.clock import today
from kiosk.services import waiting
from tests.services.at_once import nik
from tests.web import desk

PATH = "/menunggu"
TOTAL = re.compile(r'<data id="waiting-total" value="(\d+)"[^>]*>([^<]+)<')


@pytest.fixture
def reg_no(client_for) -> str:
    """Slamet Widodo of Kauman, a fisherman, enrolled forty days ago."""
    made = desk.enrolled(client_for("petugas"))
    Worker.update(enrolled_on=today() - timedelta(days=40)).execute()
    return made


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def links(answer) -> list[str]:
    return re.findall(r'href="([^"]+)"', main_of(answer))


def total(answer) -> tuple[str, str]:
    return TOTAL.search(answer.text).groups()


@pytest.mark.parametrize(
    ("name", "sees"),
    [("petugas", True), ("rekan", True), ("petugas2", False), ("admin", True), ("auditor", True)],
)
def test_officers_see_their_own_admin_and_auditor_everybody(client_for, visit, reg_no, name, sees):
    answer = visit(client_for(name), PATH)
    assert (f"/pekerja/{reg_no}" in links(answer)) is sees
    assert (desk.NAME in answer.text) is sees


@pytest.mark.parametrize("name", ["mitra", "mitra2", "donatur"])
def test_nothing_identifies_for_who_chooses(client_for, visit, reg_no, name):
    worker = Worker.get(Worker.reg_no == reg_no)
    answer = visit(client_for(name), PATH)
    text = main_of(answer)
    for shown in ("S. W.", "Nelayan", "Kauman, Semarang Tengah", "40 hari"):
        assert shown in text
    since = worker.enrolled_on
    for secret in (
        reg_no,
        "Slamet",
        "Widodo",
        desk.NIK,
        desk.NIK[-4:],
        "081234",
        "567890",
        "Kakap",
        since.isoformat(),
    ):
        assert secret not in answer.text
    assert not re.search(r'(?:id|value|data-\w+|href)="[^"]*\b(?:pekerja/|worker)', text)


def test_opd_has_no_such_list(client_for, reg_no):
    assert client_for("opd").get(PATH).status_code == 403


def test_count_is_said_and_can_be_read(client_for, visit, reg_no, monkeypatch):
    desk.enrolled(client_for("petugas"), nik="3374015708900002", sex="P", name="Siti Aminah")
    assert total(visit(client_for("admin"), PATH)) == ("2", "2 orang menunggu")
    monkeypatch.setattr(waiting, "MOST_COUNTED", 1)
    assert total(visit(client_for("admin"), PATH)) == ("2", "Lebih dari 1 orang menunggu")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kecamatan=33.74.01", True), ("?kecamatan=33.74.02", False), (f"?kelurahan={desk.KAUMAN}", True),
        ("?kelurahan=luar", False), ("?pekerjaan=nelayan", True), ("?pekerjaan=petani", False),
        ("?skema=pijar", True), ("?sejak=30", True), ("?sejak=90", False), ("?urut=baru", True),
        (f"?kecamatan=33.74.01&kelurahan={desk.KAUMAN}&pekerjaan=nelayan&skema=asn&sejak=7&urut=baru&hal=1", True),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(client_for, visit, reg_no, query, found):
    answer = visit(client_for("admin"), PATH + query)
    assert (reg_no in answer.text) is found
    assert "tidak dipakai" not in answer.text
    assert total(answer)[0] == str(int(found))
    for value in re.findall(r"=([^&]+)", query.replace("&hal=1", "")):
        assert f'<option value="{value}" selected>' in answer.text


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?kecamatan=99", "kecamatan"),
        (f"?kecamatan=33.74.02&kelurahan={desk.KAUMAN}", "kelurahan"),
        ("?pekerjaan=raja&skema=apa", "pekerjaan, skema"),
        ("?sejak=-5", "lama menunggu"),
        ("?urut=nama", "urutan"),
    ],
)
def test_value_nobody_knows_is_left_out_and_said(client_for, visit, reg_no, query, named):
    text = visit(client_for("admin"), PATH + query).text
    assert f"Sebagian saringan di alamat ini tidak dipakai: {named}." in text


def test_each_filter_in_force_can_be_taken_away(client_for, visit, reg_no):
    answer = visit(client_for("admin"), f"{PATH}?pekerjaan=nelayan&sejak=30")
    assert {f"{PATH}?sejak=30", f"{PATH}?pekerjaan=nelayan", PATH} <= set(links(answer))


def test_form_with_empty_fields_goes_on_to_an_address_worth_keeping(client_for, people):
    answer = client_for("donatur").get(f"{PATH}?kecamatan=&kelurahan=&pekerjaan=nelayan&sejak=")
    assert (answer.status_code, answer.location) == (303, f"{PATH}?pekerjaan=nelayan")


def test_pages_keep_the_filters(client_for, visit, people, monkeypatch):
    monkeypatch.setattr(waiting, "PAGE", 1)
    officer = client_for("petugas")
    for serial, name in ((1, "Orang Satu"), (2, "Siti Dua")):
        desk.enrolled(officer, nik=nik(serial), birth_on="", name=name, phone="")
    first = visit(officer, f"{PATH}?pekerjaan=nelayan")
    assert "Orang Satu" in first.text and "Siti Dua" not in first.text
    second = visit(officer, f"{PATH}?pekerjaan=nelayan&hal=2")
    assert f"{PATH}?pekerjaan=nelayan&amp;hal=2" in links(first)
    assert "Siti Dua" in second.text and "Orang Satu" not in second.text


def test_order_of_a_wide_list_is_said(client_for, visit, reg_no):
    said = "urut menurut saat terdaftar"
    assert said in visit(client_for("admin"), PATH).text
    assert said not in visit(client_for("admin"), f"{PATH}?kecamatan=33.74.01").text
    assert said not in visit(client_for("petugas"), PATH).text


def test_nobody_waiting_is_good_news(client_for, visit, people):
    assert "Tidak ada yang menunggu" in visit(client_for("petugas"), PATH).text
    narrowed = visit(client_for("donatur"), f"{PATH}?pekerjaan=nelayan")
    assert "Tidak ada yang menunggu dengan saringan ini" in narrowed.text


@pytest.mark.parametrize("query", ["", "?skema=pijar&sejak=7", f"?kelurahan={desk.KAUMAN}"])
@pytest.mark.parametrize("name", ["petugas", "admin", "donatur"])
def test_queries_do_not_grow_with_the_rows(client_for, count_queries, people, query, name):
    client, officer = client_for(name), client_for("petugas")
    for serial in range(1, 6):
        desk.enrolled(officer, nik=nik(serial), name=f"Orang Ke {serial}", phone="")
        Worker.update(enrolled_on="2026-01-02").execute()
        if serial == 2:
            client.get(PATH + query)
            few = count_queries(lambda: client.get(PATH + query))
    assert count_queries(lambda: client.get(PATH + query)) == few
