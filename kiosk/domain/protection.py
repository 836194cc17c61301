"""Whether a worker is protected on a day, and until when (DOMAIN 1.5).

The sources disagree at the edge, so each reading is used where it is the safe one. Take a worker whose last
effective month is June 2026, with nothing paid after it and lapse_months = 3:

- Protected(until 30 June): to the end of the last unbroken effective month.
- InArrears from 1 July (first unpaid month). Never called protected: no source says a claim is paid in
  arrears.
- last_day_to_pay 31 August: a branch head says protection is cut on *entering* the third unpaid month, which
  is September. The strict reading, since a warning that comes too early costs nothing.
- Ended(on 1 October): three whole months, July to September, went unpaid and the fourth has begun. The
  lenient reading (manual: "more than 3"; its worked case paid to June and paying again in October is a new
  membership).
- A restart is a new membership: funded for October and not yet confirmed it is Registered, not InArrears,
  and member_since begins anew.

A month counts as effective only from its effective_on day, so what BPJS confirmed later does not change the
answer about an earlier day. A month that is paid but not yet confirmed is not unpaid: it stops the arrears
clock and leaves the worker Registered, never Protected.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kiosk.domain.clock import add_months, day_before, first_of_month, last_of_month, months_between


@dataclass(frozen=True)
class CoveredMonth:
    """A funded month (its first day): when BPJS confirmed it, when it was paid, each None while not yet."""

    month: date
    effective_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True)
class Waiting:
    """Nobody funds this month or a later one, and there is no membership."""

    code: ClassVar[str] = "waiting"


@dataclass(frozen=True)
class Registered:
    """Funded, not yet effective."""

    code: ClassVar[str] = "registered"


@dataclass(frozen=True)
class Protected:
    """`until` is the last protected day."""

    until: date
    code: ClassVar[str] = "protected"


@dataclass(frozen=True)
class InArrears:
    """`since` is the first day of the first unpaid month."""

    since: date
    last_day_to_pay: date
    code: ClassVar[str] = "in_arrears"


@dataclass(frozen=True)
class Ended:
    """`on` is the first day without membership; only a new registration helps."""

    on: date
    code: ClassVar[str] = "ended"


Protection = Waiting | Registered | Protected | InArrears | Ended


def protection_on(day: date, months: Iterable[CoveredMonth], *, lapse_months: int = 3) -> Protection:
    """The state on that day by what was known on it; `months` are the worker's funded months, in any order.

    Later funding does not hide arrears (the gap must be paid in time), but it does turn Ended into
    Registered.
    """
    months, this_month = list(months), first_of_month(day)
    effective = _effective(day, months)
    if this_month in effective:
        return Protected(last_of_month(_end_of_run(this_month, effective)))
    before = [month for month in effective if month < this_month]
    if before:
        settled = _settled_until(max(before), _paid(day, months), this_month, lapse_months)
        unpaid = months_between(settled, this_month)
        if 0 < unpaid <= lapse_months:
            return _arrears(settled, lapse_months)
    if any(covered.month >= this_month for covered in months):
        return Registered()
    return Ended(add_months(settled, lapse_months + 1)) if before else Waiting()


def awaits_answer(day: date, months: Iterable[CoveredMonth], *, lapse_months: int = 3) -> bool:
    """A member's month is paid, and BPJS had not confirmed it by that day."""
    months = list(months)
    is_registered = protection_on(day, months, lapse_months=lapse_months).code == Registered.code
    return is_registered and _is_member(day, months, lapse_months)


def member_since(day: date, months: Iterable[CoveredMonth], *, lapse_months: int = 3) -> date | None:
    """The day the membership in force on `day` began, from which JKM's three months count, else None.

    A restart after the lapse is a new membership and begins anew.
    """
    months = list(months)
    held = contributed_months(day, months, lapse_months=lapse_months)
    return max(held[0], _effective(day, months)[held[0]]) if held else None


def contributed_months(day: date, months: Iterable[CoveredMonth], *, lapse_months: int = 3) -> list[date]:
    """The months of the membership in force that BPJS had confirmed, up to that day's, oldest first: what was paid
    ahead does not count yet, nor what lies before a restart."""
    months = list(months)
    confirmed = _effective(day, months)
    return [month for month in _membership(day, months, lapse_months) if month in confirmed]


def _membership(day: date, months: list[CoveredMonth], lapse_months: int) -> list[date]:
    """The settled months of the membership in force, up to that day's, oldest first; none without a membership."""
    if not _is_member(day, months, lapse_months):
        return []
    settled = sorted(month for month in _effective(day, months).keys() | _paid(day, months) if month <= day)
    first = len(settled) - 1
    while first and months_between(settled[first - 1], settled[first]) <= lapse_months:
        first -= 1
    return settled[first:]


def _is_member(day: date, months: list[CoveredMonth], lapse_months: int) -> bool:
    """Also who waits for BPJS to confirm a paid month: membership goes on, though that month protects nobody yet."""
    if protection_on(day, months, lapse_months=lapse_months).code in (Protected.code, InArrears.code):
        return True
    this_month = first_of_month(day)
    before = [month for month in _effective(day, months) if month < this_month]
    return bool(before) and (
        _settled_until(max(before), _paid(day, months), this_month, lapse_months) == this_month
    )


def _effective(day: date, months: Iterable[CoveredMonth]) -> dict[date, date]:
    """Month → the day it became effective, for what BPJS had confirmed by that day."""
    return {
        covered.month: covered.effective_on
        for covered in months
        if covered.effective_on and covered.effective_on <= day
    }


def _paid(day: date, months: Iterable[CoveredMonth]) -> set[date]:
    return {covered.month for covered in months if covered.paid_on and covered.paid_on <= day}


def _end_of_run(month: date, effective: dict[date, date]) -> date:
    while (following := add_months(month, 1)) in effective:
        month = following
    return month


def _settled_until(effective: date, paid: set[date], this_month: date, lapse_months: int) -> date:
    """The last month that is not unpaid: from the last effective one on over paid months within the lapse."""
    settled = effective
    for month in sorted(paid):
        if settled < month <= this_month and months_between(settled, month) <= lapse_months:
            settled = month
    return settled


def _arrears(settled: date, lapse_months: int) -> InArrears:
    return InArrears(add_months(settled, 1), day_before(add_months(settled, lapse_months)))
