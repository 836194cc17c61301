"""What happened to one worker, newest first: their own lines of the audit trail, and what a batch did for them
together with many others, of which the trail has one line for the batch."""

from dataclasses import dataclass
from datetime import datetime

from db.models import AuditEvent, Batch, BatchRow, Card, PrintedCard, PrintRun, User, Worker
from kiosk.services import audit

SHOWN = 20
ENROLLED, PRINTED = "pekerja.didaftarkan", "kartu.dicetak"


@dataclass(frozen=True)
class PastEvent:
    """One line of a worker's history; `batch_no` where it happened to a whole batch at once."""

    at: datetime
    user_name: str
    action: str
    batch_no: str = ""


def history_of(worker: Worker) -> list[PastEvent]:
    """The latest 20 events of a worker whom the reader may see, in three queries."""
    lines = audit.history_of("pekerja", worker.reg_no, limit=SHOWN)
    events = [PastEvent(line.at, line.user_name, line.action) for line in lines]
    events += _enrolled_by_sheet(worker, lines) + _printed_with_batch(worker)
    return sorted(events, key=lambda event: event.at, reverse=True)[:SHOWN]


def _enrolled_by_sheet(worker: Worker, lines: list[AuditEvent]) -> list[PastEvent]:
    """Who came with a sheet has no line of their own. Where the lines are full the enrolment is too old to be shown."""
    if len(lines) == SHOWN or any(line.action == ENROLLED for line in lines):
        return []
    places = BatchRow.select(BatchRow, Batch).join(Batch)
    first = (
        places.where(BatchRow.worker == worker, BatchRow.upload.is_null(False)).order_by(BatchRow.id).first()
    )
    if first is None:
        return []
    return [PastEvent(worker.enrolled_at, worker.enrolled_by.name, ENROLLED, first.batch.no)]


def _printed_with_batch(worker: Worker) -> list[PastEvent]:
    runs = (
        PrintRun.select(PrintRun, Batch, User)
        .join(Batch)
        .switch(PrintRun)
        .join(User)
        .switch(PrintRun)
        .join(PrintedCard)
        .join(Card)
        .where(Card.worker == worker)
        .order_by(PrintRun.id.desc())
        .limit(SHOWN)
    )
    return [PastEvent(run.asked_at, run.asked_by.name, PRINTED, run.batch.no) for run in runs]
