"""Coverage to take along: all figures without a name, and a short list of people by a press."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from db.models import AuditEvent, Worker
from kiosk.domain.words import long_date
from kiosk.services import coverage_people_sheets, safe
from tests.web.coverage.figures import published
from tests.web.desk import form_token, send

PRESS = "/cakupan/orang.xlsx"


def workbook(answer):
    assert answer.status_code == 200, answer.text[:300]
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def rows_of(page) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=4)]


def words_of(answer) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.data)) as sheet:
        return " ".join(sheet.read(name).decode() for name in sheet.namelist())


@pytest.mark.parametrize("name", ["admin", "auditor", "opd"])
def test_every_figure_has_its_place_and_nobody_is_named(client_for, city, name):
    answer = client_for(name).get("/cakupan/ringkasan.xlsx")
    book = workbook(answer)
    assert {"Ringkasan", "UCJ", "Alur", "Kecamatan", "Kelurahan", "Pekerjaan", "Sumber dana", "Bulan"} <= set(
        book.sheetnames
    )
    assert ("Perusahaan" in book.sheetnames) == (name != "opd")
    summary = dict(row[:2] for row in rows_of(book["Ringkasan"]))
    assert summary["Terlindungi hari ini"] == 4
    assert summary["Menunggak"] == 2
    assert summary["Baru mulai sesudah bulan ini, berakhir dalam 90 hari"] == 0
    assert book["Berakhir"]["C3"].value == "Baru mulai sesudah bulan ini"
    assert len(rows_of(book["Kelurahan"])) == 178  # and outside the city
    ucj = {row[0]: row for row in rows_of(book["UCJ"])}
    assert ucj["Calon peserta"][1] == 756_873 and ucj["Calon peserta"][3] and ucj["Calon peserta"][4]
    assert ucj["Cakupan"][1] == 51.59
    said = words_of(answer)
    assert not any(person.name in said or person.reg_no in said for person in Worker.select())


def test_the_summary_is_narrowed_as_the_page_is_and_says_so(client_for, city):
    book = workbook(client_for("admin").get("/cakupan/ringkasan.xlsx?kecamatan=33.74.14&bulan=2026-01"))
    assert dict(row[:2] for row in rows_of(book["Ringkasan"]))["Terlindungi hari ini"] == 0
    assert "bulan Januari 2026, Mijen" in book["Alur"]["A1"].value
    assert ", Mijen;" in book["Ringkasan"]["A1"].value


def test_a_tab_that_knows_no_filter_or_month_does_not_claim_one(client_for, city):
    book = workbook(client_for("admin").get("/cakupan/ringkasan.xlsx?kecamatan=33.74.14&bulan=2026-01"))
    told = {page.title: page["A1"].value for page in book}
    assert {tab for tab, words in told.items() if "Januari 2026" in words} == {
        "Alur", "Kecamatan", "Kelurahan", "Pekerjaan", "Sumber dana", "Bulan",
    }  # fmt: skip
    assert "semua kecamatan" in told["Kecamatan"]
    for tab, whose in (("UCJ", "tanpa saringan"), ("OPD", "Semua OPD"), ("Perusahaan", "tanpa saringan")):
        assert "Mijen" not in told[tab] and whose in told[tab], tab


def test_what_is_computed_of_published_figures_is_as_old_as_the_oldest_of_them(client_for, city):
    published(key="ucj_active", value=390_499, as_of=date(2026, 11, 2), source="Laporan cabang BPJS")
    rows = rows_of(workbook(client_for("opd").get("/cakupan/ringkasan.xlsx"))["UCJ"])
    ucj = {row[0]: row for row in rows if row[5].startswith("di")}  # used, or computed
    assert ucj["Peserta aktif"][3] == "02-11-2026"
    assert ucj["Cakupan"][3] == "07-11-2025"


def test_a_list_that_knows_no_kind_of_money_claims_none(client_for, city):
    client = client_for("admin")
    wished = {"csrf_token": form_token(client), "filters": "keadaan=terdaftar&sumber=apbd&kecamatan=33.74.14"}
    page = workbook(client.post(PRESS, data=wished)).active
    assert "APBD" not in page["A1"].value and "Mijen" in page["A1"].value


def test_what_looks_like_a_formula_is_written_as_text(client_for, city):
    published(key="ucj_active", value=390_499, as_of=date(2026, 11, 2), source='=HYPERLINK("http://jahat")')
    book = workbook(client_for("admin").get("/cakupan/ringkasan.xlsx"))
    cells = [cell for row in book["UCJ"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells and all(cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize("name", ["admin", "auditor"])
def test_a_list_leaves_by_a_press_and_is_written_down(client_for, people, city, name):
    answer = send(client_for(name), PRESS, {"filters": "keadaan=terlindungi&kecamatan=33.74.01"})
    lines = rows_of(workbook(answer).active)
    assert {line[1] for line in lines} == {person.name for person in city.protected}
    assert all("••••••••" in line[2] for line in lines)
    niks = {safe.open_text(row.nik_sealed, safe.NIK) for row in Worker.select()}
    assert not any(nik in words_of(answer) for nik in niks)
    assert answer.headers["Content-Disposition"].endswith("cakupan-terlindungi.xlsx")
    event = AuditEvent.get(AuditEvent.action == "cakupan.orang_diunduh")
    assert event.detail["orang"] == 4 and event.detail["daftar"] == "terlindungi"
    assert event.user_id == people[name].id
    assert "Semarang Tengah" in event.detail["saringan"]


def test_a_sheet_says_what_it_lists(client_for, city):
    for asked, said in (
        ("keadaan=berlaku&bulan=2026-11", "Berlaku menurut BPJS, bulan November 2026, seluruh kota."),
        ("keadaan=berakhir-90&sampai=2026-12&sumber=csr", "bulan terakhir Desember 2026, perusahaan (CSR)."),
        ("keadaan=terlindungi&bulan=2026-01", "Terlindungi hari ini, seluruh kota."),
    ):
        assert said in workbook(send(client_for("admin"), PRESS, {"filters": asked})).active["A1"].value


def test_a_list_of_arrears_tells_the_last_day_to_pay(client_for, visit, city):
    for state in ("menunggak", "menunggak-dapat-dibayar"):
        page = workbook(send(client_for("admin"), PRESS, {"filters": f"keadaan={state}"})).active
        assert [cell.value for cell in page[3]][-2:] == ["Bulan terakhir", "Batas bayar"]
        days = {row[7] for row in rows_of(page)}
        assert days and all(days), days
        shown = visit(client_for("auditor"), f"/cakupan/orang?keadaan={state}").text
        for day in days:
            assert long_date(datetime.strptime(day, "%d-%m-%Y").date()) in shown
    page = workbook(send(client_for("admin"), PRESS, {"filters": "keadaan=terlindungi"})).active
    assert "Batas bayar" not in [cell.value for cell in page[3]]
    assert "Batas bayar" not in visit(client_for("admin"), "/cakupan/orang?keadaan=terlindungi").text


def test_a_secretary_takes_the_own_departments_participation_and_no_other(client_for, city, people):
    words = words_of(client_for("opd").get("/cakupan/ringkasan.xlsx"))
    assert people["opd2"].opd.name not in words
    assert people["opd2"].opd.name in words_of(client_for("admin").get("/cakupan/ringkasan.xlsx"))


def test_the_frozen_are_not_named_in_a_sheet(client_for, city):
    answer = send(client_for("admin"), PRESS, {"filters": "keadaan=berlaku"})
    assert city.frozen.name not in words_of(answer)
    assert len(rows_of(workbook(answer).active)) == 5


def test_more_than_anybody_waits_for_is_refused_with_what_to_do(client_for, city, monkeypatch):
    monkeypatch.setattr(coverage_people_sheets, "AT_ONCE", 3)
    answer = send(client_for("admin"), PRESS, {"filters": "keadaan=terlindungi"})
    assert answer.status_code == 422
    assert "tekan Minta lembar daftar ini" in answer.text
    assert city.protected[0].name in answer.text
    assert not AuditEvent.select().where(AuditEvent.action == "cakupan.orang_diunduh").exists()


def test_looking_takes_nothing_away(client_for, city):
    """A GET leads back to the list; who may only look, and who may not, cannot press."""
    client = client_for("auditor")
    answer = client.get(f"{PRESS}?keadaan=menunggak&kecamatan=33.74.14")
    assert answer.status_code == 303
    assert answer.location == "/cakupan/orang?kecamatan=33.74.14&keadaan=menunggak"
    for name in ("opd", "petugas"):
        assert send(client_for(name), PRESS, {"filters": "keadaan=terlindungi"}).status_code == 403
    assert not AuditEvent.select().where(AuditEvent.action == "cakupan.orang_diunduh").exists()
