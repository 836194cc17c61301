"""Every month of one worker with the papers behind it, and how far each has come."""

from datetime import date

from peewee import JOIN

from db.models import Bill, Commitment, Company, CoverageMonth, Funder, Payment
from kiosk.domain.clock import first_of_month, last_of_month, today


def months_of(worker_id: int) -> list[CoverageMonth]:
    """Live and released ones with commitment, funder, company, bill and payment, oldest first, of one month in the
    order they came; one query."""
    return list(
        CoverageMonth.select(CoverageMonth, Commitment, Funder, Company.id, Bill, Payment)
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Funder, on=CoverageMonth.funder)
        .join(Company, JOIN.LEFT_OUTER, on=(Company.funder == Funder.id), attr="company")
        .switch(CoverageMonth)
        .join(Bill, JOIN.LEFT_OUTER)
        .switch(CoverageMonth)
        .join(Payment, JOIN.LEFT_OUTER)
        .where(CoverageMonth.worker == worker_id)
        .order_by(CoverageMonth.month, CoverageMonth.id)
    )


def live_among(rows: list[CoverageMonth]) -> list[CoverageMonth]:
    """As ledger.live_months answers."""
    return [row for row in rows if row.released_at is None]


def counts_from(row: CoverageMonth) -> date | None:
    """The first day on which this month protects: what is confirmed early does not before the month begins."""
    return max(row.month, row.effective_on) if row.effective_on else None


def begins_after(row: CoverageMonth) -> bool:
    """Whether BPJS confirmed it from a day after its last: it is paid, and nobody is protected by it on any day."""
    return row.effective_on is not None and row.effective_on > last_of_month(row.month)


def state_of(row: CoverageMonth) -> str:
    """protected, late (begins_after), paid, billed, planned, arrears (over and unpaid) or released, by what is known
    today."""
    if row.released_at:
        return "released"
    if row.effective_on:
        return "late" if begins_after(row) else "protected"
    if row.paid_on:
        return "paid"
    if row.month < first_of_month(today()):
        return "arrears"
    return "billed" if row.bill_id else "planned"
