"""How long an unpaid month holds its worker: DESIGN 3, invariant 1."""

from datetime import date, datetime

import pytest

from kiosk.domain.holds import first_step, hold_for, in_time_until, latest_end, no_later_than_in_time

DAYS = {"hold_days_planned": 30, "hold_days_batch": 14, "hold_hours_pick": 72, "hold_days_mandate": 30}
MORNING = datetime(2026, 11, 21, 1, 0)  # 08.00 in Semarang
AFTER_MIDNIGHT = datetime(2026, 11, 20, 17, 30)  # 00.30 of the 21st in Semarang, still the 20th in UTC


@pytest.mark.parametrize(
    ("kind", "step", "at", "until"),
    [
        ("csr", "planned", MORNING, datetime(2026, 12, 21, 16, 59, 59)),  # to the end of 21 December there
        ("csr", "billed", MORNING, datetime(2026, 12, 5, 16, 59, 59)),
        ("csr", "billed", AFTER_MIDNIGHT, datetime(2026, 12, 5, 16, 59, 59)),
        ("asn", "picked", MORNING, datetime(2026, 11, 24, 1, 0)),  # hours are hours
        ("asn", "signed", MORNING, datetime(2026, 12, 21, 16, 59, 59)),
        ("apbd", "planned", MORNING, None),
        ("dbhcht", "billed", MORNING, None),
        ("mandiri", "planned", MORNING, None),
    ],
)
def test_month_is_held_as_long_as_its_step_allows(kind, step, at, until):
    assert hold_for(kind, step, at, DAYS) == until


def test_civil_servant_picks_first_and_everybody_else_plans():
    assert [first_step(kind) for kind in ("asn", "csr", "apbd")] == ["picked", "planned", "planned"]


@pytest.mark.parametrize(
    ("kind", "billed", "until"),
    [
        ("csr", None, datetime(2026, 12, 21, 16, 59, 59)),
        ("csr", datetime(2026, 12, 1, 1, 0), datetime(2026, 12, 15, 16, 59, 59)),  # not the plan's
        ("asn", None, datetime(2026, 12, 24, 16, 59, 59)),  # signed in the last hour of the pick
        ("apbd", None, None),
        ("apbd", MORNING, None),
    ],
)
def test_month_waits_at_the_latest_until_its_last_step_ends(kind, billed, until):
    assert latest_end(kind, MORNING, billed, DAYS) == until


@pytest.mark.parametrize(
    ("month", "pay_day", "until"),
    [
        (date(2026, 11, 1), 31, datetime(2026, 11, 30, 16, 59, 59)),  # the last day that November has
        (date(2027, 2, 1), 31, datetime(2027, 2, 28, 16, 59, 59)),
        (date(2026, 11, 1), 25, datetime(2026, 11, 25, 16, 59, 59)),
    ],
)
def test_a_month_is_paid_in_time_on_its_own_days(month, pay_day, until):
    assert in_time_until(month, pay_day) == until


@pytest.mark.parametrize(
    ("month", "at", "until"),
    [
        (date(2026, 11, 1), MORNING, datetime(2026, 11, 30, 16, 59, 59)),
        (date(2026, 12, 1), MORNING, datetime(2026, 12, 5, 16, 59, 59)),
        (date(2026, 11, 1), datetime(2026, 12, 1, 1, 0), datetime(2026, 12, 5, 16, 59, 59)),  # over: no limit
    ],
)
def test_a_hold_ends_with_the_days_on_which_its_month_is_paid_in_time(month, at, until):
    assert no_later_than_in_time(datetime(2026, 12, 5, 16, 59, 59), month, at, 31) == until
    assert no_later_than_in_time(None, month, at, 31) is None
