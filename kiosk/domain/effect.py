"""From when a month counts (DESIGN 2): BPJS confirms a membership in its first month; each later month that is paid
counts by the receipt of its bill, as long as the membership goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import months_between


@dataclass(frozen=True)
class PaidMonth:
    """A paid month (its first day): since when it is effective, and the day of BPJS's receipt for its bill; each None
    while not yet. `funder` tells who paid it from who did not, `paid_on` when."""

    month: date
    effective_on: date | None = None
    receipt_on: date | None = None
    funder: int = 0
    paid_on: date | None = None


@dataclass(frozen=True)
class Accepted:
    """BPJS has taken somebody on for the months `first` to `last` of this funder, from the day `effective_on`; so it
    said on the day `answered_on`."""

    funder: int
    first: date
    last: date
    effective_on: date
    answered_on: date

    def covers(self, one: PaidMonth) -> bool:
        return one.funder == self.funder and self.first <= one.month <= self.last

    def day_of(self, one: PaidMonth) -> date:
        """What was paid after the answer does not count before it was paid."""
        came_later = one.paid_on and one.paid_on > self.answered_on
        return max(self.effective_on, one.paid_on) if came_later else self.effective_on


def follow(
    paid: Iterable[PaidMonth], accepted: Iterable[Accepted] = (), *, lapse_months: int = 3
) -> dict[date, date]:
    """The months that become effective now, each with its day: the first paid one of each answer by that answer, later
    ones not before the receipt, the payment, nor before the first month was confirmed. `paid` are all paid months of
    one worker, in any order, `accepted` all answers about them."""
    months = sorted(paid, key=lambda each: each.month)
    answered = _answered(months, accepted)
    member_on: date | None = None
    before: date | None = None
    found: dict[date, date] = {}
    for one in months:
        if before and months_between(before, one.month) > lapse_months:
            member_on = None  # a new membership, which BPJS confirms anew
        before = one.month
        day = one.effective_on or answered.get(one.month)
        if day is None and member_on and one.receipt_on:
            day = max(one.receipt_on, member_on, one.paid_on or member_on)
        if day and not one.effective_on:
            found[one.month] = day
        member_on = member_on or day
    return found


def _answered(months: list[PaidMonth], accepted: Iterable[Accepted]) -> dict[date, date]:
    """The first paid month of each answer, with its day."""
    found: dict[date, date] = {}
    for answer in sorted(accepted, key=lambda one: one.answered_on):
        first = next((one for one in months if answer.covers(one)), None)
        if first:
            found.setdefault(first.month, answer.day_of(first))
    return found
