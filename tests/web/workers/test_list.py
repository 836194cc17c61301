"""The list of workers: one's own, and what is found by one exact number."""

import pytest

from db.models import AuditEvent, Worker
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

ALONE = ("reg_no", desk.NIK, desk.KPJ, desk.PHONE, "3374 0117 0503 0001", "+62 812-3456-7890")


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"), kpj=desk.KPJ)


def find(client, number: str):
    answer = send(client, "/pekerja", {"number": number})
    if answer.status_code == 200:
        check_page(answer)
    return answer


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("petugas", True), ("rekan", True), ("petugas2", False), ("mitra", False), ("mitra2", False),
        ("admin", True), ("auditor", True),
    ],
)  # fmt: skip
def test_list_holds_one_s_own_people(client_for, visit, reg_no, name, sees):
    assert (reg_no in visit(client_for(name), "/pekerja").text) is sees


@pytest.mark.parametrize(
    ("name", "sees"), [("mitra", True), ("mitra_rekan", True), ("mitra2", False), ("petugas2", False)]
)
def test_list_of_a_company_holds_its_own_people(client_for, visit, name, sees):
    reg_no = desk.enrolled(client_for("mitra"))
    assert (reg_no in visit(client_for(name), "/pekerja").text) is sees


def test_list_shows_no_number_of_a_person(client_for, visit, reg_no):
    text = visit(client_for("admin"), "/pekerja").text
    assert not any(number in text for number in (desk.NIK, desk.PHONE, "6281234567890", desk.KPJ))


def born_apart(serial: int) -> str:
    """NIKs of men who cannot be taken for one another: their birth dates differ in more than a digit."""
    return f"33740117{serial % 12 + 1:02d}{62 + serial}0001"


def test_list_turns_its_pages(client_for, visit):
    client = client_for("petugas")
    for serial in range(1, 33):
        desk.enrolled(client, nik=born_apart(serial), name=f"Orang Ke {serial}", phone="")
    first, second = (visit(client, f"/pekerja?hal={page}").text for page in (1, 2))
    assert ("Orang Ke 32<" in first, "Orang Ke 1<" in first) == (True, False)
    assert ("Orang Ke 1<" in second, "Orang Ke 32<" in second) == (True, False)
    assert "hal=2" in first


def test_list_of_today_leaves_out_who_was_enrolled_before(client_for, visit, reg_no):
    Worker.update(enrolled_on="2026-01-02").execute()
    assert reg_no not in visit(client_for("petugas"), "/pekerja?hari=ini").text


@pytest.mark.parametrize("number", ALONE)
def test_one_exact_number_leads_to_the_person(client_for, reg_no, number):
    answer = find(client_for("petugas"), reg_no if number == "reg_no" else number)
    assert answer.status_code == 303
    assert answer.location == f"/pekerja/{reg_no}"


@pytest.mark.parametrize(
    "typed", [str.lower, lambda number: number.replace("-", ""), lambda number: f"  {number} "]
)
def test_registration_number_may_be_typed_as_it_is_said(client_for, reg_no, typed):
    assert find(client_for("petugas"), typed(reg_no)).location == f"/pekerja/{reg_no}"


def test_number_of_two_people_lists_both(client_for, reg_no):
    client = client_for("petugas")
    other = desk.enrolled(client, nik="3374015708900002", sex="P", name="Siti Aminah")
    answer = find(client, desk.PHONE)
    assert answer.status_code == 200
    assert reg_no in answer.text and other in answer.text


def test_find_is_audited_without_the_number(client_for, reg_no, people):
    find(client_for("petugas"), desk.NIK)
    line = AuditEvent.get(AuditEvent.action == "pekerja.dicari")
    assert (line.subject, line.user_id) == (reg_no, people["petugas"].id)
    assert desk.NIK not in str(line.detail)


@pytest.mark.parametrize("number", ALONE)
def test_officer_of_another_post_gets_a_service_card(client_for, reg_no, number):
    answer = find(client_for("petugas2"), reg_no if number == "reg_no" else number)
    assert answer.status_code == 200
    assert "S. W." in answer.text
    assert "Kauman, Semarang Tengah" in answer.text
    assert "Menunggu penanggung" in answer.text
    assert "Kartu belum dibuat." in answer.text
    beside_the_field = answer.text.partition("<main")[2].replace(f'value="{number}"', "")
    for secret in (desk.NAME, f"/pekerja/{reg_no}", desk.PHONE, desk.NIK, desk.KPJ):
        assert secret not in beside_the_field


def test_company_is_told_nothing_of_somebody_else_s_person(client_for, reg_no):
    for name in ("mitra", "mitra2"):
        answer = find(client_for(name), desk.NIK)
        assert answer.status_code == 200
        assert "Tidak ada pekerja dengan nomor itu." in answer.text
        assert "S. W." not in answer.text and reg_no not in answer.text


def test_nobody_is_found_when_the_number_is_free(client_for, people):
    answer = find(client_for("petugas"), "3374011705030009")
    assert answer.status_code == 200
    assert "Tidak ada pekerja dengan nomor itu." in answer.text


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "Isi nama atau nomor yang dicari."),
        ("3374", "Tulis nama, atau satu nomor secara lengkap"),
        ("Slamet 0812", "Tulis nama, atau satu nomor secara lengkap"),
        ("SMG-N0VA1MK-X", "Nomor registrasi ini salah ketik"),
        ("SMG-N0VA1M", "Nomor registrasi ini salah ketik"),
        ("n0va1mkx", "Nomor registrasi ini salah ketik"),
        ("9" * 101, "Terlalu panjang."),
    ],
)
def test_text_that_is_neither_name_nor_number_is_refused(client_for, people, number, sentence):
    answer = find(client_for("petugas"), number)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert not number or f'value="{number}"' in answer.text


def test_number_stands_in_no_address_when_it_was_asked_by_get(client_for, visit, reg_no):
    """A GET with a number in its address finds nobody: only the list comes."""
    text = visit(client_for("petugas2"), f"/pekerja?number={reg_no}").text
    assert "S. W." not in text and reg_no not in text.partition("<main")[2]
