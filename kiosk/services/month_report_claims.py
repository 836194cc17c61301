"""Claims of a month for its evaluation: reported, told to BPJS in time, paid, and still open when it was over."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby

from db.models import Claim, ClaimStep
from kiosk.domain import claims
from kiosk.domain.clock import add_months, last_of_month, local, start_of, utc_now
from kiosk.domain.month_reports import ClaimCounts
from kiosk.services import settings

# By how domain/claims.Clock says that a report to BPJS stands.
BY_CLOCK = {"in_time": "told_in_time", "late": "told_late", "running": "waiting", "passed": "untold"}


def claims_of(months: Iterable[date], *, in_time: bool) -> dict[date, ClaimCounts]:
    """Of each month; `in_time`: by the steps that were written down before it was over, else by all there are: then an
    accident of its last day that BPJS heard of in time on the next is told in time. One query, one claim in memory at a
    time."""
    counts: dict[date, Counter] = {month: Counter() for month in months}
    for claim, steps in _claims_until(add_months(max(counts), 1)):
        for month, counted in counts.items():
            counted.update(_of_one(claim, steps, month, in_time))
    return {month: ClaimCounts(**counted) for month, counted in counts.items()}


def _claims_until(month: date) -> Iterator[tuple[Claim, list[ClaimStep]]]:
    """Reported before that month, each with its steps."""
    query = ClaimStep.select(ClaimStep, Claim).join(Claim).where(Claim.created_at < start_of(month))
    rows = query.order_by(ClaimStep.claim, ClaimStep.id).iterator()
    for _number, steps in groupby(rows, key=lambda step: step.claim_id):
        steps = list(steps)
        yield steps[0].claim, steps


def _of_one(claim: Claim, steps: list[ClaimStep], month: date, in_time: bool) -> dict[str, int]:
    """What one claim adds to the counts of a month, by the names of ClaimCounts."""
    over = start_of(add_months(month, 1))
    known = claims.in_force(step for step in steps if step.at < over or not in_time)
    steps = [step for step in known if step.on_day <= last_of_month(month)]
    if claim.created_at >= over or not steps:
        return {}
    standing = claims.standing_of(steps)
    found = Counter(open=int(standing.state in claims.OPEN_STATES))
    for step in steps:
        if step.state == claims.PAID and step.amount and step.on_day >= month:
            found.update(paid=int(not found["paid"]), paid_amount=step.amount)
    if claim.created_at >= start_of(month) and standing.state != claims.CLOSED_WRONG:
        told_at = claims.standing_of(known).told_at
        found.update(_reported(claim, standing.kind, told_at, min(over, utc_now()) if in_time else utc_now()))
    return found


def _reported(claim: Claim, kind: str, told_at: datetime | None, now: datetime) -> Iterator[str]:
    """`now`: at which the clock is looked at."""
    yield kind
    hours = settings.whole("report_hours_after_accident", on=local(claim.happened_at).date())
    if clock := claims.clock_of(kind, claim.happened_at, hours=hours, told_at=told_at):
        yield BY_CLOCK[clock.code(now)]
