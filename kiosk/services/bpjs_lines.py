"""Lines of submissions whose answer the admin notes by hand, not from a file."""

from collections.abc import Iterable
from datetime import date

from peewee import fn

from db.connection import held
from db.models import CoverageMonth, Submission, SubmissionLine, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import membership_lookups, memberships, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.bpjs_dropped_lines import ASKED, live_months
from kiosk.services.bpjs_rejections import Rejection
from kiosk.services.memberships import Holder, NewMembership

ACCEPTED = "accepted"


def accept_covering(month_ids: Iterable[int], *, effective_on: date, by: Actor) -> None:
    """In the caller's transaction, which holds the people of these months: the open lines that ask for one of them are
    accepted from that day on. BPJS names no number here."""
    covered = live_months().where(CoverageMonth.id.in_(list(month_ids)))
    lines = _open_lines(SubmissionLine.id.in_(_ids(covered)))
    answered = {"state": ACCEPTED, "effective_on": effective_on, "answered_at": utc_now()}
    SubmissionLine.update(answered).where(SubmissionLine.id.in_([line.id for line in lines])).execute()
    people = [line.worker_id for line in lines]
    new = [_membership(line, effective_on) for line in lines]
    memberships.note(new, membership_lookups.known_of(people), by=by)
    worker_flags.settle_all(worker_flags.BPJS_REJECTED, people, by=by)


def open_of(worker_id: int, funder_id: int, reason: str) -> list[Rejection]:
    """What is rejected where BPJS does not take this person for this funder; the caller holds the person."""
    lines = _open_lines((SubmissionLine.worker == worker_id) & (Submission.funder == funder_id))
    return [
        Rejection(
            line_id=line.id,
            submission_id=line.submission_id,
            submission_no=line.submission.no,
            funder_id=funder_id,
            worker_id=worker_id,
            reg_no=line.worker.reg_no,
            post_id=line.worker.enrolled_post_id,
            reason=reason,
        )
        for line in lines
    ]


def _ids(covered):
    """The query of open lines that `covered` (months, for a line and its submission) knows of."""
    return SubmissionLine.select(SubmissionLine.id).join(Submission).where(fn.EXISTS(covered))


def _open_lines(condition) -> list[SubmissionLine]:
    """With submission and worker, held in the order of their ids."""
    ids = (
        SubmissionLine.select(SubmissionLine.id)
        .join(Submission)
        .where(condition, SubmissionLine.state == ASKED)
    )
    found = [line_id for (line_id,) in ids.tuples()]
    list(
        held(
            SubmissionLine.select(SubmissionLine.id)
            .where(SubmissionLine.id.in_(found))
            .order_by(SubmissionLine.id)
        )
    )
    query = (
        SubmissionLine.select(SubmissionLine, Submission, Worker)
        .join(Submission)
        .switch(SubmissionLine)
        .join(Worker)
    )
    return list(
        query.where(SubmissionLine.id.in_(found), SubmissionLine.state == ASKED).order_by(SubmissionLine.id)
    )


def _membership(line: SubmissionLine, effective_on: date) -> NewMembership:
    worker = line.worker
    return NewMembership(
        holder=Holder(worker.id, worker.kpj_sealed, worker.kpj_hash),
        funder_id=line.submission.funder_id,
        line_id=line.id,
        kpj="",
        kpj_hash=None,
        effective_on=effective_on,
    )
