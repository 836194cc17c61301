"""What a donor is told of the debits of their account: each with day, sum, for whom and under which reference; of one
that failed why, what comes next and until when the month can still be paid; what was over, and where it went."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from peewee import JOIN

from db.models import (
    DebitItem,
    DebitLine,
    DebitRefund,
    DebitRun,
    Donor,
    Mandate,
    Payment,
    Worker,
)
from kiosk.domain import debits, mandates
from kiosk.domain.clock import first_of_month
from kiosk.domain.debit_reasons import Reason, reason_of
from kiosk.domain.words import short_name
from kiosk.services import debit_items, debit_leftovers, debit_waiting
from kiosk.services.debit_leftovers import Leftover
from kiosk.services.debit_retries import Retries

MOST = 24
TOLD = (debits.LINE_SENT, debits.PAID, debits.FAILED)


@dataclass(frozen=True)
class Refund:
    amount: int
    paid_on: date
    reference: str


@dataclass(frozen=True)
class Count:
    """A worker whose month waits still, and the last day on which it can be paid; None for who has no membership to
    lose."""

    name: str
    last_day: date | None


@dataclass(frozen=True)
class OwnDebit:
    """`state` is one of domain/debits: sent, paid or failed. `names` are short. Of one that failed: `reason`, `counts`
    of those whose month is unpaid still, and where it passes by itself from `again` to `until` it may be tried once
    more; `again_on`: a run that asks for it is made already; `is_over`: no day is left for it. `is_revoked`: sent, and
    its mandate is not in force on its day any more. `over` rupiah wait to go back; `leftovers` say why."""

    key: str
    month: date
    state: str
    day: date
    amount: int
    names: list[str]
    reference: str
    reason: Reason | None = None
    counts: list[Count] = field(default_factory=list)
    again: date | None = None
    until: date | None = None
    again_on: date | None = None
    is_over: bool = False
    is_revoked: bool = False
    over: int = 0
    leftovers: list[Leftover] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)


def debits_of(donor: Donor) -> list[OwnDebit]:
    """What has left for the bank, the latest first, at most MOST; a constant number of queries."""
    lines = list(_lines(donor))
    if not lines:
        return []
    ids = [line.id for line in lines]
    items, refunds = _items(ids), _refunds([line.payment_id for line in lines if line.payment_id])
    leftovers = debit_leftovers.of_lines(ids)
    waiting, days = debit_waiting.by_line(line.id for line in lines if line.state == debits.FAILED)
    retries = Retries(lines)
    found = []
    for line in lines:
        names = [short_name(item.worker.name) for item in items[line.id]]
        more = (
            _of_failed(line, _waiting(items[line.id], waiting.get(line.id, [])), days, retries)
            if line.state == debits.FAILED
            else _of_paid(line, leftovers.get(line.id, []), refunds.get(line.payment_id, []))
        )
        found.append(_told(line, names, more))
    return found


def _lines(donor: Donor):
    return (
        DebitLine.select(DebitLine, Mandate, DebitRun, Payment)
        .join(Mandate)
        .join_from(DebitLine, DebitRun)
        .join_from(DebitLine, Payment, JOIN.LEFT_OUTER)
        .where(Mandate.donor == donor, DebitLine.state.in_(TOLD))
        .order_by(DebitLine.id.desc())
        .limit(MOST)
    )


def _items(line_ids: list[int]) -> dict[int, list[DebitItem]]:
    found: dict[int, list[DebitItem]] = defaultdict(list)
    rows = DebitItem.select(DebitItem, Worker).join(Worker)
    for item in rows.where(DebitItem.line.in_(line_ids), debit_items.asked_for()).order_by(DebitItem.id):
        found[item.line_id].append(item)
    return found


def _refunds(payment_ids: Iterable[int]) -> dict[int, list[Refund]]:
    found: dict[int, list[Refund]] = defaultdict(list)
    rows = DebitRefund.select().where(DebitRefund.payment.in_(list(payment_ids))).order_by(DebitRefund.id)
    for row in rows:
        found[row.payment_id].append(Refund(row.amount, row.paid_on, row.reference))
    return found


def _waiting(items: list[DebitItem], worker_ids: list[int]) -> list[DebitItem]:
    return [one for one in items if one.worker_id in worker_ids]


def _of_failed(line: DebitLine, waiting: list[DebitItem], days: dict[int, date], retries: Retries) -> dict:
    reason = reason_of(line.reason)
    told = {
        "reason": reason,
        "is_over": retries.is_over(line),
        "counts": [Count(short_name(one.worker.name), days.get(one.worker_id)) for one in waiting],
    }
    return told | retries.of(line) if waiting else told


def _of_paid(line: DebitLine, leftovers: list[Leftover], refunds: list[Refund]) -> dict:
    over = line.payment.credited if line.payment_id else 0
    return {"over": over, "leftovers": leftovers, "refunds": refunds}


def _told(line: DebitLine, names: list[str], more: dict) -> OwnDebit:
    return OwnDebit(
        key=line.key,
        month=first_of_month(line.month),
        state=line.state,
        day=line.answered_on or line.run.debit_on,
        amount=line.amount,
        names=names,
        is_revoked=line.state == debits.LINE_SENT and not _allows(line),
        reference=(line.reference or line.key) if line.state == debits.PAID else "",
        **more,
    )


def _allows(line: DebitLine) -> bool:
    mandate = line.mandate
    return mandates.in_force(mandate.state, mandate.revoked_on, line.run.debit_on)
