"""What happened to one worker, newest first: their own lines of the audit trail, what was corrected and merged, and
what a batch did for them together with many others, of which the trail has one line for the batch."""

from dataclasses import dataclass
from datetime import datetime

from db.models import AuditEvent, Batch, BatchRow, Card, Correction, PrintedCard, PrintRun, User, Worker
from kiosk.services import correction_notes
from kiosk.services.correction_notes import Change
from kiosk.services.merged_numbers import numbers_of

SHOWN = 20
ENROLLED, PRINTED = "pekerja.didaftarkan", "kartu.dicetak"
CORRECTED, MERGED = "pekerja.dikoreksi", "pekerja.digabung"
TOLD_BY_NOTES = (CORRECTED, MERGED)  # the trail has only the names of the fields; the notes have what changed


@dataclass(frozen=True)
class PastEvent:
    """One line of a worker's history; `batch_no` where it happened to a whole batch at once, `changes` and `reason`
    where something was corrected, `under` the registration number of then where it was another."""

    at: datetime
    user_name: str
    action: str
    batch_no: str = ""
    changes: tuple[Change, ...] = ()
    reason: str = ""
    under: str = ""


def history_of(worker: Worker) -> list[PastEvent]:
    """The latest 20 events of a worker whom the reader may see, in five queries; what happened under a number that was
    merged into this one is among them."""
    numbers = numbers_of(worker)
    lines = _lines(list(numbers.values()))
    events = [
        PastEvent(line.at, line.user_name, line.action, under=_other(worker, line.subject))
        for line in lines
        if line.action not in TOLD_BY_NOTES
    ]
    events += _corrected(worker, numbers) + _enrolled_by_sheet(worker, lines) + _printed_with_others(worker)
    return sorted(events, key=lambda event: event.at, reverse=True)[:SHOWN]


def _lines(numbers: list[str]) -> list[AuditEvent]:
    found = AuditEvent.select().where(AuditEvent.subject_kind == "pekerja", AuditEvent.subject.in_(numbers))
    return list(found.order_by(AuditEvent.id.desc()).limit(SHOWN))


def _other(worker: Worker, reg_no: str) -> str:
    return reg_no if reg_no != worker.reg_no else ""


def _corrected(worker: Worker, numbers: dict[int, str]) -> list[PastEvent]:
    """Of a merge both registrations have a row; the right one's tells all."""
    rows = correction_notes.latest(numbers, limit=SHOWN)
    told = [row for row in rows if row.worker_id == worker.id or row.kind == correction_notes.CORRECTION]
    return [_correction(row, _other(worker, numbers[row.worker_id])) for row in told]


def _correction(row: Correction, under: str) -> PastEvent:
    action = MERGED if row.kind == correction_notes.MERGE else CORRECTED
    changes = tuple(correction_notes.changes_of(row))
    return PastEvent(row.at, row.by.name, action, changes=changes, reason=row.reason, under=under)


def _enrolled_by_sheet(worker: Worker, lines: list[AuditEvent]) -> list[PastEvent]:
    """Who came with a sheet has no line of their own. Where the lines are full the enrolment is too old to be shown."""
    if len(lines) == SHOWN or any(_enrols(line, worker) for line in lines):
        return []
    places = BatchRow.select(BatchRow, Batch).join(Batch)
    first = (
        places.where(BatchRow.worker == worker, BatchRow.upload.is_null(False)).order_by(BatchRow.id).first()
    )
    if first is None:
        return []
    return [PastEvent(worker.enrolled_at, worker.enrolled_by.name, ENROLLED, first.batch.no)]


def _enrols(line: AuditEvent, worker: Worker) -> bool:
    return line.action == ENROLLED and line.subject == worker.reg_no


def _printed_with_others(worker: Worker) -> list[PastEvent]:
    """In a batch's run, or in one of several people: the trail has one line for the run."""
    runs = (
        PrintRun.select(PrintRun, Batch, User)
        .left_outer_join(Batch)
        .switch(PrintRun)
        .join(User, on=(PrintRun.asked_by == User.id))
        .switch(PrintRun)
        .join(PrintedCard)
        .join(Card)
        .where(Card.worker == worker, PrintRun.batch.is_null(False) | (PrintRun.cards_total > 1))
        .order_by(PrintRun.id.desc())
        .limit(SHOWN)
    )
    return [
        PastEvent(run.asked_at, run.asked_by.name, PRINTED, run.batch.no if run.batch_id else "")
        for run in runs
    ]
