"""Whom BPJS has rejected and nobody has mended since, by the wadah they were asked for in."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from db.models import Funder, Submission, SubmissionLine, Worker, WorkerFlag
from kiosk.services import access, worker_flags
from kiosk.services.acting import Actor
from kiosk.services.bpjs_wadahs import Wadah
from kiosk.services.portions import one_page

PAGE = 30


@dataclass(frozen=True)
class OpenRejection:
    """`reason` is BPJS's, `answered_at` UTC when it was taken in."""

    name: str
    reg_no: str
    funder: str
    submission_no: str
    reason: str
    answered_at: datetime | None


def counts() -> dict[Wadah, int]:
    """People of each wadah, in one query."""
    columns = (Submission.funder, Submission.wadah_type)
    rows = _lines().select(*columns, fn.COUNT(SubmissionLine.worker.distinct())).group_by(*columns).tuples()
    return {Wadah(funder_id, wadah_type): people for funder_id, wadah_type, people in rows}


def count() -> int:
    """Of all wadahs, as they are listed."""
    return _lines().select(fn.COUNT(SubmissionLine.worker.distinct())).scalar()


def page_of(*, by: Actor, wadah: Wadah | None = None, page: int = 1) -> tuple[list[OpenRejection], bool, int]:
    """One page of these people, those who wait longest first, whether more follow, and how many there are in all."""
    access.require(by.role in access.SEES_ALL)
    latest = _lines().select(fn.MAX(SubmissionLine.id).alias("id")).group_by(SubmissionLine.worker)
    if wadah:
        latest = latest.where(Submission.funder == wadah.funder_id, Submission.wadah_type == wadah.wadah_type)
    rows, follows = one_page(_with_people(latest).order_by(SubmissionLine.id), page=page, size=PAGE)
    return [_told(row) for row in rows], follows, latest.count()


def _lines():
    """Rejected lines about whose person the rejection is still open: settled neither by hand, by a correction, nor by a
    later answer."""
    flags = WorkerFlag.select(WorkerFlag.id).where(
        WorkerFlag.worker == SubmissionLine.worker, WorkerFlag.kind == worker_flags.BPJS_REJECTED
    )
    settled_since = flags.where(WorkerFlag.settled_at >= SubmissionLine.answered_at)
    return (
        SubmissionLine.select()
        .join(Submission)
        .where(
            SubmissionLine.state == "rejected",
            fn.EXISTS(flags.where(WorkerFlag.settled_at.is_null())),
            ~fn.EXISTS(settled_since),
        )
    )


def _with_people(ids):
    query = SubmissionLine.select(SubmissionLine, Worker, Submission, Funder).join(Worker)
    query = query.switch(SubmissionLine).join(Submission).join(Funder)
    return query.where(SubmissionLine.id.in_(ids))


def _told(line: SubmissionLine) -> OpenRejection:
    return OpenRejection(
        name=line.worker.name,
        reg_no=line.worker.reg_no,
        funder=line.submission.funder.name,
        submission_no=line.submission.no,
        reason=line.reason,
        answered_at=line.answered_at,
    )
