"""Months, commitments, places in batches and what BPJS was asked of a registration that is merged go over to the
right one."""

from collections.abc import Iterable

from db.models import BatchRow, Commitment, CoverageMonth, Worker
from kiosk.domain.words import N_
from kiosk.services import effective_months, merged_bpjs, merged_debits, merged_pledges, releases
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import changing
from kiosk.services.merge_plans import MergePlan

ALREADY_FUNDED = N_(
    "Orang ini ternyata terdaftar dua kali. Datanya digabung dan bulannya sudah ditanggung, maka tidak dihitung lagi "
    "dalam batch ini."
)
_FINDING = {"code": "merged", "severity": "info", "message": ALREADY_FUNDED, "params": {}}


def move(plan: MergePlan, *, by: Actor) -> None:
    """In the caller's transaction, which holds both and the payments behind their months."""
    with changing([plan.wrong.id, plan.right.id]) as changes:
        # What is double is let go before anything moves: one live month a person is the index's law.
        doubled = [double.released for double in plan.double]
        releases.release(doubled, why=releases.MERGED, by=by, changes=changes)
        changes.move(plan.wrong.id, plan.right.id)
        merged_bpjs.move(plan.wrong.id, plan.right.id, by=by)
        effective_months.let_count([plan.right.id], changes)
    Commitment.update(worker=plan.right.id).where(Commitment.worker == plan.wrong.id).execute()
    merged_pledges.move(plan.wrong.id, plan.right.id)
    merged_debits.move(plan.wrong.id, plan.right.id)
    _move_places(plan)
    _leave_places(plan)


def _move_places(plan: MergePlan) -> None:
    """Where both stand in one batch, one place is enough."""
    taken = [row.batch_id for row in _ready(plan.right)]
    twice = [row.id for row in _ready(plan.wrong).where(BatchRow.batch.in_(taken))]
    BatchRow.update(state="repeated").where(BatchRow.id.in_(twice)).execute()
    BatchRow.update(worker=plan.right.id).where(BatchRow.worker == plan.wrong.id).execute()


def _leave_places(plan: MergePlan) -> None:
    """Where no month is left of what the place stood for, it is counted no more."""
    live = CoverageMonth.select().where(
        CoverageMonth.worker == plan.right.id, CoverageMonth.released_at.is_null()
    )
    kept = {month.commitment_id for month in live}
    empty = {double.released.commitment_id for double in plan.double} - kept
    for row in _ready(plan.right).where(BatchRow.batch.in_(list(_batches_of(empty) - _batches_of(kept)))):
        BatchRow.update(state="funded", findings=[*row.findings, _FINDING]).where(
            BatchRow.id == row.id
        ).execute()


def _batches_of(commitments: Iterable[int]) -> set[int]:
    rows = Commitment.select().where(Commitment.id.in_(list(commitments)), Commitment.batch.is_null(False))
    return {row.batch_id for row in rows}


def _ready(worker: Worker):
    return BatchRow.select().where(BatchRow.worker == worker.id, BatchRow.state == "ready")
