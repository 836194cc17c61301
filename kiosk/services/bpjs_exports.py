"""The file of a submission: everybody BPJS has not answered about, in the columns of a layout. It holds full numbers:
only the admin gets it, and each time is written down before it goes out."""

from dataclasses import dataclass
from typing import BinaryIO

from db.connection import writing
from db.models import ExportLayout, Submission, SubmissionLine, Worker
from kiosk.domain.bpjs_layouts import line_of
from kiosk.domain.words import N_
from kiosk.files.bpjs_export import registration_sheet
from kiosk.services import access, audit, bpjs_layouts, bpjs_registrants
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_submissions import submission_seen_by
from kiosk.services.standing import why_not_free

HELD_BACK_SHOWN = 30

CANCELLED = N_("Pengajuan ini sudah dibatalkan, maka tidak ada yang dapat dikirim lagi ke BPJS.")
NOBODY = N_("Tidak ada orang yang masih diajukan: semuanya sudah dijawab BPJS atau sedang tertahan.")
NO_LAYOUT = N_("Pilih susunan kolom dari daftar. Bila kosong, buat dulu di halaman Susunan kolom.")


class NoLayout(Refused):
    """Stands beside the field in which one is chosen."""


@dataclass(frozen=True)
class HeldBack:
    """Somebody who does not go along now, with the sentence that says why."""

    number: int
    name: str
    reg_no: str
    why: str


@dataclass(frozen=True)
class ExportPage:
    """`going` counts the lines of the file, `answered` those BPJS has answered; `held_back` are the first 30 of
    `held_back_count`."""

    submission: Submission
    layouts: list[ExportLayout]
    going: int
    answered: int
    held_back: list[HeldBack]
    held_back_count: int


@dataclass(frozen=True)
class Export:
    """`file` is open for reading and lies nowhere any more; whoever closes it is rid of it. `name` is without its
    ending."""

    file: BinaryIO
    name: str
    lines: int


def page_of(*, no: str, by: Actor) -> ExportPage:
    """Raises NotThere, NotAllowed."""
    submission = submission_seen_by(by, no)
    lines = bpjs_registrants.lines_of(submission)
    kept = bpjs_registrants.held_back(submission)
    return ExportPage(
        submission=submission,
        layouts=bpjs_layouts.in_use(),
        going=bpjs_registrants.going(submission).count(),
        answered=lines.where(SubmissionLine.state != bpjs_registrants.ASKED).count(),
        held_back=[_held_back(line) for line in _first(kept)],
        held_back_count=kept.count(),
    )


def _first(lines) -> list[SubmissionLine]:
    return list(lines.select(SubmissionLine, Worker).order_by(SubmissionLine.number).limit(HELD_BACK_SHOWN))


def _held_back(line: SubmissionLine) -> HeldBack:
    person = line.person
    return HeldBack(line.number, person.name, person.reg_no, why_not_free(person))


def export(*, no: str, layout_id: int | None, by: Actor) -> Export:
    """Memory and the number of queries for each some hundred lines are the same however many there are.

    Raises NotThere, NotAllowed for anybody but the admin, NoLayout, Refused where nobody goes along."""
    access.require(by.role == "admin")
    submission = submission_seen_by(by, no)
    row = next((one for one in bpjs_layouts.in_use() if one.id == layout_id), None)
    if row is None:
        raise NoLayout(NO_LAYOUT)
    if submission.cancelled_at:
        raise Refused(CANCELLED)
    made = _written(submission, row)
    if not made.lines:
        made.file.close()
        raise Refused(NOBODY)
    with writing():
        audit.record("bpjs.diekspor", by=by, kind="pengajuan", subject=no, susunan=row.name, orang=made.lines)
    return made


def _written(submission: Submission, row: ExportLayout) -> Export:
    layout, count = bpjs_layouts.as_rule(row), 0

    def lines():
        nonlocal count
        for person in bpjs_registrants.registrants(submission):
            count += 1
            yield line_of(layout, person)

    file = registration_sheet([column.heading for column in layout.columns], lines())
    return Export(file, f"pendaftaran-{submission.no}", count)
