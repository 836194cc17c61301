"""A shut file of a run, made anew without those for whom nothing may be printed any more."""

from dataclasses import replace

import pytest
from peewee import IntegrityError

from db.connection import writing
from db.models import Card, PrintedCard, PrintPart, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import print_run_lookup, queue, safe
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.print_outcomes import ALL_GOOD, Answer, tell_outcome
from kiosk.services.print_remakes import make_anew
from kiosk.services.print_run_files import part_pdf, parts_of
from kiosk.services.print_run_lookup import run_named
from kiosk.services.print_runs import print_cards
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, printed_numbers, worker


@pytest.fixture
def numbers(petugas) -> list[str]:
    return crowd(petugas, 9)


@pytest.fixture
def run(petugas, numbers, monkeypatch) -> str:
    """In three files of three."""
    monkeypatch.setattr(print_run_lookup, "CARDS_PER_PART", 3)
    return print_cards(client_key=key(), by=petugas, reg_nos=numbers)


def freeze(reg_no: str) -> None:
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.reg_no == reg_no).execute()


def places() -> dict[str, int]:
    """Registration number → place."""
    rows = PrintedCard.select(PrintedCard, Card, Worker).join(Card).join(Worker)
    return {place.card.worker.reg_no: place.place for place in rows}


def paths() -> list[str]:
    return [part.path for part in PrintPart.select().order_by(PrintPart.number)]


def test_file_opens_again_without_them_and_the_others_stay_as_they_are(petugas, run, numbers):
    before, files = places(), paths()
    freeze(numbers[3])
    with pytest.raises(Refused, match="Buat ulang berkas"):
        part_pdf(no=run, by=petugas, number=2)
    make_anew(no=run, number=2, by=petugas)
    assert run_named(run).state == "ready"
    assert printed_numbers(run, petugas) == [numbers[:3], numbers[4:6], numbers[6:]]
    assert [paths()[0], paths()[2]] == [files[0], files[2]] and not (safe._folder / files[1]).exists()
    moved = {numbers[3]: 10, numbers[4]: 4, numbers[5]: 5}
    assert places() == before | moved
    tell_outcome(no=run, answer=Answer(ALL_GOOD), by=petugas)
    assert PrintedCard.get(PrintedCard.place == 10).outcome == "unprinted"


def test_same_file_is_made_anew_again_and_again_until_nobody_is_left(petugas, run, numbers):
    for reg_no in numbers[3:6]:
        freeze(reg_no)
        make_anew(no=run, number=2, by=petugas)
    assert printed_numbers(run, petugas) == [numbers[:3], numbers[6:]]
    assert [places()[reg_no] for reg_no in numbers[3:6]] == [10, 11, 12]


def test_void_card_leaves_its_file_too(petugas, run, numbers):
    with writing():
        Card.update(void_at=utc_now(), void_reason="lost").where(Card.worker == worker(numbers[8])).execute()
    make_anew(no=run, number=3, by=petugas)
    assert printed_numbers(run, petugas)[2] == numbers[6:8]


def test_file_that_is_not_shut_stays_as_it_is(petugas, run, numbers):
    freeze(numbers[3])
    files = paths()
    make_anew(no=run, number=1, by=petugas)
    assert paths() == files
    make_anew(no=run, number=2, by=petugas)
    made = paths()
    make_anew(no=run, number=2, by=petugas)
    assert paths() == made


def test_file_stays_where_making_it_anew_fails_before_it_is_written_down(petugas, run, numbers):
    freeze(numbers[3])
    nobody = replace(petugas, user_id=0)
    with pytest.raises(IntegrityError):
        make_anew(no=run, number=2, by=nobody)
    assert run_named(run).state == "ready"
    assert all((safe._folder / path).exists() for path in paths())


def test_long_run_makes_it_by_the_worker(petugas):
    people = crowd(petugas, 51)
    no = print_cards(client_key=key(), by=petugas, reg_nos=people)
    queue.run_waiting_tasks()
    freeze(people[0])
    make_anew(no=no, number=1, by=petugas)
    assert run_named(no).state == "asked" and parts_of(run_named(no)) == []
    assert queue.run_waiting_tasks() == 1
    assert printed_numbers(no, petugas) == [people[1:]]


def test_file_of_which_a_card_was_handed_over_is_not_printed_a_second_time(petugas, run, numbers):
    freeze(numbers[3])
    with writing():
        PrintedCard.update(outcome="good").where(PrintedCard.place == 5).execute()
    assert [part.may_be_remade for part in parts_of(run_named(run))] == [False, False, False]
    with pytest.raises(Refused, match="sudah diserahkan"):
        make_anew(no=run, number=2, by=petugas)
    assert run_named(run).state == "ready" and len(paths()) == 3


def test_answered_run_stays_answered(petugas, run, numbers):
    freeze(numbers[3])
    tell_outcome(no=run, answer=Answer(ALL_GOOD), by=petugas)
    make_anew(no=run, number=2, by=petugas)
    assert run_named(run).state == "confirmed"


def test_only_who_may_answer_makes_it_anew(people, petugas, run, numbers):
    freeze(numbers[3])
    for name in ("petugas2", "mitra", "auditor"):
        with pytest.raises(NotAllowed):
            make_anew(no=run, number=2, by=acting(people[name]))
    with pytest.raises(NotThere):
        make_anew(no=run, number=4, by=petugas)
    make_anew(no=run, number=2, by=acting(people["rekan"]))
    assert printed_numbers(run, petugas)[1] == numbers[4:6]
