"""The people behind a number of the evaluation, and the sheet of them that leaves by an admin's press."""

import io
import zipfile

import openpyxl
import pytest

from db.models import AuditEvent, Post, Worker
from kiosk.services import evaluation_lists, evaluation_sheets, safe
from tests.services.at_once import acting
from tests.web.coverage.figures import data_of, links_of
from tests.web.desk import send

LISTS, PRESS = "/cakupan/evaluasi/orang", "/cakupan/evaluasi/orang.xlsx"


def sheet_of(answer):
    assert answer.status_code == 200, answer.text[:300]
    return openpyxl.load_workbook(io.BytesIO(answer.data)).active


def lines_of(page) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=4)]


def words_of(answer) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.data)) as sheet:
        return " ".join(sheet.read(name).decode() for name in sheet.namelist())


@pytest.mark.parametrize("name", ["petugas", "rekan"])
def test_an_officer_and_a_colleague_list_their_post_s_people(client_for, visit, town, name):
    page = visit(client_for(name), f"{LISTS}?tahap=putus").text
    assert data_of(page, "people-total") == "5"
    for one in (town.promised, town.lapsed, *town.fostered):
        assert one.name in page and f"/pekerja/{one.reg_no}" in page
    assert town.stopped.name not in page and town.sinar.name in page


def test_another_post_lists_its_own(client_for, visit, town, people):
    client = client_for("petugas2")
    page = visit(client, f"{LISTS}?tahap=belum-didanai").text
    assert data_of(page, "people-total") == "2" and town.never[0].name in page
    assert town.let_go.name not in page
    theirs = acting(people["petugas"]).post_ids[0]
    for narrowed in (f"pos={theirs}", "pos=tanpa", f"perusahaan={town.sinar.id}", "opd=1"):
        visit(client, f"{LISTS}?tahap=putus&{narrowed}", status=404)


def test_a_secretary_lists_nobody(client_for, town):
    answer = client_for("opd").get(f"{LISTS}?tahap=putus")
    assert answer.status_code == 403 and town.lapsed.name not in answer.text


@pytest.mark.parametrize(
    ("asked", "left_out", "total"),
    [
        ("tahap=x", "tahap", 4),
        ("tahap=putus&pos=999999999999", "pos", 5),
        (
            "tahap=putus&pos=-1&langkah=raja&lama=nol&putus=z",
            "berhenti di mana, sudah berapa lama, sesudah berapa bulan, pos",
            5,
        ),
        ("tahap=belum-berlaku&putus=m3", "sesudah berapa bulan", 3),
        ("tahap=putus&pos=٣", "pos", 5),
    ],
)
def test_what_an_address_does_not_mean_is_left_out_and_said(client_for, visit, town, asked, left_out, total):
    page = visit(client_for("admin"), f"{LISTS}?{asked}").text
    assert f"tidak dipakai: {left_out}" in page
    assert data_of(page, "people-total") == str(total)


def test_a_number_nobody_has_and_one_with_noughts_before_it(client_for, visit, town):
    client = client_for("auditor")
    assert "Tidak ada orang di daftar ini" in visit(client, f"{LISTS}?tahap=putus&pos=99999").text
    page = visit(client, f"{LISTS}?tahap=putus&perusahaan=00{town.sinar.id}&opd=1").text
    assert data_of(page, "people-total") == "3" and "tidak dipakai: OPD" in page
    assert town.sinar.name in page.partition("</h1>")[0]


def test_pages_follow_each_other_with_their_filters(client_for, visit, town, monkeypatch):
    monkeypatch.setattr(evaluation_lists, "PAGE", 2)
    client = client_for("admin")
    page = visit(client, f"{LISTS}?tahap=putus&putus=m3").text
    assert f"{LISTS}?tahap=putus&putus=m3&hal=2" in links_of(page, LISTS)
    assert "Halaman pertama" in visit(client, f"{LISTS}?tahap=putus&hal=9").text
    assert client.get(f"{LISTS}?tahap=putus&langkah=").location == f"{LISTS}?tahap=putus"


def acting_post(people) -> str:
    return Post.get_by_id(acting(people["petugas"]).post_ids[0]).name


def test_a_list_leaves_by_the_admins_press_and_is_written_down(client_for, town, people):
    answer = send(client_for("admin"), PRESS, {"filters": f"tahap=putus&perusahaan={town.sinar.id}"})
    page = sheet_of(answer)
    lines = lines_of(page)
    assert {line[1] for line in lines} == {one.name for one in (town.promised, town.paid_again, town.lapsed)}
    assert all("••••••••" in line[2] and line[8] == town.sinar.name for line in lines)
    assert {line[9] for line in lines} == {acting_post(people)}
    assert {line[5] for line in lines} == {
        "dijanjikan lagi, belum dibayar",
        "sudah dibayar lagi, belum dikonfirmasi BPJS",
        "belum ada yang menanggung lagi",
    }
    assert page["A1"].value.startswith(f"Pernah terlindungi, lalu putus, {town.sinar.name}. Keadaan ")
    niks = {safe.open_text(row.nik_sealed, safe.NIK) for row in Worker.select()}
    assert not any(nik in words_of(answer) for nik in niks)
    assert answer.headers["Content-Disposition"].endswith("evaluasi-putus.xlsx")
    event = AuditEvent.get(AuditEvent.action == "evaluasi.orang_diunduh")
    assert (event.detail["orang"], event.detail["saringan"]) == (3, town.sinar.name)


def test_whoever_is_frozen_since_is_not_named_in_a_sheet(client_for, town):
    Worker.update(frozen_at="2026-11-01").where(Worker.id == town.lapsed.id).execute()
    answer = send(client_for("admin"), PRESS, {"filters": "tahap=putus"})
    assert town.lapsed.name not in words_of(answer) and town.lapsed.reg_no in words_of(answer)
    assert len(lines_of(sheet_of(answer))) == 5


def test_more_than_a_sheet_takes_is_refused_with_what_to_do(client_for, town, monkeypatch):
    monkeypatch.setattr(evaluation_sheets, "MOST_PEOPLE", 3)
    answer = send(client_for("admin"), PRESS, {"filters": "tahap=putus"})
    assert answer.status_code == 422 and "Pilih dulu satu pos" in answer.text
    assert town.lapsed.name in answer.text
    assert not AuditEvent.select().where(AuditEvent.action == "evaluasi.orang_diunduh").exists()


def test_looking_takes_nothing_away(client_for, town):
    answer = client_for("auditor").get(f"{PRESS}?tahap=putus&putus=m3")
    assert (answer.status_code, answer.location) == (303, f"{LISTS}?tahap=putus&putus=m3")
    for name in ("auditor", "petugas", "opd", "mitra", "donatur"):
        assert send(client_for(name), PRESS, {"filters": "tahap=putus"}).status_code == 403
    assert "Unduh daftar ini" not in client_for("auditor").get(f"{LISTS}?tahap=putus").text
    assert "Unduh daftar ini" in client_for("admin").get(f"{LISTS}?tahap=putus").text
