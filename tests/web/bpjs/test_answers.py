"""BPJS's files on their pages: sent in, counted, looked at line by line; /bpjs/balasan and what lies below it."""

import re
from io import BytesIO

import openpyxl
import pytest

from db.models import Answer, AnswerHeading, AuditEvent, Mismatch, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import queue
from tests import ledger_rows
from tests.services.at_once import acting, key, nik
from tests.services.bpjs_desk import asked as submit
from tests.services.bpjs_files import DAY, accepted, asked_people, rejected, sample, sent_in, sheet
from tests.services.crowd import crowd
from tests.web.desk import send
from tests.web.house_rules import check_page

LIST = "/bpjs/balasan"
UNKNOWN = "Angka Penduduk;Sebutan;Putusan"
ROWS = re.compile(r'data-label="Baris"><span class="cell-body">(\d+)<')


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
    assert "3 dari 6 baris perlu diselesaikan." in text


def test_line_shows_its_row_person_masked_number_what_bpjs_says_and_why(answered, admin, visit):
    text = visit(admin, f"{answered}?hasil=wrong").text
    assert f"{nik(4)[:4]}••••••••{nik(4)[-4:]}" in text and "Status “Entah” tidak dikenal." in text
    assert "NIK ini sama dengan baris 2 berkas ini." in text and "Ikuti keterangan" in text
    assert ROWS.findall(text) == ["6", "7"]
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
    listed = {"kind": "members", "as_of": day, "funder": "semua"}
    assert upload(admin, sample("03-peserta-aktif.xlsx"), "a.xlsx", **listed).status_code == 303
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
        ({"kind": "members", "as_of": "2026-11-01"}, "Pilih penanggung dari daftar"),
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


def test_same_bytes_of_which_lines_changed_nothing_lead_to_where_they_are_read_again(asked, admin, visit):
    content = sheet([accepted(1), accepted(50)])
    upload(admin, content)
    page = address()
    answer = upload(admin, content, "lain.csv")
    assert (answer.status_code, answer.location, Answer.select().count()) == (303, page, 1)
    text = visit(admin, page).text
    assert "1 barisnya belum mengubah apa pun" in text and f'action="{page}/baca-ulang"' in text
    assert "tidak dipakai" not in text


def test_choice_made_with_the_same_bytes_is_not_ignored_in_silence(asked, admin, visit):
    content, day = sheet([f"{nik(50)};x"], "NIK;Status"), f"{today():%d/%m/%Y}"
    upload(admin, content, submission=asked.no)
    page = address()
    said = f"Pengajuan yang baru dipilih tidak dipakai: berkas ini tercatat sebagai jawaban atas {asked.no}."
    assert upload(admin, content).location == page and said in visit(admin, page).text
    assert upload(admin, content, kind="members", as_of=day, funder="semua").location == page
    assert "tercatat sebagai balasan atas pengajuan" in visit(admin, page).text
    members = sheet([nik(50)], "NIK")
    upload(admin, members, kind="members", as_of=day, funder="semua")
    other = upload(admin, members, kind="members", as_of="01/11/2026", funder=str(asked.funder_id))
    text = visit(admin, other.location).text
    assert "Tanggal yang baru diisi tidak dipakai" in text and "Penanggung yang baru dipilih tidak" in text
    assert "unggah lagi dengan penanggung yang benar" in text and f'{other.location}/penarikan"' in text


def test_same_bytes_of_which_nothing_is_open_say_too_which_choice_counts_for_nothing(asked, admin):
    day, members = f"{today():%d/%m/%Y}", sheet([nik(1)], "NIK")
    upload(admin, sheet([accepted(1)]))
    upload(admin, members, kind="members", as_of=day, funder=str(asked.funder_id))
    other = upload(admin, members, kind="members", as_of=day, funder="semua")
    assert other.status_code == 422 and "Penanggung yang baru dipilih tidak dipakai" in other.text


def test_status_word_nobody_knows_is_explained_once_and_the_file_read_again(asked, admin, client_for, visit):
    odd = [accepted(number).replace("Diterima", "AKTIF OK") for number in (1, 2)]
    upload(admin, sheet(odd))
    page = address()
    text = visit(admin, page).text
    assert "“AKTIF OK” berarti" in text and counts(text)["wrong"] == 2
    assert "“AKTIF OK” berarti" not in visit(client_for("auditor"), page).text
    fields = {"word": "AKTIF OK", "meaning": "accepted"}
    assert send(admin, f"{page}/kata", fields | {"client_key": key(), "meaning": ""}).status_code == 422
    assert send(admin, f"{page}/kata", fields | {"client_key": key(), "word": "Lain"}).status_code == 404
    assert send(client_for("auditor"), f"{page}/kata", fields).status_code == 403
    assert send(admin, f"{page}/kata", fields | {"client_key": key()}).location == page
    assert counts(visit(admin, page).text) == {"total": 2, "accepted": 2}
    assert "status: diterima" in visit(admin, "/bpjs/judul").text
    upload(admin, sheet([accepted(3).replace("Diterima", "aktif  OK.")]))
    assert counts(visit(admin, address()).text) == {"total": 1, "accepted": 1}


@pytest.fixture
def narrow(asked, admin) -> str:
    """The page of a list that holds one of six who are protected."""
    upload(admin, sheet([accepted(number) for number in range(1, 7)]))
    day = f"{today():%d/%m/%Y}"
    assert upload(admin, sheet([nik(1)], "NIK"), kind="members", as_of=day, funder="semua").status_code == 303
    return address()


def test_list_that_leaves_most_people_out_asks_first_and_is_set_aside(narrow, admin, visit):
    text = visit(admin, narrow).text
    assert "Daftar ini berisi 1 orang, sedangkan menurut catatan 6 orang aktif" in text
    assert "5 orang akan masuk Perlu dicocokkan" in text and Mismatch.select().count() == 0
    assert send(admin, f"{narrow}/kelengkapan", {"client_key": key(), "scope": "lain"}).status_code == 422
    answer = send(admin, f"{narrow}/kelengkapan", {"client_key": key(), "scope": "aside"})
    assert (answer.status_code, answer.location) == (303, LIST)
    assert "disisihkan sebelum dicocokkan" in visit(admin, narrow).text


def test_list_said_to_be_whole_is_compared_and_can_be_taken_back(narrow, admin, client_for, visit):
    for name in ("auditor", "petugas", "mitra"):
        for path in ("kelengkapan", "penarikan"):
            assert send(client_for(name), f"{narrow}/{path}", {"scope": "whole"}).status_code == 403
    send(admin, f"{narrow}/kelengkapan", {"client_key": key(), "scope": "whole"})
    assert Mismatch.select().count() == 5 and f'{narrow}/penarikan"' in visit(admin, narrow).text
    assert "5 selisih yang ditimbulkan daftar ini" in visit(admin, f"{narrow}/penarikan").text
    assert send(admin, f"{narrow}/penarikan").location == narrow
    assert Mismatch.select().where(Mismatch.settled_at.is_null()).count() == 0
    text = visit(admin, narrow).text
    assert "Daftar ini sudah ditarik kembali" in text and f'{narrow}/penarikan"' not in text
    visit(client_for("auditor"), narrow)


def test_funders_of_whoever_is_a_member_are_offered(admin, people):
    worker = Worker.get(Worker.reg_no == crowd(acting(people["petugas"]), 1)[0])
    city = ledger_rows.somebody("apbd")
    assert f'<option value="{city.id}">' not in admin.get(LIST).text
    ledger_rows.paid_months(worker, [first_of_month(today())], effective=1, funder=city)
    assert f'<option value="{city.id}">' in admin.get(LIST).text


def test_lines_that_were_not_used_are_read_again_by_a_press(answered, admin, visit):
    assert "Baca ulang untuk semua pengajuan" not in visit(admin, answered).text
    again = f"{answered}/baca-ulang"
    assert admin.get(again).location == answered
    assert send(admin, again, {"client_key": key(), "scope": "same"}).location == answered
    assert "Belum ada baris lain yang terpakai." in visit(admin, answered).text
    Worker.update(name="Sri Wahyuni").where(Worker.name == "Orang 00005").execute()
    upload(admin, sheet([accepted(5), accepted(51)]))
    page = address()
    assert counts(visit(admin, page).text) == {"total": 2, "stranger": 1, "wrong": 1}
    Worker.update(name="Orang 00005").where(Worker.name == "Sri Wahyuni").execute()
    assert send(admin, f"{page}/baca-ulang", {"client_key": key()}).status_code == 303
    text = visit(admin, page).text
    assert "1 baris kini terpakai" in text and counts(text) == {"total": 2, "accepted": 1, "stranger": 1}
    assert "1 dari 2 baris yang sebelumnya tidak mengubah apa pun kini tercatat" in text


def test_press_that_cannot_be_followed_comes_back_with_a_sentence(asked, admin):
    upload(admin, sheet([accepted(1)]))
    for fields, said in (({"client_key": key()}, "sudah terpakai"), ({"client_key": "?"}, "Muat ulang")):
        answer = send(admin, f"{address()}/baca-ulang", fields)
        assert answer.status_code == 422 and said in answer.text
        check_page(answer)


def test_file_for_one_submission_is_read_again_as_an_answer_to_all(asked, admin, people, visit):
    other = Submission.create(no="D26-LAIN01", funder=asked.funder_id, made_by_id=1, sent_on=today())
    SubmissionLine.update(submission=other).where(SubmissionLine.number == 2).execute()
    upload(admin, sheet([accepted(1), accepted(2)]), submission=asked.no)
    text = visit(admin, address()).text
    assert counts(text) == {"total": 2, "accepted": 1, "elsewhere": 1}
    assert "Baca ulang untuk semua pengajuan" in text
    assert send(admin, f"{address()}/baca-ulang", {"client_key": key(), "scope": "all"}).status_code == 303
    text = visit(admin, address()).text
    assert counts(text) == {"total": 2, "accepted": 2} and "semua yang terkirim" in text


def test_who_begins_too_late_stands_in_a_group_of_its_own(people, admin, visit):
    this = first_of_month(today())
    crowd(acting(people["petugas"]), 2)
    late, in_time = Worker.select().order_by(Worker.id)
    ledger_rows.paid_months(late, [add_months(this, -1), this])
    ledger_rows.paid_months(in_time, [this])
    submit([late, in_time], by=acting(people["admin"]))
    upload(admin, sheet([accepted(1).replace(DAY, f"{this:%d/%m/%Y}"), accepted(2)]))
    text = visit(admin, address()).text
    assert counts(text) == {"total": 2, "accepted": 1, "late": 1}
    assert "1 orang diterima, tetapi mulai sesudah bulan pertama yang dibayar." in text
    assert "tercatat semuanya" not in text and 'href="/bpjs/surat"' in text
    group = visit(admin, f"{address()}?hasil=late").text
    assert (
        "Diterima, tetapi mulainya terlambat" in group
        and "pada bulan itu orangnya tidak terlindungi" in group
    )
    assert "Orang 00001" in group and "Orang 00002" not in group


def test_unknown_headings_are_explained_once_on_a_page_of_their_own(asked, admin, visit):
    line = f"{nik(1)};Orang 00001;Diterima"
    upload(admin, sheet([line], UNKNOWN))
    page = address()
    text = visit(admin, page).text
    assert "Kolom berkas ini belum dipahami." in text and "Jelaskan kolomnya" in text
    assert (
        "Belum ada kolom untuk: NIK, Status/KPJ/Tanggal berlaku/Alasan." in text
        and "lalu unggah lagi" not in text
    )
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


def test_file_whose_heading_was_forgotten_asks_for_it_when_it_is_read_again(asked, admin, visit):
    upload(admin, sheet([f"{nik(1)};Orang 00001;Entah"], UNKNOWN))
    page = address()
    fields = {"lembar": "1", "baris": "1", "kolom_0": "nik", "kolom_1": "name", "kolom_2": "status"}
    send(admin, f"{page}/kolom", {**fields, "client_key": key()})
    assert counts(visit(admin, page).text) == {"total": 1, "wrong": 1}
    send(admin, "/bpjs/judul", {"nomor": AnswerHeading.get(AnswerHeading.heading == "Putusan").id})
    assert send(admin, f"{page}/baca-ulang", {"client_key": key()}).location == page
    text = visit(admin, page).text
    assert "Yang sudah tercatat tetap." in text and "Tidak ada baris yang dibaca" not in text
    assert counts(text) == {"total": 1, "wrong": 1} and f'href="{page}/kolom"' in text


def test_columns_of_a_list_of_members_say_nothing_of_an_application(asked, admin, visit):
    day = f"{today():%d/%m/%Y}"
    upload(admin, sheet([f"{nik(1)};x"], "Angka Penduduk;Lain"), kind="members", as_of=day, funder="semua")
    text = visit(admin, f"{address()}/kolom").text
    assert "Status: aktif atau tidak aktif" in text and "ditolak" not in text.lower()
    upload(admin, sheet([f"{nik(1)};Aktif"], "NIK;Status"), kind="members", as_of=day, funder="semua")
    assert "Status = Status: aktif atau tidak aktif" in visit(admin, address()).text


def test_remembered_headings_are_listed_and_forgotten(asked, admin, visit):
    test_unknown_headings_are_explained_once_on_a_page_of_their_own(asked, admin, visit)
    text = visit(admin, "/bpjs/judul").text
    assert "Putusan" in text and "Status dari BPJS" in text
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
    assert [row[0] for row in rows[1:]] == ["5", "6", "7"]
    assert rows[2][3] == "Entah" and rows[2][-1].startswith("Status “Entah” tidak dikenal.")
    event = AuditEvent.get(AuditEvent.action == "bpjs.balasan_diunduh")
    assert (event.subject, event.detail) == (Answer.get().no, {"baris": 3})


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
    assert "baca-ulang" not in visit(auditor, answered).text
    for posted in (
        LIST,
        f"{answered}/galat.xlsx",
        f"{answered}/baca-ulang",
        f"{answered}/kolom",
        "/bpjs/judul",
    ):
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
