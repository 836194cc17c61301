"""Which months count: by what BPJS has answered about people and what it has received for bills, whichever came last,
the answer, the receipt or the money."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from peewee import Value, fn

from db.kept import KeptIn
from db.models import Bill, CoverageMonth, Submission, SubmissionLine
from kiosk.domain.clock import local
from kiosk.domain.effect import Accepted, PaidMonth, follow
from kiosk.services import notices, settings
from kiosk.services.coverage_changes import Changes

ACCEPTED = "accepted"
PEOPLE_AT_ONCE = 100

_answered = SubmissionLine.select(Value(1)).where(
    SubmissionLine.worker == CoverageMonth.worker, SubmissionLine.state == ACCEPTED
)
_live_paid = CoverageMonth.released_at.is_null() & CoverageMonth.paid_on.is_null(False)
_may_count = KeptIn(
    lambda slot, many: (
        CoverageMonth.select(CoverageMonth.worker)
        .left_outer_join(Bill)
        .where(
            CoverageMonth.worker.in_(many),
            _live_paid,
            CoverageMonth.effective_on.is_null(),
            Bill.receipt_on.is_null(False) | fn.EXISTS(_answered),
        )
    ),
    portion=PEOPLE_AT_ONCE,
)
_paid = KeptIn(
    lambda slot, many: (
        CoverageMonth.select(
            CoverageMonth.worker, CoverageMonth.id, CoverageMonth.month, CoverageMonth.effective_on, Bill.receipt_on,
            CoverageMonth.funder, CoverageMonth.paid_on,
        )
        .left_outer_join(Bill)
        .where(CoverageMonth.worker.in_(many), _live_paid)
    ),
    portion=PEOPLE_AT_ONCE,
)  # fmt: skip
_accepted = KeptIn(
    lambda slot, many: (
        SubmissionLine.select(
            SubmissionLine.worker, Submission.funder, SubmissionLine.first_month, SubmissionLine.last_month,
            SubmissionLine.effective_on, SubmissionLine.answered_at,
        )
        .join(Submission)
        .where(
            SubmissionLine.worker.in_(many),
            SubmissionLine.state == ACCEPTED,
            SubmissionLine.effective_on.is_null(False),
        )
    ),
    portion=PEOPLE_AT_ONCE,
)  # fmt: skip


def let_count(worker_ids: Iterable[int], changes: Changes) -> dict[int, int]:
    """In the caller's transaction, which holds these people and has just written what came: whatever month of theirs is
    paid and confirmed counts from now on, and who is protected by it is told. Answers with how many, by worker."""
    asked = sorted({worker_id for (worker_id,) in _may_count.rows(sorted(set(worker_ids)))})
    accepted, lapse_months = _accepted_of(asked), settings.whole("lapse_months")
    days: dict[int, date] = {}
    counting: dict[int, int] = {}
    for worker_id, months in _paid_of(asked).items():
        found = follow(months, accepted.get(worker_id, ()), lapse_months=lapse_months)
        days |= {months[one]: found[one.month] for one in months if one.month in found}
        counting |= {worker_id: len(found)} if found else {}
    changes.confirm_each(days)
    if counting:
        notices.started(counting)
    return counting


def _paid_of(worker_ids: list[int]) -> dict[int, dict[PaidMonth, int]]:
    """By worker: the paid months, each with its id."""
    found: dict[int, dict[PaidMonth, int]] = defaultdict(dict)
    for worker_id, row_id, month, effective_on, receipt_on, funder, paid_on in _paid.rows(worker_ids):
        days = map(_as_date, (month, effective_on, receipt_on))
        found[worker_id][PaidMonth(*days, funder, _as_date(paid_on))] = row_id
    return found


def _accepted_of(worker_ids: list[int]) -> dict[int, list[Accepted]]:
    found: dict[int, list[Accepted]] = defaultdict(list)
    for worker_id, funder, first, last, effective_on, answered_at in _accepted.rows(worker_ids):
        first, last, effective_on = map(_as_date, (first, last, effective_on))
        answered_on = local(_as_time(answered_at)).date() if answered_at else effective_on
        found[worker_id].append(Accepted(funder, first, last, effective_on, answered_on))
    return found


def _as_date(value: date | str | None) -> date | None:
    """A kept query gives a day as its database does: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _as_time(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
