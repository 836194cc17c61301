"""Until when a bill can be paid: its months are held for a while, BPJS's code for it is good for a while, and whichever
ends first is the last day to pay."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.clock import local

HOLD, CODE = "hold", "code"


@dataclass(frozen=True)
class PayBy:
    """`day` is the last one, in Semarang; `why` says what ends then: HOLD (the months are let go) or CODE (it cannot be
    paid by any more). `other` is the last day of the other of the two, where that has one too."""

    day: date
    why: str
    other: date | None = None


def pay_by(held_until: datetime | None, code_until: date | None, *, is_over: bool = False) -> PayBy | None:
    """`held_until` is naive UTC, `code_until` the last day of a code by which one may pay; None where neither ends, and
    where the time of the bill `is_over` already."""
    if is_over:
        return None
    held = local(held_until).date() if held_until else None
    if code_until and (held is None or code_until < held):
        return PayBy(code_until, CODE, held)
    return PayBy(held, HOLD, code_until) if held else None
