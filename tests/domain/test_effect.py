"""From when a paid month counts: DESIGN 2 (the membership answer for the first month, the bill's receipt for each
later one), DOMAIN 1.5 (a restart is a new membership)."""

from datetime import date

from kiosk.domain.clock import add_months
from kiosk.domain.effect import Accepted, PaidMonth, follow

DECEMBER = date(2026, 12, 1)
ANSWER, RECEIPT, LATE = date(2026, 12, 3), date(2026, 11, 25), date(2026, 12, 20)


def month(number: int, effective_on: date | None = None, receipt_on: date | None = None) -> PaidMonth:
    return PaidMonth(add_months(DECEMBER, number), effective_on, receipt_on)


def test_nothing_counts_by_a_receipt_alone():
    assert follow([month(0, receipt_on=RECEIPT), month(1, receipt_on=RECEIPT)]) == {}


def test_nothing_later_counts_by_the_answer_alone():
    assert follow([month(0, ANSWER), month(1)]) == {}


def test_later_months_count_once_there_are_both_whichever_came_last():
    early = [month(0, ANSWER, RECEIPT), month(1, receipt_on=RECEIPT), month(2, receipt_on=RECEIPT)]
    assert follow(early) == {add_months(DECEMBER, 1): ANSWER, add_months(DECEMBER, 2): ANSWER}
    assert follow([month(0, ANSWER), month(1, receipt_on=LATE)]) == {add_months(DECEMBER, 1): LATE}


def test_month_before_the_confirmed_one_does_not_follow_it():
    assert follow([month(0, receipt_on=RECEIPT), month(1, ANSWER, RECEIPT)]) == {}


def test_gap_within_the_lapse_goes_on_with_the_membership():
    assert follow([month(0, ANSWER), month(3, receipt_on=LATE)]) == {add_months(DECEMBER, 3): LATE}


def test_after_the_lapse_bpjs_confirms_anew():
    assert follow([month(0, ANSWER), month(4, receipt_on=LATE)]) == {}
    restarted = [month(0, ANSWER), month(4, LATE, LATE), month(5, receipt_on=LATE)]
    assert follow(restarted) == {add_months(DECEMBER, 5): LATE}


def test_what_counts_already_is_not_named_again():
    assert follow([month(0, ANSWER, RECEIPT), month(1, ANSWER, RECEIPT)]) == {}


def paid_by(funder: int, number: int, **other) -> PaidMonth:
    return PaidMonth(add_months(DECEMBER, number), funder=funder, **other)


def accepted(first: int = 0, last: int = 2, *, funder: int = 1, on: date = ANSWER) -> Accepted:
    return Accepted(funder, add_months(DECEMBER, first), add_months(DECEMBER, last), on, ANSWER)


def test_an_answer_makes_the_first_paid_month_of_its_run_count_and_no_later_one():
    assert follow([paid_by(1, 0), paid_by(1, 1)], [accepted()]) == {DECEMBER: ANSWER}
    assert follow([paid_by(1, 1)], [accepted()]) == {add_months(DECEMBER, 1): ANSWER}
    assert follow([paid_by(1, 0, effective_on=ANSWER), paid_by(1, 1)], [accepted()]) == {}


def test_an_answer_says_nothing_of_other_months_and_of_another_funder_s():
    assert follow([paid_by(1, 3)], [accepted()]) == {}
    assert follow([paid_by(2, 0)], [accepted()]) == {}


def test_what_is_paid_after_the_answer_counts_from_the_day_it_was_paid():
    assert follow([paid_by(1, 0, paid_on=LATE)], [accepted()]) == {DECEMBER: LATE}
    assert follow([paid_by(1, 0, paid_on=RECEIPT)], [accepted()]) == {DECEMBER: ANSWER}
    assert follow([paid_by(1, 0, paid_on=ANSWER)], [accepted(on=RECEIPT)]) == {DECEMBER: RECEIPT}


def test_later_months_follow_an_answered_one_by_their_receipt_and_not_before_they_were_paid():
    months = [
        paid_by(1, 0),
        paid_by(1, 1, receipt_on=RECEIPT),
        paid_by(1, 2, receipt_on=RECEIPT, paid_on=LATE),
    ]
    assert follow(months, [accepted()]) == {
        DECEMBER: ANSWER, add_months(DECEMBER, 1): ANSWER, add_months(DECEMBER, 2): LATE
    }  # fmt: skip


def test_a_member_whom_another_funder_takes_on_counts_by_that_answer_too():
    months = [paid_by(1, 0, effective_on=RECEIPT), paid_by(2, 1)]
    assert follow(months, [accepted(1, 2, funder=2)]) == {add_months(DECEMBER, 1): ANSWER}
