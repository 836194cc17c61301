"""Months that were let go because nobody paid in time, and taken again when the money comes after all."""

from datetime import date

from peewee import fn

from db.models import Bill, CoverageMonth, Worker
from kiosk.services import batch_places, standing
from kiosk.services.bill_months import taken_again
from kiosk.services.coverage_changes import Changes
from kiosk.services.portions import in_chunks
from kiosk.services.releases import HOLD

PEOPLE_AT_ONCE = 500


def run_out_months(bill: Bill) -> list[CoverageMonth]:
    """Of this bill, with their workers; those taken again already stand for themselves."""
    let_go = (CoverageMonth.bill == bill) & (CoverageMonth.released_why == HOLD)
    query = CoverageMonth.select(CoverageMonth, Worker).join(Worker).where(let_go, ~fn.EXISTS(taken_again()))
    return list(query.order_by(CoverageMonth.id))


def takeable(months: list[CoverageMonth]) -> list[CoverageMonth]:
    """Of these (of workers whom the caller holds) those nobody else holds now, of people who may still be funded."""
    taken: set[tuple[int, date]] = set()
    for chunk in in_chunks(sorted({row.worker_id for row in months}), PEOPLE_AT_ONCE):
        live = CoverageMonth.worker.in_(chunk) & CoverageMonth.released_at.is_null()
        taken.update(CoverageMonth.select(CoverageMonth.worker, CoverageMonth.month).where(live).tuples())
    free = [row for row in months if (row.worker_id, row.month) not in taken]
    return [row for row in free if not standing.why_not_free(row.worker)]


def take_again(months: list[CoverageMonth], changes: Changes) -> list[int]:
    """New rows for these, as they were billed; answers with their ids. Commitments and places in a batch come back."""
    ids = changes.plan_free([_as_billed(row) for row in months])
    batch_places.take_back({row.commitment_id for row in months})
    return ids


def _as_billed(row: CoverageMonth) -> dict:
    names = ("worker", "commitment", "funder", "kelurahan", "occupation", "bill")
    pointed = {name: getattr(row, f"{name}_id") for name in names}
    same = {name: getattr(row, name) for name in ("month", "funder_kind", "amount", "billed_on")}
    return pointed | same
