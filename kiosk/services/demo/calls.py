"""Who of the made-up people was called when their cover had ended: some at once, some not at all, some never found."""

import random
from datetime import timedelta

from db.models import CoverageSpan, LapseContact, User, Worker
from kiosk.domain.clock import add_months, first_of_month, noon_of, today
from kiosk.domain.coverage_spans import FUNDED
from kiosk.services.demo.rows import insert

MONTHS_BACK = 12
# What becomes of ten whose cover has ended; None: nobody called.
OUTCOMES = (
    "reached",
    "reached",
    None,
    "no_answer",
    "visited",
    "reached",
    None,
    "wrong_number",
    "reached",
    None,
)


def add_calls() -> int:
    """One call at most for each, in the first week of the empty month; returns how many."""
    this, officer = first_of_month(today()), User.get(User.email == "petugas@payung.test")
    ended = CoverageSpan.select(CoverageSpan.worker, CoverageSpan.last).join(Worker)
    ended = ended.where(
        CoverageSpan.kind == FUNDED,
        CoverageSpan.last.between(add_months(this, -MONTHS_BACK), add_months(this, -2)),
        Worker.frozen_at.is_null(),
        Worker.merged_into.is_null(),
        Worker.phone_sealed.is_null(False),
    )
    rng, rows = random.Random(33), []
    for worker_id, last in ended.order_by(CoverageSpan.last, CoverageSpan.worker).tuples():
        if outcome := rng.choice(OUTCOMES):
            empty = add_months(last, 1)
            at = noon_of(empty + timedelta(days=rng.randint(0, 6)))
            rows.append(
                {"worker": worker_id, "first_empty": empty, "outcome": outcome, "by": officer.id, "at": at}
            )
    insert(LapseContact, rows)
    return len(rows)
