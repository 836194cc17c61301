"""What becomes of months when BPJS corrects its answer: it takes nobody on after all, or from another day."""

from datetime import date

from kiosk.domain.bpjs_corrections import moved, taken_back
from kiosk.domain.clock import add_months
from kiosk.domain.effect import Accepted, PaidMonth

DECEMBER = date(2026, 12, 1)
ANSWER, RECEIPT, EARLIER, LATE = date(2026, 12, 3), date(2026, 11, 25), date(2026, 12, 1), date(2027, 1, 10)


def month(
    number: int, effective_on: date | None = ANSWER, receipt_on: date | None = RECEIPT, funder: int = 1
):
    return PaidMonth(add_months(DECEMBER, number), effective_on, receipt_on, funder)


def accepted(first: int = 0, last: int = 2, *, funder: int = 1, on: date = ANSWER) -> Accepted:
    return Accepted(funder, add_months(DECEMBER, first), add_months(DECEMBER, last), on, ANSWER)


def months(*numbers: int) -> tuple[date, ...]:
    return tuple(add_months(DECEMBER, number) for number in numbers)


def test_all_months_of_the_run_stop():
    assert taken_back([month(0), month(1), month(2)], accepted()).stopped == months(0, 1, 2)


def test_what_followed_by_a_receipt_behind_the_run_stops_too_whoever_paid_it():
    paid = [month(0), month(1), month(2, funder=1), month(3, funder=2)]
    assert taken_back(paid, accepted(0, 1)).stopped == months(0, 1, 2, 3)


def test_what_another_answer_confirms_stays_and_what_follows_that():
    paid = [month(0), month(1, funder=2), month(2, funder=2)]
    assert taken_back(paid, accepted(0, 0), [accepted(1, 2, funder=2)]).stopped == months(0)


def test_what_may_follow_an_earlier_membership_stays():
    paid = [month(-1, funder=2), month(0), month(1, funder=2)]
    assert taken_back(paid, accepted(0, 0), [accepted(-1, -1, funder=2)]).stopped == months(0)


def test_months_behind_a_gap_that_ends_a_membership_are_not_carried_by_an_earlier_one():
    paid = [month(-3, funder=2), month(0), month(1, funder=2)]
    assert taken_back(paid, accepted(0, 0), [accepted(-3, -3, funder=2)]).stopped == months(0, 1)


def test_a_month_confirmed_by_hand_without_a_receipt_is_left_alone():
    assert taken_back([month(0), month(1, receipt_on=None, funder=2)], accepted(0, 0)).stopped == months(0)


def test_nothing_stops_where_nothing_counted():
    assert taken_back([month(0, None), month(1, None)], accepted()).stopped == ()


def test_an_earlier_day_moves_the_first_month_and_those_that_waited_for_it():
    found = moved([month(0), month(1), month(2, effective_on=LATE, receipt_on=LATE)], accepted(), EARLIER)
    assert found.days == {DECEMBER: EARLIER, add_months(DECEMBER, 1): EARLIER}


def test_a_later_day_moves_all_that_counted_before_it():
    found = moved([month(0), month(1), month(3, funder=2)], accepted(), LATE)
    assert found.days == dict.fromkeys(months(0, 1, 3), LATE) and found.stopped == ()


def test_a_month_that_has_its_own_answer_keeps_its_day():
    found = moved([month(0), month(1, funder=2)], accepted(0, 0), LATE, [accepted(1, 1, funder=2)])
    assert found.days == {DECEMBER: LATE}


def test_months_confirmed_by_hand_go_along():
    found = moved([month(0), month(1, receipt_on=None)], accepted(), EARLIER)
    assert found.days == dict.fromkeys(months(0, 1), EARLIER)


def test_a_day_before_nothing_counts_changes_no_month():
    assert moved([month(0, None)], accepted(), EARLIER).days == {}
