"""What the admin still has to do with BPJS, counted, and what the page of one worker says of it."""

from dataclasses import dataclass
from datetime import date

from db.models import Answer, Company, Mismatch, Submission, SubmissionLine, Worker
from kiosk.services import bpjs_candidates, bpjs_open_rejections
from kiosk.services.acting import Actor
from kiosk.services.bpjs_candidates import MOST_COUNTED
from kiosk.services.bpjs_dropped_lines import ASKED


@dataclass(frozen=True)
class BpjsCounters:
    """People who can be asked for, whom something keeps from being asked for, who wait for an answer (one more than
    MOST_COUNTED stands for all beyond), answer files that wait for somebody to say what their headings mean, people
    whom BPJS and we know differently, whom BPJS rejected and whose post or company has not mended it yet."""

    ready: int
    blocked: int
    waiting: int
    answers: int
    mismatches: int
    rejected: int


@dataclass(frozen=True)
class AskedNow:
    """`no` is empty for a reader who cannot open the submission."""

    sent_on: date
    no: str


def counters(*, by: Actor) -> BpjsCounters | None:
    """For the admin; nobody else has anything to do about it."""
    if by.role != "admin":
        return None
    asked = SubmissionLine.select(SubmissionLine.id).join(Submission)
    asked = asked.where(SubmissionLine.state == ASKED, Submission.sent_on.is_null(False))
    open_ones = Mismatch.select(Mismatch.id).where(Mismatch.settled_at.is_null())
    return BpjsCounters(
        ready=bpjs_candidates.count_ready(),
        blocked=bpjs_candidates.count_blocked(),
        waiting=asked.limit(MOST_COUNTED + 1).count(),
        answers=Answer.select().where(Answer.state == "columns").count(),
        mismatches=open_ones.limit(MOST_COUNTED + 1).count(),
        rejected=bpjs_open_rejections.count(),
    )


def asked_now(worker: Worker, by: Actor) -> AskedNow | None:
    """Of a worker whom `by` may see: since when BPJS has been asked and has not answered. A company is told of its own
    asking alone."""
    query = Submission.select().join(SubmissionLine).where(
        SubmissionLine.worker == worker.id,
        SubmissionLine.state == ASKED,
        Submission.sent_on.is_null(False),
    )  # fmt: skip
    if by.role == "mitra":
        own = Company.select(Company.funder).where(Company.id == by.company_id)
        query = query.where(Submission.funder.in_(own))
    submission = query.first()
    if submission is None:
        return None
    return AskedNow(submission.sent_on, submission.no if by.role in ("admin", "auditor") else "")
