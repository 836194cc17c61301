"""Rows of people who were taken out of a batch, told from those that are withdrawn for other reasons; their months."""

from datetime import datetime

from db.models import Batch, BatchRow, Commitment, CoverageMonth
from kiosk.domain.findings import warn
from kiosk.domain.words import N_
from kiosk.services import releases
from kiosk.services.batch_fates import as_data

WITHDRAWN = "withdrawn"
WHY = N_("Alasan: %(why)s")


def is_revoked(row: BatchRow) -> bool:
    """A row may be withdrawn for other reasons: it was wrong and shall stay out, or the person took consent back."""
    return row.state == WITHDRAWN and row.worker_id is not None and bool(row.withdrawn_why)


def said_of(row: BatchRow) -> dict:
    """Why, beside a row that was revoked, as findings are kept with rows."""
    return as_data(warn("revoked", WHY, why=row.withdrawn_why))


def took_consent_back():
    """The condition: rows of people who withdrew their consent, of whom the company is told no more."""
    return (BatchRow.state == WITHDRAWN) & BatchRow.worker.is_null(False) & (BatchRow.withdrawn_why == "")


def is_gone(row: BatchRow) -> bool:
    """The same of one row."""
    return row.state == WITHDRAWN and row.worker_id is not None and not row.withdrawn_why


def live_months(batch: Batch, row: BatchRow) -> list[CoverageMonth]:
    return list(_months_in(batch, row).where(CoverageMonth.released_at.is_null()))


def is_priced(batch: Batch, row: BatchRow) -> bool:
    """Whether a bill asks for months of theirs here, or they are paid. One that was cancelled asks for nothing."""
    return any(month.bill_id or month.paid_on for month in live_months(batch, row))


def revoked_months(batch: Batch, row: BatchRow) -> list[CoverageMonth]:
    """Those let go the last time, the oldest first."""
    gone = list(_months_in(batch, row).where(CoverageMonth.released_why == releases.REVOKED))
    last = max((month.released_at for month in gone), default=datetime.min)
    return [month for month in gone if month.released_at == last]


def _months_in(batch: Batch, row: BatchRow):
    return (
        CoverageMonth.select()
        .join(Commitment)
        .where(Commitment.batch == batch.id, CoverageMonth.worker == row.worker_id)
        .order_by(CoverageMonth.month)
    )
