"""How long a month that nobody has paid holds its worker (DESIGN 3, invariant 1): afterwards others may take them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from kiosk.domain.clock import last_of_month, local, start_of

PLANNED, BILLED, PICKED, SIGNED = "planned", "billed", "picked", "signed"

# (kind of funder, step) → the setting that says how long; what is not named here holds without an end.
_HELD_FOR = {
    ("csr", PLANNED): "hold_days_planned",
    ("csr", BILLED): "hold_days_batch",
    ("asn", PICKED): "hold_hours_pick",
    ("asn", SIGNED): "hold_days_mandate",
}
SETTINGS = tuple(_HELD_FOR.values())
HELD_KINDS = tuple(sorted({kind for kind, _step in _HELD_FOR}))  # of whose money months wait with an end
TOLD = "hold_days_told"  # setting: so long a payment that waits for its answer holds the months it is for
PAY_DAY = "pay_by_day"  # setting: the last day of a month on which its own contribution comes in time


def hold_for(funder_kind: str, step: str, at: datetime, days: Mapping[str, int]) -> datetime | None:
    """Until when a month holds its worker that came to this step `at` (both naive UTC); None without an end.

    `days` are the SETTINGS: those counted in days last to the end of that day in Semarang."""
    name = _HELD_FOR.get((funder_kind, step))
    if name is None:
        return None
    if "_hours_" in name:
        return at + timedelta(hours=days[name])
    return _end_of_day(at, days[name])


def in_time_until(month: date, pay_day: int) -> datetime:
    """The last moment (naive UTC) at which this month's contribution comes in time; a `pay_day` that the month does not
    have is its last."""
    last = last_of_month(month)
    return _end_of_day(start_of(last.replace(day=min(pay_day, last.day))), 0)


def no_later_than_in_time(until: datetime | None, month: date, at: datetime, pay_day: int) -> datetime | None:
    """`until`, but not behind the moment at which this month can last be paid in time; where that was over already `at`
    the step, it sets no limit."""
    limit = in_time_until(month, pay_day)
    return until if until is None or limit <= at else min(until, limit)


def told_until(told_at: datetime, days: int) -> datetime:
    """Until when a payment told at `told_at` (naive UTC) holds the months of its bill, if nobody settles it before."""
    return _end_of_day(told_at, days)


def told_since(now: datetime, days: int) -> datetime:
    """What was told then or later still holds at `now` (told_until)."""
    return start_of(local(now).date() - timedelta(days=days))


def _end_of_day(at: datetime, days: int) -> datetime:
    return start_of(local(at).date() + timedelta(days=days + 1)) - timedelta(seconds=1)


def latest_end(
    funder_kind: str, taken_at: datetime, billed_at: datetime | None, days: Mapping[str, int]
) -> datetime | None:
    """The latest that hold_for can have said of a month taken on and billed at these times: the bill sets it anew, and
    whoever is picked may sign until the pick ends. None without an end."""
    if billed_at and (billed := hold_for(funder_kind, BILLED, billed_at, days)):
        return billed
    if picked := hold_for(funder_kind, PICKED, taken_at, days):
        return hold_for(funder_kind, SIGNED, picked, days)
    return hold_for(funder_kind, PLANNED, taken_at, days)


def first_step(funder_kind: str) -> str:
    """The step at which a new month of this kind of money stands."""
    return PICKED if funder_kind == "asn" else PLANNED
