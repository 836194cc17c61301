"""The data sheet: everything kept about one person, in full, for that person; each printing is written down."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from db.models import AuditEvent, LapseContact, Message, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from kiosk.services import data_sheets
from tests.services.at_once import acting
from tests.services.claim_desk import reported, step, told
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import NIK


@pytest.fixture
def reg_no(client_for) -> str:
    more = {"kpj": desk.KPJ, "mother_name": "Sukinem", "birth_place": "Demak", "income": "1500000"}
    return desk.enrolled(client_for("petugas"), **more)


def sheet(client, reg_no: str):
    return send(client, f"/pekerja/{reg_no}/data.pdf")


def words_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(content))
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_sheet_holds_everything_in_full(client_for, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    send(client, f"/pekerja/{reg_no}/nik")
    answer = sheet(client, reg_no)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    words = words_of(answer.data)
    for said in (
        f"Dibuat untuk {desk.NAME}",
        desk.NIK,
        desk.PHONE,
        desk.KPJ,
        "Sukinem",
        "Demak, 17 Mei 2003",
        "Jl. Kakap No. 12, RT/RW 003 / 007",
        "Kauman, Semarang Tengah",
        "Nelayan",
        "Rp1.500.000",
        reg_no,
        "dibacakan, cap jempol",
        "UU 27 Tahun 2022",
        "NIK lengkap ditampilkan",
        "Cetakan kartu diminta",
        "Pos Pasar Johar",
        "Menarik persetujuan:",
        "Koreksi data belum pernah",
    ):
        assert said in words, said


def test_sheet_says_what_the_person_was_told_and_who_called(client_for, reg_no, people):
    worker = Worker.get(Worker.reg_no == reg_no)
    told = {"kind": "ending", "to_kind": "worker", "channel": "hand", "text": "…", "worker": worker}
    Message.create(key="uji", subject="Perlindungan segera berakhir", state="done", **told)
    LapseContact.create(
        worker=worker,
        first_empty=date(2027, 1, 1),
        outcome="no_answer",
        note="pagi hari",
        by=people["petugas"],
    )
    words = words_of(sheet(client_for("petugas"), reg_no).data)
    assert "Perlindungan segera berakhir sudah disampaikan" in words
    assert "Dihubungi: tidak menjawab. Catatan: pagi hari" in words


def test_sheet_lists_what_was_reported_of_accidents(client_for, reg_no, people):
    worker, petugas = Worker.get(Worker.reg_no == reg_no), acting(people["petugas"])
    assert "dilaporkan Belum ada." in words_of(sheet(client_for("petugas"), reg_no).data)
    first = told(reported(worker, petugas, told="Jatuh dari becak."), petugas)
    for state, amount in (("sent", None), ("paid", 1_500_000), ("paid", 500_000)):
        step(first, petugas, state, amount=amount)
    words = words_of(sheet(client_for("petugas"), reg_no).data)
    day = long_date(today())
    for said in (
        f"{first.no} Kecelakaan kerja, {day}. Cerita yang dicatat: Jatuh dari becak.",
        f"Dibayar BPJS, Rp2.000.000 (terakhir {day})",
    ):
        assert said in words, said


def test_printing_is_written_down_before_anything_is_handed_out(client_for, reg_no, people, monkeypatch):
    sheet(client_for("petugas"), reg_no)
    line = AuditEvent.get(AuditEvent.action == "data.dicetak")
    assert (line.subject, line.user_id) == (reg_no, people["petugas"].id)

    def no_line(*given, **more):
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr(data_sheets.audit, "record", no_line)
    answer = sheet(client_for("petugas"), reg_no)
    assert answer.status_code == 500 and not answer.data.startswith(b"%PDF")


def test_name_of_the_file_carries_no_number_and_nothing_stays_on_the_machine(client_for, reg_no):
    answer = sheet(client_for("petugas"), reg_no)
    name = answer.headers["Content-Disposition"]
    assert reg_no not in name and not NIK.search(name)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("petugas", 200), ("rekan", 200), ("admin", 200), ("petugas2", 403), ("mitra", 403), ("auditor", 403)],
)
def test_only_who_may_open_the_nik_prints_it(client_for, reg_no, name, status):
    assert sheet(client_for(name), reg_no).status_code == status
    assert AuditEvent.select().where(AuditEvent.action == "data.dicetak").exists() is (status == 200)


def test_mitra_does_not_print_the_sheet_of_its_own_person(client_for):
    reg_no = desk.enrolled(client_for("mitra"))
    assert sheet(client_for("mitra"), reg_no).status_code == 403


def test_page_opens_it_beside_itself(client_for, visit, reg_no):
    forms = visit(client_for("petugas"), f"/pekerja/{reg_no}").page.forms
    (form,) = [form for form in forms if form["action"] == f"/pekerja/{reg_no}/data.pdf"]
    assert (form["method"], form["target"], form["data-once"]) == ("post", "_blank", "off")
    assert client_for("petugas").get(f"/pekerja/{reg_no}/data.pdf").status_code == 405


def test_sheet_tells_of_the_number_that_was_merged_into_this_one(client_for, reg_no):
    client, admin = client_for("petugas"), client_for("admin")
    other = "3374011705030007"
    right = desk.enrolled(client, nik=other, phone="", told_apart="y")
    desk.printed(client, worker=reg_no)
    for number in (reg_no, right):
        fields = {"client_key": desk.key(), "reason": "pindah kota", "sure": "y"}
        assert send(client, f"/pekerja/{number}/penarikan-persetujuan", fields).status_code == 303
    merge = {"client_key": desk.key(), "other": right, "right": right, "reason": "NIK pertama salah ketik"}
    assert send(admin, f"/pekerja/{reg_no}/gabung", merge).status_code == 303
    words = words_of(sheet(client, right).data)
    for said in (
        f"Nomor lain yang digabung: {reg_no}",
        "Alasan: NIK pertama salah ketik",
        "NIK 3374••••••••0001, keliru pada angka ke-16",
        other,
        desk.KPJ,
        f"dengan nomor {reg_no}, dibacakan, cap jempol",
        f"Cetakan kartu diminta (nomor {reg_no})",
        f"Persetujuan pemakaian data ditarik (nomor {reg_no})",
        "tidak berlaku sejak",
        "Koreksi data belum pernah",
    ):
        assert said in words, said
    assert words.count("Alasan: pindah kota") == 2
    assert desk.NIK not in words  # it may belong to somebody else


def test_sheet_without_a_merge_names_no_other_number(client_for, reg_no):
    assert "digabung" not in words_of(sheet(client_for("petugas"), reg_no).data)


@pytest.mark.parametrize(
    ("drawn", "said"), [("", "Tanda tangan tidak ada"), (desk.drawn_name(), "Tanda tangan ya, tersimpan")]
)
def test_sheet_names_the_signature_beside_the_photograph(client_for, drawn, said):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, signature=drawn, consent_how="self")
    assert said in words_of(sheet(client, reg_no).data)
