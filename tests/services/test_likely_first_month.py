"""The first month that a form proposes: this one while it is young, the next one afterwards."""

from datetime import date

import pytest

from kiosk.services import ledger

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("day", "proposed"),
    [
        (date(2026, 11, 1), NOVEMBER),
        (date(2026, 11, 15), NOVEMBER),
        (date(2026, 11, 16), DECEMBER),
        (date(2026, 11, 30), DECEMBER),
        (date(2026, 12, 15), DECEMBER),
        (date(2026, 12, 16), JANUARY),
        (date(2027, 2, 14), date(2027, 2, 1)),
        (date(2027, 2, 15), date(2027, 3, 1)),
    ],
)
def test_the_next_month_is_proposed_once_half_of_this_one_is_over(store, day, proposed):
    assert ledger.likely_first_month(on=day) == proposed


def test_where_this_month_is_closed_the_first_open_one_is_proposed_and_no_later_one(store, monkeypatch):
    monkeypatch.setattr(ledger.settings, "whole", lambda key, on=None: 10)
    assert ledger.likely_first_month(on=date(2026, 11, 10)) == NOVEMBER
    assert ledger.likely_first_month(on=date(2026, 11, 20)) == DECEMBER
