"""The last day to pay: whichever ends first, the hold of the months or BPJS's code."""

from datetime import date, datetime

import pytest

from kiosk.domain.pay_by import CODE, HOLD, PayBy, pay_by

HELD = datetime(2026, 11, 30, 16, 59, 59)  # 30 November, the last second of it in Semarang
ON_30, ON_29 = date(2026, 11, 30), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("held_until", "code_until", "expected"),
    [
        (HELD, None, PayBy(ON_30, HOLD)),
        (HELD, ON_29, PayBy(ON_29, CODE, ON_30)),
        (HELD, ON_30, PayBy(ON_30, HOLD, ON_30)),
        (HELD, date(2026, 12, 5), PayBy(ON_30, HOLD, date(2026, 12, 5))),
        (None, ON_29, PayBy(ON_29, CODE)),
        (None, None, None),
    ],
)
def test_the_earlier_of_the_two_days_is_said_with_what_ends_then(held_until, code_until, expected):
    assert pay_by(held_until, code_until) == expected


def test_the_day_is_that_of_semarang():
    assert pay_by(datetime(2026, 11, 29, 17, 0), ON_30).day == ON_30


def test_once_the_time_is_over_no_code_makes_it_longer():
    assert pay_by(None, ON_30, is_over=True) is None
