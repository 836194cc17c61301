"""A submission by its number, for those who may see it; its lines, and the months they ask for."""

from db.models import CoverageMonth, Funder, Submission, SubmissionLine, Worker
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere

WITHOUT_KPJ = "without_kpj"


def submission_seen_by(by: Actor, no: str) -> Submission:
    """With its funder. Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    submission = Submission.select(Submission, Funder).join(Funder).where(Submission.no == no).first()
    if submission is None:
        raise NotThere
    return submission


def line_seen_by(by: Actor, no: str, number: int) -> SubmissionLine:
    """One of its lines, with the worker and the submission. Raises NotAllowed, NotThere."""
    submission = submission_seen_by(by, no)
    line = lines_of(submission).where(SubmissionLine.number == number).first()
    if line is None:
        raise NotThere
    line.submission = submission
    return line


def lines_of(submission: Submission, state: str = ""):
    """The query of its lines with their workers, in the order of portal and file; `state` is one of STATES, or
    WITHOUT_KPJ: accepted, and there is no number of the person yet."""
    query = SubmissionLine.select(SubmissionLine, Worker).join(Worker)
    query = query.where(SubmissionLine.submission == submission.id).order_by(SubmissionLine.number)
    if state == WITHOUT_KPJ:
        return query.where(SubmissionLine.state == "accepted", Worker.kpj_hash.is_null())
    return query.where(SubmissionLine.state == state) if state else query


def months_asked(*columns):
    """The query of live months that lines ask for, with line and submission joined."""
    theirs = (
        (CoverageMonth.worker == SubmissionLine.worker)
        & (CoverageMonth.month >= SubmissionLine.first_month)
        & (CoverageMonth.month <= SubmissionLine.last_month)
    )
    query = CoverageMonth.select(*columns).join(SubmissionLine, on=theirs).join(Submission)
    return query.where(CoverageMonth.funder == Submission.funder, CoverageMonth.released_at.is_null())
