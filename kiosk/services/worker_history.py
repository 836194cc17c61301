"""What happened to one worker, newest first: their own lines of the audit trail, what was corrected and merged, and
what a batch or a print run did for them together with many others, of which the trail has one line for all."""

from peewee import JOIN

from db.models import AuditEvent, Batch, BatchRow, Card, Correction, PrintedCard, PrintRun, User, Worker
from kiosk.domain.correction_reasons import only_fills
from kiosk.domain.release_reasons import release_words
from kiosk.services import bpjs_turned_down, correction_notes, dukcapil, past_events, poverty_marks
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_applying import KPJ_BEFORE, KPJ_NOW
from kiosk.services.bpjs_correction_doing import MOVED_LINE, WITHDRAWN_LINE
from kiosk.services.correction_notes import COMPLETED, CORRECTED, Change
from kiosk.services.deaths import COVER_ENDED
from kiosk.services.merged_numbers import numbers_of
from kiosk.services.past_events import PastEvent
from kiosk.services.print_run_lookup import CONFIRMED, GOOD, UNPRINTED

SHOWN = 20
ENROLLED, PRINTED = "pekerja.didaftarkan", "kartu.dicetak"
PRINTED_WELL, NOT_PRINTED = "kartu.tercetak", "kartu.tidak_dicetak"  # a spoiled card has a line of its own
REPLACED = "kartu.diganti"
MERGED = "pekerja.digabung"
ANSWERED_BY_BPJS = ("bpjs.diterima", "bpjs.ditolak")
SETTLED_BY_HAND = (bpjs_turned_down.SETTLED, dukcapil.SETTLED)
# The trail has only the names of the fields; the notes have what changed.
DECILE = "dtsen_decile"
TOLD_BY_NOTES = (CORRECTED, COMPLETED, MERGED)


def history_of(worker: Worker, by: Actor | None = None) -> list[PastEvent]:
    """The latest 20 events of a worker whom the reader may see, in five queries; what happened under a number that was
    merged into this one is among them. How a decile was changed is told to whom deciles are told, `by` one of them."""
    numbers = numbers_of(worker)
    lines = _lines(list(numbers.values()))
    events = [_event(line, worker) for line in lines if line.action not in TOLD_BY_NOTES]
    events += _corrected(worker, numbers, by) + _enrolled_by_sheet(worker, lines) + _in_print_runs(worker)
    return sorted(events, key=lambda event: event.at, reverse=True)[:SHOWN]


def _lines(numbers: list[str]) -> list[AuditEvent]:
    found = AuditEvent.select().where(AuditEvent.subject_kind == "pekerja", AuditEvent.subject.in_(numbers))
    return list(found.order_by(AuditEvent.id.desc()).limit(SHOWN))


def _event(line: AuditEvent, worker: Worker) -> PastEvent:
    if line.action in (WITHDRAWN_LINE, MOVED_LINE):
        return past_events.corrected_by_bpjs(line, under=_other(worker, line.subject))
    told = line.detail if line.action == REPLACED else {}
    return PastEvent(
        line.at,
        line.user_name,
        line.action,
        void_reason=told.get("alasan", ""),
        note=told.get("catatan", "") or _said_by(line),
        reason=_why_ended(line) if line.action == COVER_ENDED else "",
        under=_other(worker, line.subject),
        changes=_number_changed(line),
    )


def _number_changed(line: AuditEvent) -> tuple[Change, ...]:
    """Where BPJS has accepted under another KPJ: the end of each."""
    before, now = line.detail.get(KPJ_BEFORE), line.detail.get(KPJ_NOW)
    return (Change("kpj", before, now),) if before and now else ()


def _said_by(line: AuditEvent) -> str:
    """Where BPJS has answered, if no file did; how its refusal, or Dukcapil's, was settled."""
    if line.action in SETTLED_BY_HAND:
        return line.detail.get("catatan", "")
    return line.detail.get("sumber", "") if line.action in ANSWERED_BY_BPJS else ""


def _why_ended(line: AuditEvent) -> str:
    return release_words(line.detail.get("sebab", ""))


def _other(worker: Worker, reg_no: str) -> str:
    return reg_no if reg_no != worker.reg_no else ""


def _corrected(worker: Worker, numbers: dict[int, str], by: Actor | None) -> list[PastEvent]:
    """Of a merge both registrations have a row; the right one's tells all."""
    rows = correction_notes.latest(numbers, limit=SHOWN)
    told = [row for row in rows if row.worker_id == worker.id or row.kind == correction_notes.CORRECTION]
    hidden = () if by and by.role in poverty_marks.SEES else (DECILE,)
    return [_correction(row, _other(worker, numbers[row.worker_id]), hidden) for row in told]


def _correction(row: Correction, under: str, hidden: tuple[str, ...]) -> PastEvent:
    changes = tuple(correction_notes.changes_of(row))
    completes = only_fills((change.field, change.before, change.after) for change in changes)
    shown = tuple(change for change in changes if change.field not in hidden)
    action = MERGED if row.kind == correction_notes.MERGE else COMPLETED if completes else CORRECTED
    return PastEvent(row.at, row.by.name, action, changes=shown, reason=row.reason, under=under)


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


def _in_print_runs(worker: Worker) -> list[PastEvent]:
    """Asked for together with others, and what came out: the trail has one line for the run, not one a person."""
    asked_by, told_by = User.alias(), User.alias()
    places = (
        PrintedCard.select(PrintedCard, PrintRun, Batch, asked_by, told_by)
        .join(Card)
        .switch(PrintedCard)
        .join(PrintRun)
        .join(Batch, JOIN.LEFT_OUTER)
        .switch(PrintRun)
        .join(asked_by, on=(PrintRun.asked_by == asked_by.id))
        .switch(PrintRun)
        .join(told_by, JOIN.LEFT_OUTER, on=(PrintRun.confirmed_by == told_by.id))
        .where(Card.worker == worker)
        .order_by(PrintRun.id.desc())
        .limit(SHOWN)
    )
    return [event for place in places for event in (*_asked_with_others(place.run), *_came_out(place))]


def _asked_with_others(run: PrintRun) -> list[PastEvent]:
    if not run.batch_id and run.cards_total == 1:
        return []
    return [PastEvent(run.asked_at, run.asked_by.name, PRINTED, run.batch.no if run.batch_id else "")]


def _came_out(place: PrintedCard) -> list[PastEvent]:
    """Nothing while nobody has answered the run; handing such a card over is told by its own line."""
    run, well = place.run, place.outcome == GOOD and place.run.state == CONFIRMED
    if not run.confirmed_at or not (well or place.outcome == UNPRINTED):
        return []
    return [PastEvent(run.confirmed_at, run.confirmed_by.name, PRINTED_WELL if well else NOT_PRINTED)]
