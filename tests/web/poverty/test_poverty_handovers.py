"""Whom no post sees: grouped by a guessed kecamatan, handed over, taken back; penyerahan and serahan below it."""

import re

import pytest

from db.models import PovertyHandover, PovertyRow
from tests.services.at_once import acting, key, nik
from tests.services.poverty import line, named, read, sheet
from tests.web.desk import KAUMAN, send
from tests.web.house_rules import check_page

WORK, UNPLACED, HANDOVERS = (f"/program/miskin/{name}" for name in ("kerja", "penyerahan", "serahan"))
TENGAH = f"{UNPLACED}?kecamatan=33.74.01"
AWAY = "3321011501660001"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def made(people):
    """Two of Semarang Tengah's NIKs, one of another regency; nothing but NIK and name."""
    lines = [f"{nik(1)};{named(1)}", f"{nik(2)};{named(2)}", f"{AWAY};Orang Jauh"]
    return read(sheet(lines, "NIK;Nama"), acting(people["admin"]))


def counts(text: str) -> dict[str, int]:
    return {
        name: int(value)
        for name, value in re.findall(r'<data id="(?:rows|unplaced)-([\w.]+)" value="(\d+)"', text)
    }


def hand_over(client, address: str = TENGAH, **other):
    fields = {"client_key": key(), "who": "semua", "kelurahan": KAUMAN, "seen": "2"} | other
    return send(client, address, fields)


def test_the_list_warns_and_leads_to_its_people(admin, made, visit):
    page = visit(admin, f"/program/miskin/{made.no}").text
    assert counts(page)["unplaced"] == 3 and "belum ada kelurahannya" in page
    assert f'href="{UNPLACED}?daftar={made.no}"' in page
    assert counts(visit(admin, f"{UNPLACED}?daftar={made.no}").text) == {"33.74.01": 2, "tanpa": 1}


def test_a_list_that_names_every_kelurahan_warns_of_nobody(admin, people, visit):
    named_all = read(sheet([line(1)]), acting(people["admin"]))
    assert "belum ada kelurahannya" not in visit(admin, f"/program/miskin/{named_all.no}").text


def test_the_page_of_work_shows_the_groups_to_who_hands_over(admin, client_for, made, visit):
    for role in ("admin", "auditor"):
        page = visit(client_for(role), WORK).text
        assert counts(page)["33.74.01"] == 2 and f'href="{TENGAH}"' in page
    assert "belum ada kelurahannya" not in visit(client_for("petugas"), WORK).text


def test_a_guess_is_said_to_be_one_and_niks_are_masked(admin, made, visit):
    page = visit(admin, TENGAH).text
    assert "dugaan, bukan alamat" in page and "pertama kali didaftarkan" in page
    assert named(1) in page and "Orang Jauh" not in page and nik(1) not in page
    assert ">Kauman<" in page and "Tanjung Mas" not in page  # to choose from: of this kecamatan alone
    assert "Miroto (belum ada pos)" in page
    by_hand = visit(admin, f"{UNPLACED}?kecamatan=tanpa").text
    assert "Orang Jauh" in by_hand and 'name="pick"' not in by_hand and "satu per satu" in by_hand


def test_all_of_a_group_are_handed_over_and_taken_back(admin, client_for, made, visit):
    officer, fields = client_for("petugas"), {"client_key": key()}
    for _twice in range(2):
        answer = hand_over(admin, **fields)
        assert (answer.status_code, answer.location) == (303, UNPLACED)
    assert "2 orang diserahkan ke petugas Kauman" in visit(admin, UNPLACED).text
    assert named(1) in visit(officer, WORK).text and named(2) in visit(officer, WORK).text
    assert "tidak disebut daftarnya" in visit(officer, WORK).text
    listed = visit(admin, HANDOVERS).text
    assert "Kauman, Semarang Tengah" in listed and "Kembalikan" in listed
    there = f"{HANDOVERS}/{PovertyHandover.get().id}/pengembalian"
    assert send(admin, there, {"client_key": key()}).status_code == 303
    assert named(1) not in visit(officer, WORK).text
    again = send(admin, there, {"client_key": key()})
    assert again.status_code == 422 and "sudah dikembalikan" in again.text
    check_page(again)


def test_ticked_people_alone_are_handed_over(admin, client_for, made, visit):
    assert hand_over(admin, who="dicentang", pick=f"{made.no}/3").status_code == 303
    page = visit(client_for("petugas"), WORK).text
    assert named(2) in page and named(1) not in page


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"who": "dicentang"}, "Centang paling sedikit satu orang"),
        ({"kelurahan": ""}, "Pilih kelurahan dari daftar"),
        ({"kelurahan": "33.74.02.1005"}, "kecamatan dugaannya"),
        ({"seen": "1"}, "Kini ada 2 orang"),
        ({"seen": "²"}, "Kini ada 2 orang"),
        ({"who": "raja"}, "Not a valid|pilihan|Pilih"),
    ],
)
def test_a_bad_press_comes_back_with_a_sentence(admin, made, other, said):
    answer = hand_over(admin, **other)
    assert answer.status_code == 422
    check_page(answer)
    assert re.search(said, answer.text), answer.text
    assert not PovertyHandover.select().exists()


def test_ticks_come_back_with_the_form(admin, made):
    answer = hand_over(admin, who="dicentang", pick=f"{made.no}/3", kelurahan="")
    assert re.findall(r'value="[^"]+/(\d)" checked', answer.text) == ["3"]


def test_three_people_at_the_presses(client_for, people, made, visit):
    """Admin, an officer of another kelurahan, and who only looks."""
    for role in ("petugas", "petugas2", "mitra", "auditor"):
        assert hand_over(client_for(role)).status_code == 403
    assert visit(client_for("auditor"), TENGAH).text.count('name="pick"') == 0
    assert hand_over(client_for("admin")).status_code == 303
    there = f"/program/miskin/{made.no}/baris/2"
    for role in ("petugas2", "auditor", "mitra"):
        assert send(client_for(role), f"{there}/pengembalian", {"client_key": key()}).status_code == 403
        assert send(client_for(role), f"{HANDOVERS}/1/pengembalian", {"client_key": key()}).status_code == 403
    officer, fields = client_for("petugas"), {"client_key": key()}
    page = visit(officer, there).text
    assert "Bukan warga kelurahan ini" in page and "Diserahkan admin ke" in page
    for _twice in range(2):
        assert send(officer, f"{there}/pengembalian", fields).status_code == 303
    assert PovertyRow.get(PovertyRow.number == 2).kelurahan_id is None
    assert officer.get(there).status_code == 403
    assert "dikembalikan dari Kauman" in visit(client_for("admin"), TENGAH).text


def test_a_group_without_anybody_leads_to_the_others(admin, made, visit):
    assert "Tidak ada yang menunggu di sini" in visit(admin, f"{UNPLACED}?kecamatan=33.74.02").text


def test_an_empty_desk_says_so(admin, visit):
    assert "Semua sudah ada kelurahannya" in visit(admin, UNPLACED).text
    assert "Belum ada yang diserahkan" in visit(admin, HANDOVERS).text


def test_pages_ask_as_much_for_many_rows_as_for_few(admin, people, made, count_queries):
    few = [count_queries(lambda page=page: admin.get(page)) for page in (TENGAH, WORK, HANDOVERS)]
    more = [f"{nik(number)};{named(number)}" for number in range(10, 60)]
    read(sheet(more, "NIK;Nama"), acting(people["admin"]))
    assert [count_queries(lambda page=page: admin.get(page)) for page in (TENGAH, WORK, HANDOVERS)] == few
    for number in range(2, 6):
        hand_over(admin, who="dicentang", pick=f"{made.no}/{number}")
    assert count_queries(lambda: admin.get(HANDOVERS)) <= few[2] + 2  # who handed over, and what still waits
