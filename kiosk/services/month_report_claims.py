"""Claims of a month for its evaluation: reported, told to BPJS in time, paid, and still open when it was over."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby

from db.models import Claim, ClaimStep
from kiosk.domain import claims
from kiosk.domain.clock import add_months, last_of_month, local, start_of
from kiosk.domain.month_reports import ClaimCounts
from kiosk.services import settings

IN_TIME, LATE = "in_time", "late"


def claims_of(months: Iterable[date], *, in_time: bool) -> dict[date, ClaimCounts]:
    """Of each month; `in_time`: by the steps that were written down before it was over, else by all there are. One
    query, one claim in memory at a time."""
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
    known = [step for step in steps if step.at < over] if in_time else steps
    steps = [step for step in claims.in_force(known) if step.on_day <= last_of_month(month)]
    if claim.created_at >= over or not steps:
        return {}
    standing = claims.standing_of(steps)
    found = Counter(open=int(standing.state in claims.OPEN_STATES))
    for step in steps:
        if step.state == claims.PAID and step.amount and step.on_day >= month:
            found.update(paid=int(not found["paid"]), paid_amount=step.amount)
    if claim.created_at >= start_of(month) and standing.state != claims.CLOSED_WRONG:
        found.update(_reported(claim, standing, over))
    return found


def _reported(claim: Claim, standing: claims.Standing, over: datetime) -> Iterator[str]:
    yield standing.kind
    hours = settings.whole("report_hours_after_accident", on=local(claim.happened_at).date())
    told_at = standing.told_at if standing.told_at and standing.told_at < over else None
    clock = claims.clock_of(standing.kind, claim.happened_at, hours=hours, told_at=told_at)
    if clock:
        yield {IN_TIME: "told_in_time", LATE: "told_late"}.get(clock.code(over), "untold")
