"""The list of cards that wait: whose, in which order, narrowed by its address."""

import re

import pytest

from db.models import Card, DeliveryTry, Post, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import handover_waiting
from tests.services.at_once import nik
from tests.web import desk
from tests.web.handovers.counter import card, hand_over, main_of, printed_well

PATH = "/kartu/serah-terima"
SITI = {"nik": "3374015708900002", "sex": "P", "name": "Siti Aminah", "phone": ""}


def waiting(client, more: str = "") -> list[str]:
    """The serials of the list, in its order."""
    answer = client.get(PATH + more)
    assert answer.status_code == 200
    return re.findall(r'<th[^>]*><a href="/kartu/([^/"]+)/serah-terima"', main_of(answer))


def total(client, more: str = "") -> int:
    return int(re.search(r'id="handover-total" value="(\d+)"', client.get(PATH + more).text)[1])


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("petugas", True),
        ("rekan", True),
        ("admin", True),
        ("auditor", True),
        ("petugas2", False),
        ("mitra", False),
    ],
)
def test_card_waits_in_the_lists_of_those_who_look_after_its_owner(client_for, serial, name, sees):
    assert (waiting(client_for(name)) == [serial]) is sees


def test_company_sees_the_cards_of_its_own_people(client_for, listed):
    assert waiting(client_for("mitra_rekan")) == [listed]
    assert waiting(client_for("mitra2")) == []


def test_card_only_waits_once_it_was_said_to_be_good_and_until_it_is_handed_over(client_for, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    assert waiting(client) == []
    Card.update(printed_at=utc_now()).execute()
    (serial,) = waiting(client)
    hand_over(client, serial)
    assert waiting(client) == []


@pytest.mark.parametrize("column", ["frozen_at", "merged_into"])
def test_nobody_held_back_is_waited_for(client_for, serial, reg_no, column):
    other = desk.enrolled(client_for("petugas"), **SITI)
    value = utc_now() if column == "frozen_at" else Worker.get(Worker.reg_no == other).id
    Worker.update({column: value}).where(Worker.reg_no == reg_no).execute()
    assert waiting(client_for("admin")) == []


def test_kelurahan_first_and_then_the_name(client_for, serial):
    client = client_for("petugas")
    for name, number, kelurahan in (
        ("Zainal Arifin", "3374011206880041", desk.KAUMAN),
        ("Amir Hamzah", "3374011505770042", desk.KAUMAN),
        ("Budi Santoso", "3374010101800043", "33.74.01.1002"),
    ):
        printed_well(
            client, worker=desk.enrolled(client, name=name, nik=number, kelurahan=kelurahan, phone="")
        )
    names = [card(one).worker.name for one in waiting(client)]
    assert names == ["Budi Santoso", "Amir Hamzah", desk.NAME, "Zainal Arifin"]


def test_filters_stand_in_the_address(client_for, serial, listed):
    admin = client_for("admin")
    assert sorted(waiting(admin)) == sorted([serial, listed])
    assert waiting(admin, "?pos=johar") == [serial]
    assert waiting(admin, "?pos=tanpa") == [listed]
    assert waiting(admin, f"?kelurahan={desk.KAUMAN}") == [serial]
    assert total(admin, f"?kelurahan={desk.KAUMAN}") == 1
    batch = re.search(r'value="(B[^"]+)"', admin.get(PATH).text)[1]
    assert waiting(admin, f"?batch={batch}") == [listed]
    assert waiting(client_for("mitra2"), f"?batch={batch}") == []


def test_tried_cards_are_found_apart(client_for, people, serial, listed):
    row = DeliveryTry.create(card=card(serial), reason="moved", by=people["petugas"])
    admin = client_for("admin")
    assert waiting(admin, "?keadaan=pernah-gagal") == [serial]
    assert waiting(admin, "?keadaan=siap") == [listed]
    assert "Sudah pindah" in main_of(admin.get(PATH))
    assert row.id


def test_unknown_filter_is_said_and_left_out(client_for, serial):
    answer = client_for("petugas").get(f"{PATH}?pos=kutub")
    assert "tidak dipakai" in main_of(answer)
    assert waiting(client_for("petugas"), "?pos=kutub") == [serial]


def test_empty_list_says_what_to_do_first(client_for, visit):
    assert "Tidak ada kartu yang menunggu" in visit(client_for("petugas"), PATH).text


def test_whole_page_is_ticked_by_a_link(client_for, serial):
    assert "checked" not in main_of(client_for("petugas").get(PATH))
    ticked = main_of(client_for("petugas").get(f"{PATH}?pilih=semua"))
    assert re.search(rf'name="kartu" value="{serial}" checked', ticked)


def test_next_page_is_not_ticked_when_the_page_before_was(client_for, serial, listed, monkeypatch):
    monkeypatch.setattr(handover_waiting, "PAGE", 1)
    first = main_of(client_for("admin").get(f"{PATH}?pos=johar&pilih=semua"))
    assert 'rel="next"' not in first
    first = main_of(client_for("admin").get(f"{PATH}?pilih=semua"))
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    assert " checked" in first and " checked" not in main_of(client_for("admin").get(following))


def test_queries_do_not_grow_with_the_list(client_for, count_queries, serial):
    client = client_for("admin")
    client.get(PATH)
    one = count_queries(lambda: client.get(PATH))
    officer = client_for("petugas")
    for number in range(5):
        made = desk.enrolled(officer, nik=nik(number), name=f"Orang {'ABCDE'[number] * 4}", phone="")
        printed_well(officer, worker=made)
    assert len(waiting(client)) == 6
    assert count_queries(lambda: client.get(PATH)) == one


def test_other_post_has_the_card_in_its_list_at_once_when_it_is_moved_there(client_for, serial):
    moved = desk.send(client_for("petugas"), f"/kartu/{serial}/tempat-ambil", {"post": "tambak-lorok"})
    assert moved.status_code == 303
    assert waiting(client_for("petugas2")) == [serial]
    assert waiting(client_for("petugas")) == [serial]  # still their own person
    assert Post.get_by_id(card(serial).pickup_post_id).code == "tambak-lorok"
