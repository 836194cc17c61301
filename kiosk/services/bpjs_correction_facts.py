"""What a plan of a correction by BPJS rests on: the person's months, what BPJS has answered about them, and what it is
asked."""

from datetime import date

from db.models import Bill, CoverageMonth, Funder, Submission, SubmissionLine
from kiosk.domain.clock import local, today
from kiosk.domain.effect import Accepted, PaidMonth
from kiosk.services.bpjs_dropped_lines import ASKED

ACCEPTED = "accepted"


def live_months(worker_id: int) -> list[CoverageMonth]:
    """With funder and bill, oldest first."""
    rows = CoverageMonth.select(CoverageMonth, Funder, Bill).join(Funder)
    rows = rows.switch(CoverageMonth).left_outer_join(Bill)
    live = (CoverageMonth.worker == worker_id) & CoverageMonth.released_at.is_null()
    return list(rows.where(live).order_by(CoverageMonth.month))


def paid_month(row: CoverageMonth) -> PaidMonth:
    received_on = row.bill.receipt_on if row.bill_id else None
    return PaidMonth(row.month, row.effective_on, received_on, row.funder_id, row.paid_on)


def answers(line: SubmissionLine) -> tuple[Accepted, list[Accepted]]:
    """This line's, and all others BPJS has given about the person."""
    rows = lines_of(line.worker_id, ACCEPTED).where(SubmissionLine.effective_on.is_null(False))
    given = {row.id: _answer(row) for row in rows}
    return given.pop(line.id, _answer(line)), list(given.values())


def _answer(row: SubmissionLine) -> Accepted:
    answered_on = local(row.answered_at).date() if row.answered_at else row.effective_on or today()
    return Accepted(row.submission.funder_id, row.first_month, row.last_month, row.effective_on, answered_on)


def standing_runs(line: SubmissionLine) -> list[tuple[date, date]]:
    """The months of this funder's other lines that BPJS has accepted or is asked about."""
    rows = lines_of(line.worker_id, ASKED, ACCEPTED).where(Submission.funder == line.submission.funder_id)
    return [(row.first_month, row.last_month) for row in rows if row.id != line.id]


def lines_of(worker_id: int, *states: str):
    query = SubmissionLine.select(SubmissionLine, Submission).join(Submission)
    return query.where(SubmissionLine.worker == worker_id, SubmissionLine.state.in_(states))
