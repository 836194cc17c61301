"""Which months a mandate in force does not pay any more once it is revoked: those whose debit is not before the first
day without it. What was debited before that day is the bank's to answer."""

from datetime import date

from db.models import CoverageMonth, DebitItem, DebitLine, DebitRun, Mandate, Pledge
from kiosk.domain import debits
from kiosk.domain.clock import first_of_month


def lost_months(mandate: Mandate, on: date) -> list[CoverageMonth]:
    """With `on` as the first day without it, the oldest first: unpaid, from the month of that day on, except what the
    bank was asked to debit before it. Also of people who are under it no more. Three queries."""
    before, after = _at_the_bank(mandate, on)
    rows = CoverageMonth.select().where(
        CoverageMonth.commitment.in_(_commitments(mandate)) | CoverageMonth.id.in_(after),
        CoverageMonth.id.not_in(before),
        CoverageMonth.month >= first_of_month(on),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
    )
    return list(rows.order_by(CoverageMonth.month, CoverageMonth.id))


def is_at_the_bank(mandate: Mandate, on: date) -> bool:
    """Whether a bank was asked to debit it on that day or later, and has not answered."""
    return bool(_at_the_bank(mandate, on)[1])


def _at_the_bank(mandate: Mandate, on: date) -> tuple[list[int], list[int]]:
    """Months in lines that wait for the bank's answer: to be debited before that day, and on it or later."""
    rows = DebitItem.select(DebitItem.covered, DebitRun.debit_on).join(DebitLine).join(DebitRun)
    waiting = rows.where(
        DebitLine.mandate == mandate, DebitLine.state == debits.LINE_SENT, DebitItem.let_go_at.is_null()
    )
    days = dict(waiting.tuples())
    return [one for one, day in days.items() if day < on], [one for one, day in days.items() if day >= on]


def _commitments(mandate: Mandate) -> list[int]:
    """Those for which no other mandate stands now."""
    theirs = Pledge.select(Pledge.commitment).where(
        Pledge.mandate == mandate, Pledge.commitment.is_null(False)
    )
    others = Pledge.select(Pledge.commitment).where(
        Pledge.commitment.in_(theirs), Pledge.mandate != mandate, Pledge.ended_at.is_null()
    )
    elsewhere = {commitment_id for (commitment_id,) in others.tuples()}
    return [one for (one,) in theirs.distinct().tuples() if one not in elsewhere]
