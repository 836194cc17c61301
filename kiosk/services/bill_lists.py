"""Bills side by side: those one may see, by how they stand, and those that wait for BPJS's kode iuran."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from db.models import Batch, Bill, CoverageMonth, Funder, Payment, PaymentCode
from kiosk.domain.clock import today
from kiosk.services.acting import Actor
from kiosk.services.bill_lookup import bills_in_scope
from kiosk.services.bill_months import BillSums, sums_of, taken_again
from kiosk.services.payment_facts import TOLD
from kiosk.services.portions import one_page
from kiosk.services.releases import HOLD

PAGE = 20
STATES = ("open", "part", "paid", "part_released", "run_out", "all_left", "cancelled")
NO_CODE = "no_code"
LISTS = (NO_CODE, *STATES)


@dataclass(frozen=True)
class BillRow:
    """`state` is one of STATES; `waiting` is the number of a payment that waits for the admin, or empty; `wants_code`
    while a company could not pay it. `held_until` is when the first of its unpaid months is let go."""

    bill: Bill
    sums: BillSums
    waiting: str
    wants_code: bool
    held_until: datetime | None

    @property
    def state(self) -> str:
        return "cancelled" if self.bill.cancelled_at else self.sums.state


def page_of(*, by: Actor, state: str = "", page: int = 1) -> tuple[list[BillRow], bool]:
    """One page of the bills this person may see, newest first, and whether more follow; `state` is one of LISTS."""
    query = bills_in_scope(by).select(Bill, Funder, Batch).join(Funder).switch(Bill).left_outer_join(Batch)
    if state:
        query = query.where(wants_code() if state == NO_CODE else _in_state(state))
    bills, follows = one_page(query.order_by(Bill.id.desc()), page=page, size=PAGE)
    ids = [bill.id for bill in bills]
    sums, waiting, codeless, held = sums_of(ids), _waiting_for(ids), _without_code(ids), _held_until(ids)
    rows = [
        BillRow(
            bill=bill,
            sums=sums.get(bill.id, BillSums()),
            waiting=waiting.get(bill.id, ""),
            wants_code=bill.id in codeless,
            held_until=held.get(bill.id),
        )
        for bill in bills
    ]
    return rows, follows


def count(*, by: Actor) -> int:
    """Of all that this person may see."""
    return bills_in_scope(by).count()


def count_without_code(*, by: Actor) -> int:
    """How many bills of those this person may see wait for a code."""
    return bills_in_scope(by).where(wants_code()).count()


def wants_code():
    """The condition: it asks a company for money, and the code noted last is over or missing."""
    return asks_a_company() & ~fn.EXISTS(_code_in_force())


def asks_a_company():
    """The condition: for money, of which nobody says yet to have sent any. Months that wait with an end have an index;
    of a bill that is paid none would be looked through."""
    waits = CoverageMonth.released_at.is_null() & CoverageMonth.hold_until.is_null(False)
    asked = CoverageMonth.select(CoverageMonth.bill).where(waits, CoverageMonth.bill.is_null(False))
    told = Payment.select(Payment.id).where(Payment.bill == Bill.id, Payment.state == TOLD)
    return Bill.batch.is_null(False) & Bill.cancelled_at.is_null() & Bill.id.in_(asked) & ~fn.EXISTS(told)


def _code_in_force():
    """For a bill: the code noted last, if it can still be paid by."""
    later = PaymentCode.alias()
    noted_later = (later.noted_at > PaymentCode.noted_at) | (
        (later.noted_at == PaymentCode.noted_at) & (later.id > PaymentCode.id)
    )
    newer = later.select(later.id).where(later.bill == PaymentCode.bill, noted_later)
    holds = PaymentCode.expires_on.is_null() | (PaymentCode.expires_on >= today())
    return PaymentCode.select(PaymentCode.id).where(PaymentCode.bill == Bill.id, holds, ~fn.EXISTS(newer))


def _without_code(ids: Iterable[int]) -> set[int]:
    rows = Bill.select(Bill.id).where(Bill.id.in_(list(ids)), wants_code())
    return {bill_id for (bill_id,) in rows.tuples()}


def _held_until(ids: list[int]) -> dict[int, datetime]:
    """Of these bills; those of which nothing waits with an end are left out."""
    waits = CoverageMonth.released_at.is_null() & CoverageMonth.hold_until.is_null(False)
    columns = (CoverageMonth.bill, CoverageMonth.hold_until)
    rows = CoverageMonth.select(*columns).where(waits, CoverageMonth.bill.in_(ids)).distinct()
    return dict(rows.order_by(CoverageMonth.hold_until.desc()).tuples())


def _in_state(state: str):
    if state == "cancelled":
        return Bill.cancelled_at.is_null(False)
    is_open, is_paid = (fn.EXISTS(_months_where(paid=paid)) for paid in (False, True))
    was_paid, is_unpaid = (fn.EXISTS(_months_gone(paid=paid)) for paid in (True, False))
    is_lost = fn.EXISTS(_months_gone(paid=False).where(CoverageMonth.released_why == HOLD))
    found = {
        "open": is_open & ~is_paid,
        "part": is_open & is_paid,
        "paid": ~is_open & (is_paid | was_paid) & ~is_unpaid,
        "part_released": ~is_open & (is_paid | was_paid) & is_unpaid,
        "run_out": ~is_open & ~is_paid & ~was_paid & is_lost,
        "all_left": ~is_open & ~is_paid & ~was_paid & ~is_lost,
    }
    return Bill.cancelled_at.is_null() & found[state]


def _months_where(*, paid: bool):
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.bill == Bill.id,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(not paid),
    )


def _months_gone(*, paid: bool):
    """Let go, and not taken again: those that had been paid before, or those that nobody ever paid."""
    return CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.bill == Bill.id,
        CoverageMonth.released_at.is_null(False),
        CoverageMonth.paid_on.is_null(not paid),
        ~fn.EXISTS(taken_again()),
    )


def _waiting_for(ids: list[int]) -> dict[int, str]:
    """Bill → number of the latest payment for it that waits."""
    told = (Payment.state == TOLD) & Payment.bill.in_(ids)
    return dict(Payment.select(Payment.bill, Payment.no).where(told).order_by(Payment.id).tuples())
