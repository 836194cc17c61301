"""A card that waits at another post than its owner's: what the officers there see, and until when."""

from datetime import timedelta

import pytest

from db.models import Card, Post, PrintedCard, PrintRun
from kiosk.domain.clock import utc_now
from tests.web import desk
from tests.web.handovers.counter import card, hand_over, main_of


@pytest.fixture
def moved(serial) -> str:
    """The card of a person of Johar, waiting at Tambak Lorok."""
    there = Post.get(Post.code == "tambak-lorok")
    Card.update(pickup_post=there).where(Card.serial == serial).execute()
    return serial


def opens(client, serial: str) -> bool:
    answer = client.get(f"/kartu/{serial}/serah-terima")
    assert answer.status_code in (200, 403)
    return answer.status_code == 200


def test_handed_card_stays_open_for_the_day_where_it_was_handed_over(client_for, moved):
    client = client_for("petugas2")
    assert opens(client, moved)
    assert hand_over(client, moved).status_code == 303
    assert opens(client, moved)
    Card.update(handed_at=utc_now() - timedelta(days=1)).execute()
    assert not opens(client, moved)


def test_card_handed_over_at_another_post_is_gone(client_for, moved):
    assert hand_over(client_for("petugas"), moved).status_code == 303
    assert not opens(client_for("petugas2"), moved)
    assert opens(client_for("petugas"), moved)


def test_void_card_gives_no_sight_of_its_owner(client_for, moved):
    Card.update(void_at=utc_now(), void_reason="lost").execute()
    assert not opens(client_for("petugas2"), moved)


def test_card_without_a_print_gives_no_sight_of_its_owner(client_for, moved):
    Card.update(printed_at=None).execute()
    PrintedCard.update(outcome="unprinted").execute()
    assert not opens(client_for("petugas2"), moved)


def test_card_in_a_finished_file_waits_before_anybody_has_judged_it(client_for, moved):
    Card.update(printed_at=None).execute()
    PrintedCard.update(outcome=None).execute()
    PrintRun.update(state="ready").execute()
    assert opens(client_for("petugas2"), moved)


def test_card_that_was_never_printed_is_not_moved(client_for, serial):
    Card.update(printed_at=None).execute()
    PrintedCard.update(outcome="unprinted").execute()
    answer = desk.send(client_for("petugas"), f"/kartu/{serial}/tempat-ambil", {"post": "tambak-lorok"})
    assert answer.status_code == 422 and "belum dicetak" in main_of(answer)
    assert card(serial).pickup_post.code == "johar"
