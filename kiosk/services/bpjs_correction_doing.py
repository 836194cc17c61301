"""What BPJS has corrected is done: the months, the line and the membership, what is told and what is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import SubmissionLine
from kiosk.services import (
    audit,
    bpjs_correction_notices,
    bpjs_letters,
    bpjs_rejections,
    effective_months,
    membership_corrections,
    notices,
)
from kiosk.services.acting import Actor
from kiosk.services.bpjs_correction_facts import ACCEPTED
from kiosk.services.bpjs_correction_plans import TAKEN_BACK, Plan
from kiosk.services.bpjs_rejections import Rejection
from kiosk.services.coverage_changes import Changes

WITHDRAWN_LINE, MOVED_LINE = "bpjs.penerimaan_dibatalkan", "bpjs.hari_mulai_dibetulkan"


@dataclass(frozen=True)
class Correction:
    """`kind` is TAKEN_BACK, for BPJS's `reason`, or MOVED, to `day`; `source` says by which letter or file."""

    kind: str
    source: str
    reason: str = ""
    day: date | None = None


def take_back(plan: Plan, wish: Correction, *, by: Actor, changes: Changes) -> None:
    """In the caller's transaction, which holds the payments, the person and the line: as BPJS's rejection."""
    line = plan.line
    _unconfirm(plan, changes)
    rejection = _rejection(line, wish.reason)
    bpjs_rejections.carry_out([rejection], plan.released, by=by, changes=changes)
    SubmissionLine.update(effective_on=None).where(SubmissionLine.id == line.id).execute()
    membership_corrections.withdraw(line, reason=wish.source, by=by)
    told = {
        "alasan": rejection.words,
        "menjadi": "rejected",
        "bulan_berhenti": [f"{row.month:%Y-%m}" for row in plan.stopped],
        "bulan_dilepas": len(plan.released),
        "kredit": sum(part.amount for part in plan.credited),
    }
    _write_down(WITHDRAWN_LINE, plan, wish, told, by)


def _unconfirm(plan: Plan, changes: Changes) -> None:
    """Of funders who have asked for nobody yet the months are asked for anew."""
    changes.unconfirm([row.id for row in plan.unconfirmed])
    changes.unsubmit([row.id for row in plan.unconfirmed if row.funder_id not in plan.asked_by])


def _rejection(line: SubmissionLine, reason: str) -> Rejection:
    return Rejection(
        line_id=line.id,
        submission_id=line.submission_id,
        submission_no=line.submission.no,
        funder_id=line.submission.funder_id,
        worker_id=line.worker_id,
        reg_no=line.worker.reg_no,
        post_id=line.worker.enrolled_post_id,
        reason=reason,
    )


def move(plan: Plan, wish: Correction, *, by: Actor, changes: Changes) -> None:
    """The same for a start on another day."""
    SubmissionLine.update(effective_on=plan.day).where(SubmissionLine.id == plan.line.id).execute()
    membership_corrections.move(plan.line, plan.day)
    changes.confirm_each({one.row.id: one.day for one in plan.moved})
    effective_months.let_count([plan.line.worker_id], changes)
    _answer_letter(plan)
    told = {"menjadi": plan.day.isoformat(), "bulan": [f"{one.row.month:%Y-%m}" for one in plan.moved]}
    _write_down(MOVED_LINE, plan, wish, told, by)


def _answer_letter(plan: Plan) -> None:
    """An earlier day is what a letter has asked for."""
    worker_id, known_on = plan.line.worker_id, plan.line.effective_on
    if known_on and plan.day < known_on and worker_id in bpjs_letters.asked_earlier([worker_id]):
        bpjs_letters.note_answered({worker_id: plan.day})


def _write_down(action: str, plan: Plan, wish: Correction, told: Mapping, by: Actor) -> None:
    line = plan.line
    audit.record(
        action, by=by, kind="pekerja", subject=line.worker.reg_no,
        pengajuan=line.submission.no, baris=line.number, sumber=wish.source,
        semula=line.effective_on.isoformat() if line.effective_on else ACCEPTED, **told,
    )  # fmt: skip


def tell(plan: Plan) -> None:
    """In that transaction, once the months are written."""
    if plan.kind == TAKEN_BACK:
        bpjs_correction_notices.tell_worker(plan)
        bpjs_correction_notices.tell_other_funders(plan)
    else:
        notices.started([plan.line.worker_id])
