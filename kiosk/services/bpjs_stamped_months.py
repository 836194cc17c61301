"""Months that carry the day a submission was handed over: those its lines ask for, those of the funder's members that
went along, and which of them nobody asks for once it is taken back."""

from collections.abc import Iterable

from peewee import fn

from db.models import Bill, CoverageMonth, Submission, SubmissionLine
from kiosk.services.bpjs_dropped_lines import ASKED
from kiosk.services.bpjs_open_submissions import ACCEPTED
from kiosk.services.bpjs_submission_lookup import months_asked


def of_lines(submission: Submission):
    """The query of months of its open lines that carry its day."""
    here = (SubmissionLine.submission == submission.id) & (SubmissionLine.state == ASKED)
    return months_asked(CoverageMonth.id).where(here, CoverageMonth.submitted_on == submission.sent_on)


def of_members(submission: Submission):
    """The query of months that went along with it: of its wadah, with its day, confirmed by nobody yet, and asked for
    by no line. None of them where another submission of that wadah went on the same day: nobody can tell with which
    they went."""
    return _live().join(Bill).where(
        CoverageMonth.funder == submission.funder_id,
        Bill.wadah_type == submission.wadah_type,
        CoverageMonth.submitted_on == submission.sent_on,
        ~fn.EXISTS(_lines_over_it()),
        ~fn.EXISTS(_another_of_the_day(submission)),
    )  # fmt: skip


def left_behind(submission: Submission, worker_ids: Iterable[int]):
    """The query of months of these people, whom it asks for no more: those it asked for, and others that carry its day
    (a number was merged meanwhile). Not those that another submission which was sent covers."""
    by_it = fn.EXISTS(_lines_over_it().where(SubmissionLine.submission == submission.id))
    return _live().where(
        CoverageMonth.worker.in_(list(worker_ids)),
        CoverageMonth.funder == submission.funder_id,
        CoverageMonth.submitted_on.is_null(False),
        (CoverageMonth.submitted_on == submission.sent_on) | by_it,
        ~fn.EXISTS(_lines_over_it(ASKED, ACCEPTED).where(Submission.sent_on.is_null(False))),
    )


def _live():
    """The query of live months that BPJS has not confirmed."""
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.released_at.is_null(), CoverageMonth.effective_on.is_null()
    )


def _lines_over_it(*states: str):
    """For a month: lines that cover it; in any state where none is named."""
    lines = SubmissionLine.select(SubmissionLine.id).join(Submission).where(
        SubmissionLine.worker == CoverageMonth.worker,
        Submission.funder == CoverageMonth.funder,
        SubmissionLine.first_month <= CoverageMonth.month,
        SubmissionLine.last_month >= CoverageMonth.month,
    )  # fmt: skip
    return lines.where(SubmissionLine.state.in_(states)) if states else lines


def _another_of_the_day(submission: Submission):
    other = Submission.alias()
    return other.select(other.id).where(
        other.funder == submission.funder_id,
        other.wadah_type == submission.wadah_type,
        other.sent_on == submission.sent_on,
        other.id != submission.id,
    )
