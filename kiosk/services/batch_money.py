"""The money of a batch in one line: what is the next step, what is paid so far, until when it is held."""

from dataclasses import astuple, dataclass, replace
from datetime import datetime

from db.models import Batch, Bill, Payment
from kiosk.services import batch_released, bills, holds
from kiosk.services.acting import Actor
from kiosk.services.bill_lookup import bills_in_scope
from kiosk.services.bill_months import BillSums, has_unbilled, sums_of
from kiosk.services.payment_facts import TOLD


@dataclass(frozen=True)
class BatchMoney:
    """`step`: nothing (nobody to pay for) · bill (months wait for a bill) · pay · confirm (a payment waits for the
    admin) · paid · part_released · run_out. `bill` is the one the step is about; `sums` are over all bills of the
    batch, what is lost is so in the whole batch."""

    step: str
    bill: Bill | None
    bills: list[Bill]
    sums: BillSums
    waiting: list[Payment]
    held_until: datetime | None
    may_see_bill: bool
    may_pay: bool


def money_of(batch: Batch, by: Actor) -> BatchMoney:
    """For whoever may see the batch; an officer reads how it stands and goes no further."""
    found = list(
        Bill.select().where(Bill.batch == batch, Bill.cancelled_at.is_null()).order_by(Bill.id.desc())
    )
    sums = sums_of(bill.id for bill in found)
    bill = next((one for one in found if sums.get(one.id, BillSums()).open), found[0] if found else None)
    waiting = _waiting(found)
    lost, lost_amount = batch_released.lost_in(batch)
    return BatchMoney(
        step=_step(bill, sums, waiting, has_unbilled(batch), lost > 0),
        bill=bill,
        bills=found,
        sums=replace(_together(sums.values()), lost=lost, lost_amount=lost_amount),
        waiting=waiting,
        held_until=holds.held_until(bill) if bill else None,
        may_see_bill=bool(found) and bills_in_scope(by).where(Bill.id == found[0].id).exists(),
        may_pay=by.role in bills.MAY_BILL,
    )


def _waiting(found: list[Bill]) -> list[Payment]:
    told = (Payment.state == TOLD) & Payment.bill.in_([bill.id for bill in found])
    return list(Payment.select().where(told).order_by(Payment.id))


def _step(
    bill: Bill | None, sums: dict[int, BillSums], waiting: list[Payment], unbilled: bool, lost: bool
) -> str:
    if waiting:
        return "confirm"
    state = sums.get(bill.id, BillSums()).state if bill else ""
    if state in ("open", "part"):
        return "pay"
    if unbilled:
        return "bill"
    if state in ("paid", "part_released"):
        return "part_released" if lost else "paid"
    return state or "nothing"


def _together(sums) -> BillSums:
    return BillSums(*(sum(column) for column in zip(*map(astuple, sums), strict=True)))
