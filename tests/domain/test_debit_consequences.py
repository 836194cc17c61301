"""What follows from a debit, as rules: who is too old for a first payment, what a donor is told to do, and that what a
bank took back is not paid by its old answer."""

from datetime import date

import pytest

from kiosk.domain import debit_returns as outcomes
from kiosk.domain import debits
from kiosk.domain.debit_reasons import FOR_DONORS, REASONS, TAKEN_BACK, passes
from kiosk.domain.debit_returns import LineNow, ReturnLine, fate_of
from kiosk.domain.debits import DueMandate, DuePerson, judge, too_old

FIRST = date(2027, 1, 4)


def person(birth_on: date, *, is_first: bool = True, pledge_id: int = 1) -> DuePerson:
    return DuePerson(pledge_id, pledge_id, pledge_id, birth_on, 16_800, is_first)


def mandate(*people: DuePerson) -> DueMandate:
    return DueMandate(1, "verified", None, 100_000, True, 0, False, due=people)


@pytest.mark.parametrize(
    ("birth_on", "is_first", "is_too_old"),
    [
        (date(1962, 1, 4), True, True),
        (date(1962, 1, 5), True, False),
        (date(1950, 1, 1), False, False),
    ],
)
def test_sixty_five_on_the_day_counts_for_a_first_payment_alone(birth_on, is_first, is_too_old):
    found = too_old(mandate(person(birth_on, is_first=is_first)), debit_on=FIRST)
    assert bool(found) is is_too_old


def test_who_is_too_old_is_left_out_and_the_others_are_asked_for():
    old, young = person(date(1960, 1, 1)), person(date(1990, 1, 1), pledge_id=2)
    verdict = judge(mandate(old, young), debit_on=FIRST, most_attempts=3)
    assert verdict.people == (young,)
    assert [(skip.reason, skip.pledge_id) for skip in verdict.skips] == [("too_old", 1)]


def test_donor_is_told_something_about_every_reason():
    assert set(FOR_DONORS) == set(REASONS)
    assert passes(TAKEN_BACK)


def test_old_answer_about_a_debit_that_was_taken_back_is_looked_at():
    line = LineNow(7, debits.FAILED, 16_800, FIRST, FIRST, taken_back=True)
    told = ReturnLine(1, key="K26-1", amount=16_800, status="paid", reference="BJT1")
    fate = fate_of(told, line, run_id=7, told_twice=False, today=FIRST)
    assert (fate.outcome, fate.findings[0].code) == (outcomes.CONTRADICTS, "taken_back")
