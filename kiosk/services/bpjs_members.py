"""By whose money a person is BPJS's member already: whoever goes on by the same money is not asked for again, and needs
none of what a new registration asks for (DOMAIN 1.5, 2.2)."""

from collections.abc import Collection
from datetime import date

from peewee import Value

from db.models import CoverageMonth, Funder
from kiosk.services.bpjs_asked_before import is_member


def funders_of(worker_ids: Collection[int], month: date) -> dict[int, dict[int, str]]:
    """By worker: the funders, id and name, by whose money the person would go on in `month`. One query for a page of
    them."""
    theirs = CoverageMonth.released_at.is_null() & CoverageMonth.worker.in_(list(worker_ids))
    goes_on = is_member(CoverageMonth.worker, CoverageMonth.funder, Value(month))
    rows = CoverageMonth.select(CoverageMonth.worker, Funder.id, Funder.name).join(Funder)
    found: dict[int, dict[int, str]] = {}
    for worker_id, funder_id, name in rows.where(theirs, goes_on).distinct().tuples():
        found.setdefault(worker_id, {})[funder_id] = name
    return found
