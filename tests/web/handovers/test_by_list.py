"""Many cards noted by a signed list: looked at once more, saved, and who was left out is named."""

import pytest

from db.models import AuditEvent, Card, Consent, PrintedCard, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import handover_bulk
from tests.web import desk
from tests.web.handovers.counter import card, hand_over, main_of, printed_well

PATH = "/kartu/serah-terima"


@pytest.fixture
def two(client_for, serial) -> list[str]:
    """Slamet's card and Kasmin's, both of Pasar Johar."""
    client = client_for("petugas")
    other = desk.enrolled(client, nik="3374011206880041", name="Kasmin Sutrisno", phone="")
    return [serial, printed_well(client, worker=other)]


def fields(serials: list[str], **other) -> dict:
    return {
        "client_key": desk.key(),
        "kartu": serials,
        "note": "daftar 21 November, halaman 1",
        "signed": "y",
        **other,
    }


def save(client, serials: list[str], **other):
    return desk.send(client, PATH, fields(serials, **other))


def handed(serials: list[str]) -> list[bool]:
    return [card(one).handed_at is not None for one in serials]


def test_ticked_people_are_shown_once_more_and_nothing_is_saved(client_for, two):
    page = desk.send(client_for("petugas"), PATH, {"kartu": two})
    assert page.status_code == 200
    assert desk.NAME in page.text and "Kasmin Sutrisno" in page.text
    assert handed(two) == [False, False]


def test_all_of_them_are_handed_over_by_that_list(client_for, people, two):
    answer = save(client_for("petugas"), two, **{f"relation-{two[1]}": "spouse"})
    assert (answer.status_code, answer.location) == (303, PATH)
    first, second = (card(one) for one in two)
    assert (first.handed_to, first.handed_relation, first.handed_how) == (desk.NAME, "self", "list")
    assert (second.handed_to, second.handed_relation) == ("", "spouse")
    assert first.handed_note == "daftar 21 November, halaman 1"
    assert first.handed_by_id == people["petugas"].id
    lines = AuditEvent.select().where(AuditEvent.action == "kartu.diserahkan")
    assert sorted(line.detail["kartu"] for line in lines) == sorted(two)


def test_sending_twice_hands_over_once(client_for, two):
    sent = fields(two)
    for _again in range(2):
        assert desk.send(client_for("petugas"), PATH, sent).status_code == 303
    assert AuditEvent.select().where(AuditEvent.action == "kartu.diserahkan").count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"signed": ""}, "sudah tanda tangan"),
        ({"note": ""}, "Tulis daftar yang mana"),
        ({"note": "daftar http://payung.test/v/" + "aB3_" * 8}, "Kode kartu yang dipindai"),
    ],
)
def test_nothing_is_saved_until_the_list_is_named_and_signed(client_for, two, wrong, said):
    answer = save(client_for("petugas"), two, **wrong)
    assert answer.status_code == 422 and said in main_of(answer)
    assert handed(two) == [False, False]


def test_nobody_ticked_is_said(client_for, people):
    for answer in (desk.send(client_for("petugas"), PATH), save(client_for("petugas"), [])):
        assert answer.status_code == 422 and "Belum ada kartu yang ditandai" in main_of(answer)


def test_more_than_the_most_are_refused(client_for, two, monkeypatch):
    monkeypatch.setattr(handover_bulk, "MOST", 1)
    answer = save(client_for("petugas"), two)
    assert answer.status_code == 422 and "Paling banyak 1 kartu" in main_of(answer)
    assert handed(two) == [False, False]


def test_who_is_held_back_is_left_out_and_named_and_the_others_are_saved(client_for, two, reg_no):
    Worker.update(frozen_at=utc_now()).where(Worker.reg_no == reg_no).execute()
    answer = save(client_for("petugas"), two)
    assert answer.status_code == 200
    page = main_of(answer)
    assert "1 kartu ditandai" in page and desk.NAME in page and "dibekukan" in page
    assert handed(two) == [False, True]


def test_second_officer_is_told_who_was_handed_over_meanwhile(client_for, two):
    hand_over(client_for("rekan"), two[0])
    answer = save(client_for("petugas"), two)
    assert "sudah diserahkan pada" in main_of(answer)
    assert card(two[0]).handed_how == "thumb"
    assert card(two[1]).handed_how == "list"


def test_repeat_is_answered_alike_when_somebody_was_left_out(client_for, two):
    hand_over(client_for("rekan"), two[0])
    sent = fields(two)
    first, second = (main_of(desk.send(client_for("petugas"), PATH, sent)) for _again in range(2))
    assert first == second


def test_repeat_says_why_somebody_was_left_out_also_when_nothing_is_in_the_way_any_more(
    client_for, two, reg_no
):
    Worker.update(frozen_at=utc_now()).where(Worker.reg_no == reg_no).execute()
    sent = fields(two)
    first = desk.send(client_for("petugas"), PATH, sent)
    Worker.update(frozen_at=None).where(Worker.reg_no == reg_no).execute()
    second = desk.send(client_for("petugas"), PATH, sent)
    assert (first.status_code, second.status_code) == (200, 200)
    assert "dibekukan" in main_of(second) and main_of(first) == main_of(second)


def test_repeat_keeps_the_day_on_which_somebody_else_had_handed_over(client_for, two):
    hand_over(client_for("rekan"), two[0])
    sent = fields(two)
    first = main_of(desk.send(client_for("petugas"), PATH, sent))
    Card.update(handed_at=None, handed_by=None).where(Card.serial == two[0]).execute()
    assert "sudah diserahkan pada" in first
    assert main_of(desk.send(client_for("petugas"), PATH, sent)) == first


def test_card_of_another_post_is_left_out_without_a_name(client_for, two):
    answer = save(client_for("petugas2"), two)
    page = main_of(answer)
    assert "tidak menunggu di pos" in page and two[0] in page and desk.NAME not in page
    assert handed(two) == [False, False]


def test_unjudged_print_of_those_handed_over_is_good(client_for, reg_no):
    desk.printed(client_for("petugas"), worker=reg_no)
    (row,) = Card.select()
    assert save(client_for("petugas"), [row.serial]).status_code == 303
    assert [place.outcome for place in PrintedCard.select()] == ["good"]
    assert card(row.serial).printed_at


class TestConsentOfThoseACompanyListed:
    def test_with_the_tick_they_consent_by_that_list(self, client_for, listed):
        page = main_of(desk.send(client_for("mitra"), PATH, {"kartu": [listed]}))
        assert "consent-text" in page and 'name="consent"' in page
        assert save(client_for("mitra"), [listed], consent="y").status_code == 303
        newest = Consent.select().order_by(Consent.id.desc()).get()
        assert (newest.how, newest.note) == ("self", "daftar serah terima: daftar 21 November, halaman 1")

    def test_forgotten_tick_is_asked_for_and_nothing_is_lost(self, client_for, serial, listed):
        chosen = {f"relation-{serial}": "spouse", "terlihat": [serial, listed]}
        answer = save(client_for("admin"), [serial, listed], **chosen)
        page = main_of(answer)
        assert answer.status_code == 422 and "Tandai bila mereka setuju" in page
        assert page.count(" checked") == 3 and 'value="spouse" selected' in page
        assert "daftar 21 November, halaman 1" in page
        assert handed([serial, listed]) == [False, False]

    def test_who_does_not_agree_is_unticked_and_can_be_ticked_again(self, client_for, serial, listed):
        left = save(client_for("admin"), [serial], signed="", terlihat=[serial, listed])
        assert f'value="{listed}">' in main_of(left) and f'value="{serial}" checked' in main_of(left)
        assert save(client_for("admin"), [serial], terlihat=[serial, listed]).status_code == 303
        assert handed([serial, listed]) == [True, False]

    def test_nobody_receives_for_them(self, client_for, listed):
        answer = save(client_for("mitra"), [listed], consent="y", **{f"relation-{listed}": "child"})
        assert "hanya diserahkan kepadanya sendiri" in main_of(answer)
        assert handed([listed]) == [False]
