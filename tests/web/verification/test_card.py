"""What the QR of a card answers to anybody: /v/<token>."""

from datetime import date

import pytest
import time_machine

from db.models import Card, Worker
from kiosk.domain.clock import utc_now
from tests.web import desk
from tests.web.verification.desk import fund

pytestmark = pytest.mark.usefixtures("today")


def look(client, visit, card, status: int = 200) -> str:
    return visit(client, f"/v/{card.token}", status=status).text.partition("<main")[2]


def state_of(text: str) -> str:
    return text.partition('data-state="')[2].partition('"')[0]


def test_person_nobody_pays_for_is_registered_only(stranger, visit, card):
    text = look(stranger, visit, card)
    assert "TERDAFTAR, BELUM TERLINDUNGI" in text
    assert state_of(text) == "waiting"


def test_person_with_a_planned_month_is_not_yet_protected(stranger, visit, card):
    fund(date(2026, 11, 1), 2)
    text = look(stranger, visit, card)
    assert "TERDAFTAR, BELUM TERLINDUNGI" in text
    assert state_of(text) == "registered"


def test_paid_is_not_protected_until_bpjs_confirms(stranger, visit, card):
    fund(date(2026, 11, 1), 2, paid=2)
    assert state_of(look(stranger, visit, card)) == "registered"


def test_protected_person_is_protected_to_the_end_of_the_last_effective_month(stranger, visit, card):
    fund(date(2026, 11, 1), 3, effective=2)
    text = look(stranger, visit, card)
    assert state_of(text) == "protected"
    assert "BELUM TERLINDUNGI" not in text
    assert "sampai 31 Desember 2026" in text
    assert "20 November 2026" in text


def test_person_in_arrears_is_never_called_protected(stranger, visit, card):
    fund(date(2026, 9, 1), 3, effective=1)
    text = look(stranger, visit, card)
    assert state_of(text) == "in_arrears"
    assert "MENUNGGAK" in text
    assert "paling lambat 30 November 2026" in text
    assert "TERLINDUNGI<" not in text


def test_ended_protection_says_since_when(stranger, visit, card):
    fund(date(2026, 5, 1), 2, effective=2)
    text = look(stranger, visit, card)
    assert state_of(text) == "ended"
    assert "1 Oktober 2026" in text


def test_same_qr_tells_the_truth_later_without_a_reprint(stranger, visit, card):
    fund(date(2026, 11, 1), 2, effective=2)
    assert state_of(look(stranger, visit, card)) == "protected"
    with time_machine.travel("2027-01-15 03:00:00", tick=False):
        assert state_of(look(stranger, visit, card)) == "in_arrears"


def test_market_opens_when_utc_is_still_yesterday(stranger, visit, card):
    fund(date(2026, 12, 1), 1, effective=1)
    with time_machine.travel("2026-11-30 22:00:00", tick=False):  # 1 December, five in the morning
        assert state_of(look(stranger, visit, card)) == "protected"


def test_answer_names_nobody_in_full(stranger, visit, card):
    text = look(stranger, visit, card)
    worker = Worker.get()
    assert "S. W." in text
    for secret in ("Slamet", "Widodo", worker.reg_no, "3374", "0812", "Kakap", "Johar", "2003", card.serial):
        assert secret not in text, secret


def test_signed_in_stranger_sees_no_more(client_for, visit, card):
    for name in ("petugas2", "mitra2"):
        text = look(client_for(name), visit, card)
        assert "Slamet" not in text and Worker.get().reg_no not in text


def test_title_and_address_carry_no_person(stranger, visit, card):
    page = visit(stranger, f"/v/{card.token}").page
    assert "Slamet" not in page.title and "S. W." not in page.title


def test_page_says_what_to_do_after_an_accident(stranger, visit, card):
    text = look(stranger, visit, card)
    assert "2 × 24 jam" in text
    assert 'href="tel:175"' in text


def test_unknown_code_is_no_card(stranger, visit, people):
    text = visit(stranger, "/v/AAAAAAAAAAAAAAAAAAAAAA", status=404).text
    assert "KARTU TIDAK DIKENAL" in text


def test_void_card_says_only_that(stranger, visit, card):
    fund(date(2026, 11, 1), 2, effective=2)
    Card.update(void_at="2026-11-19 10:00:00", void_reason="hilang").execute()
    text = look(stranger, visit, card)
    assert "KARTU TIDAK BERLAKU LAGI" in text
    assert "S. W." not in text and "data-state" not in text and "hilang" not in text


def test_card_voided_a_moment_ago_says_so_at_the_next_look(stranger, visit, card):
    assert "S. W." in look(stranger, visit, card)
    Card.update(void_at=utc_now(), void_reason="lost").execute()
    assert "KARTU TIDAK BERLAKU LAGI" in look(stranger, visit, card)


def test_card_of_a_merged_number_is_void_whatever_its_row_says(stranger, visit, client_for, card):
    reg_no = desk.enrolled(
        client_for("petugas"), nik="3374015708900002", sex="P", name="Siti Aminah", phone=""
    )
    right = Worker.get(Worker.reg_no == reg_no)
    Worker.update(merged_into=right.id, frozen_at=utc_now()).where(Worker.id == card.worker_id).execute()
    text = look(stranger, visit, card)
    assert "KARTU TIDAK BERLAKU LAGI" in text and "S. W." not in text


def test_frozen_person_who_is_protected_is_said_to_be_and_no_more(stranger, visit, card):
    fund(date(2026, 11, 1), 2, effective=2)
    Worker.update(frozen_at=utc_now(), frozen_reason="Diminta keluarga").execute()
    text = look(stranger, visit, card)
    assert state_of(text) == "protected"
    for reserved in ("S. W.", "JKK", "keluarga", "beku"):
        assert reserved not in text, reserved


def test_frozen_person_who_is_not_protected_shows_no_state(stranger, visit, card):
    fund(date(2026, 9, 1), 3, effective=1)
    Worker.update(frozen_at=utc_now(), frozen_reason="Diminta keluarga").execute()
    text = look(stranger, visit, card)
    assert "KEADAAN TIDAK DITAMPILKAN" in text
    for reserved in ("data-state", "S. W.", "JKK", "MENUNGGAK", "keluarga", "beku", ">TERLINDUNGI"):
        assert reserved not in text, reserved
    assert 'href="tel:175"' in text


def test_card_is_read_in_english_without_a_cookie(stranger, visit, card):
    here = visit(stranger, f"/v/{card.token}")
    assert 'href="?bahasa=en"' in here.text
    there = visit(stranger, f"/v/{card.token}?bahasa=en")
    assert there.page.language == "en"
    assert 'href="?bahasa=id"' in there.text
    assert visit(stranger, f"/v/{card.token}").page.language == "id"


@pytest.mark.parametrize("address", ["/v/tidak-ada?bahasa=en", "/v/tidak-ada?bahasa=jv"])
def test_unknown_card_answers_in_the_language_asked_for_when_we_have_it(stranger, visit, people, address):
    assert visit(stranger, address, status=404).page.language == ("en" if address.endswith("en") else "id")
