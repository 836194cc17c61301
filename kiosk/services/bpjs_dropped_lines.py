"""A line of a submission stands for months: when the last of them is let go, nothing is left to be asked for."""

from collections import Counter
from collections.abc import Iterable

from peewee import fn

from db.models import CoverageMonth, Submission, SubmissionLine
from kiosk.services import audit
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks

ASKED, DROPPED = "asked", "dropped"
PEOPLE_AT_ONCE = 500


def drop_empty(worker_ids: Iterable[int], *, by: Actor) -> None:
    """In the caller's transaction, which holds these people and has just let go of months of theirs."""
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        empty = dict(_empty_of(chunk).tuples())
        if empty:
            SubmissionLine.update(state=DROPPED).where(SubmissionLine.id.in_(list(empty))).execute()
        for no, people in sorted(Counter(empty.values()).items()):
            audit.record("bpjs.baris_gugur", by=by, kind="pengajuan", subject=no, orang=people)


def _empty_of(worker_ids: list[int]):
    """(line, number of its submission) without a live month."""
    query = SubmissionLine.select(SubmissionLine.id, Submission.no).join(Submission)
    asked = SubmissionLine.worker.in_(worker_ids) & (SubmissionLine.state == ASKED)
    return query.where(asked, ~fn.EXISTS(live_months()))


def live_months(*columns):
    """For a line and its submission, joined: the funder's live months among those asked for."""
    return CoverageMonth.select(*(columns or (CoverageMonth.id,))).where(
        CoverageMonth.worker == SubmissionLine.worker,
        CoverageMonth.funder == Submission.funder,
        CoverageMonth.month >= SubmissionLine.first_month,
        CoverageMonth.month <= SubmissionLine.last_month,
        CoverageMonth.released_at.is_null(),
    )
