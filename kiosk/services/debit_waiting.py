"""Of what a bank was asked for and did not take: whose month waits for money still. Also once the month is over and was
let go, until somebody has taken it on, or a later month of theirs is paid: until then their membership runs out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import fn

from db.models import CoverageMonth, DebitItem
from kiosk.services import debit_items, debit_lapses, releases


def waits():
    """The condition over DebitItem that joins its CoverageMonth."""
    return is_live() | was_missed()


def was_missed():
    """The condition over CoverageMonth: let go unpaid, and nobody has taken it on since."""
    other = CoverageMonth.alias()
    since = other.select(other.id).where(
        other.worker == CoverageMonth.worker,
        other.month == CoverageMonth.month,
        other.released_at.is_null(),
    )
    let_go = CoverageMonth.released_at.is_null(False) & (CoverageMonth.released_why == releases.HOLD)
    return let_go & ~fn.EXISTS(since)


def by_line(line_ids: Iterable[int]) -> tuple[dict[int, list[int]], dict[int, date]]:
    """By line the workers whose month waits, and by worker the last day to pay for who has a membership to lose. Who
    has none waits only as long as the month can be debited. Two queries for up to 300 workers."""
    columns = (DebitItem.line, DebitItem.worker, DebitItem.month, CoverageMonth.released_at)
    rows = DebitItem.select(*columns).join(CoverageMonth)
    asked = rows.where(DebitItem.line.in_(list(line_ids)), debit_items.asked_for(), waits())
    found = list(asked.order_by(DebitItem.id).tuples())
    days = debit_lapses.last_days({worker_id for _line, worker_id, _month, _let_go in found})
    waiting: dict[int, list[int]] = defaultdict(list)
    for line_id, worker_id, month, let_go in found:
        if let_go is None or _runs_out(days.get(worker_id), month):
            waiting[line_id].append(worker_id)
    return waiting, days


def _runs_out(last_day: date | None, missed: date) -> bool:
    """Nothing after the month that was missed is paid, so that the membership ends because of it."""
    return last_day is not None and debit_lapses.paid_until(last_day) < missed


def is_live():
    """The condition over CoverageMonth: planned, and nobody has paid it."""
    return CoverageMonth.released_at.is_null() & CoverageMonth.paid_on.is_null()
