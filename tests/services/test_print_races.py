"""A card asked for at the moment of a withdrawal or a merge: whichever comes first, who may have none keeps none."""

import threading
from collections.abc import Callable

import pytest

from db import connection
from db.connection import database, on_sqlite, writing
from db.models import Card, PrintedCard, Worker
from kiosk.services import (
    card_replacements,
    merges,
    print_runs,
    print_selection,
    standing,
    withdrawals,
)
from kiosk.services.acting import Refused
from kiosk.services.print_outcomes import ALL_GOOD, Answer, tell_outcome
from kiosk.services.print_wishes import PrintWish
from tests.services.at_once import all_at_once, key
from tests.services.crowd import crowd
from tests.services.two_numbers import enrolled

WAITS_FOR_US = (
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)


@pytest.fixture
def person(petugas) -> Worker:
    return enrolled(petugas, 7)


@pytest.fixture
def meanwhile(monkeypatch) -> Callable:
    """meanwhile(module, name, first, second): `first` stops behind its call of module.name, inside its transaction,
    until `second` has ended or waits for it. Their answers, or the faults they ended with. Where `first` never comes
    to that call they would run one after the other, and prove nothing: this fails."""

    def run(module, name: str, first: Callable, second: Callable) -> list:
        stopped, reached, queues, ended = (threading.Event() for _event in range(4))
        real, real_turn = getattr(module, name), connection.turn_at

        def stopping(*arguments):
            answer = real(*arguments)
            stopped.set()
            reached.set()
            _until_it_waits(queues, ended)
            return answer

        def turn(path):
            if stopped.is_set():
                queues.set()
            return real_turn(path)

        def behind_it():
            reached.wait()
            return _and_then(ended, second)

        monkeypatch.setattr(module, name, stopping)
        monkeypatch.setattr(connection, "turn_at", turn)
        answers = all_at_once([lambda: _and_then(reached, first), behind_it])
        assert stopped.is_set(), f"{name} was never called: {answers}"
        return answers

    return run


def _and_then(event: threading.Event, work: Callable):
    try:
        return work()
    finally:
        event.set()


def _until_it_waits(queues: threading.Event, ended: threading.Event) -> None:
    """On SQLite for its turn to write, on PostgreSQL for a row we hold; or it came to its end without either."""
    while not (queues.is_set() or ended.is_set() or _holds_somebody_up()):
        ended.wait(0.01)


def _holds_somebody_up() -> bool:
    return not on_sqlite() and database.execute_sql(WAITS_FOR_US).fetchone()[0] > 0


def ask(by, *reg_nos: str) -> str:
    return print_runs.print_cards(client_key=key(), by=by, reg_nos=reg_nos)


def printed(by, reg_no: str) -> Card:
    assert tell_outcome(no=ask(by, reg_no), answer=Answer(ALL_GOOD), by=by)
    return Card.get()


def replace(card: Card, by) -> str:
    return card_replacements.replace(
        serial=card.serial, reason="lost", note="", client_key=key(), wish=PrintWish(), by=by
    )


def withdraw(worker: Worker, by) -> None:
    withdrawals.withdraw(reg_no=worker.reg_no, reason="", client_key=key(), by=by)


def living_cards_of(worker: Worker) -> list[Card]:
    return list(Card.select().where(Card.worker == worker, Card.void_at.is_null()))


@pytest.mark.parametrize("others", [0, 2])
def test_withdrawal_while_a_card_is_made_voids_it(meanwhile, petugas, person, others):
    numbers = [person.reg_no, *crowd(petugas, others)]
    asked, withdrawn = meanwhile(
        print_runs, "_give_places", lambda: ask(petugas, *numbers), lambda: withdraw(person, petugas)
    )
    assert isinstance(asked, str) and withdrawn is None
    assert Worker.get_by_id(person.id).frozen_at and not living_cards_of(person)


def test_withdrawal_while_a_card_is_replaced_voids_the_new_one(meanwhile, petugas, person):
    card = printed(petugas, person.reg_no)
    replaced, withdrawn = meanwhile(
        print_runs, "_give_places", lambda: replace(card, petugas), lambda: withdraw(person, petugas)
    )
    assert isinstance(replaced, str) and withdrawn is None
    assert Card.select().count() == 2 and not living_cards_of(person)


def test_merge_while_a_card_is_made_for_the_wrong_number_voids_it(meanwhile, petugas, admin, wrong, right):
    asked, merged = meanwhile(
        print_runs,
        "_give_places",
        lambda: ask(petugas, wrong.reg_no),
        lambda: merges.merge(
            wrong=wrong.reg_no, right=right.reg_no, reason="uji", client_key=key(), by=admin
        ),
    )
    assert isinstance(asked, str) and merged is None
    assert Worker.get_by_id(wrong.id).merged_into_id and not living_cards_of(wrong)


@pytest.mark.parametrize("others", [0, 2])
def test_who_asks_for_a_card_during_a_withdrawal_gets_none(meanwhile, petugas, person, others):
    numbers = [person.reg_no, *crowd(petugas, others)]
    withdrawn, asked = meanwhile(
        withdrawals, "_void_card", lambda: withdraw(person, petugas), lambda: ask(petugas, *numbers)
    )
    assert withdrawn is None and isinstance(asked, str if others else Refused)
    assert not living_cards_of(person)
    assert PrintedCard.select().count() == others


def test_who_replaces_a_card_during_a_withdrawal_gets_none(meanwhile, petugas, person):
    card = printed(petugas, person.reg_no)
    withdrawn, replaced = meanwhile(
        withdrawals, "_end_consents", lambda: withdraw(person, petugas), lambda: replace(card, petugas)
    )
    assert withdrawn is None and isinstance(replaced, Refused)
    assert Card.select().count() == 1 and not living_cards_of(person)


@pytest.mark.parametrize("others", [0, 2])
def test_withdrawal_between_reading_who_is_chosen_and_the_transaction_counts(
    monkeypatch, petugas, person, others
):
    numbers, chosen_by = [person.reg_no, *crowd(petugas, others)], print_selection.chosen_by

    def and_a_withdrawal(by, **whom):
        chosen = chosen_by(by, **whom)
        withdraw(person, petugas)
        return chosen

    monkeypatch.setattr(print_selection, "chosen_by", and_a_withdrawal)
    if others:
        ask(petugas, *numbers)
    else:
        with pytest.raises(Refused, match="dibekukan"):
            ask(petugas, *numbers)
    assert not living_cards_of(person) and Card.select().count() == others


def test_many_people_are_held_in_few_statements(monkeypatch, petugas):
    crowd(petugas, 60)
    monkeypatch.setattr(standing, "PEOPLE_AT_ONCE", 25)
    everybody, held = list(Worker.select().order_by(Worker.id)), []
    Worker.update(approval=standing.APPROVED).execute()
    read = standing._standing_of
    monkeypatch.setattr(standing, "_standing_of", lambda ids: held.append(ids) or read(ids))
    with writing():
        standing.hold(everybody[::-1])
    ids = [worker.id for worker in everybody]
    assert held == [ids[:25], ids[25:50], ids[50:]]
    assert {worker.approval for worker in everybody} == {standing.APPROVED}
