"""The day a submission was handed to BPJS, written down wrongly: it is set right while BPJS has answered nobody."""

from datetime import date

from peewee import fn

from db.connection import writing
from db.models import Bill, CoverageMonth, Submission, SubmissionLine
from kiosk.domain.words import N_
from kiosk.services import access, audit
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.bpjs_submissions import ACCEPTED, REJECTED, lines_of, months_asked, opened, require_day
from kiosk.services.coverage_changes import changing

NOT_SENT = N_("Pengajuan ini belum dicatat diserahkan, maka belum ada hari yang dapat diubah.")
ANSWERED = N_("BPJS sudah menjawab sebagian pengajuan ini, maka hari penyerahannya tidak dapat diubah lagi.")


def correct(*, no: str, on: date, by: Actor) -> None:
    """Its months, and those of members stamped along, take this day instead. The same day again changes nothing.
    Raises NotAllowed, NotThere, WrongDay, Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        if submission.sent_on is None:
            raise Refused(NOT_SENT)
        require_day(submission, on)
        if submission.sent_on != on:
            _move(submission, on, by)


def _move(submission: Submission, on: date, by: Actor) -> None:
    before, queries = submission.sent_on, [_asked_months(submission)]
    if not _another_of_the_day(submission):
        queries.append(_members_months(submission))
    people = [row for query in queries for (row,) in query.select(CoverageMonth.worker).distinct().tuples()]
    with changing(people) as changes:
        if lines_of(submission).where(SubmissionLine.state.in_([ACCEPTED, REJECTED])).exists():
            raise Refused(ANSWERED)
        for query in queries:
            changes.submit(query.select(CoverageMonth.id), on=on)
    Submission.update(sent_on=on).where(Submission.id == submission.id).execute()
    days = {"semula": before.isoformat(), "tanggal": on.isoformat()}
    audit.record("bpjs.hari_dikoreksi", by=by, kind="pengajuan", subject=submission.no, **days)


def _asked_months(submission: Submission):
    here = (SubmissionLine.submission == submission.id) & (SubmissionLine.state == ASKED)
    return months_asked(CoverageMonth.id).where(here, CoverageMonth.submitted_on == submission.sent_on)


def _members_months(submission: Submission):
    """Stamped with that day, confirmed by nobody yet, and asked for by no line."""
    asked = SubmissionLine.select(SubmissionLine.id).join(Submission).where(
        SubmissionLine.worker == CoverageMonth.worker,
        Submission.funder == CoverageMonth.funder,
        SubmissionLine.first_month <= CoverageMonth.month,
        SubmissionLine.last_month >= CoverageMonth.month,
    )  # fmt: skip
    return CoverageMonth.select(CoverageMonth.id).join(Bill).where(
        CoverageMonth.funder == submission.funder_id,
        Bill.wadah_type == submission.wadah_type,
        CoverageMonth.submitted_on == submission.sent_on,
        CoverageMonth.effective_on.is_null(),
        CoverageMonth.released_at.is_null(),
        ~fn.EXISTS(asked),
    )  # fmt: skip


def _another_of_the_day(submission: Submission) -> bool:
    """Then nobody can tell with which of them members' months went along; they stay as they are."""
    same = (Submission.funder == submission.funder_id) & (Submission.wadah_type == submission.wadah_type)
    others = Submission.select().where(same, Submission.sent_on == submission.sent_on)
    return others.where(Submission.id != submission.id).exists()
