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
    WorkerFlag,
)
from kiosk.services import access, awaiting, releases, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.awaiting import Awaited
from kiosk.services.awaiting_pages import billed_in, told_in_measure
from kiosk.services.batch_places import RELEASED

MEND, FUND_AGAIN = "mend", "fund_again"


@dataclass(frozen=True)
class RowRefusal:
    """BPJS did not take this person for the batch. `reason` is what it wrote, `step` MEND while that is open,
    FUND_AGAIN once it is mended and nobody funds the person; empty for who is funded again. `reg_no` is empty where the
    reader does not see the person."""

    reason: str
    step: str
    reg_no: str


@dataclass(frozen=True)
class RowBpjs:
    awaited: Awaited | None = None
    refusal: RowRefusal | None = None


NOTHING_THERE = RowBpjs()


def bpjs_of_rows(batch: Batch, rows: Iterable[BatchRow], by: Actor) -> dict[int, RowBpjs]:
    """By worker, of the people of these rows, with their workers; twelve queries at most, however many rows."""
    people = {row.worker_id: row.worker for row in rows if row.worker_id}
    if not people:
        return {}
    gone = [row.worker_id for row in rows if row.worker_id and row.state == RELEASED]
    awaited = awaiting.of_people(billed_in(batch), CoverageMonth.worker.in_(list(people)))
    reasons = _reasons(batch, gone) if gone else {}
    if not awaited and not reasons:
        return {}
    seen = access.seen_among(by, list(people.values()))
    found = {key: RowBpjs(awaited=one) for key, one in told_in_measure(awaited, seen).items()}
    for worker_id, refusal in _refusals(reasons, people, seen).items():
        found[worker_id] = replace(found.get(worker_id, NOTHING_THERE), refusal=refusal)
    return found


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


def _refusals(reasons: dict[int, str], people: dict[int, Worker], seen: set[int]) -> dict[int, RowRefusal]:
    if not reasons:
        return {}
    still_open, funded = _still_open(reasons), _funded(reasons)
    return {
        worker_id: RowRefusal(
            reason=reason if worker_id in seen else "",
            step=MEND if worker_id in still_open else "" if worker_id in funded else FUND_AGAIN,
            reg_no=people[worker_id].reg_no if worker_id in seen else "",
        )
        for worker_id, reason in reasons.items()
    }


def _still_open(worker_ids: Iterable[int]) -> set[int]:
    rows = WorkerFlag.select(WorkerFlag.worker).where(
        WorkerFlag.worker.in_(list(worker_ids)),
        WorkerFlag.kind == worker_flags.BPJS_REJECTED,
        WorkerFlag.settled_at.is_null(),
    )
    return {worker_id for (worker_id,) in rows.tuples()}


def _funded(worker_ids: Iterable[int]) -> set[int]:
    """Who has months again that nobody has let go."""
    rows = CoverageMonth.select(CoverageMonth.worker).distinct()
    live = rows.where(CoverageMonth.worker.in_(list(worker_ids)), CoverageMonth.released_at.is_null())
    return {worker_id for (worker_id,) in live.tuples()}
