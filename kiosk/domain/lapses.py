"""Who is about to lapse, who has lapsed: between which months their cover ends, and until when it can be mended.

All of it follows domain/protection.py, where the sources are; here it is said by the last month of a stretch, so that
an index finds the people."""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.clock import add_months, day_before, first_of_month

RECENT_MONTHS = 3


@dataclass(frozen=True)
class Between:
    """The last covered month lies between these two (their first days); none does where `first` is after `last`."""

    first: date
    last: date


def ending_soon(day: date, notice_days: int) -> Between:
    """Whose first month that nobody funds begins within the notice."""
    return Between(first_of_month(day), add_months(first_of_month(day + timedelta(days=notice_days)), -1))


def in_arrears(day: date, lapse_months: int) -> Between:
    """What a member's paid months end with who is InArrears on that day."""
    return Between(add_months(day, -lapse_months), add_months(day, -1))


def payable(day: date, lapse_months: int) -> Between:
    """Of these: whose last day to pay has not gone by."""
    return Between(add_months(day, 1 - lapse_months), add_months(day, -1))


def overdue(day: date, lapse_months: int) -> Between:
    """And whose has, though no source says yet that their membership has ended."""
    return Between(add_months(day, -lapse_months), add_months(day, -lapse_months))


def ended_lately(day: date, lapse_months: int) -> Between:
    """What a member's paid months end with whose membership Ended in this month or the two before it."""
    latest = add_months(day, -lapse_months - 1)
    return Between(add_months(latest, 1 - RECENT_MONTHS), latest)


def first_empty(last_month: date) -> date:
    """The first month without cover."""
    return add_months(last_month, 1)


def last_day_to_pay(last_month: date, lapse_months: int) -> date:
    """By the strict reading: the day before the last month of the lapse is entered."""
    return day_before(add_months(last_month, lapse_months))
