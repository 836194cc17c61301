"""A department's roster on its pages: sent in, looked at, applied, dropped; /opd/<code>/pegawai and what lies below."""

import re
from io import BytesIO

import openpyxl
import pytest

from db.connection import writing
from db.models import AuditEvent, Opd, StaffImport, StaffMember
from kiosk.services import queue
from tests.services import rosters
from tests.services.at_once import key
from tests.services.rosters import line, nip, sheet, workbook
from tests.web.desk import send
from tests.web.house_rules import check_page

CODE, OTHER, CITY = "INSPEKTORAT", "BAPPEDA", "/opd/pegawai"
LIST = f"/opd/{CODE}/pegawai"


def upload(client, content: bytes, address: str = LIST, name: str = "pegawai.csv"):
    fields = {"client_key": key(), "sheet": (BytesIO(content), name)}
    return send(client, address, fields, content_type="multipart/form-data")


def read(client, *lines: str, address: str = LIST) -> str:
    """Sent in and read by the worker; answers with its page."""
    answer = upload(client, sheet(lines), address)
    assert answer.status_code == 303, answer.text
    queue.run_waiting_tasks()
    return answer.location


def press(client, address: str, what: str, **other):
    answer = send(client, f"{address}/{what}", {"client_key": key(), **other})
    queue.run_waiting_tasks()
    return answer


def counts(text: str) -> dict[str, int]:
    return {name: int(value) for name, value in re.findall(r'<data id="lines-([a-z_]+)" value="(\d+)"', text)}


@pytest.fixture
def secretary(client_for):
    return client_for("opd")


@pytest.fixture
def own(people) -> Opd:
    return people["opd"].opd


def test_roster_is_sent_in_looked_at_and_applied(secretary, visit):
    page = read(secretary, line(1), line(2, unit="Irban I"), "123;Pendek;PNS;;;")
    found = visit(secretary, page)
    assert counts(found.text) == {"total": 3, "wrong": 1, "new": 2}
    assert "Belum ada yang berubah" in found.text
    assert nip(1) not in found.text and "•" * 14 + nip(1)[-4:] in found.text
    assert "Baris yang benar tetap dapat diterapkan" in found.text
    assert press(secretary, page, "penerapan").location == page
    applied = visit(secretary, page).text
    assert "sudah diterapkan" in applied and f'href="/opd/{CODE}"' in applied
    assert "tetap dapat diterapkan" not in applied and "Unduh baris yang salah" in applied
    roster = visit(secretary, f"/opd/{CODE}").text
    assert '<data id="staff-total" value="2"' in roster
    assert "Irban I" in roster


def test_page_polls_while_the_worker_is_at_it_and_leads_on_when_it_is_done(secretary):
    address = upload(secretary, sheet([line(1)])).location
    htmx = {"HX-Request": "true"}
    waiting = secretary.get(address, headers=htmx)
    assert 'hx-trigger="load delay:1s"' in waiting.text and "<html" not in waiting.text
    queue.run_waiting_tasks()
    assert secretary.get(address, headers=htmx).headers["HX-Redirect"] == address


def test_three_people(client_for, secretary, people, stranger):
    page = read(secretary, line(1))
    for name in ("opd2", "donatur", "petugas", "mitra"):
        client = client_for(name)
        assert client.get(LIST).status_code == client.get(page).status_code == 403
        assert upload(client, sheet([line(2)])).status_code == 403
        assert press(client, page, "penerapan").status_code == 403
        assert press(client, page, "pembatalan").status_code == 403
        assert send(client, f"{page}/galat.xlsx").status_code == 403
    auditor = client_for("auditor")
    assert auditor.get(page).status_code == 200 and "penerapan" not in auditor.get(page).text
    assert press(auditor, page, "penerapan").status_code == 403
    assert stranger.get(page).location.startswith("/masuk")
    assert secretary.get(CITY).status_code == 403
    # The number of one department's opens below no other.
    assert client_for("admin").get(page.replace(CODE, OTHER)).status_code == 404


def test_many_who_leave_have_to_be_ticked(secretary, own, visit):
    rosters.on_roster(own, 1, 2, 3)
    page = read(secretary, line(1))
    assert "2 dari 3 pegawai akan dicatat keluar" in visit(secretary, page).text
    refused = press(secretary, page, "penerapan")
    assert refused.status_code == 422 and "Lebih dari sepertiga" in refused.text
    check_page(refused)
    assert press(secretary, page, "penerapan", many="y").status_code == 303
    left = visit(secretary, f"/opd/{CODE}?keadaan=keluar").text
    assert "Pegawai c" in left and "keluar " in left and "Pegawai b" not in left


def test_file_without_a_right_row_has_no_button_that_applies_it(secretary, own, visit):
    rosters.on_roster(own, 1, 2)
    page = read(secretary, *(line(number, opd="Dinas Pendidikan") for number in range(10, 16)))
    found = visit(secretary, page).text
    assert (
        "Berkas ini tampaknya milik Dinas Pendidikan" in found and "Tidak ada yang dapat diterapkan" in found
    )
    assert f'action="{page}/penerapan"' not in found and f'action="{page}/pembatalan"' in found
    assert press(secretary, page, "penerapan", many="y").status_code == 422
    assert len(rosters.members()) == 2


def test_units_that_an_import_has_emptied_are_offered_for_closing(secretary, visit):
    press(secretary, read(secretary, line(1, unit="Irban I"), line(2)), "penerapan")
    page = read(secretary, line(1, unit="Irban II"), line(2))
    press(secretary, page, "penerapan")
    found = visit(secretary, page).text
    assert "1 unit kosong." in found and f'href="/opd/{CODE}/unit-kosong"' in found


def test_list_of_each_fate_shows_its_lines(secretary, own, visit):
    rosters.on_roster(own, 1, 2)
    page = read(secretary, line(1, name="Budi Santoso"), line(3), line(3))
    assert "Nama: Pegawai b menjadi Budi Santoso." in visit(secretary, f"{page}?hasil=changed").text
    assert "Pegawai c" in visit(secretary, f"{page}?hasil=leaving").text
    assert "sudah ada di baris 3" in visit(secretary, f"{page}?hasil=repeated").text
    assert "tidak dipakai" in visit(secretary, f"{page}?hasil=raja").text


def test_wrong_rows_are_given_back_with_what_to_mend(secretary):
    content = workbook(
        ["NIP", "Nama Pegawai", "Status"], [int(nip(1)), "Ratna", "PNS"], [nip(2), "Budi", "Honorer"]
    )
    page = upload(secretary, content, name="pegawai.xlsx").location
    queue.run_waiting_tasks()
    answer = send(secretary, f"{page}/galat.xlsx")
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.rows]
    assert rows[0] == ["Baris", "NIP", "Nama Pegawai", "Status", "Yang perlu diperbaiki"]
    assert rows[1][1].endswith("???") and "Excel membulatkan NIP" in rows[1][-1]
    assert rows[2][1] == nip(2) and "Honorer" in rows[2][-1]
    assert AuditEvent.select().where(AuditEvent.action == "pegawai.galat_diunduh").count() == 1
    assert secretary.get(f"{page}/galat.xlsx").location == page


def test_wrong_rows_that_were_mended_are_sent_in_by_themselves_and_nobody_is_missing(secretary, visit):
    page = read(secretary, line(1), line(2), line(3).replace("PNS", "Honorer"))
    book = openpyxl.load_workbook(BytesIO(send(secretary, f"{page}/galat.xlsx").data))
    book.active.cell(2, 4).value = "PPPK"
    stream = BytesIO()
    book.save(stream)
    mended = upload(secretary, stream.getvalue(), name="galat.xlsx").location
    queue.run_waiting_tasks()
    assert press(secretary, mended, "penerapan").status_code == 303
    # The whole roster is not outdated by it; it is compared once more.
    assert press(secretary, page, "penerapan").status_code == 303
    assert counts(visit(secretary, page).text) == {"total": 3, "wrong": 1, "new": 2}
    press(secretary, page, "penerapan")
    assert set(rosters.members()) == {nip(1), nip(2), nip(3)}
    later = read(secretary, line(1), line(3), "123;Pendek;PNS;;;")
    assert "leaving" in counts(visit(secretary, later).text)
    assert "leaving" not in counts(visit(secretary, mended).text)
    assert "pegawai lain tetap" in visit(secretary, mended).text


def test_same_bytes_lead_to_what_became_of_them(secretary):
    page = read(secretary, line(1))
    again = upload(secretary, sheet([line(1)]))
    assert again.location == page and StaffImport.select().count() == 1
    assert "persis sama" in secretary.get(page).text


def test_file_that_is_none_is_refused_beside_its_field(secretary):
    for content, words in (
        (b"", "0 byte"),
        (b"PK\x03\x04 rusak", "terpotong"),
        (b"Hanya satu kalimat.\n", "Judul kolom"),
    ):
        refused = upload(secretary, content)
        assert refused.status_code == 422 and words in refused.text
        check_page(refused)
    nothing = send(secretary, LIST, {"client_key": key()})
    assert nothing.status_code == 422 and "Pilih berkas daftar pegawai" in nothing.text
    assert StaffImport.select().count() == 0


def test_headings_nobody_understands_are_explained_on_a_page_of_their_own(secretary, visit):
    content = sheet([f"{nip(1)};Budi;PNS"], "Nomor Punggung;Sebutan;Status")
    page = upload(secretary, content).location
    queue.run_waiting_tasks()
    assert "Jelaskan kolomnya" in visit(secretary, page).text
    asked = visit(secretary, f"{page}/kolom").text
    assert nip(1) not in asked and "Sebutan" in asked
    chosen = {
        "client_key": key(),
        "lembar": "1",
        "baris": "1",
        "kolom_0": "nip",
        "kolom_1": "",
        "kolom_2": "",
    }
    lacking = send(secretary, f"{page}/kolom", chosen)
    assert lacking.status_code == 422 and "Belum ada kolom untuk Nama" in lacking.text
    assert send(secretary, f"{page}/kolom", chosen | {"kolom_1": "name"}).location == page
    queue.run_waiting_tasks()
    assert counts(visit(secretary, page).text) == {"total": 1, "new": 1}


def test_older_upload_is_dropped(secretary, visit):
    older, newer = read(secretary, line(1)), read(secretary, line(1), line(2))
    press(secretary, newer, "penerapan")
    assert "sudah usang" in visit(secretary, older).text
    uploads = visit(secretary, LIST).text
    assert "usang, daftar yang lebih baru" in uploads and "siap diperiksa" not in uploads
    assert press(secretary, older, "penerapan").status_code == 422
    assert press(secretary, older, "pembatalan").status_code == 303
    assert "dibatalkan" in visit(secretary, older).text
    assert press(secretary, newer, "pembatalan").status_code == 422


def test_admin_sends_in_the_whole_city(client_for, visit):
    admin = client_for("admin")
    visit(admin, CITY)
    page = read(
        admin, line(1, opd="Bappeda"), line(2, opd="Diskominfo"), line(3, opd="Dinas Sihir"), address=CITY
    )
    assert page.startswith("/opd/kota/pegawai/")
    assert counts(visit(admin, page).text) == {"total": 3, "wrong": 1, "new": 2}
    press(admin, page, "penerapan")
    assert "Pegawai b" in visit(admin, f"/opd/{OTHER}").text
    refused = upload(admin, sheet([f"{nip(1)};Budi"], "NIP;Nama"), CITY)
    assert refused.status_code == 422 and "OPD" in refused.text


def test_sample_has_the_headings_that_are_understood(secretary):
    answer = secretary.get("/opd/pegawai/contoh.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.data))
    assert [cell.value for cell in book["PEGAWAI"][1]] == ["NIP", "Nama", "Status", "OPD", "Unit", "Jabatan"]
    assert "Dinas Kesehatan" in [cell.value for cell in book["Daftar"]["A"]]


def test_roster_is_searched_by_name_or_nip_and_no_nip_stands_in_an_address(secretary, own, client_for):
    rosters.on_roster(own, 1, 2)
    with writing():
        StaffMember.update(name="Sri Wahyuni, S.E.").where(StaffMember.nip == nip(2)).execute()
    for text, found in (("wahyuni sri", True), (nip(2), True), ("slamet", False)):
        answer = send(secretary, f"/opd/{CODE}", {"cari": text})
        assert answer.status_code == 200 and ("Sri Wahyuni" in answer.text) is found
        assert ">Pegawai b<" not in answer.text
        check_page(answer)
    assert send(secretary, f"/opd/{CODE}", {"cari": ""}).status_code == 422
    assert send(client_for("auditor"), f"/opd/{CODE}", {"cari": "sri"}).status_code == 200
    assert send(client_for("opd2"), f"/opd/{CODE}", {"cari": "sri"}).status_code == 403


def test_roster_is_filtered_by_unit_and_status_and_shows_the_tree_with_counts(secretary, visit):
    page = read(secretary, line(1, unit="Irban I"), line(2, unit="Irban II", status="PPPK"), line(3))
    press(secretary, page, "penerapan")
    here = f"/opd/{CODE}"
    whole = visit(secretary, here).text
    assert all(f"Pegawai {letter}" in whole for letter in "bcd")
    assert f'href="{here}?unit=INSPEKTORAT-IRBAN-I#staff"' in whole
    within = visit(secretary, f"{here}?unit=INSPEKTORAT-IRBAN-II").text
    assert "Pegawai c" in within and "Pegawai b" not in within
    assert "Pegawai d" in visit(secretary, f"{here}?unit={CODE}").text
    contract = visit(secretary, f"{here}?status=pppk").text
    assert "Pegawai c" in contract and "Pegawai b" not in contract
    assert "tidak dipakai" in visit(secretary, f"{here}?unit=TIDAK-ADA").text


def test_pages_ask_as_many_questions_for_many_as_for_few(secretary, own, count_queries):
    rosters.on_roster(own, 1)
    page = read(secretary, line(1), line(2))
    few = [
        count_queries(lambda address=address: secretary.get(address)) for address in (page, f"/opd/{CODE}")
    ]
    rosters.on_roster(own, *range(300, 340))
    many = read(secretary, *(line(number, unit=f"Unit {rosters.letters(number)}") for number in range(2, 60)))
    press(secretary, many, "penerapan", many="y")
    other = read(secretary, *(line(number) for number in range(20, 90)))
    asked = [
        count_queries(lambda address=address: secretary.get(address)) for address in (other, f"/opd/{CODE}")
    ]
    assert asked == few
