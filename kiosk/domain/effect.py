"""From when a month counts (DESIGN 2): BPJS confirms a membership in its first month; each later month that is paid
counts by the receipt of its bill, as long as the membership goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import months_between


@dataclass(frozen=True)
class PaidMonth:
    """A paid month (its first day): since when it is effective, and the day of BPJS's receipt for its bill; each None
    while not yet."""

    month: date
    effective_on: date | None = None
    receipt_on: date | None = None


def follow(paid: Iterable[PaidMonth], *, lapse_months: int = 3) -> dict[date, date]:
    """The months that become effective now, each with its day: not before the receipt, nor before the first month was
    confirmed. `paid` are all paid months of one worker, in any order."""
    member_on: date | None = None
    before: date | None = None
    found: dict[date, date] = {}
    for one in sorted(paid, key=lambda each: each.month):
        if before and months_between(before, one.month) > lapse_months:
            member_on = None  # a new membership, which BPJS confirms anew
        before = one.month
        if one.effective_on:
            member_on = member_on or one.effective_on
        elif member_on and one.receipt_on:
            found[one.month] = max(one.receipt_on, member_on)
    return found
