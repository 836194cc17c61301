"""Months that nobody pays hold their worker for a while; when it has run out they are let go, and the worker waits
again for somebody who pays."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from db.connection import held, writing
from db.models import Batch, Bill, Commitment, CoverageMonth, Payment
from kiosk.domain import holds
from kiosk.domain.clock import utc_now
from kiosk.services import audit, notices, releases, settings
from kiosk.services.acting import SYSTEM
from kiosk.services.coverage_changes import changing
from kiosk.services.payment_facts import TOLD

MONTHS_AT_ONCE = 500


@dataclass(frozen=True)
class FirstDue:
    """The month for whose sake a bill has to be paid so soon; the others of it are held until `others_until`, None
    where there are none."""

    month: date
    others_until: datetime | None


def hold_until(funder_kind: str, step: str, *, at: datetime | None = None) -> datetime | None:
    """Until when a month at this step (domain/holds) holds its worker, by the settings of today."""
    days = {name: settings.whole(name) for name in holds.SETTINGS}
    return holds.hold_for(funder_kind, step, at or utc_now(), days)


def asked_until(funder_kind: str, months: Iterable[date]) -> dict[datetime | None, list[date]]:
    """Months that are asked for now, by how long each holds its worker: no longer than it can be paid in time."""
    now, pay_day, found = utc_now(), settings.whole(holds.PAY_DAY), defaultdict(list)
    until = hold_until(funder_kind, holds.BILLED, at=now)
    for month in sorted(set(months)):
        found[holds.no_later_than_in_time(until, month, now, pay_day)].append(month)
    return dict(found)


def due_in_time(funder_kind: str, months: Iterable[date]) -> tuple[date, datetime] | None:
    """Of what would be asked for now the month that has to be paid before the rest, and until when."""
    usual = hold_until(funder_kind, holds.BILLED)
    soon = [
        (until, row[0]) for until, row in asked_until(funder_kind, months).items() if until and until < usual
    ]
    return (min(soon)[1], min(soon)[0]) if soon else None


def ran_out(now: datetime):
    """The condition: live months that nobody paid, whose time is over at `now`. While a payment for their bill waits
    for its answer they are held, as long as hold_days_told allows; refused, the old time holds again."""
    return (
        CoverageMonth.released_at.is_null()
        & CoverageMonth.paid_on.is_null()
        & CoverageMonth.hold_until.is_null(False)
        & (CoverageMonth.hold_until <= now)
        & ~fn.EXISTS(_waiting_payment(now))
    )


def _waiting_payment(now: datetime):
    """For a month: a payment for its bill that waited at `now` and was told not too long before."""
    since = holds.told_since(now, settings.whole(holds.TOLD))
    waited = (Payment.state == TOLD) | ((Payment.told_at <= now) & (Payment.settled_at > now))
    return Payment.select(Payment.id).where(
        Payment.bill == CoverageMonth.bill, Payment.reverses.is_null(), Payment.told_at >= since, waited
    )


def held_until(bill: Bill, *, now: datetime | None = None) -> datetime | None:
    """Until when unpaid months of this bill hold their people, by its own time or by a payment that waits; None where
    that is over, or has no end."""
    if bill.hold_until is None:
        return None
    times = [bill.hold_until, *_unpaid_until(bill)]
    told = Payment.select(Payment.told_at).where(Payment.bill == bill, Payment.state == TOLD).tuples()
    days = settings.whole(holds.TOLD)
    latest = max([*times, *(holds.told_until(at, days) for (at,) in told)])
    return latest if latest > (now or utc_now()) else None


def first_due(bill: Bill) -> FirstDue | None:
    """What has to be paid before the rest; None where all of it has the same time, or a payment is waited for."""
    if bill.hold_until is None or held_until(bill) != bill.hold_until:
        return None
    first = _unpaid(bill).order_by(CoverageMonth.hold_until).first()
    if first is None or first.hold_until != holds.in_time_until(first.month, settings.whole(holds.PAY_DAY)):
        return None
    last = _unpaid(bill).order_by(CoverageMonth.hold_until.desc()).first()
    return FirstDue(first.month, last.hold_until if last.hold_until > first.hold_until else None)


def _unpaid_until(bill: Bill) -> list[datetime]:
    """A payment that was undone has set the time of its months anew, and not all of them need wait equally long."""
    row = _unpaid(bill).order_by(CoverageMonth.hold_until).first()
    return [row.hold_until] if row else []


def _unpaid(bill: Bill):
    """The query of its months that wait with an end."""
    live = (CoverageMonth.bill == bill) & CoverageMonth.released_at.is_null()
    return CoverageMonth.select().where(live, CoverageMonth.hold_until.is_null(False))


def release_expired(*, now: datetime | None = None) -> int:
    """Let go of every unpaid month whose time has run out; answers with how many. Each portion is a transaction of its
    own, so whoever is stopped in the middle goes on at the next call."""
    now, released = now or utc_now(), 0
    while people := _whose_time_is_over(now):
        with writing():
            released += _release_of(people, now)
    return released


def _whose_time_is_over(now: datetime) -> list[int]:
    """Some people with such months, those that ran out first before the others."""
    rows = CoverageMonth.select().where(ran_out(now)).order_by(CoverageMonth.hold_until).limit(MONTHS_AT_ONCE)
    return sorted({row.worker_id for row in rows})


def _release_of(people: list[int], now: datetime) -> int:
    with changing(people) as changes:
        # Read again under the hold: somebody may have paid a moment ago.
        theirs = CoverageMonth.select().where(ran_out(now), CoverageMonth.worker.in_(people))
        months = list(held(theirs.order_by(CoverageMonth.id)))
        if months:
            releases.release(months, why=releases.HOLD, by=SYSTEM, changes=changes)
            _tell(months)
    return len(months)


def _tell(months: list[CoverageMonth]) -> None:
    for (funder_id, batch), theirs in sorted(_by_funder_and_batch(months).items()):
        people = len({row.worker_id for row in theirs})
        kind, subject = ("batch", batch) if batch else ("penanggung", str(funder_id))
        audit.record("bulan.dilepas", by=SYSTEM, kind=kind, subject=subject, bulan=len(theirs), orang=people)
        notices.released(funder_id=funder_id, batch_id=theirs[0].commitment.batch_id, months=theirs)


def _by_funder_and_batch(months: Iterable[CoverageMonth]) -> dict[tuple[int, str], list[CoverageMonth]]:
    """The months of each funder and batch number, which is empty for what stands in no batch."""
    months = list(months)
    commitments = {row.commitment_id for row in months}
    numbers = dict(
        Commitment.select(Commitment.id, Batch.no).join(Batch).where(Commitment.id.in_(commitments)).tuples()
    )
    found: dict[tuple[int, str], list[CoverageMonth]] = defaultdict(list)
    for row in months:
        found[row.funder_id, numbers.get(row.commitment_id, "")].append(row)
    return found
