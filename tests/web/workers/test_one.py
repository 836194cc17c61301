"""One worker's page, and the NIK shown in full for one look."""

import re

import pytest
import time_machine

from db.models import AuditEvent, Card, PrintedCard, Worker
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"), kpj=desk.KPJ)


def test_page_shows_the_person_with_numbers_masked(client_for, visit, reg_no):
    text = visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    for words in (
        desk.NAME,
        reg_no,
        "3374••••••••0001",
        "0812•••••890",
        "17 Mei 2003",
        "003/007",
        "Nelayan",
        "Pos Pasar Johar",
    ):
        assert words in text, words
    assert not any(number in text for number in (desk.NIK, desk.PHONE, "6281234567890", desk.KPJ))


def test_twelve_months_are_shown_and_said(client_for, visit, reg_no):
    text = visit(client_for("petugas"), f"/pekerja/{reg_no}").text
    assert text.count("belum ada yang menanggung") >= 12


def test_unknown_number_is_404(client_for, people, visit):
    visit(client_for("petugas"), "/pekerja/SMG-AAAAAAA-A", status=404)


def test_stranger_s_page_says_whose_it_is_and_nothing_of_the_person(client_for, visit, reg_no):
    company = "Data ini milik pos, perusahaan, atau OPD lain."
    for name, told in (("petugas2", "tekan Layani di pos ini"), ("mitra", company), ("mitra2", company)):
        text = visit(client_for(name), f"/pekerja/{reg_no}", status=403).text
        assert told in text
        assert desk.NAME not in text


def test_somebody_in_the_officer_s_kelurahan_is_in_scope_whoever_enrolled(client_for):
    reg_no = desk.enrolled(client_for("petugas2"), kelurahan=desk.KAUMAN)
    assert client_for("petugas").get(f"/pekerja/{reg_no}").status_code == 200


@pytest.mark.parametrize("name", ["petugas", "rekan", "admin"])
def test_full_nik_is_shown_and_written_down(client_for, reg_no, name, people):
    answer = send(client_for(name), f"/pekerja/{reg_no}/nik")
    assert answer.status_code == 200
    check_page(answer)
    assert "3374 0117 0503 0001" in answer.text
    line = AuditEvent.get(AuditEvent.action == "nik.dibuka")
    assert (line.subject, line.user_id) == (reg_no, people[name].id)
    assert desk.NIK not in f"{line.subject}{line.detail}"


def test_full_nik_comes_as_a_fragment_to_htmx(client_for, reg_no):
    answer = send(client_for("petugas"), f"/pekerja/{reg_no}/nik", headers=desk.BY_HTMX)
    assert answer.text.startswith('<span id="nik"')
    assert "<html" not in answer.text


@pytest.mark.parametrize("name", ["petugas2", "mitra", "mitra2", "auditor", "opd", "donatur"])
def test_full_nik_is_refused_and_no_look_is_written(client_for, reg_no, name):
    answer = send(client_for(name), f"/pekerja/{reg_no}/nik")
    assert answer.status_code == 403
    assert "0503 0001" not in answer.text
    assert not AuditEvent.select().where(AuditEvent.action == "nik.dibuka").exists()


def test_company_never_sees_the_full_nik_of_its_own_worker(client_for):
    client = client_for("mitra")
    reg_no = desk.enrolled(client)
    assert "Buka NIK" not in client.get(f"/pekerja/{reg_no}").text
    assert send(client, f"/pekerja/{reg_no}/nik").status_code == 403


def test_auditor_s_page_has_no_button_that_changes_anything(client_for, visit, reg_no):
    page = visit(client_for("auditor"), f"/pekerja/{reg_no}").page
    actions = {form["action"] for form in page.forms if form["method"] == "post"}
    assert actions <= {"/bahasa", "/kunci", "/keluar", "/buka-kunci"}


def test_nik_is_not_opened_by_get(client_for, reg_no):
    assert client_for("petugas").get(f"/pekerja/{reg_no}/nik").status_code == 405


def test_looking_changes_nothing(client_for, reg_no):
    before = (AuditEvent.select().count(), list(Worker.select().tuples()))
    client_for("petugas").get(f"/pekerja/{reg_no}")
    assert (AuditEvent.select().count(), list(Worker.select().tuples())) == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sex": "P"}, "Jenis kelamin yang diisi perempuan, menurut NIK laki-laki."),
        ({"birth_on": "18/05/2003"}, "Tanggal lahir yang diisi 18 Mei 2003, menurut NIK 17 Mei 2003."),
        ({"nik": "9974011705030001"}, "Kode wilayah 99.74 pada NIK tidak dikenal."),
        ({"nik": "0074011705030001"}, "Kode wilayah 00.74 pada NIK tidak dikenal."),
        ({"name": "Slamet Widodo 2"}, "Nama memuat “2”."),
    ],
)
def test_what_contradicts_the_card_is_said_for_as_long_as_it_stands(client_for, visit, fields, sentence):
    reg_no = desk.enrolled(client_for("petugas"), **fields)
    for name in ("petugas", "rekan", "admin", "auditor"):
        text = visit(client_for(name), f"/pekerja/{reg_no}").text
        assert "Perlu dicocokkan dengan KTP" in text
        assert sentence in text
    assert Worker.get().reg_no == reg_no


@pytest.mark.parametrize("nik", [desk.NIK, "3315011705030001"])
def test_sound_nik_of_whatever_district_has_nothing_to_compare(client_for, visit, nik):
    client = client_for("petugas")
    text = visit(client, f"/pekerja/{desk.enrolled(client, nik=nik)}").text
    assert "Perlu dicocokkan dengan KTP" not in text


def test_contradiction_in_a_company_s_list_is_said_on_the_person_s_page(client_for, visit):
    client = client_for("mitra")
    desk.opened(client, sheet=desk.small_sheet(("9974011705030001", "Sugeng Hartono")))
    text = visit(client, f"/pekerja/{Worker.get().reg_no}").text
    assert "Kode wilayah 99.74 pada NIK tidak dikenal." in text
    assert "9974011705030001" not in text


def test_months_before_the_enrolment_are_no_gap(client_for, visit):
    with time_machine.travel("2026-11-20 03:00:00", tick=False):
        client = client_for("petugas")
        text = visit(client, f"/pekerja/{desk.enrolled(client)}").text
    months = re.findall(r'<li class="strip-cell strip-(\w+)" title="([^"]+)"', text)
    assert months[:3] == [
        ("before", "September 2026: sebelum terdaftar"),
        ("before", "Oktober 2026: sebelum terdaftar"),
        ("empty", "November 2026: belum ada yang menanggung"),
    ]
    assert {state for state, _words in months[3:]} == {"empty"}
    assert "Sebelum terdaftar</li>" in text


def test_gaps_after_the_enrolment_stay_gaps(client_for, visit, reg_no):
    Worker.update(enrolled_on="2020-01-05").execute()
    assert "sebelum terdaftar" not in visit(client_for("petugas"), f"/pekerja/{reg_no}").text


def history(text: str) -> list[str]:
    return re.findall(r"<li><b>([^<]+)</b>", text.partition('id="history"')[2])


def test_history_tells_what_happened_with_a_whole_batch(client_for, visit, count_queries):
    client = client_for("mitra")
    no = desk.opened(client, sheet=desk.small_sheet(("3374020902000001", "Sugeng Hartono")))
    address = f"/pekerja/{Worker.get().reg_no}"
    text = visit(client, address).text
    assert history(text) == [f"Didaftarkan lewat batch {no}"]
    assert "Mitra, " in text.partition('id="history"')[2]
    desk.printed(client, batch=no)
    asked = count_queries(lambda: client.get(address))
    for _again in range(3):
        PrintedCard.update(outcome="unprinted").execute()
        desk.printed(client, batch=no)
    assert history(client.get(address).text) == [f"Cetakan kartu diminta bersama batch {no}"] * 4 + [
        f"Didaftarkan lewat batch {no}"
    ]
    assert count_queries(lambda: client.get(address)) == asked


def test_history_tells_of_a_card_printed_together_with_others(client_for, visit):
    client = client_for("petugas")
    siti = desk.enrolled(client, nik="3374015708900002", sex="P", name="Siti Aminah", phone="")
    desk.printed(client, worker=[desk.enrolled(client), siti])
    assert history(visit(client, f"/pekerja/{siti}").text) == ["Cetakan kartu diminta", "Pekerja didaftarkan"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("all_good", "Kartu tercetak baik"),
        ("some_spoiled", "Kartu gagal cetak, tidak berlaku"),
        ("not_printed", "Kartu tidak jadi dicetak"),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_history_tells_what_came_out_of_the_printer(client_for, visit, outcome, words, alone):
    client = client_for("petugas")
    siti = desk.enrolled(client, nik="3374015708900002", sex="P", name="Siti Aminah", phone="")
    run = desk.printed(client, worker=[siti] if alone else [siti, desk.enrolled(client)])
    place = PrintedCard.get(
        PrintedCard.card == Card.get(Card.worker == Worker.get(Worker.reg_no == siti))
    ).place
    lines = AuditEvent.select().count()
    desk.tell_outcome(client, run, outcome, **({"spoiled": place} if outcome == "some_spoiled" else {}))
    said = history(visit(client, f"/pekerja/{siti}").text)
    assert sorted(said) == sorted([words, "Cetakan kartu diminta", "Pekerja didaftarkan"])
    if outcome != "some_spoiled":
        assert AuditEvent.select().count() == lines + 1  # one for the run, however many cards


def test_history_of_who_was_enrolled_before_names_no_batch_as_the_beginning(client_for, visit):
    client = client_for("mitra")
    reg_no = desk.enrolled(client_for("petugas"))
    desk.opened(client, sheet=desk.small_sheet((desk.NIK, desk.NAME)))
    assert client.get(f"/pekerja/{reg_no}").status_code == 403  # until a month is paid
    assert history(visit(client_for("admin"), f"/pekerja/{reg_no}").text) == ["Pekerja didaftarkan"]
