"""*Tercetak baik?*: what becomes of the cards of a run once somebody has said what came out of the printer."""

import pytest

from db.connection import writing
from db.models import AuditEvent, Card, CardStock, PrintedCard
from kiosk.domain.clock import utc_now
from kiosk.services import card_states, print_outcomes, print_runs, queue
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.print_outcomes import ALL_GOOD, NOT_PRINTED, SOME_SPOILED, Answer
from kiosk.services.print_run_lookup import run_named
from kiosk.services.print_spoilage import SpoiledPlaces
from tests.services.at_once import acting, all_at_once, key
from tests.services.crowd import crowd, worker


@pytest.fixture
def numbers(petugas) -> list[str]:
    return crowd(petugas, 4)


@pytest.fixture
def run(petugas, numbers) -> str:
    return ask(petugas, *numbers)


def ask(by, *reg_nos: str) -> str:
    return print_runs.print_cards(client_key=key(), by=by, reg_nos=reg_nos)


def tell(no: str, by, outcome: str, *spoiled: int) -> bool:
    return print_outcomes.tell_outcome(no=no, answer=Answer(outcome, frozenset(spoiled)), by=by)


def hand_over(place: int) -> None:
    """Somebody hands over a card of a run that nobody has answered."""
    printed = PrintedCard.get(PrintedCard.place == place)
    with writing():
        PrintedCard.update(outcome="good").where(PrintedCard.id == printed.id).execute()
        Card.update(printed_at=utc_now(), handed_at=utc_now()).where(Card.id == printed.card_id).execute()


def outcomes() -> list[str | None]:
    return [place.outcome for place in PrintedCard.select().order_by(PrintedCard.place)]


def states() -> list[str]:
    return [card_states.state_of(card) for card in Card.select().order_by(Card.id)]


def trail(action: str) -> list[AuditEvent]:
    return list(AuditEvent.select().where(AuditEvent.action == action).order_by(AuditEvent.id))


def test_good_cards_count_as_printed(petugas, run):
    assert tell(run, petugas, ALL_GOOD) is True
    told = run_named(run)
    assert (told.state, told.confirmed_by_id) == ("confirmed", petugas.user_id) and told.confirmed_at
    assert outcomes() == ["good"] * 4 and states() == ["printed"] * 4
    (line,) = trail("kartu.hasil_cetak")
    assert (line.subject_kind, line.subject, line.detail) == ("cetakan", run, {"baik": 4, "gagal": 0})


def test_spoiled_cards_are_void_and_their_people_may_be_printed_for_again(petugas, run, numbers):
    tell(run, petugas, SOME_SPOILED, 2, 4)
    assert outcomes() == ["good", "spoiled", "good", "spoiled"]
    assert states() == ["printed", "void", "printed", "void"]
    spoiled = Card.get(Card.worker == worker(numbers[1]))
    assert (spoiled.void_reason, spoiled.voided_by_id, spoiled.printed_at) == (
        "spoiled",
        petugas.user_id,
        None,
    )
    assert [line.subject for line in trail("kartu.gagal_cetak")] == [numbers[1], numbers[3]]
    again = ask(petugas, *numbers)
    assert again != run and run_named(again).cards_total == 2
    new = Card.get(Card.worker == worker(numbers[1]), Card.void_at.is_null())
    assert new.token != spoiled.token and new.serial != spoiled.serial


def test_run_that_was_not_printed_gives_its_cards_back_as_they_are(petugas, run, numbers):
    tokens = {card.token for card in Card.select()}
    assert tell(run, petugas, NOT_PRINTED) is True
    assert run_named(run).state == "cancelled"
    assert outcomes() == ["unprinted"] * 4 and states() == ["made"] * 4
    assert trail("kartu.tidak_dicetak")[0].detail == {"kartu": 4}
    assert run_named(ask(petugas, *numbers)).cards_total == 4
    assert {card.token for card in Card.select()} == tokens


def test_second_answer_changes_nothing(petugas, run):
    tell(run, petugas, SOME_SPOILED, 1)
    before = [list(table.select().tuples()) for table in (Card, PrintedCard, AuditEvent, CardStock)]
    assert tell(run, petugas, ALL_GOOD) is False
    assert tell(run, petugas, NOT_PRINTED) is False
    assert before == [list(table.select().tuples()) for table in (Card, PrintedCard, AuditEvent, CardStock)]


def test_two_desks_that_answer_at_once_are_one_answer(people, run):
    desks = [acting(people[name]) for name in ("petugas", "rekan")]
    first = all_at_once(
        [lambda: tell(run, desks[0], ALL_GOOD), lambda: tell(run, desks[1], SOME_SPOILED, 1, 2, 3, 4)]
    )
    assert sorted(first) == [False, True]
    assert len(trail("kartu.hasil_cetak")) == 1
    assert len(set(outcomes())) == 1


def test_answer_after_a_card_was_handed_over_leaves_that_card_alone(petugas, run):
    hand_over(2)
    at = Card.get(Card.handed_at.is_null(False)).printed_at
    tell(run, petugas, SOME_SPOILED, 3)
    assert outcomes() == ["good", "good", "spoiled", "good"]
    assert states() == ["printed", "handed", "void", "printed"]
    assert Card.get(Card.handed_at.is_null(False)).printed_at == at
    assert trail("kartu.hasil_cetak")[0].detail == {"baik": 3, "gagal": 1}


def test_card_that_was_handed_over_cannot_be_told_to_be_spoiled(petugas, run):
    hand_over(2)
    with pytest.raises(SpoiledPlaces, match="Nomor 2 tidak ada"):
        tell(run, petugas, SOME_SPOILED, 2, 3)
    with pytest.raises(Refused, match="sudah diserahkan"):
        tell(run, petugas, NOT_PRINTED)
    assert run_named(run).state == "ready" and outcomes() == [None, "good", None, None]


@pytest.mark.parametrize(
    ("spoiled", "words"), [((), "Tandai kartu yang gagal"), ((5,), "Nomor 5"), ((1, 7, 8), "Nomor 7–8")]
)
def test_places_that_are_not_in_the_run_are_named(petugas, run, spoiled, words):
    with pytest.raises(SpoiledPlaces, match=words):
        tell(run, petugas, SOME_SPOILED, *spoiled)
    assert outcomes() == [None] * 4 and states() == ["made"] * 4


def test_run_that_is_still_being_made_has_no_result_yet(petugas):
    no = ask(petugas, *crowd(petugas, 60))
    for outcome in (ALL_GOOD, SOME_SPOILED):
        with pytest.raises(Refused, match="belum selesai dibuat"):
            tell(no, petugas, outcome, *([1] if outcome == SOME_SPOILED else []))
    queue.run_waiting_tasks()
    assert tell(no, petugas, ALL_GOOD)


def test_blanks_are_taken_from_the_shelf_of_the_post_once(petugas, run):
    tell(run, petugas, SOME_SPOILED, 4)
    tell(run, petugas, ALL_GOOD)
    taken = {row.kind: row.count for row in CardStock.select()}
    assert taken == {"out": -3, "spoiled": -1}


def test_card_void_before_the_answer_stays_void_with_its_own_reason(petugas, run):
    with writing():
        Card.update(void_at=utc_now(), void_reason="lost").where(
            Card.id == Card.select().first().id
        ).execute()
    tell(run, petugas, SOME_SPOILED, 1)
    assert Card.select().order_by(Card.id).first().void_reason == "lost"
    assert trail("kartu.gagal_cetak") == []


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("petugas", True),
        ("rekan", True),
        ("admin", True),
        ("petugas2", False),
        ("mitra", False),
        ("auditor", False),
    ],
)
def test_only_the_desk_that_printed_and_admin_answer(people, run, name, may):
    by = acting(people[name])
    if may:
        assert tell(run, by, ALL_GOOD)
    else:
        with pytest.raises(NotAllowed):
            tell(run, by, ALL_GOOD)
        assert outcomes() == [None] * 4


def test_unknown_run_is_not_there(petugas):
    with pytest.raises(NotThere):
        tell("C26-AAAAAA", petugas, ALL_GOOD)
