"""Until when a month that was not debited can still be paid before somebody's membership ends (DOMAIN 1.5)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from db.models import CoverageMonth
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.lapses import last_day_to_pay
from kiosk.domain.protection import InArrears, Protected
from kiosk.services import ledger, settings
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 300


def last_days(worker_ids: Iterable[int]) -> dict[int, date]:
    """By worker, for members only: who has nothing paid yet, or whose membership has ended, has none to lose. One query
    for 300 of them."""
    found: dict[int, date] = {}
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        for worker_id, months in _live_months(chunk).items():
            if day := last_day(months):
                found[worker_id] = day
    return found


def last_day(months: list[CoverageMonth]) -> date | None:
    """Of one, by their live months, the oldest first; None too once it has gone by."""
    day = _last_day(months)
    return day if day and day >= today() else None


def paid_until(last_day: date) -> date:
    """The last month that is paid, of whom can be paid for until that day."""
    return add_months(first_of_month(last_day + timedelta(days=1)), -settings.whole("lapse_months"))


def _last_day(months: list[CoverageMonth]) -> date | None:
    now, lapse_months = ledger.protection(months), settings.whole("lapse_months")
    if isinstance(now, InArrears):
        return now.last_day_to_pay
    if isinstance(now, Protected):
        return last_day_to_pay(first_of_month(now.until), lapse_months)
    paid = [row.month for row in months if row.paid_on]
    return last_day_to_pay(max(paid), lapse_months) if paid else None


def _live_months(worker_ids: list[int]) -> dict[int, list[CoverageMonth]]:
    found: dict[int, list[CoverageMonth]] = defaultdict(list)
    rows = CoverageMonth.select().where(
        CoverageMonth.worker.in_(worker_ids), CoverageMonth.released_at.is_null()
    )
    for row in rows.order_by(CoverageMonth.month):
        found[row.worker_id].append(row)
    return found
