"""BPJS answers about one person by telephone, in its portal or on paper: noted by the admin, with where it was said. It
does what the same line of an answer file would do (bpjs_answer_applying); a rejection only as it was read before.

Order of holding: payments of who is rejected, the person, the months, the line."""

from dataclasses import asdict, dataclass
from datetime import date

from db.models import SubmissionLine
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.clock import today
from kiosk.services import access, bpjs_answer_applying, bpjs_answer_facts, payment_reversals, safe
from kiosk.services import bpjs_told_refusals as refusals
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_applying import Taken
from kiosk.services.bpjs_answer_facts import Facts
from kiosk.services.bpjs_answer_judging import judged, what_came_of
from kiosk.services.bpjs_correction_plans import Plan
from kiosk.services.bpjs_corrections import ChangedMeanwhile
from kiosk.services.bpjs_submission_lookup import line_seen_by
from kiosk.services.bpjs_told_plans import rejection_of
from kiosk.services.bpjs_told_refusals import AnsweredMeanwhile, WrongDay, WrongKpj
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.once import once
from kiosk.services.private_words import SecretInReason, SecretInSource, require_none

__all__ = [
    "PURPOSE",
    "AnsweredMeanwhile",
    "ChangedMeanwhile",
    "SecretInReason",
    "SecretInSource",
    "Told",
    "WrongDay",
    "WrongKpj",
    "note",
    "preview",
]

PURPOSE = "bpjs.told_answer"


@dataclass(frozen=True)
class Told:
    """What BPJS has said about one person, and in `source` where: accepted from `effective_on`, with `kpj`, "" where it
    named none; or not accepted, for `reason`. Number and reason are read as those of a file (domain/bpjs_cells)."""

    accepted: bool
    source: str
    effective_on: date | None = None
    kpj: str = ""
    reason: str = ""


def preview(*, no: str, number: int, told: Told, by: Actor) -> Plan:
    """What would follow if BPJS did not take this person; nothing is done. Raises NotAllowed, NotThere,
    AnsweredMeanwhile, SecretInReason, SecretInSource, Refused where the submission was not sent."""
    access.require(by.role in access.SEES_ALL)
    line = line_seen_by(by, no, number)
    refusals.require_open(line)
    require_none(line.worker, reason=told.reason, source=told.source)
    return rejection_of(line)


def note(*, no: str, number: int, told: Told, seen: str = "", client_key: str, by: Actor) -> str:
    """Answers with what came of it, as in domain/bpjs_outcomes. A rejection does what was read, `seen` being its
    Plan.mark. Once per key. Raises NotAllowed, NotThere, KeyInUse, AnsweredMeanwhile, ChangedMeanwhile, WrongDay,
    WrongKpj, SecretInReason, SecretInSource, Refused where the submission was not sent."""
    access.require(by.role == "admin")
    line = line_seen_by(by, no, number)
    day = told.effective_on.isoformat() if told.effective_on else ""
    return once(
        key=client_key,
        purpose=PURPOSE,
        content={"no": no, "number": number, **asdict(told), "effective_on": day},
        by=by,
        make=lambda: _note(line, told, seen, by),
    )[0]


def _note(seen_line: SubmissionLine, told: Told, seen: str, by: Actor) -> str:
    worker_id = seen_line.worker_id
    if not told.accepted:
        payment_reversals.hold_payments_of([worker_id])
    with changing([worker_id]) as changes:
        row = _as_row(seen_line, told)
        facts = bpjs_answer_facts.facts_of([row], {row.nik: worker_id})
        line = _as_it_is(seen_line, by)
        require_none(line.worker, reason=told.reason, source=told.source)
        if told.accepted:
            return _accept(line, row, facts, told.source, by, changes)
        if rejection_of(line).mark != seen:
            raise ChangedMeanwhile
        return _reject(line, row, facts, told.source, by, changes)


def _as_row(line: SubmissionLine, told: Told) -> CheckedAnswer:
    """As it would stand in a file."""
    return CheckedAnswer(
        sheet_name="",
        number=line.number,
        cells={},
        nik=safe.open_text(line.worker.nik_sealed, safe.NIK),
        accepted=told.accepted,
        effective_on=told.effective_on,
        kpj=told.kpj,
        reason=told.reason,
    )


def _as_it_is(seen_line: SubmissionLine, by: Actor) -> SubmissionLine:
    """Of a person who is held, as is the line: nobody has answered it, taken it out or merged its person since."""
    line = line_seen_by(by, seen_line.submission.no, seen_line.number)
    refusals.require_open(line)
    if line.worker_id != seen_line.worker_id:
        raise ChangedMeanwhile
    return line


def _accept(
    line: SubmissionLine, row: CheckedAnswer, facts: Facts, source: str, by: Actor, changes: Changes
) -> str:
    refusals.require_not_too_early(line, row.effective_on)
    taken = _judged(line, row, facts)
    counting = bpjs_answer_applying.accept(
        [taken], facts, came_on=today(), by=by, changes=changes, source=source
    )
    return what_came_of(taken, counting, came_on=today())[0]


def _reject(
    line: SubmissionLine, row: CheckedAnswer, facts: Facts, source: str, by: Actor, changes: Changes
) -> str:
    taken = _judged(line, row, facts)
    bpjs_answer_applying.reject([taken], facts, by=by, changes=changes, source=source)
    return taken[2].outcome


def _judged(line: SubmissionLine, row: CheckedAnswer, facts: Facts) -> Taken:
    """By the rules of an answer file."""
    taken = judged(row, facts, submission_id=line.submission_id, came_on=today(), by_hand=True)
    refusals.require_usable(line, row, taken[2])
    return taken
