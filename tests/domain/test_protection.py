from datetime import date

import pytest

from kiosk.domain.clock import add_months
from kiosk.domain.protection import (
    CoveredMonth,
    Ended,
    InArrears,
    Protected,
    Registered,
    Waiting,
    contributed_months,
    member_since,
    protection_on,
)


def effective(year, month, on=None):
    first = date(year, month, 1)
    return CoveredMonth(first, effective_on=on or first, paid_on=on or first)


def funded(year, month, paid_on=None):
    return CoveredMonth(date(year, month, 1), paid_on=paid_on)


TO_JUNE = [effective(2026, month) for month in (4, 5, 6)]
ARREARS = InArrears(since=date(2026, 7, 1), last_day_to_pay=date(2026, 8, 31))
ENDED = Ended(on=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 3, 31), Registered()),
        (date(2026, 4, 1), Protected(date(2026, 4, 30))),  # May is confirmed on 1 May only
        (date(2026, 6, 30), Protected(date(2026, 6, 30))),
        (date(2026, 7, 1), ARREARS),
        (date(2026, 8, 31), ARREARS),  # the last day to pay by the strict reading
        (date(2026, 9, 1), ARREARS),  # the third unpaid month has begun
        (date(2026, 9, 30), ARREARS),  # the last day by the lenient reading
        (date(2026, 10, 1), ENDED),
        (date(2028, 1, 1), ENDED),
    ],
)
def test_a_worker_paid_to_june_2026(day, state):
    assert protection_on(day, TO_JUNE) == state


def test_prepaid_months_protect_to_the_end_of_the_unbroken_run():
    confirmed = date(2026, 4, 3)
    months = [effective(2026, month, confirmed) for month in (4, 5, 6, 8)]
    assert protection_on(date(2026, 4, 20), months) == Protected(date(2026, 6, 30))
    assert protection_on(date(2026, 8, 2), months) == Protected(date(2026, 8, 31))


def test_the_order_of_the_months_does_not_matter():
    confirmed = date(2026, 11, 3)
    months = [effective(2027, 1, confirmed), effective(2026, 11, confirmed), effective(2026, 12, confirmed)]
    assert protection_on(date(2026, 11, 20), months) == Protected(date(2027, 1, 31))


def test_nobody_funds_a_month_when_there_are_none():
    assert protection_on(date(2026, 11, 20), []) == Waiting()


@pytest.mark.parametrize("month", [(2026, 11), (2026, 12), (2027, 3)])
def test_a_funded_month_without_confirmation_is_registered(month):
    assert protection_on(date(2026, 11, 20), [funded(*month)]) == Registered()
    assert protection_on(date(2026, 11, 20), [funded(*month, paid_on=date(2026, 11, 1))]) == Registered()


def test_a_funded_month_that_passed_without_confirmation_leaves_the_worker_waiting():
    assert protection_on(date(2026, 11, 20), [funded(2026, 10)]) == Waiting()


def test_a_month_counts_from_the_day_bpjs_confirmed_it():
    months = [effective(2026, 11, date(2026, 11, 10))]
    assert protection_on(date(2026, 11, 9), months) == Registered()
    assert protection_on(date(2026, 11, 10), months) == Protected(date(2026, 11, 30))


def test_a_month_confirmed_early_does_not_protect_before_it_begins():
    months = [effective(2026, 12, date(2026, 11, 15))]
    assert protection_on(date(2026, 11, 20), months) == Registered()
    assert protection_on(date(2026, 12, 1), months) == Protected(date(2026, 12, 31))


def test_a_later_month_confirmed_late_is_in_arrears_until_then():
    months = [*TO_JUNE, effective(2026, 7, date(2026, 7, 15))]
    assert protection_on(date(2026, 7, 14), months) == ARREARS
    assert protection_on(date(2026, 7, 15), months) == Protected(date(2026, 7, 31))


def test_arrears_paid_in_time_restore_protection():
    paid = date(2026, 8, 20)
    months = [*TO_JUNE, effective(2026, 7, paid), effective(2026, 8, paid)]
    assert protection_on(date(2026, 8, 19), months) == ARREARS
    assert protection_on(date(2026, 8, 20), months) == Protected(date(2026, 8, 31))


def test_later_funding_does_not_hide_arrears():
    months = [*TO_JUNE, funded(2026, 8), funded(2026, 9)]
    assert protection_on(date(2026, 8, 5), months) == ARREARS


def test_a_paid_month_not_yet_confirmed_is_neither_arrears_nor_protection():
    months = [*TO_JUNE, funded(2026, 7, paid_on=date(2026, 7, 2))]
    assert protection_on(date(2026, 7, 1), months) == ARREARS
    assert protection_on(date(2026, 7, 2), months) == Registered()
    assert protection_on(date(2026, 8, 2), months) == InArrears(date(2026, 8, 1), date(2026, 9, 30))


def test_a_restart_after_the_lapse_is_a_new_membership():
    restart = [*TO_JUNE, effective(2026, 10, date(2026, 10, 5))]
    assert protection_on(date(2026, 10, 4), restart) == Registered()
    assert protection_on(date(2026, 10, 5), restart) == Protected(date(2026, 10, 31))
    assert protection_on(date(2026, 11, 1), restart) == InArrears(date(2026, 11, 1), date(2026, 12, 31))


def test_the_lapse_is_a_setting():
    assert protection_on(date(2026, 8, 1), TO_JUNE, lapse_months=1) == Ended(date(2026, 8, 1))
    assert protection_on(date(2026, 8, 1), TO_JUNE, lapse_months=2) == InArrears(
        date(2026, 7, 1), date(2026, 7, 31)
    )


def test_the_arrears_count_over_the_turn_of_the_year():
    months = [effective(2026, 11)]
    assert protection_on(date(2027, 2, 28), months) == InArrears(date(2026, 12, 1), date(2027, 1, 31))
    assert protection_on(date(2027, 3, 1), months) == Ended(date(2027, 3, 1))


def test_every_state_has_its_code():
    states = (Waiting(), Registered(), Protected(date.min), ARREARS, ENDED)
    assert [state.code for state in states] == ["waiting", "registered", "protected", "in_arrears", "ended"]


def test_membership_is_counted_from_its_first_effective_day():
    months = [effective(2026, 4, date(2026, 4, 10)), effective(2026, 5), effective(2026, 6)]
    assert member_since(date(2026, 4, 9), months) is None
    assert member_since(date(2026, 6, 15), months) == date(2026, 4, 10)
    assert member_since(date(2026, 8, 15), months) == date(2026, 4, 10)  # arrears keep it
    assert member_since(date(2026, 10, 1), months) is None


def test_membership_is_counted_anew_after_a_lapse_and_not_after_a_short_gap():
    assert member_since(date(2026, 10, 20), [*TO_JUNE, effective(2026, 10, date(2026, 10, 5))]) == date(
        2026, 10, 5
    )
    assert member_since(date(2026, 9, 20), [*TO_JUNE, effective(2026, 9)]) == date(2026, 4, 1)


def test_months_paid_but_unconfirmed_hold_a_membership_together():
    bridge = [funded(2026, month, paid_on=date(2026, month, 1)) for month in (7, 8, 9)]
    assert member_since(date(2026, 10, 20), [*TO_JUNE, *bridge, effective(2026, 10)]) == date(2026, 4, 1)


def test_ten_years_without_a_gap_are_one_membership():
    months = [CoveredMonth(add_months(date(2020, 1, 1), step), date(2020, 1, 1)) for step in range(120)]
    assert protection_on(date(2020, 1, 1), months) == Protected(date(2029, 12, 31))
    assert member_since(date(2029, 12, 31), months) == date(2020, 1, 1)


def confirmed(first: date, count: int) -> list[CoveredMonth]:
    return [
        effective(month.year, month.month) for month in (add_months(first, step) for step in range(count))
    ]


LAPSE_CASES = [
    # paid to June, asked on; what holds; where it is written
    (date(2023, 6, 30), "protected", "DOMAIN 1.5 [W6]: paid to June 2023"),
    (date(2023, 7, 1), "in_arrears", "DOMAIN 1.5 [W5]: arrears count from the end of protection"),
    (date(2023, 8, 31), "in_arrears", "DOMAIN 1.5 [W29]: before the third unpaid month is entered"),
    (date(2023, 9, 30), "in_arrears", "DOMAIN 1.5 [W5]: not more than 3 months yet"),
    (date(2023, 10, 1), "ended", "DOMAIN 1.5 [W5, W6]: nothing for 3 months, October is a new membership"),
]


@pytest.mark.parametrize(("day", "code", "source"), LAPSE_CASES)
def test_lapse_case_by_case(day, code, source):
    assert protection_on(day, confirmed(date(2023, 1, 1), 6)).code == code, source


def test_worked_case_of_the_manual_is_a_new_membership():
    """DOMAIN 1.5 [W6]: paid to June 2023, nothing for three months, July to October paid in October."""
    october = date(2023, 10, 5)
    late = [CoveredMonth(date(2023, month, 1), paid_on=october) for month in (7, 8, 9)]
    months = [*confirmed(date(2023, 1, 1), 6), CoveredMonth(date(2023, 10, 1), october, october)]
    assert protection_on(date(2023, 10, 4), months) == Registered()
    assert protection_on(october, months) == Protected(date(2023, 10, 31))
    assert member_since(october, months) == october
    # Paid in arrears afterwards, the old months do not bring the old membership back to the days before.
    assert protection_on(date(2023, 10, 4), [*months, *late]) == Registered()


RESTART_CASES = [
    (0, date(2026, 1, 1), "no gap"),
    (1, date(2026, 1, 1), "DOMAIN 1.5 [W5]: up to 3 months are arrears"),
    (2, date(2026, 1, 1), "DOMAIN 1.5 [W5]"),
    (3, date(2026, 10, 1), "DOMAIN 0.2 and 1.5 [W5, W6]: three unpaid months, then a new membership"),
    (6, date(2027, 1, 1), "DOMAIN 1.5 [W6]"),
]


@pytest.mark.parametrize(("gap", "since", "source"), RESTART_CASES)
def test_restart_case_by_case(gap, since, source):
    again = add_months(date(2026, 7, 1), gap)
    months = [*confirmed(date(2026, 1, 1), 6), *confirmed(again, 2)]
    assert member_since(add_months(again, 1), months) == since, source


def test_contributions_are_those_of_the_membership_in_force():
    months = [*confirmed(date(2026, 1, 1), 6), *confirmed(date(2026, 11, 1), 3)]
    assert len(contributed_months(date(2026, 6, 30), months)) == 6
    assert len(contributed_months(date(2026, 9, 30), months)) == 6  # arrears keep what was paid
    assert contributed_months(date(2026, 10, 15), months) == []
    assert contributed_months(date(2026, 12, 15), months) == [date(2026, 11, 1), date(2026, 12, 1)]
