"""Since when people are members whose cover holds on a day."""

from collections import defaultdict
from datetime import date

from db.models import CoverageMonth, Worker
from kiosk.domain.protection import CoveredMonth, Protected, member_since, protection_on
from kiosk.services import settings
from kiosk.services.standing import is_free


def protected_since(worker_ids: list[int], day: date) -> dict[int, date]:
    """By worker: the day the membership began, for those who are protected on `day` and whom nothing holds back."""
    lapse_months = settings.whole("lapse_months", on=day)
    return {
        worker_id: member_since(day, months, lapse_months=lapse_months)
        for worker_id, months in _months_of(worker_ids).items()
        if protection_on(day, months, lapse_months=lapse_months).code == Protected.code
    }


def _months_of(worker_ids: list[int]) -> dict[int, list[CoveredMonth]]:
    columns = (CoverageMonth.worker, CoverageMonth.month, CoverageMonth.effective_on, CoverageMonth.paid_on)
    rows = (
        CoverageMonth.select(*columns)
        .join(Worker)
        .where(CoverageMonth.worker.in_(worker_ids), CoverageMonth.released_at.is_null(), is_free())
    )
    found: dict[int, list[CoveredMonth]] = defaultdict(list)
    for worker_id, *facts in rows.tuples():
        found[worker_id].append(CoveredMonth(*facts))
    return found
