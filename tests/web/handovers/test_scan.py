"""The scan field: it leads to a card at the counter, or says what to do instead."""

import logging

import pytest

from db.models import AuditEvent, Card, Worker
from kiosk.domain.clock import utc_now
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


def test_merged_number_leads_to_the_card_in_force(client_for, serial, reg_no):
    other = desk.enrolled(client_for("petugas"), nik="3374011206880041", name="Kasmin Sutrisno")
    Worker.update(merged_into=Worker.get(Worker.reg_no == reg_no)).where(Worker.reg_no == other).execute()
    assert leads_to(scan(client_for("petugas"), other)) == f"/kartu/{serial}/serah-terima"


def test_auditor_scans_nothing(client_for, serial):
    assert scan(client_for("auditor"), serial).status_code == 403
    assert 'name="kode"' not in client_for("auditor").get("/kartu/serah-terima").text
