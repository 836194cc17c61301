"""A membership that begins after the month it was asked for: said of a month that is paid, and of one that is not."""

from datetime import date

import pytest

from kiosk.domain.bpjs_late_starts import begins_late, begun_late

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize("late", [begun_late, begins_late])
def test_first_day_after_the_month_is_late_and_its_last_is_not(late):
    assert late(OCTOBER, date(2026, 10, 31)) == ()
    (finding,) = late(OCTOBER, date(2026, 11, 1))
    assert "BPJS memulai 1 November 2026: pada Oktober 2026" in finding.sentence()


def test_nobody_is_told_that_an_unpaid_month_is_paid():
    (finding,) = begins_late(OCTOBER, date(2026, 11, 1))
    assert "padahal iurannya dibayar" not in finding.sentence() and "dibayar nanti" in finding.sentence()
