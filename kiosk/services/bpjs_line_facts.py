"""The lines of submissions that some people have, as a portion of BPJS's answer is held against them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from db.connection import held
from db.kept import KeptIn
from db.models import Submission, SubmissionLine
from kiosk.domain.bpjs_asked_lines import Line
from kiosk.services.bpjs_dropped_lines import DROPPED
from kiosk.services.membership_lookups import PEOPLE_AT_ONCE, Known

_lines = KeptIn(
    lambda slot, many: held(
        SubmissionLine.select(
            SubmissionLine.worker, SubmissionLine.id, SubmissionLine.submission, SubmissionLine.first_month,
            SubmissionLine.last_month, SubmissionLine.state, SubmissionLine.effective_on,
        )
        .where(SubmissionLine.worker.in_(many), SubmissionLine.state != DROPPED)
        .order_by(SubmissionLine.id)
    ),
    portion=PEOPLE_AT_ONCE,
)  # fmt: skip


def lines_of(worker_ids: Collection[int], known: Known) -> dict[int, list[Line]]:
    """By worker, without those that were dropped. In the caller's transaction, which holds these people; the lines are
    held too."""
    rows = list(_lines.rows(worker_ids))
    submissions = _submissions({submission_id for _worker, _line, submission_id, *_rest in rows})
    found: dict[int, list[Line]] = defaultdict(list)
    for worker_id, line_id, submission_id, first, last, state, effective_on in rows:
        no, funder_id, sent_on = submissions[submission_id]
        first, last, effective_on = (_as_date(day) for day in (first, last, effective_on))
        about = (line_id, submission_id, no, sent_on is not None, funder_id, first, last, state)
        line = Line(*about, effective_on, known.by_line.get(line_id), sent_on)
        if line not in found[worker_id]:
            found[worker_id].append(line)
    return found


def _submissions(ids: Iterable[int]) -> dict[int, tuple]:
    """Number, funder and the day it was sent, by id."""
    columns = (Submission.id, Submission.no, Submission.funder, Submission.sent_on)
    query = Submission.select(*columns).where(Submission.id.in_(sorted(ids)))
    return {row_id: tuple(facts) for row_id, *facts in query.tuples()}


def _as_date(value: date | str | None) -> date | None:
    """A kept query gives a day as its database does: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
