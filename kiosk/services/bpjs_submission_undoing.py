"""What was asked of BPJS is taken back before it answers: a whole submission, or one person in it. Their months were
not handed over then, nor those of members that went along with a whole one."""

from collections.abc import Iterable

from db.connection import writing
from db.models import CoverageMonth, Submission, SubmissionLine
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, bpjs_stamped_months
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.bpjs_dropped_lines import ASKED, DROPPED
from kiosk.services.bpjs_open_submissions import (
    ACCEPTED,
    PEOPLE_AT_ONCE,
    REJECTED,
    asked_people,
    lines_in,
    opened,
)
from kiosk.services.bpjs_submission_lookup import lines_of
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.portions import in_chunks

ANSWERED = N_(
    "BPJS sudah menjawab sebagian pengajuan ini, maka tidak dapat dibatalkan. Orang yang belum dijawab dapat dicabut "
    "satu per satu."
)
NOT_ASKED = N_("Baris ini tidak menunggu jawaban lagi, maka tidak dapat dicabut.")


def cancel(*, no: str, why: str, by: Actor) -> None:
    """Take back a submission nobody has answered yet; its people can be asked for again. Raises NotAllowed, NotThere,
    Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        people = asked_people(submission)
        with changing([*people, *_went_along(submission)]) as changes:
            if lines_in(submission, ACCEPTED, REJECTED).exists():
                raise Refused(ANSWERED)
            _drop(submission, changes, lines_in(submission, ASKED))
            if submission.sent_on:
                changes.unsubmit(bpjs_stamped_months.of_members(submission))
        told = {"cancelled_at": utc_now(), "cancelled_by_id": by.user_id, "cancelled_why": why}
        Submission.update(**told).where(Submission.id == submission.id).execute()
        audit.record("bpjs.dibatalkan", by=by, kind="pengajuan", subject=no, orang=len(people), alasan=why)


def drop_line(*, no: str, number: int, by: Actor) -> str:
    """Take one person out before BPJS answers; answers with their name. Raises NotAllowed, NotThere, Refused."""
    access.require(by.role == "admin")
    with writing():
        submission = opened(no)
        line = _line(submission, number)
        with changing([line.worker_id]) as changes:
            asked = lines_in(submission, ASKED).where(SubmissionLine.id == line.id)
            if not _drop(submission, changes, asked):
                raise Refused(NOT_ASKED)
        audit.record("bpjs.baris_dicabut", by=by, kind="pekerja", subject=line.worker.reg_no, pengajuan=no)
    return line.worker.name


def _drop(submission: Submission, changes: Changes, lines: Iterable[SubmissionLine]) -> int:
    """These lines, of people who are held; answers with how many."""
    found = list(lines)
    for chunk in in_chunks(found, PEOPLE_AT_ONCE):
        dropped = SubmissionLine.id.in_([line.id for line in chunk])
        SubmissionLine.update(state=DROPPED).where(dropped).execute()
        if submission.sent_on:
            people = [line.worker_id for line in chunk]
            changes.unsubmit(bpjs_stamped_months.left_behind(submission, people))
    return len(found)


def _went_along(submission: Submission) -> list[int]:
    """Members whose months carry its day."""
    if submission.sent_on is None:
        return []
    rows = bpjs_stamped_months.of_members(submission).select(CoverageMonth.worker).distinct()
    return [worker_id for (worker_id,) in rows.tuples()]


def _line(submission: Submission, number: int) -> SubmissionLine:
    line = lines_of(submission).where(SubmissionLine.number == number).first()
    if line is None:
        raise NotThere
    return line
