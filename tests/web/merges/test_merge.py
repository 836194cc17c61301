"""Two registrations beside each other, what a merge would do, and where the wrong number leads afterwards."""

import re

import pytest

from db.connection import writing
from db.models import AuditEvent, Card, Worker
from kiosk.domain.registration import new_registration_number
from kiosk.services import worker_flags
from tests.services.at_once import acting
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

OTHER_NIK = "3374011705030007"


@pytest.fixture
def pair(client_for) -> tuple[str, str]:
    """(wrong, right): one man of the post, twice."""
    client = client_for("petugas")
    wrong = desk.enrolled(client)
    return wrong, desk.enrolled(client, nik=OTHER_NIK, phone="", told_apart="y")


def merge(client, wrong: str, right: str, /, **other):
    fields = {
        "client_key": desk.key(),
        "other": right,
        "right": right,
        "reason": "NIK pertama salah ketik",
        **other,
    }
    return send(client, f"/pekerja/{wrong}/gabung", fields)


def test_both_stand_beside_each_other_and_differences_are_said(client_for, visit, pair):
    wrong, right = pair
    text = visit(client_for("admin"), f"/pekerja/{wrong}/gabung?dengan={right}").text
    for words in (
        "Berbeda pada angka ke-16", f"Bila {wrong} yang benar", f"Bila {right} yang benar", "3374••••••••0007",
        f"{right} melengkapi isian kosongnya dari {wrong}:", "Bukan orang yang sama",
    ):  # fmt: skip
        assert words in text, words
    assert desk.NIK not in text and OTHER_NIK not in text
    assert text.count('<ol class="strip-cells"') == 2


def test_auditor_reads_and_has_no_button(client_for, visit, pair):
    page = visit(client_for("auditor"), f"/pekerja/{pair[0]}/gabung?dengan={pair[1]}")
    assert "3374••••••••0001" in page.text
    assert not any("/gabung" in form["action"] or "/kembar" in form["action"] for form in page.page.forms)


@pytest.mark.parametrize("name", ["petugas", "mitra", "auditor", "opd", "donatur"])
def test_nobody_but_admin_merges_or_tells_apart(client_for, pair, name):
    assert merge(client_for(name), *pair).status_code == 403
    assert send(client_for(name), f"/pekerja/{pair[0]}/kembar", {"other": pair[1]}).status_code == 403
    assert not Worker.select().where(Worker.merged_into.is_null(False)).exists()


@pytest.mark.parametrize("kept", [0, 1])
def test_merge_keeps_the_one_that_was_chosen(client_for, visit, pair, kept):
    right, wrong = pair[kept], pair[1 - kept]
    client = client_for("admin")
    answer = merge(client, pair[0], pair[1], right=right)
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{right}")
    text = visit(client, f"/pekerja/{right}").text
    assert f"{wrong} digabung ke {right}." in text
    assert f"{wrong} digabung ke nomor ini" in text
    assert Worker.get(Worker.reg_no == wrong).merged_into.reg_no == right


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"right": ""}, "Pilih mana yang benar menurut KTP orangnya."),
        ({"right": "SMG-AAAAAAA-A"}, "Pilih mana yang benar menurut KTP orangnya."),
        ({"reason": ""}, "Tulis mengapa keduanya orang yang sama"),
        ({"reason": "sama, NIK 3374011705030001"}, "Alasan memuat angka yang panjang."),
        ({"other": ""}, "Isi nomor registrasi yang lain secara lengkap"),
        ({"other": new_registration_number()}, "Nomor registrasi ini tidak ada."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_merged(client_for, pair, fields, sentence):
    answer = merge(client_for("admin"), *pair, **fields)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert not Worker.select().where(Worker.merged_into.is_null(False)).exists()


def test_one_s_own_number_is_no_other(client_for, pair):
    answer = client_for("admin").get(f"/pekerja/{pair[0]}/gabung?dengan={pair[0]}")
    assert answer.status_code == 422
    assert "Kedua nomor registrasi ini sama." in answer.text


def test_wrong_number_leads_to_the_right_one_on_every_page_of_a_person(client_for, pair):
    wrong, right = pair
    merge(client_for("admin"), wrong, right)
    for name in ("petugas", "rekan", "admin", "auditor"):
        for page in ("", "/koreksi"):
            answer = client_for(name).get(f"/pekerja/{wrong}{page}")
            assert (answer.status_code, answer.location) == (303, f"/pekerja/{right}{page}"), name
    for name in ("petugas2", "mitra"):
        assert client_for(name).get(f"/pekerja/{wrong}").status_code == 403, name
    answer = client_for("admin").get(f"/pekerja/{wrong}/gabung")
    assert answer.location == f"/pekerja/{right}/gabung"


def test_correction_sent_for_the_wrong_number_lands_on_the_right_page_unsaved(client_for, pair):
    wrong, right = pair
    client = client_for("petugas")
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', client.get(f"/pekerja/{wrong}/koreksi").text)[1]
    merge(client_for("admin"), wrong, right)
    fields = {"client_key": desk.key(), "seen": seen, "reason": "mistyped", "name": "Orang Lain"}
    answer = send(client, f"/pekerja/{wrong}/koreksi", fields)
    assert answer.location == f"/pekerja/{right}"
    assert "Yang baru saja Anda kirim belum disimpan." in client.get(answer.location).text
    assert not Worker.select().where(Worker.name == "Orang Lain").exists()


def test_merged_one_is_in_no_list_and_its_number_finds_the_right_one(client_for, pair):
    wrong, right = pair
    merge(client_for("admin"), wrong, right)
    for name in ("petugas", "admin", "auditor"):
        text = client_for(name).get("/pekerja").text
        assert right in text and wrong not in text, name
    assert send(client_for("petugas"), "/pekerja", {"number": wrong}).location == f"/pekerja/{right}"


def test_card_of_the_wrong_one_says_that_it_is_void(client_for, stranger, pair):
    wrong, right = pair
    client = client_for("petugas")
    desk.printed(client, worker=wrong)
    card = Card.get()
    merge(client_for("admin"), wrong, right)
    text = stranger.get(f"/v/{card.token}").text
    assert "tidak berlaku" in text.lower()
    assert client.get(f"/kartu/{card.serial}.pdf").status_code == 404
    assert "Belum dicetak" in client.get(f"/pekerja/{right}").text


def test_suspected_twin_is_shown_to_admin_and_proposed(client_for, visit, pair, people):
    wrong, right = pair
    with writing():
        by, worker = acting(people["petugas"]), Worker.get(Worker.reg_no == wrong)
        worker_flags.raise_flag(worker_id=worker.id, kind=worker_flags.TWIN, note=right, by=by)
    link = f'href="/pekerja/{wrong}/gabung?dengan={right}"'
    assert link in client_for("admin").get(f"/pekerja/{wrong}").text
    assert link not in client_for("petugas").get(f"/pekerja/{wrong}").text
    assert f'value="{right}"' in visit(client_for("admin"), f"/pekerja/{wrong}/gabung").text
    answer = send(client_for("admin"), f"/pekerja/{wrong}/kembar", {"other": right})
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{wrong}")
    assert link not in client_for("admin").get(f"/pekerja/{wrong}").text


def test_number_that_was_merged_stands_for_the_one_in_force(client_for, visit, pair):
    wrong, right = pair
    third = desk.enrolled(client_for("petugas"), nik="3374011705030009", name="Orang Lain", told_apart="y")
    merge(client_for("admin"), wrong, right)
    assert right in visit(client_for("admin"), f"/pekerja/{third}/gabung?dengan={wrong}").text


def test_queries_do_not_grow_with_the_fields_that_differ(client_for, pair, count_queries):
    client = client_for("admin")
    address = f"/pekerja/{pair[0]}/gabung?dengan={pair[1]}"
    few = count_queries(lambda: client.get(address))
    Worker.update(address="", workplace="", rt="", rw="").where(Worker.reg_no == pair[1]).execute()
    assert count_queries(lambda: client.get(address)) == few


def test_what_is_to_be_settled_first_is_said_before_the_button(client_for, visit, pair):
    wrong, right = pair
    fields = {"client_key": desk.key(), "reason": "", "sure": "y"}
    send(client_for("petugas"), f"/pekerja/{wrong}/penarikan-persetujuan", fields)
    admin = client_for("admin")
    sentence = f"Tarik dulu persetujuan pada nomor yang berlaku, {right}"
    text = visit(admin, f"/pekerja/{wrong}/gabung?dengan={right}").text
    assert sentence in text
    assert text.index(sentence) < text.index(">Gabungkan<")
    answer = merge(admin, wrong, right)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert not Worker.select().where(Worker.merged_into.is_null(False)).exists()


def test_admin_finds_the_way_from_the_person_s_page(client_for, visit, pair):
    link = f'<a href="/pekerja/{pair[0]}/gabung">Gabung dengan nomor lain</a>'
    assert link in visit(client_for("admin"), f"/pekerja/{pair[0]}").text
    for name in ("petugas", "auditor"):
        assert link not in client_for(name).get(f"/pekerja/{pair[0]}").text, name


def verdicts(page) -> dict[str, str]:
    """What is said of each field that two registrations have."""
    rows = re.findall(r"<tr.*?</tr>", page.text, re.S)
    cells = [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in rows
    ]
    return {row[0]: row[-1] for row in cells}


def test_phone_address_and_mother_s_name_are_compared_in_words(client_for, visit, pair):
    wrong, right = pair
    admin = client_for("admin")
    said = verdicts(visit(admin, f"/pekerja/{wrong}/gabung?dengan={right}"))
    assert said["Nomor HP"] == f"Hanya ada pada {wrong}"
    assert (said["Alamat"], said["Nama ibu kandung"]) == ("Sama", "Kosong pada keduanya")
    for number, (mother, phone) in zip(
        pair, (("Siti", "081234567890"), ("Sri", "081234999890")), strict=True
    ):
        fields = {"client_key": desk.key(), "reason": "mistyped", "mother_name": mother, "phone": phone}
        page = admin.get(f"/pekerja/{number}/koreksi").text
        fields["seen"] = re.search(r'name="seen"[^>]*value="([^"]+)"', page)[1]
        assert send(admin, f"/pekerja/{number}/koreksi", fields).status_code == 303
    page = visit(admin, f"/pekerja/{wrong}/gabung?dengan={right}")
    said = verdicts(page)
    assert said["Nama ibu kandung"] == said["Nomor HP"] == "Berbeda pada bagian yang disamarkan"
    assert "Siti" not in page.text and "081234" not in page.text


def test_merged_slip_is_not_revealed_and_nothing_is_written_down(client_for):
    """It may be a stranger's number."""
    client = client_for("petugas")
    right = desk.enrolled(client)
    wrong = desk.enrolled(client, nik="3374011705030011", told_apart="y")
    Worker.update(merged_into=Worker.get(Worker.reg_no == right)).where(Worker.reg_no == wrong).execute()
    answer = desk.send(client, f"/pekerja/{wrong}/nik")
    assert answer.status_code == 303 and right in answer.location
    assert not AuditEvent.select().where(AuditEvent.action == "nik.dibuka").exists()
