"""What the people of a batch wait for at BPJS, and whom BPJS has refused, as it stands beside their rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.models import (
    Batch,
    BatchRow,
    Commitment,
    CoverageMonth,
    Submission,
    SubmissionLine,
    Worker,
)
from kiosk.services import access, awaiting, batch_refused, ledger, releases, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.awaiting import Awaited
from kiosk.services.awaiting_pages import billed_in, told_in_measure
from kiosk.services.batch_places import READY, RELEASED

UNMENDED, MEND, FUND_AGAIN, FUND_HERE = "unmended", "mend", "fund_again", "fund_here"


@dataclass(frozen=True)
class RowRefusal:
    """BPJS did not take this person for the batch. `reason` is what it wrote, `step` MEND while that is open, once it
    is mended and nobody funds the person FUND_HERE where this batch still takes them, else FUND_AGAIN; empty for who is
    funded again. UNMENDED: refused before they came into the batch, open still, and nothing is billed. `reg_no` is
    empty where the reader does not see the person."""

    reason: str
    step: str
    reg_no: str


@dataclass(frozen=True)
class RowBpjs:
    awaited: Awaited | None = None
    refusal: RowRefusal | None = None


NOTHING_THERE = RowBpjs()


def bpjs_of_rows(batch: Batch, rows: Iterable[BatchRow], by: Actor) -> dict[int, RowBpjs]:
    """By worker, of the people of these rows, with their workers; seventeen queries at most, however many rows."""
    people = {row.worker_id: row.worker for row in rows if row.worker_id}
    if not people:
        return {}
    gone = [row.worker_id for row in rows if row.worker_id and row.state == RELEASED]
    awaited = awaiting.of_people(billed_in(batch), CoverageMonth.worker.in_(list(people)))
    reasons = _reasons(batch, gone) if gone else {}
    unmended = batch_refused.of_people(batch, (row.worker_id for row in rows if row.state == READY))
    if not (awaited or reasons or unmended):
        return {}
    seen = access.seen_among(by, list(people.values()))
    found = {key: RowBpjs(awaited=one) for key, one in told_in_measure(awaited, seen).items()}
    refusals = _refusals(batch, reasons, people, seen) | _unmended(unmended, people, seen)
    for worker_id, refusal in refusals.items():
        found[worker_id] = replace(found.get(worker_id, NOTHING_THERE), refusal=refusal)
    return found


def _unmended(found: dict[int, Awaited], people: dict[int, Worker], seen: set[int]) -> dict[int, RowRefusal]:
    told = told_in_measure(found, seen)
    return {
        worker_id: RowRefusal(one.reason, UNMENDED, people[worker_id].reg_no if worker_id in seen else "")
        for worker_id, one in told.items()
    }


def _reasons(batch: Batch, worker_ids: list[int]) -> dict[int, str]:
    """By worker whose months of this batch BPJS did not take: what it wrote last about them for this funder."""
    refused = (
        CoverageMonth.select(CoverageMonth.worker)
        .join(Commitment)
        .where(Commitment.batch == batch, CoverageMonth.worker.in_(worker_ids))
        .where(CoverageMonth.released_why == releases.REJECTED)
    )
    lines = (
        SubmissionLine.select(SubmissionLine.worker, SubmissionLine.reason)
        .join(Submission)
        .where(
            SubmissionLine.worker.in_(refused),
            SubmissionLine.state == "rejected",
            Submission.funder == batch.company.funder_id,
        )
    )
    return dict(lines.order_by(SubmissionLine.id).tuples())


def _refusals(
    batch: Batch, reasons: dict[int, str], people: dict[int, Worker], seen: set[int]
) -> dict[int, RowRefusal]:
    if not reasons:
        return {}
    still_open = worker_flags.open_among(worker_flags.BPJS_REJECTED, reasons)
    funded = _funded(reasons)
    again = FUND_HERE if _takes_people(batch) else FUND_AGAIN
    return {
        worker_id: RowRefusal(
            reason=reason if worker_id in seen else "",
            step=MEND if worker_id in still_open else "" if worker_id in funded else again,
            reg_no=people[worker_id].reg_no if worker_id in seen else "",
        )
        for worker_id, reason in reasons.items()
    }


def _takes_people(batch: Batch) -> bool:
    """As it is offered on a person's page (batch_lists)."""
    is_open = batch.state == "open" and batch.company.active and not batch.single
    return is_open and batch.first_month >= ledger.first_open_month()


def _funded(worker_ids: Iterable[int]) -> set[int]:
    """Who has months again that nobody has let go."""
    rows = CoverageMonth.select(CoverageMonth.worker).distinct()
    live = rows.where(CoverageMonth.worker.in_(list(worker_ids)), CoverageMonth.released_at.is_null())
    return {worker_id for (worker_id,) in live.tuples()}
