"""The money of a batch in one line: what is the next step, what is paid so far, until when it is held."""

from dataclasses import dataclass

from db.models import Batch, Bill, Payment
from kiosk.services import bills
from kiosk.services.acting import Actor
from kiosk.services.bill_lookup import bills_in_scope
from kiosk.services.bill_months import BillSums, sums_of, unbilled_sum
from kiosk.services.payment_facts import TOLD


@dataclass(frozen=True)
class BatchMoney:
    """`step`: nothing (nobody to pay for) · bill (months wait for a bill) · pay · confirm (a payment waits for the
    admin) · paid · run_out. `bill` is the one the step is about; `sums` are over all bills of the batch."""

    step: str
    bill: Bill | None
    bills: list[Bill]
    sums: BillSums
    unbilled: int
    unbilled_amount: int
    waiting: Payment | None
    may_see_bill: bool
    may_pay: bool


def money_of(batch: Batch, by: Actor) -> BatchMoney:
    """For whoever may see the batch; an officer reads how it stands and goes no further."""
    found = list(
        Bill.select().where(Bill.batch == batch, Bill.cancelled_at.is_null()).order_by(Bill.id.desc())
    )
    sums = sums_of(bill.id for bill in found)
    unbilled, unbilled_amount = unbilled_sum(batch)
    bill = next((one for one in found if sums.get(one.id, BillSums()).open), found[0] if found else None)
    waiting = _waiting(found)
    return BatchMoney(
        step=_step(bill, sums, waiting, unbilled > 0),
        bill=bill,
        bills=found,
        sums=_together(sums.values()),
        unbilled=unbilled,
        unbilled_amount=unbilled_amount,
        waiting=waiting,
        may_see_bill=bool(found) and bills_in_scope(by).where(Bill.id == found[0].id).exists(),
        may_pay=by.role in bills.MAY_BILL,
    )


def _waiting(found: list[Bill]) -> Payment | None:
    told = (Payment.state == TOLD) & Payment.bill.in_([bill.id for bill in found])
    return Payment.select().where(told).order_by(Payment.id).first()


def _step(bill: Bill | None, sums: dict[int, BillSums], waiting: Payment | None, unbilled: bool) -> str:
    if waiting:
        return "confirm"
    state = sums.get(bill.id, BillSums()).state if bill else ""
    if state in ("open", "part"):
        return "pay"
    if unbilled:
        return "bill"
    return state or "nothing"


def _together(sums) -> BillSums:
    columns = list(
        zip(
            *(
                (one.paid, one.paid_amount, one.open, one.open_amount, one.released, one.released_amount)
                for one in sums
            ),
            strict=True,
        )
    )
    return BillSums(*map(sum, columns)) if columns else BillSums()
