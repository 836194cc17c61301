"""Months are let go: the money in them is given back first, then the commitments, places and lines of a submission to
BPJS that held nothing else end with them."""

from db.models import CoverageMonth
from kiosk.services import batch_places, bpjs_dropped_lines, payment_reversals, pledge_endings
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import Changes

HOLD, WITHDRAWN, MERGED, DIED, STOPPED = "hold", "withdrawn", "merged", "died", "stopped"
TRANSFERRED, REJECTED = "transferred", "rejected"
TOO_OLD = "too_old"
REVOKED, REPLACED, BATCH_WITHDRAWN = "revoked", "replaced", "batch_withdrawn"


def release(months: list[CoverageMonth], *, why: str, by: Actor, changes: Changes) -> None:
    """In the caller's transaction, for live months of people it holds (`changes`); what was paid becomes credit of the
    funder who paid it. `why` is one of the above: of two merged numbers the places are settled by merged_funding."""
    payment_reversals.give_back(months, why=why, by=by)
    changes.release([row.id for row in months], why=why)
    if why != MERGED:
        bpjs_dropped_lines.drop_empty({row.worker_id for row in months}, by=by)
    commitments = {row.commitment_id for row in months}
    batch_places.end_empty(commitments, why=why)
    pledge_endings.follow(commitments, why=why)
    if why != MERGED:
        batch_places.give_up(commitments)
