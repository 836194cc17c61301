"""Hand-overs below the web: what the person's own data sheet tells, what the trail never holds, who comes late."""

import pytest

from db.models import AuditEvent, Card, Consent, DeliveryTry, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import handover_bulk, handover_history, handovers, withdrawals
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.cards import live_card_ids
from kiosk.services.handover_undo import take_back
from kiosk.services.handovers import Agreed, Receiver
from tests.services.at_once import acting, all_at_once, key, nik
from tests.web import desk

BY_THUMB = Receiver("self", "thumb", note="buku 1, halaman 3")


@pytest.fixture
def cards(client_for, people) -> list[Card]:
    """Three printed cards that wait at Pasar Johar."""
    names = ("Amir Hamzah", "Budi Santoso", "Candra Wijaya")
    numbers = [
        desk.enrolled(client_for("petugas"), nik=nik(number), name=name, phone="")
        for number, name in enumerate(names)
    ]
    workers = list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))
    ids = live_card_ids(workers, acting(people["petugas"]))
    run = PrintRun.create(no="C26-000001", asked_by=people["petugas"], cards_total=3, state="ready")
    for place, card_id in enumerate(ids, 1):
        PrintedCard.create(run=run, card=card_id, place=place)
    return [Card.get_by_id(card_id) for card_id in ids]


def hand_over(card: Card, by, receiver: Receiver = BY_THUMB, agreed: Agreed | None = None) -> None:
    handovers.hand_over(serial=card.serial, receiver=receiver, agreed=agreed, client_key=key(), by=by)


def test_list_and_single_hand_over_at_once_note_each_card_once(people, cards):
    officers = [acting(people["petugas"]), acting(people["rekan"])]
    relations = {card.serial: "self" for card in cards}

    def by_list():
        return handover_bulk.hand_over_by_list(
            relations=relations, note="daftar 1", agreed=False, client_key=key(), by=officers[0]
        )

    report, late = all_at_once([by_list, lambda: hand_over(cards[1], officers[1])])
    assert report.handed in (2, 3) and len(report.left_out) == 3 - report.handed
    assert (late is None) is (report.handed == 2)
    lines = AuditEvent.select().where(AuditEvent.action == "kartu.diserahkan")
    assert sorted(line.detail["kartu"] for line in lines) == sorted(relations)
    assert Card.select().where(Card.handed_at.is_null()).count() == 0


def test_consent_withdrawn_meanwhile_and_hand_over_do_not_both_come_about(people, cards):
    officer = acting(people["petugas"])
    reg_no = cards[0].worker.reg_no

    def withdraw():
        withdrawals.withdraw(reg_no=reg_no, reason="", client_key=key(), by=officer)

    withdrawn, handed = all_at_once([withdraw, lambda: hand_over(cards[0], officer)])
    assert withdrawn is None
    row = Card.get_by_id(cards[0].id)
    assert row.void_at is not None
    assert (row.handed_at is not None) is (handed is None)
    assert handed is None or isinstance(handed, Refused)


@pytest.mark.parametrize(
    "receiver",
    [
        Receiver("raja", "thumb", note="buku 1"),
        Receiver("spouse", "thumb", note="buku 1"),
        Receiver("self", "sihir"),
        Receiver("self", "signature"),
        Receiver("self", "thumb"),
        Receiver("self", "list"),
    ],
)
def test_service_refuses_what_the_form_would_have(people, cards, receiver):
    with pytest.raises(Refused):
        hand_over(cards[0], acting(people["petugas"]), receiver)
    assert Card.get_by_id(cards[0].id).handed_at is None


def test_list_that_nobody_named_hands_over_nothing(people, cards):
    relations = {card.serial: "self" for card in cards}
    wish = {"relations": relations, "note": "", "agreed": True}
    with pytest.raises(Refused):
        handover_bulk.hand_over_by_list(**wish, client_key=key(), by=acting(people["petugas"]))
    assert Card.select().where(Card.handed_at.is_null(False)).count() == 0


def test_auditor_and_stranger_hand_over_nothing_by_list(people, cards):
    relations = {card.serial: "self" for card in cards}
    wish = {"relations": relations, "note": "daftar 1", "agreed": True}
    with pytest.raises(NotAllowed):
        handover_bulk.hand_over_by_list(**wish, client_key=key(), by=acting(people["auditor"]))
    report = handover_bulk.hand_over_by_list(**wish, client_key=key(), by=acting(people["petugas2"]))
    assert report.handed == 0 and [one.name for one in report.left_out] == ["", "", ""]


def test_trail_names_nobody_who_received_a_card(people, cards):
    receiver = Receiver("child", "thumb", name="Joko Susilo", note="buku 1")
    hand_over(cards[0], acting(people["petugas"]), receiver)
    line = AuditEvent.get(AuditEvent.action == "kartu.diserahkan")
    assert line.detail == {"kartu": cards[0].serial, "kepada": "child", "cara": "thumb"}


def test_consent_given_before_the_hand_over_stays_when_it_is_taken_back(people, cards):
    officer = acting(people["petugas"])
    hand_over(cards[0], officer)
    take_back(serial=cards[0].serial, reason="salah orang", client_key=key(), by=officer)
    assert Consent.select().where(Consent.worker == cards[0].worker_id).count() == 1


class TestStoryForTheDataSheet:
    def test_card_that_nobody_tried_to_hand_over(self, people, cards):
        assert handover_history.story_of(cards[0]) == "belum diserahkan"

    def test_tries_and_the_hand_over_in_their_order(self, people, cards):
        DeliveryTry.create(card=cards[0], reason="moved", note="kata RT", by=people["petugas"])
        receiver = Receiver("child", "thumb", name="Joko Susilo", note="buku 1")
        hand_over(cards[0], acting(people["petugas"]), receiver)
        story = handover_history.story_of(Card.get_by_id(cards[0].id))
        assert "(sudah pindah: kata RT), diserahkan" in story
        assert story.endswith("kepada Joko Susilo, anak (cap jempol; buku 1)")

    def test_words_of_older_rows(self, people, cards):
        old = Card(handed_at=utc_now(), handed_to="Amir", handed_relation="diri sendiri", handed_how="self")
        old.id = cards[0].id
        assert handover_history.story_of(old).endswith("kepada Amir, diri sendiri (self)")
