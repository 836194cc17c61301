"""What the credit of a bill's funder would pay of the bill if it were used now; nothing is changed by asking."""

from dataclasses import dataclass

from kiosk.domain.allocation import OwedMonth, allocate
from kiosk.services import access, bill_codes, bill_pages, late_months, month_rows
from kiosk.services.acting import Actor, Refused
from kiosk.services.bill_lookup import bill_seen_by
from kiosk.services.bill_months import BillSums, sums_of
from kiosk.services.payments import NO_CREDIT, TOO_LITTLE_CREDIT


@dataclass(frozen=True)
class CreditPreview:
    """`amount` rupiah would pay `months` of the bill, `left` would still be asked for, `rest` stays credit. `code_asks`
    is the sum of BPJS's code that would be wrong then, None where there is none or it stays right."""

    amount: int
    months: int
    left: int
    rest: int
    code_asks: int | None


def preview(*, no: str, by: Actor) -> CreditPreview:
    """Raises NotThere, NotAllowed, Refused where nothing can be paid by it."""
    access.require(by.role in ("mitra", "admin", "auditor"))
    bill = bill_seen_by(by, no)
    credit = bill_pages.credit_of(bill.funder_id)
    if not credit:
        raise Refused(NO_CREDIT)
    again = late_months.takeable(late_months.run_out_months(bill))
    asked = [*month_rows.rows(month_rows.asked_by(bill)), *again]
    share = allocate(credit, [OwedMonth(row.id, row.month, row.amount) for row in asked])
    if not share.amount:
        raise Refused(TOO_LITTLE_CREDIT)
    left = sum(row.amount for row in asked) - share.amount
    sums = sums_of([bill.id]).get(bill.id, BillSums())
    wrong = bill_codes.asks_too_much(bill, sums, left=left)
    return CreditPreview(share.amount, len(share.paid), left, share.rest, wrong)
