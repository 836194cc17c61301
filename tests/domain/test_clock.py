from datetime import date, datetime

import pytest
import time_machine

from kiosk.domain import clock


def test_today_is_already_tomorrow_in_the_market_when_utc_is_still_yesterday():
    with time_machine.travel(datetime(2026, 11, 19, 22, 30, tzinfo=clock.UTC), tick=False):
        assert clock.today() == date(2026, 11, 20)
        assert clock.utc_now() == datetime(2026, 11, 19, 22, 30)
        assert clock.utc_now().tzinfo is None


def test_stored_times_are_shown_in_jakarta():
    shown = clock.local(datetime(2026, 11, 19, 22, 30))
    assert (shown.day, shown.hour, shown.minute) == (20, 5, 30)
    assert shown.utcoffset().total_seconds() == 7 * 3600


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 1), 0, date(2026, 11, 1)),
        (date(2026, 11, 1), 2, date(2027, 1, 1)),
        (date(2026, 12, 31), 2, date(2027, 2, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 1)),
        (date(2026, 3, 1), -15, date(2024, 12, 1)),
    ],
)
def test_adding_months_lands_on_a_first_day(day, count, expected):
    assert clock.add_months(day, count) == expected


def test_months_between_counts_months_not_days():
    assert clock.months_between(date(2026, 6, 30), date(2026, 9, 1)) == 3
    assert clock.months_between(date(2026, 9, 1), date(2026, 6, 30)) == -3
    assert clock.months_between(date(2025, 12, 1), date(2026, 1, 31)) == 1


def test_the_ends_of_months():
    assert clock.first_of_month(date(2026, 11, 20)) == date(2026, 11, 1)
    assert clock.last_of_month(date(2024, 2, 5)) == date(2024, 2, 29)
    assert clock.last_of_month(date(2026, 2, 5)) == date(2026, 2, 28)
    assert clock.months_from(date(2026, 11, 20), 3) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
