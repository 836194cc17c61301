"""People found by name within one's own scope, however the name is spelt."""

import pytest

from db.models import AuditEvent, Worker
from kiosk.domain.registration import read_registration_number
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

WOMAN = "3374015708900002"


def woman(serial: int) -> str:
    """NIKs of women whose birth dates lie too far apart for the same person."""
    return f"337401{41 + serial}0{serial}7{serial}0002"


def find(client, text: str):
    answer = send(client, "/pekerja", {"number": text})
    check_page(answer)
    return answer


@pytest.fixture
def sulastri(client_for) -> str:
    return desk.enrolled(client_for("petugas"), nik=WOMAN, sex="P", name="Hj. Sulastri Handayani", phone="")


@pytest.mark.parametrize(
    "typed",
    ["Sulastri", "soelastri", "SULAS", "handayani sulastri", "Hj. Soelastri Handayani, S.Pd.", "sul han"],
)
def test_person_is_found_by_the_name_as_it_is_heard(client_for, sulastri, typed):
    text = find(client_for("petugas"), typed).text
    assert f"/pekerja/{sulastri}" in text
    assert "Yang bernama seperti itu" in text
    for shown in ("Kauman, Semarang Tengah", " tahun", "Nelayan", "Menunggu penanggung"):
        assert shown in text


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("petugas", True), ("rekan", True), ("petugas2", False), ("mitra", False), ("mitra2", False),
        ("admin", True), ("auditor", True),
    ],
)  # fmt: skip
def test_name_is_found_in_one_s_own_scope_only(client_for, sulastri, name, sees):
    text = find(client_for(name), "Sulastri").text.partition("<main")[2]
    assert (sulastri in text) is sees
    assert ("Handayani" in text) is sees
    assert ("Tidak ada nama seperti itu" in text) is not sees
    assert "Layani di pos ini" not in text


@pytest.mark.parametrize(
    ("name", "sees"), [("mitra", True), ("mitra_rekan", True), ("mitra2", False), ("petugas2", False)]
)
def test_company_finds_its_own_people_by_name(client_for, name, sees):
    reg_no = desk.enrolled(client_for("mitra"))
    assert (reg_no in find(client_for(name), "Slamet").text) is sees


@pytest.mark.parametrize("name", ["donatur", "opd"])
def test_who_has_no_people_may_not_search(client_for, sulastri, name):
    assert send(client_for(name), "/pekerja", {"number": "Sulastri"}).status_code == 403


def test_search_beyond_scope_says_which_way_leads_there(client_for, sulastri):
    text = find(client_for("petugas2"), "Sulastri").text
    assert "Orang dari pos lain dicari dengan nomor registrasi, NIK, KPJ, atau nomor HP-nya" in text
    assert "Daftarkan pekerja" in text


def test_near_names_are_offered_when_none_fits(client_for, sulastri):
    text = find(client_for("petugas"), "Sulistri Handayani").text
    assert "Mungkin maksud Anda" in text
    assert sulastri in text


def test_the_same_name_stands_first(client_for):
    client = client_for("petugas")
    made = {
        name: desk.enrolled(client, nik=woman(serial), sex="P", name=name, phone="")
        for serial, name in enumerate(("Siti Aminahwati", "Siti Aminah Lestari", "Sity Amina"), 1)
    }
    text = find(client, "Siti Aminah").text.partition("<table")[2]
    assert text.index(made["Sity Amina"]) < text.index(made["Siti Aminahwati"])
    assert text.index(made["Sity Amina"]) < text.index(made["Siti Aminah Lestari"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Si", "paling sedikit tiga huruf"), ("%%%a", "paling sedikit tiga huruf"), ("", "Isi nama atau nomor")],
)
def test_too_little_of_a_name_is_refused(client_for, people, typed, sentence):
    answer = find(client_for("petugas"), typed)
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("typed", ["sul%", "s_lastri", "\\ulastri", "%ulastri", "'; drop table"])
def test_signs_of_a_pattern_match_nothing_more(client_for, sulastri, typed):
    answer = find(client_for("petugas"), typed)
    assert answer.status_code in (200, 422)
    assert (sulastri in answer.text) is (typed == "sul%")


def test_search_by_name_is_audited_without_the_name(client_for, sulastri, people):
    find(client_for("petugas"), "Soelastri")
    line = AuditEvent.get(AuditEvent.action == "pekerja.dicari")
    assert (line.subject, line.user_id, line.detail) == (sulastri, people["petugas"].id, {})
    find(client_for("petugas2"), "Soelastri")
    line = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    assert (line.action, line.subject, line.detail) == ("pekerja.dicari", "", {})


def test_more_than_fifty_are_not_shown_but_said(client_for, sulastri):
    copies = list(Worker.select().dicts())
    rows = [
        copies[0] | {"id": None, "reg_no": f"SMG-X{serial:06d}-X", "nik_hash": bytes([serial])}
        for serial in range(60)
    ]
    Worker.insert_many([{key: row[key] for key in row if key != "id"} for row in rows]).execute()
    text = find(client_for("petugas"), "Sulastri").text
    assert "Lebih dari 50 orang cocok" in text
    assert "Tambahkan kelurahan atau nama belakang" in text
    assert text.count('href="/pekerja/SMG-') == 50


def test_kelurahan_behind_the_name_narrows_the_search(client_for, sulastri):
    client = client_for("petugas")
    other = desk.enrolled(client, nik=woman(1), sex="P", name="Sulastri", kelurahan="33.74.01.1011")
    assert other in find(client, "Sulastri").text
    text = find(client, "Sulastri Kauman").text
    assert sulastri in text and other not in text


def test_queries_do_not_grow_with_the_people_found(client_for, sulastri, count_queries):
    client = client_for("petugas")
    one = count_queries(lambda: find(client, "Sulastri"))
    for serial in range(3, 9):
        desk.enrolled(client, nik=woman(serial), sex="P", name="Sulastri", phone="")
    assert count_queries(lambda: find(client, "Sulastri")) == one


def test_somebody_merged_into_another_is_not_found_by_name_but_by_number(client_for, sulastri):
    client = client_for("petugas")
    right = desk.enrolled(client, nik=woman(2), sex="P", name="Sulastri Handayani", phone="")
    Worker.update(merged_into=Worker.get(Worker.reg_no == right)).where(Worker.reg_no == sulastri).execute()
    text = find(client, "Sulastri").text
    assert right in text and sulastri not in text
    for number in (sulastri, WOMAN):
        assert send(client, "/pekerja", {"number": number}).location == f"/pekerja/{right}"


@pytest.mark.parametrize("name", ["Sri Warsinah", "Hadi Rini"])
def test_name_that_reads_like_a_registration_number_is_a_name(client_for, name):
    """One word or two in thirty happen to end in the right check letter."""
    assert read_registration_number(name)
    client = client_for("petugas")
    assert desk.enrolled(client, name=name, phone="") in find(client, name).text


def test_registration_number_without_a_digit_is_a_number(client_for, people):
    worker = desk.enrolled(client_for("petugas"))
    Worker.update(reg_no="SRI-WARS1NA-H").where(Worker.reg_no == worker).execute()
    assert (
        send(client_for("petugas"), "/pekerja", {"number": "Sri Warsinah"}).location
        == "/pekerja/SRI-WARS1NA-H"
    )


def test_numbers_cannot_be_tried_out(client_for, people):
    client = client_for("petugas")
    for _look in range(60):
        assert client.post("/pekerja", data={"number": "x"}).status_code == 422
    answer = send(client, "/pekerja", {"number": desk.NIK})
    assert answer.status_code == 429
    assert "Tunggu satu menit" in answer.text
    assert send(client_for("rekan"), "/pekerja", {"number": desk.NIK}).status_code == 200
