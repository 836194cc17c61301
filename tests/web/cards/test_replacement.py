"""A card printed anew: a reason, the older card void in the same second, the next one in a run of its own."""

import re

import pytest

from db.models import AuditEvent, Card, PrintedCard, PrinterSetting, PrintRun, Setting, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import card_replacements, print_outcomes, settings
from kiosk.services.acting import Refused
from kiosk.services.card_replacements import REASONS
from kiosk.services.print_wishes import PrintWish
from tests.services.at_once import acting, all_at_once, key
from tests.web import desk
from tests.web.house_rules import check_page

WARNING = "Kartu lama langsung tidak berlaku"
VOID = "TIDAK BERLAKU"


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


@pytest.fixture
def card(client_for, reg_no) -> Card:
    """Printed well."""
    client = client_for("petugas")
    no = desk.printed(client, worker=reg_no)
    assert (
        desk.send(client, f"/kartu/lembar/{no}/hasil", {"outcome": print_outcomes.ALL_GOOD}).status_code
        == 303
    )
    return Card.get()


def replaced(client, card: Card, **other):
    fields = {"client_key": desk.key(), "reason": "lost", "note": "", "layout": "cr80", **other}
    return desk.send(client, f"/kartu/{card.serial}/pengganti", fields)


def again(card: Card) -> Card:
    return Card.get_by_id(card.id)


def test_asking_for_the_head_of_the_page_is_no_sent_form(client_for, card):
    assert client_for("petugas").head(f"/kartu/{card.serial}/pengganti").status_code == 200


def test_older_card_is_void_and_the_next_one_stands_in_a_run(client_for, stranger, visit, card, people):
    client = client_for("petugas")
    page = visit(client, f"/kartu/{card.serial}/pengganti")
    for words in (card.serial, desk.NAME, "3374••••••••0001", "Sudah dicetak", WARNING):
        assert words in page.text
    answer = replaced(client, card, reason="damaged", note="Patah")
    assert answer.status_code == 303
    old, new = again(card), Card.get(Card.void_at.is_null())
    assert (old.void_reason, old.void_note, old.voided_by_id) == ("damaged", "Patah", people["petugas"].id)
    assert new.worker_id == old.worker_id and new.token != old.token and new.printed_at is None
    run = PrintRun.get(PrintRun.no == answer.location.rpartition("/")[2])
    assert [place.card_id for place in run.places] == [new.id]
    assert (run.state, run.cards_total) == ("ready", 1)
    assert "Kartu lama sudah tidak berlaku" in visit(client, answer.location).text


def test_who_scans_the_older_card_reads_at_once_that_it_is_void(client_for, stranger, card):
    assert VOID not in stranger.get(f"/v/{card.token}").text.upper()
    replaced(client_for("petugas"), card)
    assert VOID in stranger.get(f"/v/{card.token}").text.upper()
    new = Card.get(Card.void_at.is_null())
    assert VOID not in stranger.get(f"/v/{new.token}").text.upper()


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_kept_as_its_code(client_for, card, reason):
    assert replaced(client_for("petugas"), card, reason=reason, note="Jatuh di laut").status_code == 303
    assert again(card).void_reason == reason


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reason": ""}, "Pilih mengapa kartu ini diganti."),
        ({"reason": "bosan"}, "Pilih mengapa kartu ini diganti."),
        ({"reason": "other"}, "Tulis mengapa kartu ini diganti."),
        ({"note": "hubungi 081234567890"}, "Jangan tulis NIK atau nomor HP di sini"),
        ({"note": "a" * 201}, "paling banyak 200 huruf"),
        ({"layout": "a5"}, "Pilih kartu CR80 atau kertas A4."),
    ],
)
def test_form_with_a_fault_comes_back_and_the_card_stays(client_for, card, sent, words):
    answer = replaced(client_for("petugas"), card, **sent)
    assert answer.status_code == 422
    assert words in answer.text
    check_page(answer)
    assert again(card).void_at is None and Card.select().count() == 1


def test_service_asks_for_a_note_where_the_reason_says_nothing(app, card, people):
    wish = {"serial": card.serial, "reason": "other", "note": "", "wish": PrintWish()}
    with pytest.raises(Refused, match="Tulis mengapa"):
        card_replacements.replace(**wish, client_key=key(), by=acting(people["petugas"]))
    assert again(card).void_at is None


def test_sentence_on_a_missing_note_stands_beside_its_field(client_for, card):
    text = replaced(client_for("petugas"), card, reason="other").text
    assert '<a href="#note">Tulis mengapa kartu ini diganti.</a>' in text


def test_same_form_twice_is_one_replacement(client_for, card):
    client, once = client_for("petugas"), desk.key()
    first, second = (replaced(client, card, client_key=once).location for _time in range(2))
    assert first == second
    assert Card.select().count() == 2 and PrintRun.select().count() == 2


def test_same_key_with_another_reason_is_409(client_for, card):
    client, once = client_for("petugas"), desk.key()
    replaced(client, card, client_key=once)
    assert replaced(client, card, client_key=once, reason="damaged").status_code == 409
    assert Card.select().count() == 2


def test_void_card_is_not_replaced_again_and_leads_to_the_one_in_force(client_for, visit, card):
    client = client_for("petugas")
    replaced(client, card)
    new = Card.get(Card.void_at.is_null())
    page = visit(client, f"/kartu/{card.serial}/pengganti")
    assert f"/kartu/{new.serial}/pengganti" in page.page.addresses
    assert "Alasannya: hilang." in page.text
    assert not any(form.get("action", "").endswith("/pengganti") for form in page.page.forms)
    answer = replaced(client, card)
    assert answer.status_code == 422
    assert f"Kartu {card.serial} sudah tidak berlaku" in answer.text
    assert Card.select().count() == 2


def test_card_in_a_run_without_an_answer_leads_there(client_for, visit, reg_no):
    client = client_for("petugas")
    no = desk.printed(client, worker=reg_no)
    page = visit(client, f"/kartu/{Card.get().serial}/pengganti")
    assert f"/kartu/lembar/{no}" in page.page.addresses
    answer = replaced(client, Card.get())
    assert answer.status_code == 422 and no in answer.text
    assert Card.get().void_at is None


def test_card_that_was_never_printed_is_not_replaced(client_for, visit, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    PrintedCard.update(outcome="unprinted").execute()
    assert "belum pernah dicetak" in visit(client, f"/kartu/{Card.get().serial}/pengganti").text
    assert replaced(client, Card.get()).status_code == 422
    assert Card.get().void_at is None


def test_nothing_is_replaced_for_who_is_frozen(client_for, visit, card):
    Worker.update(frozen_at=utc_now()).execute()
    client = client_for("petugas")
    assert "sedang dibekukan" in visit(client, f"/kartu/{card.serial}/pengganti").text
    answer = replaced(client, card)
    assert answer.status_code == 422 and "sedang dibekukan" in answer.text
    assert again(card).void_at is None and Card.select().count() == 1


def test_handed_over_card_is_replaced_too(client_for, card):
    Card.update(handed_at=utc_now()).execute()
    assert replaced(client_for("petugas"), card).status_code == 303
    assert again(card).void_at


def test_owner_and_colleague_replace_and_strangers_do_not(client_for, card):
    for name in ("petugas2", "mitra", "mitra2", "auditor"):
        assert replaced(client_for(name), card).status_code == 403
    assert again(card).void_at is None
    assert replaced(client_for("rekan"), card).status_code == 303


def test_unknown_card_is_404(client_for, people):
    client = client_for("petugas")
    assert client.get("/kartu/K26-AAAAAAA/pengganti").status_code == 404
    answer = desk.send(client, "/kartu/K26-AAAAAAA/pengganti", {"client_key": desk.key(), "reason": "lost"})
    assert answer.status_code == 404


def test_auditor_sees_the_form_without_its_button(client_for, visit, card):
    page = visit(client_for("auditor"), f"/kartu/{card.serial}/pengganti")
    assert WARNING in page.text
    assert "Batalkan kartu lama dan cetak yang baru" not in page.text


def test_replacement_is_written_down_without_the_token(client_for, card, reg_no, people):
    replaced(client_for("petugas"), card, reason="other", note="Salah warna")
    line = AuditEvent.get(AuditEvent.action == "kartu.diganti")
    assert (line.subject, line.user_id) == (reg_no, people["petugas"].id)
    assert line.detail == {"kartu": card.serial, "alasan": "other", "catatan": "Salah warna"}
    page = client_for("petugas").get(f"/pekerja/{reg_no}").text
    for words in (
        "Kartu lama dibatalkan, cetakan kartu baru diminta",
        "Alasan: alasan lain",
        "Catatan: Salah warna",
    ):
        assert words in page, words


def test_corrected_name_presets_the_reason(client_for, visit, card, reg_no):
    client = client_for("petugas")
    assert "Kartu ini memuat data lama" not in visit(client, f"/kartu/{card.serial}/pengganti").text
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', client.get(f"/pekerja/{reg_no}/koreksi").text)[1]
    corrected = {"client_key": desk.key(), "reason": "mistyped", "name": "Slamet Widodo Putra", "seen": seen}
    desk.send(client, f"/pekerja/{reg_no}/koreksi", corrected)
    assert Worker.get().name == "Slamet Widodo Putra"
    text = visit(client, f"/kartu/{card.serial}/pengganti").text
    assert "Kartu ini memuat data lama" in text
    ticked = re.search(r'<input[^>]*checked[^>]*name="reason"[^>]*>', text)
    assert 'value="data_changed"' in ticked[0]


def test_next_card_is_preset_to_the_printer_of_the_post(client_for, card):
    PrinterSetting.create(place="johar", layout="a4", back_y=50)
    client = client_for("petugas")
    text = client.get(f"/kartu/{card.serial}/pengganti").text
    assert 'value="a4"' in re.search(r'<input[^>]*checked[^>]*name="layout"[^>]*>', text)[0]
    replaced(client, card, layout="a4")
    run = PrintRun.select().order_by(PrintRun.id.desc()).first()
    assert (run.layout, run.back_y) == ("a4", 50)


def test_two_desks_replace_the_same_card_at_once_and_one_is_told(app, card, people):
    by = [acting(people["petugas"]), acting(people["rekan"])]

    def one(actor):
        return card_replacements.replace(
            serial=card.serial, reason="lost", note="", client_key=key(), wish=PrintWish(), by=actor
        )

    answers = all_at_once([lambda actor=actor: one(actor) for actor in by])
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "str"]
    assert any(isinstance(answer, Refused) for answer in answers)
    assert Card.select().where(Card.void_at.is_null()).count() == 1
    assert Card.select().count() == 2


def test_nothing_is_void_where_the_next_card_cannot_be_printed(client_for, card):
    """Cover comes first in this city: the person keeps the card they hold."""
    Setting.insert(
        key="card_before_cover", value="off", valid_from="2026-01-01", basis="keputusan untuk uji"
    ).execute()
    settings.forget()
    answer = replaced(client_for("petugas"), card)
    assert answer.status_code == 422
    assert "Kartu baru dicetak setelah BPJS mengonfirmasi perlindungan." in answer.text
    assert again(card).void_at is None


def test_next_card_goes_to_a_free_place_of_a_used_sheet(client_for, visit, card):
    client = client_for("petugas")
    assert 'name="start"' in visit(client, f"/kartu/{card.serial}/pengganti").text
    wrong = replaced(client, card, layout="a4", start="11")
    assert wrong.status_code == 422 and "Pilih tempat 1 sampai 10 pada lembar A4." in wrong.text
    replaced(client, card, layout="a4", start="8")
    run = PrintRun.select().order_by(PrintRun.id.desc()).first()
    assert (run.layout, run.start) == ("a4", 8)
