"""The months of one worker as a table: who pays, how far, what it costs, by which bill and payment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth
from kiosk.services.awaiting import Awaited
from kiosk.services.month_readers import ToldTo
from kiosk.services.worker_months import counts_from, state_of


@dataclass(frozen=True)
class MonthLine:
    """`state` is one of worker_months.state_of, `reason` why a released month was let go, `awaited` what one that is
    billed or paid waits for, None where it counts or the reader is not told. Bill and payment are empty for a reader
    they are no business of; `opens_bill`, `opens_payment`: whether there is a page for this
    reader. `debited_on`: the day on which a donor's account has paid it."""

    month: date
    funder: str
    state: str
    reason: str
    amount: int
    counts_from: date | None
    bill_no: str = ""
    payment_no: str = ""
    reference: str = ""
    opens_bill: bool = False
    opens_payment: bool = False
    awaited: Awaited | None = None
    debited_on: date | None = None


def lines_of(rows: list[CoverageMonth], told: ToldTo, awaited: Mapping[int, Awaited]) -> list[MonthLine]:
    """In the order of `rows`, which are those of worker_months.months_of."""
    return [_line(row, told, awaited.get(row.id)) for row in rows]


def _line(row: CoverageMonth, told: ToldTo, awaited: Awaited | None) -> MonthLine:
    return MonthLine(
        month=row.month,
        funder=told.funder(row),
        state=state_of(row),
        reason=told.reason(row) if row.released_at else "",
        amount=row.amount,
        counts_from=counts_from(row),
        awaited=awaited if told.awaited(row) else None,
        **(_papers(row, told.by.role) if told.papers(row) else {}),
    )


def _papers(row: CoverageMonth, role: str) -> dict:
    bill, payment = row.bill, row.payment
    return {
        "bill_no": bill.no if bill else "",
        "payment_no": payment.no if payment else "",
        "reference": payment.reference if payment else "",
        "debited_on": row.paid_on if payment and payment.debited else None,
        "opens_bill": role != "petugas",
        "opens_payment": role in ("admin", "auditor"),
    }
