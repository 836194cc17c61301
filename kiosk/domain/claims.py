"""Accidents and deaths as claims: their kinds, the steps they go through, and the clock of the first report.

An accident at work, the way there and back too, is reported to BPJS within 2 × 24 hours (form 3 KK1, stage I; DOMAIN
1.7 [W38, W39]). The clock counts every hour, weekends and holidays too: where the branch is closed there is the call
centre. Where nobody knows the hour the day counts from its midnight in Semarang, the strict reading: a deadline shown
too early costs nothing. A death by another cause has no such deadline.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from kiosk.domain.clock import JAKARTA, day_before, local, start_of

ACCIDENT, ACCIDENT_DEATH, DEATH = "accident", "accident_death", "death"
KINDS = (ACCIDENT, ACCIDENT_DEATH, DEATH)
ON_THE_CLOCK = (ACCIDENT, ACCIDENT_DEATH)
DEATHS = (ACCIDENT_DEATH, DEATH)

REPORTED, TOLD, PAPERS, SENT = "reported", "told_bpjs", "papers", "sent"
APPROVED, PAID, SETTLED = "approved", "paid", "settled"
REFUSED, CLOSED_WRONG = "refused", "closed_wrong"
STATES = (REPORTED, TOLD, PAPERS, SENT, APPROVED, PAID, SETTLED, REFUSED, CLOSED_WRONG)
OPEN_STATES = (REPORTED, TOLD, PAPERS, SENT, APPROVED)
OVER_STATES = (PAID, SETTLED, REFUSED, CLOSED_WRONG)

# What may come after what. BPJS pays by parts (a month of STMB, a year of school), so a payment may follow another;
# what was refused may be sent again with other papers. The care of who is healed BPJS pays to the hospital: that is
# settled without an amount, and only an accident is.
FOLLOWS = {
    REPORTED: (TOLD, CLOSED_WRONG),
    TOLD: (PAPERS, SENT, SETTLED, REFUSED, CLOSED_WRONG),
    PAPERS: (SENT, SETTLED, REFUSED, CLOSED_WRONG),
    SENT: (PAPERS, APPROVED, PAID, SETTLED, REFUSED, CLOSED_WRONG),
    APPROVED: (PAID, SETTLED),
    PAID: (PAID,),
    SETTLED: (PAPERS, SENT, PAID),
    REFUSED: (PAPERS, SENT),
    CLOSED_WRONG: (),
}
WITH_AMOUNT = (APPROVED, PAID)
WITH_REASON = (REFUSED, CLOSED_WRONG)
MUCH_MORE = 2  # times what was approved: more than that is asked about

AT_WORK, ON_THE_WAY, ELSEWHERE = WAYS = ("at_work", "on_the_way", "elsewhere")
TOLD_HOW = ("call_centre", "branch", "hospital", "online")

_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?|(\d{2})(\d{2})")
ENDINGS = re.compile(r"\s*(wib|pukul|jam)\s*", re.IGNORECASE)


class Step(Protocol):
    """As the store keeps it; `corrects_id` names the step that this one takes back."""

    id: int
    state: str
    on_day: date
    kind: str
    told_at: datetime | None
    how: str
    ref: str
    amount: int | None
    corrects_id: int | None


@dataclass(frozen=True)
class Standing:
    """What the steps in force come to. `told_at`, `how` and `ref` are of the report to BPJS; `paid` is the sum of what
    BPJS has paid in rupiah, `paid_on` the last day of it, both None where nothing was."""

    state: str
    kind: str
    died_on: date | None
    told_at: datetime | None
    how: str
    ref: str
    paid: int | None
    paid_on: date | None


@dataclass(frozen=True)
class Clock:
    """Times are naive UTC; `told_at` is None until BPJS was told."""

    deadline: datetime
    told_at: datetime | None = None

    def left(self, now: datetime) -> timedelta:
        """Negative once it has passed."""
        return self.deadline - now

    def code(self, now: datetime) -> str:
        """running | passed | in_time | late."""
        if self.told_at is None:
            return "running" if now <= self.deadline else "passed"
        return "in_time" if self.told_at <= self.deadline else "late"


def clock_of(
    kind: str, happened_at: datetime, *, hours: int, told_at: datetime | None = None
) -> Clock | None:
    """`happened_at` naive UTC, `hours` the setting of that day. None for a death without an accident."""
    if kind not in ON_THE_CLOCK:
        return None
    return Clock(happened_at + timedelta(hours=hours), told_at)


def moment_of(day: date, at: time | None) -> datetime:
    """When it happened as naive UTC; without an hour the midnight with which the day begins in Semarang."""
    if at is None:
        return start_of(day)
    return datetime.combine(day, at, JAKARTA).astimezone(UTC).replace(tzinfo=None)


def day_of(moment: datetime) -> date:
    """The calendar day in Semarang of a naive UTC time: at 23.30 it is another one than in UTC."""
    return local(moment).date()


def ends_a_day(moment: datetime) -> date | None:
    """The day with whose midnight, 24.00 in Semarang, a naive UTC time falls together; None for any other time."""
    there = local(moment)
    return day_before(there.date()) if there.time() == time(0) else None


def hours_and_minutes(span: timedelta) -> tuple[int, int]:
    """Whole hours and the minutes over, of a span without its sign: nobody is promised a minute too much."""
    minutes = int(abs(span).total_seconds()) // 60
    return divmod(minutes, 60)


def read_hour(text: str) -> time | None:
    """`14.30`, `14:30`, `1430`, `14`, `pukul 7.05 WIB`; None for an empty text. Raises ValueError for anything else."""
    plain = ENDINGS.sub("", text.strip())
    if not plain:
        return None
    found = _HOUR.fullmatch(plain)
    if not found:
        raise ValueError(text)
    hour, minute = (found[1], found[2]) if found[1] else (found[3], found[4])
    return time(int(hour), int(minute or 0))


def in_force(steps: Iterable[Step]) -> list[Step]:
    """Those that no later one takes back, oldest first."""
    steps = sorted(steps, key=lambda step: step.id)
    taken_back = {step.corrects_id for step in steps if step.corrects_id}
    return [step for step in steps if step.id not in taken_back]


def standing_of(steps: Iterable[Step]) -> Standing:
    """`steps` of one claim, the report first; at least one."""
    steps = in_force(steps)
    kinds = [step for step in steps if step.kind]
    told = [step for step in steps if step.told_at]
    paid = [step for step in steps if step.state == PAID and step.amount]
    kind = kinds[-1].kind
    return Standing(
        state=steps[-1].state,
        kind=kind,
        died_on=kinds[-1].on_day if kind in DEATHS else None,
        told_at=told[-1].told_at if told else None,
        how=told[-1].how if told else "",
        ref=told[-1].ref if told else "",
        paid=sum(step.amount for step in paid) if paid else None,
        paid_on=max(step.on_day for step in paid) if paid else None,
    )


def may_follow(state: str, kind: str) -> tuple[str, ...]:
    """What may be noted next of a claim of this kind."""
    return tuple(one for one in FOLLOWS[state] if one != SETTLED or kind == ACCIDENT)


def correctable(steps: Iterable[Step]) -> Step | None:
    """The last step in force, where it may be taken back: not the report itself (a wrong one is closed), not one that
    changed the kind (a death is taken back where it is recorded)."""
    steps = in_force(steps)
    return steps[-1] if len(steps) > 1 and not steps[-1].kind else None


def may_correct(steps: Iterable[Step]) -> tuple[str, ...]:
    """The states that may stand in place of the last step: that of the step before it, which only takes it back, and
    all that may follow that one. A report to BPJS has a form of its own."""
    steps = in_force(steps)
    before, kind = steps[-2].state, standing_of(steps).kind
    return tuple(dict.fromkeys((before, *(state for state in may_follow(before, kind) if state != TOLD))))


def only_takes_back(steps: Iterable[Step], state: str, amount: int | None) -> bool:
    """Whether a correction of the last step with these values puts nothing in its place."""
    return amount is None and state == in_force(steps)[-2].state


def is_much_more(steps: Iterable[Step], amount: int) -> bool:
    """Whether BPJS would have paid far more with this amount (rupiah) than it has approved; never where nothing was.
    `steps` are those that stay in force beside it."""
    steps = in_force(steps)
    approved = [step.amount for step in steps if step.state == APPROVED and step.amount]
    paid = sum(step.amount for step in steps if step.state == PAID and step.amount)
    return bool(approved) and paid + amount > MUCH_MORE * sum(approved)


def approved_on(steps: Iterable[Step]) -> date | None:
    """The day of the last approval in force."""
    return max((step.on_day for step in in_force(steps) if step.state == APPROVED), default=None)
