"""Where a membership would not go on although its months are paid, and from which day a letter may ask for it."""

from datetime import date, timedelta

import pytest

from kiosk.domain.bpjs_continuity import (
    LATE_ANSWER,
    LATE_PAYMENT,
    Start,
    broken_by,
    proposed_day,
    refused_day,
)

JUNE, JULY, OCTOBER = date(2026, 6, 1), date(2026, 7, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 6, 20), ""),
        (date(2026, 7, 1), ""),
        (date(2026, 7, 31), ""),
        (date(2026, 8, 1), LATE_ANSWER),
        (date(2026, 10, 5), LATE_ANSWER),
    ],
)
def test_answer_breaks_it_where_its_day_lies_after_the_first_paid_month(day, why):
    assert broken_by(Start(JULY, paid_on=JULY, effective_on=day)) == why


@pytest.mark.parametrize(
    ("paid_on", "why"),
    [
        (date(2026, 7, 3), ""),
        (date(2026, 9, 30), ""),
        (date(2026, 10, 1), LATE_PAYMENT),
        (date(2026, 12, 1), LATE_PAYMENT),
    ],
)
def test_money_after_three_whole_months_breaks_it_as_in_the_manual(paid_on, why):
    assert broken_by(Start(JULY, paid_on, covered_before=JUNE)) == why


def test_who_was_never_a_member_has_nothing_to_break():
    assert broken_by(Start(JULY, paid_on=date(2026, 12, 1))) == ""


def test_gap_that_nobody_paid_is_a_new_membership_whatever_is_asked():
    assert broken_by(Start(OCTOBER, paid_on=date(2026, 10, 3), covered_before=JUNE)) == ""
    assert broken_by(Start(date(2026, 9, 1), paid_on=OCTOBER, covered_before=JUNE)) == LATE_PAYMENT


def test_lapse_is_as_long_as_the_setting_says():
    start = Start(JULY, paid_on=date(2026, 9, 1), covered_before=JUNE)
    assert (broken_by(start, lapse_months=3), broken_by(start, lapse_months=2)) == ("", LATE_PAYMENT)


def test_day_is_asked_for_from_the_first_paid_month_to_the_day_before_it_counts_anyway():
    start = Start(JULY, paid_on=JULY, effective_on=OCTOBER)
    assert proposed_day(start) == JULY
    assert refused_day(JULY, start) is None and refused_day(OCTOBER - timedelta(days=1), start) is None
    assert refused_day(JULY - timedelta(days=1), start) == JULY
    assert refused_day(OCTOBER, start) == OCTOBER
    assert refused_day(OCTOBER, Start(JULY, paid_on=OCTOBER, covered_before=JUNE)) == OCTOBER
