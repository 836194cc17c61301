"""The scan field: it leads to a card at the counter, or says what to do instead."""

import logging
import re

import pytest

from db.models import AuditEvent, Card, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.registration import new_registration_number
from tests.web import desk
from tests.web.handovers.counter import card, hand_over, main_of, scan, worker_of


def leads_to(answer) -> str:
    assert answer.status_code == 303, main_of(answer)
    return answer.location


def refused(answer) -> str:
    assert answer.status_code == 422
    return main_of(answer)


def test_address_in_the_qr_leads_to_the_card(client_for, serial):
    address = f"https://payung.test/v/{card(serial).token}"
    assert leads_to(scan(client_for("petugas"), address)) == f"/kartu/{serial}/serah-terima"


def test_number_of_card_or_person_leads_there_too(client_for, serial, reg_no):
    for text in (serial, serial.lower().replace("-", " "), reg_no, reg_no.removeprefix("SMG-")):
        assert leads_to(scan(client_for("rekan"), text)) == f"/kartu/{serial}/serah-terima"


def test_token_goes_nowhere_when_scanned(client_for, serial, caplog):
    token = card(serial).token
    with caplog.at_level(logging.DEBUG):
        found = scan(client_for("petugas"), f"https://payung.test/v/{token}")
        lost = scan(client_for("petugas2"), f"https://payung.test/v/{token}")
    assert token not in found.location and token not in lost.text
    assert token not in caplog.text
    assert not [line for line in AuditEvent.select() if token in str(line.detail) + line.subject]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Pindai QR kartunya"),
        ("kartu Pak Slamet", "bukan QR kartu Payung"),
        ("K26-0000000", "Tidak ada kartu dengan nomor"),
        ("https://payung.test/v/" + "x" * 32, "Tidak ada kartu dengan nomor"),
        ("SMG-7K3QF2M-0", "salah ketik"),
    ],
)
def test_sentence_says_what_to_do_when_no_card_is_found(client_for, people, text, said):
    assert said in refused(scan(client_for("petugas"), text))


def test_person_without_a_card_is_to_have_one_printed(client_for, reg_no):
    assert "belum punya kartu" in refused(scan(client_for("petugas"), reg_no))


def test_void_card_is_not_to_be_handed_over_when_scanned(client_for, serial):
    token = card(serial).token
    Card.update(void_at=utc_now(), void_reason="lost").where(Card.serial == serial).execute()
    answer = refused(scan(client_for("petugas"), f"https://payung.test/v/{token}"))
    assert "tidak berlaku lagi" in answer and "Jangan serahkan" in answer
    assert f"/kartu/{serial}/serah-terima" in answer
    page = main_of(client_for("petugas").get(f"/kartu/{serial}/serah-terima"))
    assert "Jangan serahkan kartu ini" in page and 'name="relation"' not in page


def test_newer_card_stands_on_the_page_of_the_void_one(client_for, serial, reg_no):
    Card.update(void_at=utc_now(), void_reason="lost").where(Card.serial == serial).execute()
    newer = Card.create(
        serial="K26-0000001", worker=Worker.get(Worker.reg_no == reg_no), token="n" * 32, created_by=1
    )
    page = main_of(client_for("petugas").get(f"/kartu/{serial}/serah-terima"))
    assert f"/kartu/{newer.serial}/serah-terima" in page


def test_handed_card_says_since_when_and_shows_to_whom(client_for, serial):
    assert hand_over(client_for("petugas"), serial).status_code == 303
    answer = refused(scan(client_for("rekan"), serial))
    assert "sudah diserahkan pada" in answer
    assert f"/kartu/{serial}/serah-terima" in answer


def test_card_of_another_post_names_that_post_and_nobody(client_for, serial):
    answer = refused(scan(client_for("petugas2"), serial))
    assert "Pos Pasar Johar" in answer and "Layani di pos ini" in answer
    assert desk.NAME not in answer and f"/kartu/{serial}" not in answer


def test_card_of_another_company_is_only_not_theirs(client_for, listed):
    answer = refused(scan(client_for("mitra2"), listed))
    assert "bukan milik pekerja perusahaan Anda" in answer
    assert worker_of(listed).name not in answer


@pytest.mark.parametrize(
    ("name", "said"),
    [("mitra2", "bukan milik pekerja perusahaan Anda"), ("petugas2", "Di pos Anda tidak ada")],
)
def test_number_of_a_stranger_tells_neither_a_card_nor_a_person(client_for, serial, reg_no, name, said):
    without = desk.enrolled(client_for("petugas"), nik="3374011206880041", name="Kasmin Sutrisno", phone="")
    client = client_for(name)
    nobody = new_registration_number()
    answers = [refused(scan(client, text)) for text in (reg_no, without, nobody)]
    Card.update(void_at=utc_now(), void_reason="lost").where(Card.serial == serial).execute()
    answers.append(refused(scan(client, reg_no)))
    assert all(said in answer for answer in answers)
    assert len({answer.partition("<form")[0] for answer in answers}) == 1


def test_void_card_of_another_post_is_not_to_be_handed_over_either(client_for, serial):
    Card.update(void_at=utc_now(), void_reason="lost").where(Card.serial == serial).execute()
    answer = refused(scan(client_for("petugas2"), serial))
    assert "Jangan serahkan" in answer and f"/kartu/{serial}" not in answer
    assert "bukan milik pekerja" in refused(scan(client_for("mitra2"), serial))


def test_handed_card_of_another_post_does_not_wait_there(client_for, serial):
    hand_over(client_for("petugas"), serial)
    answer = refused(scan(client_for("petugas2"), serial))
    assert "Di pos Anda tidak ada" in answer and "menunggu di pos lain" not in answer


def test_merged_number_leads_to_the_card_in_force(client_for, serial, reg_no):
    other = desk.enrolled(client_for("petugas"), nik="3374011206880041", name="Kasmin Sutrisno")
    Worker.update(merged_into=Worker.get(Worker.reg_no == reg_no)).where(Worker.reg_no == other).execute()
    assert leads_to(scan(client_for("petugas"), other)) == f"/kartu/{serial}/serah-terima"


def test_auditor_scans_nothing(client_for, serial):
    assert scan(client_for("auditor"), serial).status_code == 403
    assert 'name="kode"' not in client_for("auditor").get("/kartu/serah-terima").text


def test_caps_lock_does_not_hide_a_card(client_for, serial):
    address = f"https://payung.test/v/{card(serial).token}"
    assert leads_to(scan(client_for("petugas"), address.swapcase())) == f"/kartu/{serial}/serah-terima"


def test_caps_lock_is_named_where_no_card_is_found(client_for, people):
    answer = refused(scan(client_for("petugas"), "HTTPS://PAYUNG.TEST/V/" + "X" * 32))
    assert "Matikan Caps Lock" in answer


def test_card_at_a_company_is_said_to_wait_there(client_for, listed):
    answer = refused(scan(client_for("petugas"), listed))
    assert "menunggu di perusahaan" in answer and "pos lain" not in answer


def test_scan_field_stands_on_the_page_of_every_card(client_for, serial):
    client, page = client_for("petugas"), f"/kartu/{serial}/serah-terima"
    assert "autofocus" not in scan_field(client.get(page))
    Card.update(void_at=utc_now(), void_reason="lost").where(Card.serial == serial).execute()
    assert "autofocus" in scan_field(client.get(page))
    assert 'name="kode"' not in client_for("auditor").get(page).text


def scan_field(answer) -> str:
    (field,) = re.findall(r'<input[^>]*name="kode"[^>]*>', main_of(answer))
    return field
