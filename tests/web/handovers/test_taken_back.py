"""A hand-over that never was: taken back on the same day."""

from datetime import timedelta

import pytest
import time_machine

from db.models import Attachment, Consent
from kiosk.domain.clock import utc_now
from tests.web import desk
from tests.web.handovers.counter import AGREED, card, hand_over, main_of, trail


def undo(client, serial: str, reason: str = "salah memindai kartu"):
    fields = {"client_key": desk.key(), "reason": reason}
    return desk.send(client, f"/kartu/{serial}/serah-terima/pembatalan", fields)


def test_card_waits_again(client_for, serial, reg_no):
    client = client_for("petugas")
    hand_over(client, serial, how="signature", signature=desk.drawn_name())
    assert undo(client, serial).status_code == 303
    row = card(serial)
    assert (row.handed_at, row.handed_to, row.handed_by_id) == (None, "", None)
    assert row.printed_at is not None
    assert not Attachment.select().where(Attachment.owner_kind == "kartu").exists()
    (line,) = trail("kartu.serah_terima_dibatalkan")
    assert (line.subject, line.detail["alasan"]) == (reg_no, "salah memindai kartu")
    assert hand_over(client, serial).status_code == 303


def test_consent_noted_with_it_is_gone(client_for, listed):
    client = client_for("mitra")
    hand_over(client, listed, **AGREED)
    assert undo(client, listed).status_code == 303
    assert [one.how for one in Consent.select()] == ["company_list"]
    assert hand_over(client, listed).status_code == 422


def test_reason_is_needed(client_for, serial):
    hand_over(client_for("petugas"), serial)
    answer = undo(client_for("petugas"), serial, reason="")
    assert answer.status_code == 422 and "Tulis mengapa" in main_of(answer)
    assert card(serial).handed_at


@pytest.mark.parametrize(("name", "status"), [("rekan", 422), ("admin", 303), ("petugas2", 403)])
def test_only_who_handed_over_and_admin(client_for, serial, name, status):
    hand_over(client_for("petugas"), serial)
    assert undo(client_for(name), serial).status_code == status
    assert (card(serial).handed_at is None) is (status == 303)


def test_tomorrow_it_stands(client_for, serial):
    hand_over(client_for("petugas"), serial)
    with time_machine.travel(utc_now() + timedelta(days=1)):
        answer = undo(client_for("admin"), serial)
        assert answer.status_code == 422 and "pada hari yang sama" in main_of(answer)
    assert card(serial).handed_at


def test_nothing_to_take_back(client_for, serial):
    answer = undo(client_for("petugas"), serial)
    assert answer.status_code == 422 and "tidak tercatat sudah diserahkan" in main_of(answer)


def test_page_of_the_card_keeps_it(client_for, serial):
    client = client_for("petugas")
    hand_over(client, serial)
    undo(client, serial)
    page = main_of(client.get(f"/kartu/{serial}/serah-terima"))
    assert "Penyerahan yang dibatalkan" in page and "salah memindai kartu" in page


def test_scanned_card_is_no_reason(client_for, serial):
    hand_over(client_for("petugas"), serial)
    answer = undo(client_for("petugas"), serial, reason=f"https://payung.test/v/{card(serial).token}")
    assert answer.status_code == 422 and "Kode kartu yang dipindai" in main_of(answer)
    assert card(serial).handed_at
