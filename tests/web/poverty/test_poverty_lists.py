"""Lists of the extreme poor on their pages: sent in, looked at, worked at, withdrawn; /program/miskin and below."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from kiosk.services import queue
from tests.services.at_once import acting, key, nik
from tests.services.poverty import line, named, on_record, read, sheet
from tests.web.desk import KAUMAN, send
from tests.web.house_rules import check_page

LISTS, WORK = "/program/miskin", "/program/miskin/kerja"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def upload(client, content: bytes, **other):
    fields = {"client_key": key(), "source": "DTSEN Dinas Sosial", "as_of": "01/09/2026", "decile": "1"}
    fields |= {"sheet": (BytesIO(content), "miskin.csv")} | other
    return send(client, f"{LISTS}/baru", fields, content_type="multipart/form-data")


def counts(text: str) -> dict[str, int]:
    return {name: int(value) for name, value in re.findall(r'<data id="rows-([a-z_]+)" value="(\d+)"', text)}


def read_list(people, *lines: str) -> PovertyList:
    return read(sheet(lines), acting(people["admin"]))


def row_page(made: PovertyList, number: int) -> str:
    return f"{LISTS}/{made.no}/baris/{number}"


def test_a_list_is_sent_in_and_its_rows_are_shown_masked(admin, people, visit):
    on_record(1, acting(people["petugas"]))
    answer = upload(admin, sheet([line(1), line(2), "123;Pendek Sekali;Kauman"]))
    assert answer.status_code == 303, answer.text
    queue.run_waiting_tasks()
    found = visit(admin, answer.location)
    assert counts(found.text) == {"total": 3, "matched": 1, "unknown": 1, "wrong": 1}
    assert nik(2) not in found.text and f"{nik(2)[:4]}••••••••{nik(2)[-4:]}" in found.text
    assert "NIK bukan 16 angka" in found.text and "Pendek Sekali" not in found.text
    only = visit(admin, f"{answer.location}?keadaan=unknown")
    assert named(2) in only.text and named(1) not in only.text
    assert named(2) not in visit(admin, LISTS).text
    assert "Betulkan di berkasnya" in found.text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"source": ""}, "Isi sumber daftarnya."),
        ({"source": f"DTSEN {nik(1)}"}, "nomor"),
        ({"as_of": "31/02/2026"}, "31"),
        ({"as_of": "01/09/2999"}, "tidak masuk akal"),
        ({"as_of": f"{today() + timedelta(days=1):%d/%m/%Y}"}, "belum terjadi"),
        ({"as_of": "01/09/1001"}, "tahun"),
        ({"decile": "0"}, "Not a valid|pilihan|Pilih"),
        ({"decile": "kolom"}, "Desil"),
        ({"sheet": (BytesIO(b""), "")}, "Pilih berkas"),
        ({"sheet": (BytesIO(b"%PDF-1.7 \x00"), "a.xlsx")}, "PDF"),
        ({"sheet": (BytesIO(b"\x00\x01\x02"), "a.csv")}, "berkas"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_keeps_nothing(admin, other, said):
    answer = upload(admin, sheet([line(1)]), **other)
    assert answer.status_code == 422
    check_page(answer)
    assert re.search(said, answer.text), answer.text
    assert not PovertyList.select().exists()


def test_headings_nobody_understands_are_explained_once(admin, visit):
    answer = upload(admin, sheet([line(1)], "Kolom Satu;Nama;Kelurahan"))
    queue.run_waiting_tasks()
    assert "Jelaskan kolomnya" in visit(admin, answer.location).text
    page = visit(admin, f"{answer.location}/kolom")
    names = re.findall(r'<select[^>]* name="([^"]+)"', page.text)
    chosen = dict(
        zip(
            [name for name in names if name not in ("lembar", "baris")],
            ("nik", "name", "kelurahan"),
            strict=False,
        )
    )
    fields = {"client_key": key(), "lembar": "1", "baris": "1", **chosen}
    told = send(admin, f"{answer.location}/kolom", fields)
    assert told.status_code == 303, told.text
    queue.run_waiting_tasks()
    assert counts(visit(admin, answer.location).text)["unknown"] == 1


def test_the_same_file_leads_to_the_first_and_says_so(admin, people, visit):
    made = read_list(people, line(1))
    answer = upload(admin, sheet([line(1)]))
    assert (answer.status_code, answer.location) == (303, f"{LISTS}/{made.no}")
    page = visit(admin, answer.location).text
    assert f"sudah diterima pada {long_date(today())} sebagai {made.no}" in page
    assert "Tidak ada daftar baru yang dibuat" in page and PovertyList.select().count() == 1
    upload(admin, sheet([line(1)]), source="Kiriman lain")
    assert "dengan sumber atau tanggal lain" in visit(admin, answer.location).text


def test_whoever_has_no_nik_is_a_wrong_row_with_its_reason(admin, people, visit):
    made = read(
        sheet([f"{nik(1)};{named(1)}", ";Tanpa Nomor", "", ";Lurah Kauman"], "NIK;Nama"),
        acting(people["admin"]),
    )
    page = visit(admin, f"{LISTS}/{made.no}").text
    assert counts(page)["wrong"] == 1 and "isi NIK-nya di berkas" in page
    assert "Tanpa Nomor" not in page and "1 baris terisi dilewati" in page


def test_a_list_is_withdrawn_with_a_reason(admin, people, visit):
    worker = on_record(1, acting(people["petugas"]))
    made = read_list(people, line(1), line(2))
    there = f"{LISTS}/{made.no}/penarikan"
    assert send(admin, there, {"client_key": key(), "reason": ""}).status_code == 422
    assert send(admin, there, {"client_key": key(), "reason": "Berkasnya keliru"}).status_code == 303
    queue.run_waiting_tasks()
    assert "Berkasnya keliru" in visit(admin, f"{LISTS}/{made.no}").text
    assert not PovertyRow.select().exists() and Worker.get_by_id(worker.id).dtsen_decile is None


def test_three_people_see_what_is_theirs(client_for, people, visit):
    """The officer of the kelurahan, a colleague of another one, and a stranger to it all."""
    made = read_list(people, line(1), line(2, place=""))
    own, elsewhere = client_for("petugas"), client_for("petugas2")
    mine = visit(own, WORK).text
    assert named(1) in mine and named(2) not in mine and nik(1) not in mine
    assert named(1) not in visit(elsewhere, WORK).text
    assert visit(own, row_page(made, 2)) and own.get(row_page(made, 3)).status_code == 403
    assert elsewhere.get(row_page(made, 2)).status_code == 403
    for role in ("mitra", "donatur", "opd"):
        for address in (WORK, LISTS, row_page(made, 2)):
            assert client_for(role).get(address).status_code == 403
    for address in (LISTS, f"{LISTS}/{made.no}"):
        assert own.get(address).status_code == 403
    for role in ("admin", "auditor"):
        everything = visit(client_for(role), WORK).text
        assert named(1) in everything and named(2) in everything and nik(1) not in everything
    assert visit(client_for("auditor"), row_page(made, 2)).text.count("/penutupan") == 0
    press = {"client_key": key(), "why": "moved"}
    for role in ("petugas2", "auditor", "mitra"):
        assert send(client_for(role), f"{row_page(made, 2)}/penutupan", press).status_code == 403
    assert PovertyRow.get(PovertyRow.number == 2).state == "unknown"


@pytest.mark.parametrize("number", ["0", "99", "9" * 30, "-1", "satu"])
def test_a_row_that_is_none_is_not_there(admin, people, number):
    assert admin.get(f"{LISTS}/{read_list(people, line(1)).no}/baris/{number}").status_code == 404


def test_an_officer_opens_the_form_filled_and_enrols(client_for, people, visit):
    made, officer = read_list(people, line(1)), client_for("petugas")
    once = key()
    for _twice in range(2):
        answer = send(officer, f"{row_page(made, 2)}/pendaftaran", {"client_key": once})
        assert (answer.status_code, answer.location) == (303, f"/pekerja/baru?draf={once}")
    page = visit(officer, answer.location)
    assert f'value="{nik(1)}"' in page.text and f'value="{named(1)}"' in page.text
    on_record(1, acting(people["petugas"]))
    assert PovertyRow.get().state == "enrolled"
    assert named(1) not in visit(officer, WORK).text


def test_a_row_is_compared_closed_and_given_to_a_kelurahan(admin, client_for, people, visit):
    worker = on_record(1, acting(people["petugas"]), name="Budi Santoso")
    made, officer = read_list(people, line(1), line(2), line(3, place="")), client_for("petugas")
    there = row_page(made, 2)
    page = visit(officer, there).text
    assert "Budi Santoso" in page and named(1) in page
    assert send(officer, f"{there}/pencocokan", {"client_key": key()}).status_code == 422
    fields = {"client_key": key(), "same": "ya"}
    for _twice in range(2):
        assert send(officer, f"{there}/pencocokan", fields).status_code == 303
    assert Worker.get_by_id(worker.id).dtsen_decile == 1
    assert (
        send(officer, f"{row_page(made, 3)}/penutupan", {"client_key": key(), "why": "raja"}).status_code
        == 422
    )
    assert (
        send(officer, f"{row_page(made, 3)}/penutupan", {"client_key": key(), "why": "died"}).status_code
        == 303
    )
    assert "sudah meninggal" in visit(officer, row_page(made, 3)).text
    area = f"{row_page(made, 4)}/kelurahan"
    assert send(admin, area, {"client_key": key(), "kelurahan": "luar"}).status_code == 422
    assert send(admin, area, {"client_key": key(), "kelurahan": KAUMAN}).status_code == 303
    assert named(3) in visit(officer, WORK).text


def test_an_empty_desk_says_what_to_do_first(admin, client_for, visit):
    assert "Minta daftar miskin ekstrem dari Dinas Sosial" in visit(admin, LISTS).text
    assert "Tidak ada yang perlu dikerjakan" in visit(client_for("petugas"), WORK).text


def test_pages_ask_as_much_for_many_rows_as_for_few(admin, people, visit, count_queries):
    made = read_list(people, line(1), line(2))
    few = count_queries(lambda: admin.get(f"{LISTS}/{made.no}")), count_queries(lambda: admin.get(WORK))
    more = read_list(people, *[line(number) for number in range(10, 40)])
    assert (
        count_queries(lambda: admin.get(f"{LISTS}/{more.no}")),
        count_queries(lambda: admin.get(WORK)),
    ) <= (
        few[0] + 1,
        few[1],
    )  # one more: the list before of the same source; fmt: skip


def test_a_nik_of_no_region_is_a_warning_beside_its_row(admin, people, visit):
    odd = f"99{nik(2)[2:]}"
    made = read_list(people, line(1), f"{odd};{named(2)};Kauman")
    page = visit(admin, f"{LISTS}/{made.no}").text
    assert counts(page) == {"total": 2, "unknown": 2} and page.count("kode wilayah NIK tidak dikenal") == 1
    assert "kode wilayah NIK tidak dikenal" in visit(admin, row_page(made, 3)).text
    assert "kode wilayah NIK tidak dikenal" not in visit(admin, row_page(made, 2)).text


def test_a_file_that_only_calls_itself_a_workbook_is_told_so(admin):
    answer = upload(admin, b"ini bukan lembar kerja\n", sheet=(BytesIO(b"bukan lembar\n"), "miskin.xlsx"))
    assert answer.status_code == 422 and "bukan lembar kerja" in answer.text
    assert not PovertyList.select().exists()
