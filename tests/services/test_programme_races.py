"""Several processes at once on one programme: never one person or one rupiah too many, and never two open ones."""

from datetime import date

import pytest

from db.models import Commitment, CoverageMonth, Programme, ProgrammePlace
from kiosk.domain.clock import today
from kiosk.services import invariants_programmes
from tests import ledger_rows, programme_rows
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker
from tests.services.processes import together

RACER = "tests.services.racing_programme"
YEAR = today().year + 1
RATE = 16_800


@pytest.fixture
def workers(people) -> list:
    return [worker(number) for number in crowd(acting(people["petugas"]), 8)]


@pytest.fixture
def city(people):
    return ledger_rows.somebody("apbd", "Pijar Semar")


def promise(programme: Programme, workers: list, months: int = 2) -> dict:
    return {
        "what": "promise",
        "programme": programme.id,
        "workers": [one.id for one in workers],
        "months": [date(YEAR, month, 1).isoformat() for month in range(1, months + 1)],
    }


def adds_up() -> bool:
    return not any(list(one.broken()) for one in invariants_programmes.INVARIANTS)


def sums(programme: Programme) -> tuple[int, int]:
    row = Programme.get_by_id(programme.id)
    return row.places, row.promised


def test_two_processes_promise_the_last_place_and_one_has_it(city, workers):
    programme = programme_rows.opened(city, YEAR, quota=1)
    answers = together(RACER, [promise(programme, [one]) for one in workers[:2]])
    assert sorted(answer.get("won", 0) for answer in answers) == [0, 1], answers
    assert any("tinggal 0 tempat" in answer.get("refused", "") for answer in answers), answers
    assert sums(programme) == (1, 2 * RATE) and Commitment.select().count() == 1 and adds_up()


def test_two_processes_promise_the_last_rupiah_and_one_has_them(city, workers):
    programme = programme_rows.opened(city, YEAR, quota=8, budget=3 * RATE)
    answers = together(RACER, [promise(programme, [one]) for one in workers[:2]])
    assert sorted(answer.get("won", 0) for answer in answers) == [0, 1], answers
    assert sums(programme) == (1, 2 * RATE) and adds_up()


def test_eight_processes_fill_a_quota_of_five_to_the_last_place(city, workers):
    programme = programme_rows.opened(city, YEAR, quota=5)
    answers = together(RACER, [promise(programme, [one]) for one in workers])
    assert sum(answer.get("won", 0) for answer in answers) == 5, answers
    assert sum("refused" in answer for answer in answers) == 3, answers
    assert sums(programme) == (5, 10 * RATE) and ProgrammePlace.select().count() == 5 and adds_up()


def test_same_people_promised_by_eight_have_one_place_each(city, workers):
    programme = programme_rows.opened(city, YEAR, quota=8)
    answers = together(
        RACER, [promise(programme, workers[:3][:: -1 if number % 2 else 1]) for number in range(8)]
    )
    assert sum(answer.get("won", 0) for answer in answers) == 3, answers
    assert sums(programme) == (3, 6 * RATE) and adds_up()


def test_programme_is_opened_once_by_whoever_opens_it(city, people):
    jobs = [{"what": "open", "funder": city.id, "year": YEAR, "key": key()} for _one in range(4)]
    answers = together(RACER, jobs)
    assert sorted("opened" in answer for answer in answers) == [False, False, False, True], answers
    assert all("refused" in answer for answer in answers if "opened" not in answer), answers
    assert Programme.select().count() == 1


def test_closed_while_somebody_promises_it_takes_nobody_after(city, workers):
    programme = programme_rows.opened(city, YEAR)
    jobs = [promise(programme, [one]) for one in workers[:4]]
    jobs.insert(2, {"what": "close", "programme": programme.id})
    answers = together(RACER, jobs)
    assert all("won" in answer or "refused" in answer or "closed" in answer for answer in answers), answers
    won = sum(answer.get("won", 0) for answer in answers)
    assert sums(programme) == (won, 2 * won * RATE) and adds_up()
    assert CoverageMonth.select().where(CoverageMonth.released_at.is_null()).count() == 2 * won


def test_months_let_go_while_the_programme_that_adopts_them_is_opened_are_counted_once(city, workers):
    """Whichever comes first, the sums are those of the months that live."""
    months = [date(YEAR, month, 1) for month in (1, 2)]
    ledger_rows.planned_for(workers, months, funder=city)
    jobs = [{"what": "let go", "worker": one.id} for one in workers[:5]]
    jobs.insert(2, {"what": "open", "funder": city.id, "year": YEAR, "key": key()})
    answers = together(RACER, jobs)
    assert all("opened" in answer or "gone" in answer for answer in answers), answers
    assert sums(Programme.get()) == (3, 6 * RATE) and adds_up()
