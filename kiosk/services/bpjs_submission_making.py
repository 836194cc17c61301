"""People become lines of a submission: each is held, looked at again, and frozen with the months asked for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import SQL

from db.models import CoverageMonth, Submission, SubmissionLine, Worker
from kiosk.domain.bpjs_runs import first_run
from kiosk.services import bpjs_candidates, settings
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_continued import members_among
from kiosk.services.coverage_changes import hold_people
from kiosk.services.portions import in_chunks

PEOPLE_AT_ONCE = 500


def add_lines(submission: Submission, wadah: Wadah, *, most: int) -> int:
    """In the caller's transaction: a line for each of the first `most` people who can be asked for now, in the order of
    their enrolment; answers with how many. Whoever asks for the same person meanwhile waits, and finds them taken."""
    added = 0
    query = bpjs_candidates.ready(wadah).select(Worker.id).limit(most)
    for chunk in in_chunks([worker.id for worker in query], PEOPLE_AT_ONCE):
        hold_people(chunk)
        free = list(bpjs_candidates.ready(wadah, among=chunk))
        added += _insert(_lines(submission, wadah, free, after=added))
    return added


def runs_of(wadah: Wadah, worker_ids: Iterable[int]) -> dict[int, tuple[date, date]]:
    """By worker: the first and last month BPJS would be asked for."""
    lapse_months, months = settings.whole("lapse_months"), defaultdict(list)
    query = bpjs_candidates.unasked_in(wadah, CoverageMonth.worker, CoverageMonth.month)
    for worker_id, month in query.where(CoverageMonth.worker.in_(list(worker_ids))).tuples():
        months[worker_id].append(month)
    return {worker_id: first_run(theirs, lapse_months=lapse_months) for worker_id, theirs in months.items()}


def _lines(submission: Submission, wadah: Wadah, workers: list[Worker], *, after: int) -> list[dict]:
    runs, members = runs_of(wadah, [worker.id for worker in workers]), members_among(workers)
    return [
        {
            "submission": submission.id,
            "number": number,
            "worker": worker.id,
            "continued": worker.id in members,
            "first_month": runs[worker.id][0],
            "last_month": runs[worker.id][1],
        }
        for number, worker in enumerate(workers, after + 1)
    ]


def _insert(rows: list[dict]) -> int:
    """How many: whoever stands in another submission is left out by the index."""
    if not rows:
        return 0
    query = SubmissionLine.insert_many(rows).on_conflict(
        action="nothing", conflict_target=[SubmissionLine.worker], conflict_where=SQL("state = 'asked'")
    )
    return len(list(query.returning(SubmissionLine.id).tuples().execute()))
