"""Months, commitments and places in batches of a registration that is merged go over to the right one."""

from collections.abc import Iterable
from datetime import datetime

from db.models import BatchRow, Commitment, CoverageMonth, Worker
from kiosk.domain.words import N_
from kiosk.services.merge_plans import MergePlan

RELEASED_AS = "merged"
ALREADY_FUNDED = N_(
    "Orang ini ternyata terdaftar dua kali. Datanya digabung dan bulannya sudah ditanggung, maka tidak dihitung lagi "
    "dalam batch ini."
)
_FINDING = {"code": "merged", "severity": "info", "message": ALREADY_FUNDED, "params": {}}


def move(plan: MergePlan, now: datetime) -> None:
    """In the caller's transaction."""
    _move_months(plan, now)
    _move_places(plan)
    _close_what_is_empty(plan, now)


def _move_months(plan: MergePlan, now: datetime) -> None:
    """What is double is released before anything moves: one live month a person is the index's law."""
    doubled = [double.released.id for double in plan.double]
    CoverageMonth.update(released_at=now, released_why=RELEASED_AS).where(
        CoverageMonth.id.in_(doubled)
    ).execute()
    for table in (CoverageMonth, Commitment):
        table.update(worker=plan.right.id).where(table.worker == plan.wrong.id).execute()


def _move_places(plan: MergePlan) -> None:
    """Where both stand in one batch, one place is enough."""
    taken = [row.batch_id for row in _ready(plan.right)]
    twice = [row.id for row in _ready(plan.wrong).where(BatchRow.batch.in_(taken))]
    BatchRow.update(state="repeated").where(BatchRow.id.in_(twice)).execute()
    BatchRow.update(worker=plan.right.id).where(BatchRow.worker == plan.wrong.id).execute()


def _close_what_is_empty(plan: MergePlan, now: datetime) -> None:
    """A commitment none of whose months is left is over, and its place in a batch is counted no more."""
    live = CoverageMonth.select().where(
        CoverageMonth.worker == plan.right.id, CoverageMonth.released_at.is_null()
    )
    kept = {month.commitment_id for month in live}
    empty = {double.released.commitment_id for double in plan.double} - kept
    Commitment.update(ended_at=now).where(
        Commitment.id.in_(list(empty)), Commitment.ended_at.is_null()
    ).execute()
    for row in _ready(plan.right).where(BatchRow.batch.in_(list(_batches_of(empty) - _batches_of(kept)))):
        BatchRow.update(state="funded", findings=[*row.findings, _FINDING]).where(
            BatchRow.id == row.id
        ).execute()


def _batches_of(commitments: Iterable[int]) -> set[int]:
    rows = Commitment.select().where(Commitment.id.in_(list(commitments)), Commitment.batch.is_null(False))
    return {row.batch_id for row in rows}


def _ready(worker: Worker):
    return BatchRow.select().where(BatchRow.worker == worker.id, BatchRow.state == "ready")
