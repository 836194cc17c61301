"""BPJS's code for a bill beside what the bill asks for now: whether one may pay by it, and until when."""

from dataclasses import dataclass
from datetime import datetime

from db.models import Bill
from kiosk.domain.pay_by import PayBy, pay_by
from kiosk.services import payment_codes
from kiosk.services.bill_months import BillSums
from kiosk.services.payment_codes import KnownCode


@dataclass(frozen=True)
class CodeStanding:
    """`differs`: BPJS asks by it for another sum than the bill does, so that nobody should pay yet. `pay_by` is the
    last day to pay by, with or without a code; a code that nobody should pay by sets none. `asked` is the rupiah that
    a code should ask for in all: what is left, and what was paid to this bill."""

    code: KnownCode | None
    differs: bool
    pay_by: PayBy | None
    asked: int = 0


def standing_of(bill: Bill, sums: BillSums, held_until: datetime | None) -> CodeStanding:
    """`held_until` as services/holds has it."""
    code = payment_codes.code_of(bill)
    asks = code and not bill.cancelled_at
    paid = payment_codes.paid_to(bill) if asks else 0
    differs = bool(asks and code.asks_otherwise(left=sums.open_amount, paid=paid))
    last_day = code.expires_on if code and not code.is_over and not differs else None
    is_over = bool(bill.hold_until) and held_until is None
    last = pay_by(held_until, last_day, is_over=is_over)
    return CodeStanding(code, differs, last, asked=sums.open_amount + paid)


def asks_too_much(bill: Bill, sums: BillSums, *, left: int) -> int | None:
    """The sum of the bill's code where it would be wrong if only so many rupiah were `left`, and is right now."""
    code, paid = payment_codes.code_of(bill), payment_codes.paid_to(bill)
    if not code or not left or code.asks_otherwise(left=sums.open_amount, paid=paid):
        return None
    return code.amount if code.asks_otherwise(left=left, paid=paid) else None
