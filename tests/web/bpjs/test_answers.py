"""BPJS's files on their pages: sent in, counted, looked at line by line; /bpjs/balasan and what lies below it."""

import re
from io import BytesIO

import openpyxl
import pytest

from db.models import Answer, AnswerHeading, AuditEvent, Worker
from kiosk.domain.clock import today
from kiosk.services import queue
from tests.services.at_once import acting, key, nik
from tests.services.bpjs_files import accepted, asked_people, rejected, sample, sent_in, sheet
from tests.web.desk import send
from tests.web.house_rules import check_page

LIST = "/bpjs/balasan"
UNKNOWN = "Angka Penduduk;Sebutan;Putusan"


def upload(client, content: bytes, name: str = "balasan.csv", **other):
    fields = {"client_key": key(), "kind": "answer", "submission": "", "as_of": "", "funder": ""} | other
    return send(
        client, LIST, fields | {"sheet": (BytesIO(content), name)}, content_type="multipart/form-data"
    )


def address() -> str:
    return f"{LIST}/{Answer.select().order_by(Answer.id.desc()).get().no}"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def asked(people):
    """Six people whom BPJS was asked for."""
    return asked_people(people, acting(people["admin"]), 6)


@pytest.fixture
def answered(asked, admin) -> str:
    """The page of an answer with every kind of line."""
    lines = [
        accepted(1), accepted(2), rejected(3, f"NIK {nik(3)} tidak padan"), accepted(50),
        accepted(4).replace("Diterima", "Entah"), accepted(1),
    ]  # fmt: skip
    assert upload(admin, sheet(lines)).status_code == 303
    return address()


def counts(text: str) -> dict[str, int]:
    """What the tiles count, by their ids."""
    return {name: int(value) for name, value in re.findall(r'<data id="lines-([a-z_]+)" value="(\d+)"', text)}


def test_file_is_sent_in_and_its_page_tells_of_every_line(answered, admin, visit):
    text = visit(admin, answered).text
    found = counts(text)
    assert found == {"total": 6, "accepted": 2, "rejected": 1, "stranger": 1, "wrong": 2}
    assert "2 + 1 + 1 + 2 = 6 baris" in text
    assert all(f"{answered}?hasil={outcome}#lines" in text for outcome in ("accepted", "rejected", "wrong"))
    assert "4 dari seluruh baris perlu diselesaikan." in text


def test_line_shows_its_row_person_masked_number_what_bpjs_says_and_why(answered, admin, visit):
    text = visit(admin, f"{answered}?hasil=wrong").text
    assert f"{nik(4)[:4]}••••••••{nik(4)[-4:]}" in text and "Status “Entah” tidak dikenal." in text
    assert "NIK ini sama dengan baris 2 berkas ini." in text and "Ikuti keterangan" in text
    text = visit(admin, f"{answered}?hasil=rejected").text
    worker = Worker.get(Worker.name == "Orang 00003")
    assert f'href="/pekerja/{worker.reg_no}"' in text
    assert "NIK 3374•••• tidak padan" in text


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_no_full_number_stands_on_any_page(answered, client_for, visit, who):
    for page in (LIST, answered, f"{answered}?hasil=accepted", "/bpjs/judul"):
        text = visit(client_for(who), page).text
        assert not any(nik(number) in text for number in range(1, 51)) and "26000000" not in text


def test_all_right_is_said_and_nothing_is_offered_to_settle(asked, admin, visit):
    upload(admin, sheet([accepted(1), accepted(2)]))
    text = visit(admin, address()).text
    assert "2 baris terbaca dan tercatat semuanya." in text and "galat.xlsx" not in text


def test_answer_to_one_submission_is_chosen_from_its_page(asked, admin, visit):
    text = visit(admin, f"{LIST}?pengajuan={asked.no}").text
    assert f'<option selected value="{asked.no}">' in text
    upload(admin, sheet([accepted(1)]), submission=asked.no)
    assert Answer.get().submission == asked
    assert f'href="/bpjs/{asked.no}"' in visit(admin, address()).text


def test_list_of_members_is_sent_in_with_its_day_and_funder(asked, admin, visit):
    day = f"{today():%d/%m/%Y}"
    assert (
        upload(admin, sample("03-peserta-aktif.xlsx"), "a.xlsx", kind="members", as_of=day).status_code == 303
    )
    answer = Answer.get()
    assert (answer.kind, answer.as_of, answer.funder) == ("members", today(), None)
    text = visit(admin, address()).text
    assert "Daftar peserta aktif" in text and counts(text) == {"total": 8, "bpjs_only": 6, "wrong": 2}
    assert 'href="/bpjs/cocok"' in visit(admin, f"{address()}?hasil=bpjs_only").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "members"}, "Isi tanggal keadaan daftar ini"),
        ({"kind": "members", "as_of": "01/01/2099"}, "belum tiba"),
        ({"kind": "members", "as_of": "kapan"}, "Tanggal tidak dapat dibaca"),
        ({"kind": "members", "as_of": "2026-11-01", "funder": "999999"}, "Pilih penanggung dari daftar"),
        ({"kind": "surat"}, "Pilih jenis berkasnya."),
        ({"submission": "D26-TIDAK"}, "Tidak ada pengajuan dengan nomor itu."),
        ({"client_key": ""}, "Muat ulang halaman ini"),
    ],
)
def test_wrong_form_comes_back_with_what_is_wrong_and_nothing_is_kept(asked, admin, fields, said):
    answer = upload(admin, sheet([accepted(1)]), **fields)
    assert (answer.status_code, said in answer.text, Answer.select().count()) == (422, True, 0)
    assert "Pilih berkasnya sekali lagi" in answer.text
    check_page(answer)


def test_form_without_a_file_is_asked_for_one(admin):
    answer = send(admin, LIST, {"client_key": key(), "kind": "answer"})
    assert answer.status_code == 422 and "Pilih berkas dari BPJS lebih dulu." in answer.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (sample("01-jawaban-cabang.xlsx")[:4_000], "Berkas ini terpotong: bagian akhirnya tidak ada"),
        (sheet([accepted(1)])[:-20], "Berkas ini terpotong: baris terakhirnya, baris 2"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "bukan lembar kerja"),
    ],
)
def test_cut_and_lying_files_are_refused_beside_the_field(asked, admin, content, said):
    answer = upload(admin, content, "balasan.xlsx")
    assert answer.status_code == 422 and said in answer.text and Answer.select().count() == 0
    check_page(answer)


def test_same_bytes_again_lead_to_the_earlier_answer(answered, admin):
    content = sheet([accepted(5)])
    upload(admin, content)
    first = address()
    answer = upload(admin, content, "lain.csv")
    assert answer.status_code == 422 and f'href="{first}"' in answer.text
    assert "Berkas ini sudah pernah diunggah." in answer.text


def test_unknown_headings_are_explained_once_on_a_page_of_their_own(asked, admin, visit):
    line = f"{nik(1)};Orang 00001;Diterima"
    upload(admin, sheet([line], UNKNOWN))
    page = address()
    assert "Kolom berkas ini belum dipahami." in visit(admin, page).text
    text = visit(admin, f"{page}/kolom").text
    assert "Putusan" in text and "3374••••" in text and nik(1) not in text
    place = {"lembar": "1", "baris": "1", "client_key": key()}
    wrong = send(admin, f"{page}/kolom", place | {"kolom_0": "nik", "kolom_1": "name", "kolom_2": ""})
    assert (
        wrong.status_code == 422 and "Belum ada kolom untuk Status: diterima atau ditolak atau" in wrong.text
    )
    check_page(wrong)
    right = send(admin, f"{page}/kolom", place | {"kolom_0": "nik", "kolom_1": "name", "kolom_2": "status"})
    assert right.status_code == 303 and counts(visit(admin, page).text) == {"total": 1, "accepted": 1}


def test_remembered_headings_are_listed_and_forgotten(asked, admin, visit):
    test_unknown_headings_are_explained_once_on_a_page_of_their_own(asked, admin, visit)
    text = visit(admin, "/bpjs/judul").text
    assert "Putusan" in text and "Status: diterima atau ditolak" in text
    number = AnswerHeading.get(AnswerHeading.heading == "Putusan").id
    assert send(admin, "/bpjs/judul", {"nomor": number}).status_code == 303
    assert "Judul “Putusan” dilupakan." in visit(admin, "/bpjs/judul").text
    assert send(admin, "/bpjs/judul", {"nomor": number}).status_code == 404
    assert send(admin, "/bpjs/judul", {"nomor": "satu"}).status_code == 404


def test_lines_to_settle_are_given_back_in_bpjs_s_own_columns_and_it_is_written_down(answered, admin):
    answer = send(admin, f"{answered}/galat.xlsx")
    assert answer.status_code == 200 and "perlu-diselesaikan.xlsx" in answer.headers["Content-Disposition"]
    rows = list(openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0] == (
        "Baris",
        "NIK",
        "Nama",
        "Status",
        "KPJ",
        "Tanggal Berlaku",
        "Alasan",
        "Yang perlu diselesaikan",
    )
    assert [row[0] for row in rows[1:]] == ["4", "5", "6", "7"]
    assert rows[1][1] == nik(3) and "ajukan lagi" in rows[1][-1]
    assert rows[3][3] == "Entah" and rows[3][-1].startswith("Status “Entah” tidak dikenal.")
    event = AuditEvent.get(AuditEvent.action == "bpjs.balasan_diunduh")
    assert (event.subject, event.detail) == (Answer.get().no, {"baris": 4})


def test_large_file_shows_its_progress_until_the_worker_has_read_it(asked, admin, visit):
    upload(admin, sheet(accepted(number) for number in range(1, 700)))
    page = address()
    text = visit(admin, page).text
    assert f'hx-get="{page}"' in text and "<progress" in text
    part = admin.get(page, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="answer_reading"') and "<h1" not in part.text
    queue.run_waiting_tasks()
    done = admin.get(page, headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == page
    text = visit(admin, page).text
    assert counts(text)["total"] == 699 and "<progress" not in text and "Halaman 1 dari 14" in text


def test_list_names_each_file_newest_first_with_what_is_left_to_do(answered, admin, visit):
    upload(admin, sheet([accepted(5)]), "kedua.csv")
    text = visit(admin, LIST).text
    assert text.index("kedua.csv") < text.index("balasan.csv") and answered in text
    assert "Semua pengajuan yang terkirim" in text


def test_unknown_outcome_is_no_filter_and_one_without_lines_says_so(answered, admin, visit):
    assert (
        "Sebagian saringan di alamat ini tidak dipakai: hasil." in visit(admin, f"{answered}?hasil=apa").text
    )
    assert "Tidak ada baris seperti ini" in visit(admin, f"{answered}?hasil=conflict").text


def test_three_people_admin_acts_auditor_looks_nobody_else_comes_near(answered, client_for, visit):
    auditor = client_for("auditor")
    for page in (LIST, answered, f"{answered}/kolom", "/bpjs/judul"):
        visit(auditor, page)
    assert "galat.xlsx" not in visit(auditor, answered).text
    for posted in (LIST, f"{answered}/galat.xlsx", f"{answered}/kolom", "/bpjs/judul"):
        assert send(auditor, posted).status_code == 403, posted
        for who in ("petugas", "mitra", "opd", "donatur"):
            assert client_for(who).get(posted).status_code == 403
            assert send(client_for(who), posted).status_code == 403


def test_answer_nobody_sent_is_not_there(admin, people):
    for page in ("", "/kolom"):
        assert admin.get(f"{LIST}/J26-TIDAK{page}").status_code == 404
    assert send(admin, f"{LIST}/J26-TIDAK/galat.xlsx").status_code == 404


def test_pages_ask_as_much_for_many_lines_as_for_few(asked, admin, people, count_queries, visit):
    few = sent_in(sheet([accepted(1)]), by=acting(people["admin"]))
    once = [count_queries(lambda page=page: visit(admin, page)) for page in (LIST, f"{LIST}/{few.no}")]
    many = [accepted(1), *(accepted(number) for number in range(2, 46))]
    for at in range(3):
        found = sent_in(sheet([*many, accepted(60 + at)]), by=acting(people["admin"]))
    assert [
        count_queries(lambda page=page: visit(admin, page)) for page in (LIST, f"{LIST}/{found.no}")
    ] == once
