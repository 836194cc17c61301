"""What is done when the card is not taken now: a reason noted, another post."""

import re

import pytest

from db.models import AuditEvent, Card, DeliveryTry, Post
from kiosk.domain.clock import utc_now
from tests.web import desk
from tests.web.handovers.counter import card, hand_over, main_of


def note_try(client, serial: str, **other):
    fields = {"client_key": desk.key(), "reason": "absent", "note": "", **other}
    return desk.send(client, f"/kartu/{serial}/belum-diserahkan", fields)


def move(client, serial: str, post: str = "tambak-lorok"):
    return desk.send(client, f"/kartu/{serial}/tempat-ambil", {"post": post})


def test_reason_is_noted_and_the_card_waits_on(client_for, people, serial, reg_no):
    assert note_try(client_for("petugas"), serial, note="titip pesan ke Bu RT").status_code == 303
    (row,) = DeliveryTry.select()
    assert (row.reason, row.note, row.by_id, row.post.code) == (
        "absent", "titip pesan ke Bu RT", people["petugas"].id, "johar",
    )  # fmt: skip
    page = main_of(client_for("rekan").get(f"/kartu/{serial}/serah-terima"))
    assert "Tidak ada di tempat" in page and "titip pesan ke Bu RT" in page
    line = AuditEvent.get(AuditEvent.action == "kartu.belum_diserahkan")
    assert (line.subject, line.detail) == (reg_no, {"kartu": serial, "alasan": "absent"})
    assert hand_over(client_for("petugas"), serial).status_code == 303


def test_sending_twice_notes_one_try(client_for, serial):
    key = desk.key()
    for _again in range(2):
        assert note_try(client_for("petugas"), serial, client_key=key).status_code == 303
    assert DeliveryTry.select().count() == 1


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"reason": "malas"}, {"note": "081234567890"}])
def test_wrong_form_comes_back_open(client_for, serial, wrong):
    answer = note_try(client_for("petugas"), serial, **wrong)
    assert answer.status_code == 422
    assert "field-error" in answer.text and not DeliveryTry.select().exists()


@pytest.mark.parametrize("form", ["belum-diserahkan", "tempat-ambil", "serah-terima/pembatalan"])
def test_address_that_a_refused_form_leaves_leads_back_to_the_card(client_for, serial, form):
    client = client_for("petugas")
    assert desk.send(client, f"/kartu/{serial}/{form}", {}).status_code == 422
    back = client.get(f"/kartu/{serial}/{form}")
    assert (back.status_code, back.location) == (303, f"/kartu/{serial}/serah-terima")


def test_family_is_told_what_to_do_after_a_death_and_the_card_stays_valid(client_for, visit, serial):
    client = client_for("petugas")
    answer = note_try(client, serial, reason="died")
    assert "melapor ke BPJS Ketenagakerjaan" in visit(client, answer.location).text
    assert card(serial).void_at is None


@pytest.mark.parametrize("act", [note_try, move])
@pytest.mark.parametrize(
    ("column", "said"), [("handed_at", "sudah diserahkan"), ("void_at", "tidak berlaku lagi")]
)
def test_card_that_waits_no_more_is_left_alone(client_for, serial, act, column, said):
    Card.update({column: utc_now(), "handed_by": 1}).execute()
    answer = act(client_for("petugas"), serial)
    assert answer.status_code == 422 and said in main_of(answer)


@pytest.mark.parametrize("act", [note_try, move])
@pytest.mark.parametrize(
    ("name", "status"),
    [("petugas", 303), ("rekan", 303), ("admin", 303), ("petugas2", 403), ("mitra", 403), ("auditor", 403)],
)
def test_owner_and_colleague_may_and_no_stranger(client_for, serial, act, name, status):
    assert act(client_for(name), serial).status_code == status


def test_move_is_written_down_by_the_name_of_the_post(client_for, serial):
    assert move(client_for("petugas"), serial).status_code == 303
    line = AuditEvent.get(AuditEvent.action == "kartu.tempat_ambil_diubah")
    assert line.detail == {"kartu": serial, "pos": Post.get(Post.code == "tambak-lorok").name}


@pytest.mark.parametrize(
    ("post", "said"), [("", "Pilih pos"), ("kutub", "tidak dikenal"), ("johar", "sudah menunggu di")]
)
def test_move_needs_another_post_that_is_open(client_for, serial, post, said):
    answer = move(client_for("petugas"), serial, post)
    assert answer.status_code == 422 and said in main_of(answer)


def test_officer_of_the_other_post_moves_it_back_and_loses_it(client_for, serial):
    move(client_for("petugas"), serial)
    assert move(client_for("petugas2"), serial, "johar").status_code == 303
    assert client_for("petugas2").get(f"/kartu/{serial}/serah-terima").status_code == 403


def test_next_card_is_waited_for_when_a_reason_was_noted(client_for, visit, serial):
    client = client_for("petugas")
    page = main_of(visit(client, note_try(client, serial).location))
    focused = re.findall(r"<[a-z]+[^>]*autofocus[^>]*>", page)
    assert len(focused) == 1 and 'name="kode"' in focused[0]
    assert 'name="relation"' in page


def test_scanned_card_is_not_kept_in_the_note(client_for, serial):
    address = f"http://payung.test/v/{card(serial).token}"
    answer = note_try(client_for("petugas"), serial, note=f"titip{address}")
    assert answer.status_code == 422 and "Kode kartu yang dipindai" in main_of(answer)
    assert card(serial).token not in answer.text and 'value="titip"' in answer.text
    assert not DeliveryTry.select().exists()
