"""The list from which people are typed into BPJS's portal: how far one is, where one stopped, whom to jump to. Nobody's
full number stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.models import ExportLayout, Submission, SubmissionLine, Worker
from kiosk.domain.words import mask_nik
from kiosk.services import bpjs_layouts, safe
from kiosk.services.acting import Actor
from kiosk.services.bpjs_registrants import ASKED, lines_of
from kiosk.services.bpjs_submissions import submission_seen_by
from kiosk.services.bpjs_typing_progress import answered_in, names_of, next_number, progress_of
from kiosk.services.portions import one_page
from kiosk.services.standing import why_not_free

PAGE = 30


@dataclass(frozen=True)
class TypingLine:
    """`answered`: BPJS has said something about this person already; `why` is the sentence that holds them back."""

    number: int
    name: str
    reg_no: str
    masked_nik: str
    answered: bool
    typed_at: datetime | None
    typed_by: str
    why: str


@dataclass(frozen=True)
class TypingPage:
    """`done` of `total` are typed, `answered` more need it no longer; `next` is the number of the first who is not,
    None when all are. `layout` is the one whose order is followed, None where there is none in use. `may_type`: not for
    whoever only looks."""

    submission: Submission
    layouts: list[ExportLayout]
    layout: ExportLayout | None
    done: int
    total: int
    answered: int
    next: int | None
    rows: list[TypingLine]
    page: int
    follows: bool
    may_type: bool


def page_of(*, no: str, page: int | None, layout_id: int | None, by: Actor) -> TypingPage:
    """Without a `page` the one on which one stopped; the number of queries is the same for any. Raises NotThere,
    NotAllowed."""
    submission = submission_seen_by(by, no)
    first_untyped = next_number(submission)
    page = page or _page_with(submission, first_untyped or 1)
    done, total = progress_of(submission)
    lines = lines_of(submission).select(SubmissionLine, Worker).order_by(SubmissionLine.number)
    found, follows = one_page(lines, page=page, size=PAGE)
    names = names_of(found)
    return TypingPage(
        submission=submission,
        layouts=bpjs_layouts.in_use(),
        layout=bpjs_layouts.chosen(layout_id),
        done=done,
        total=total,
        answered=answered_in(submission),
        next=first_untyped,
        rows=[_line(line, names) for line in found],
        page=page,
        follows=follows,
        may_type=by.role == "admin" and not submission.cancelled_at,
    )


def _page_with(submission: Submission, number: int) -> int:
    in_front = lines_of(submission).where(SubmissionLine.number < number).count()
    return in_front // PAGE + 1


def _line(line: SubmissionLine, names: Mapping[int, str]) -> TypingLine:
    person = line.person
    return TypingLine(
        number=line.number,
        name=person.name,
        reg_no=person.reg_no,
        masked_nik=mask_nik(safe.open_text(person.nik_sealed, safe.NIK)),
        answered=line.state != ASKED,
        typed_at=line.typed_at,
        typed_by=names.get(line.typed_by_id, ""),
        why=why_not_free(person) if line.state == ASKED else "",
    )
