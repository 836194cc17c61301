"""For those who type people into BPJS's portal: one after the other, and where one stopped. Each time somebody is shown
in full is one line of the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from db.connection import writing
from db.models import ExportLayout, Submission, SubmissionLine, Worker
from kiosk.domain.bpjs_fields import EMPTY
from kiosk.domain.bpjs_layouts import line_of
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, bpjs_layouts
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.bpjs_exports import CANCELLED, NO_LAYOUT
from kiosk.services.bpjs_registrants import ASKED, lines_of, registrants
from kiosk.services.bpjs_submissions import submission_seen_by
from kiosk.services.bpjs_typing_progress import names_of, next_number, number_before, progress_of
from kiosk.services.standing import why_not_free

ANSWERED = N_("BPJS sudah menjawab tentang orang ini, maka tidak perlu diketik lagi.")


@dataclass(frozen=True)
class CopyField:
    """A column's heading and what is typed there; `value` is empty where nothing is known."""

    heading: str
    value: str


@dataclass(frozen=True)
class PersonShown:
    """One person in full. `typed_at` and `typed_by` say that somebody has typed this one before; `before` is the number
    of the person in front, None for the first; `done` of `total` are typed."""

    submission: Submission
    layout: ExportLayout
    number: int
    name: str
    reg_no: str
    fields: tuple[CopyField, ...]
    typed_at: datetime | None
    typed_by: str
    before: int | None
    done: int
    total: int


def shown(*, no: str, number: int, layout_id: int | None, by: Actor) -> PersonShown:
    """The look is written down first. Raises NotThere, NotAllowed for anybody but the admin, Refused where BPJS has
    answered, the person is held back, the submission is cancelled or there is no layout."""
    submission, line = _line_to_type(no, number, by)
    layout = bpjs_layouts.chosen(layout_id)
    if layout is None:
        raise Refused(NO_LAYOUT)
    person = next(registrants(submission, number=number))
    with writing():
        audit.record("bpjs.ditampilkan", by=by, kind="pekerja", subject=person.reg_no, pengajuan=no)
    done, total = progress_of(submission)
    return PersonShown(
        submission=submission,
        layout=layout,
        number=number,
        name=person.name,
        reg_no=person.reg_no,
        fields=_fields(layout, person),
        typed_at=line.typed_at,
        typed_by=names_of([line]).get(line.typed_by_id, ""),
        before=number_before(submission, number),
        done=done,
        total=total,
    )


def _fields(layout: ExportLayout, person) -> tuple[CopyField, ...]:
    rule = bpjs_layouts.as_rule(layout)
    pairs = zip(rule.columns, line_of(rule, person), strict=True)
    return tuple(CopyField(column.heading, value) for column, value in pairs if column.field != EMPTY)


def next_to_type(*, no: str, by: Actor) -> int | None:
    """Where one stopped; None when all are done. Raises NotThere, NotAllowed."""
    return next_number(submission_seen_by(by, no))


def mark_typed(*, no: str, number: int, by: Actor) -> int | None:
    """Somebody has typed this person; who did so first stays noted. Answers with the number of the next person to type,
    after the last one from the front again; None when all are done. Raises as `shown` does."""
    submission, line = _line_to_type(no, number, by)
    with writing():
        if _note(line, SubmissionLine.typed_at.is_null(), typed_at=utc_now(), typed_by_id=by.user_id):
            audit.record("bpjs.diketik", by=by, kind="pengajuan", subject=no, baris=number)
    return next_number(submission, after=number)


def unmark(*, no: str, number: int, by: Actor) -> None:
    """It was not typed after all. Raises as `shown` does."""
    _submission, line = _line_to_type(no, number, by)
    with writing():
        if _note(line, SubmissionLine.typed_at.is_null(False), typed_at=None, typed_by_id=None):
            audit.record("bpjs.belum_diketik", by=by, kind="pengajuan", subject=no, baris=number)


def _note(line: SubmissionLine, only, **columns) -> int:
    same = (SubmissionLine.id == line.id) & (SubmissionLine.state == ASKED)
    return SubmissionLine.update(columns).where(same, only).execute()


def _line_to_type(no: str, number: int, by: Actor) -> tuple[Submission, SubmissionLine]:
    access.require(by.role == "admin")
    submission = submission_seen_by(by, no)
    if submission.cancelled_at:
        raise Refused(CANCELLED)
    line = lines_of(submission).select(SubmissionLine, Worker).where(SubmissionLine.number == number).first()
    if line is None:
        raise NotThere
    if line.state != ASKED:
        raise Refused(ANSWERED)
    if reason := why_not_free(line.person):
        raise Refused(reason)
    return submission, line
