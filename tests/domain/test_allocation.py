"""Which months a sum pays: the oldest first, whole months only."""

from datetime import date

import pytest

from kiosk.domain.allocation import OwedMonth, allocate

DEC, JAN = date(2026, 12, 1), date(2027, 1, 1)
# Two people over the edge of the window of PP 50/2025 (DOMAIN 1.3): December costs half of January.
OWED = [
    OwedMonth(4, JAN, 16_800),
    OwedMonth(2, DEC, 8_400),
    OwedMonth(3, JAN, 16_800),
    OwedMonth(1, DEC, 8_400),
]


@pytest.mark.parametrize(
    ("amount", "paid", "rest"),
    [
        (0, [], 0),
        (8_399, [], 8_399),
        (8_400, [1], 0),
        (16_800, [1, 2], 0),
        (33_599, [1, 2], 16_799),
        (33_600, [1, 2, 3], 0),
        (50_400, [1, 2, 3, 4], 0),
        (60_000, [1, 2, 3, 4], 9_600),
    ],
)
def test_oldest_months_are_paid_first_and_the_rest_is_over(amount, paid, rest):
    found = allocate(amount, OWED)
    assert ([month.id for month in found.paid], found.rest) == (paid, rest)
    assert found.amount + found.rest == amount


def test_a_cheaper_month_does_not_jump_the_queue_when_the_next_one_does_not_fit():
    dear, cheap = OwedMonth(1, DEC, 16_800), OwedMonth(2, DEC, 8_400)
    assert allocate(10_000, [cheap, dear]).paid == ()
