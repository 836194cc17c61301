"""How long an unpaid month holds its worker: DESIGN 3, invariant 1."""

from datetime import datetime

import pytest

from kiosk.domain.holds import first_step, hold_for, latest_end

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
