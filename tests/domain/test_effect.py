"""From when a paid month counts: DESIGN 2 (the membership answer for the first month, the bill's receipt for each
later one), DOMAIN 1.5 (a restart is a new membership)."""

from datetime import date

from kiosk.domain.clock import add_months
from kiosk.domain.effect import PaidMonth, follow

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
