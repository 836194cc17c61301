"""What becomes of somebody's months when BPJS corrects what it has answered: that it takes nobody on after all, or from
another day. The rule of which months count is that of domain/effect."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.domain.effect import Accepted, PaidMonth, follow

TAKEN_BACK, MOVED = "taken_back", "moved"


@dataclass(frozen=True)
class Corrected:
    """`stopped` are the months that count no more, oldest first; `days` those that count from another day now."""

    stopped: tuple[date, ...] = ()
    days: dict[date, date] = field(default_factory=dict)


def taken_back(
    paid: Iterable[PaidMonth], line: Accepted, others: Sequence[Accepted] = (), *, lapse_months: int = 3
) -> Corrected:
    """BPJS has not accepted `line`: its months stop, and those that followed them by a receipt, unless they follow by
    another answer (`others`) too. `paid` as in follow."""
    months = list(paid)
    own, hanging = _hanging_on(months, line)
    rest = [_unconfirmed(one, hanging) for one in months if one.month not in own]
    found = follow(rest, others, lapse_months=lapse_months)
    return Corrected(tuple(sorted(own | (hanging - found.keys()))))


def moved(
    paid: Iterable[PaidMonth],
    line: Accepted,
    day: date,
    others: Sequence[Accepted] = (),
    *,
    lapse_months: int = 3,
) -> Corrected:
    """BPJS has accepted `line` from `day` on, not from the day it named first: its months, and those that followed them
    by a receipt, are asked again. One that was confirmed by hand with the old day goes along."""
    months = list(paid)
    own, hanging = _hanging_on(months, line)
    asked = [_unconfirmed(one, own | hanging) for one in months]
    found = follow(asked, (*others, replace(line, effective_on=day)), lapse_months=lapse_months)
    known = {one.month: one.effective_on for one in months if one.month in own | hanging}
    days = {month: found.get(month) or _along(was, line, day) for month, was in sorted(known.items())}
    return Corrected(days={month: now for month, now in days.items() if now != known[month]})


def _hanging_on(months: list[PaidMonth], line: Accepted) -> tuple[set[date], set[date]]:
    """Which months count by this answer; which later ones count by a receipt, and may only follow them."""
    own = {one.month for one in months if one.effective_on and line.covers(one)}
    first = min(own, default=None)
    later = (one for one in months if first and one.month > first and one.month not in own)
    return own, {one.month for one in later if one.effective_on and one.receipt_on}


def _unconfirmed(one: PaidMonth, asked: set[date]) -> PaidMonth:
    return replace(one, effective_on=None) if one.month in asked else one


def _along(was: date, line: Accepted, day: date) -> date:
    return day if was == line.effective_on else max(was, day)
