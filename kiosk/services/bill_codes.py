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
    last day to pay by, with or without a code; a code that nobody should pay by sets none."""

    code: KnownCode | None
    differs: bool
    pay_by: PayBy | None


def standing_of(bill: Bill, sums: BillSums, held_until: datetime | None) -> CodeStanding:
    """`held_until` as services/holds has it."""
    code = payment_codes.code_of(bill)
    asks = code and not bill.cancelled_at
    differs = bool(asks and code.asks_otherwise(left=sums.open_amount, paid=sums.paid_amount))
    last_day = code.expires_on if code and not code.is_over and not differs else None
    is_over = bool(bill.hold_until) and held_until is None
    return CodeStanding(code, differs, pay_by(held_until, last_day, is_over=is_over))
