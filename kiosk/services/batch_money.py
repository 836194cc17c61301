"""The money of a batch in one line: what is the next step, what is paid so far, until when it is held."""

from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from db.models import Batch, Bill, Payment
from kiosk.services import batch_released, bill_codes, bill_pages, bills, holds
from kiosk.services.acting import Actor
from kiosk.services.bill_codes import CodeStanding
from kiosk.services.bill_lookup import bills_in_scope
from kiosk.services.bill_months import BillSums, has_unbilled, sums_of, unbilled_months
from kiosk.services.bill_news import BillNews, news_of
from kiosk.services.holds import FirstDue
from kiosk.services.payment_facts import TOLD


@dataclass(frozen=True)
class BatchMoney:
    """`step`: nothing (nobody to pay for) · bill (months wait for a bill) · pay · confirm (a payment waits for the
    admin) · paid · part_released · run_out · all_left. `bill` is the one the step is about, of which `first_due` has to
    be paid before the rest, with `news` of its payments; `in_time` is the month, and until when it would have to be
    paid, of a bill made now. `states` says how each bill stands (by id), `sums` are over all of them, what is lost or
    was never paid is so in the whole batch. `code` is how BPJS's code stands to that bill, None for who sees none."""

    step: str
    bill: Bill | None
    bills: list[Bill]
    states: dict[int, str]
    sums: BillSums
    waiting: list[Payment]
    held_until: datetime | None
    first_due: FirstDue | None
    in_time: tuple[date, datetime] | None
    news: list[BillNews]
    may_see_bill: bool
    may_pay: bool
    code: CodeStanding | None


def money_of(batch: Batch, by: Actor) -> BatchMoney:
    """For whoever may see the batch; an officer reads how it stands and goes no further."""
    found = list(
        Bill.select().where(Bill.batch == batch, Bill.cancelled_at.is_null()).order_by(Bill.id.desc())
    )
    sums = sums_of(bill.id for bill in found)
    bill = next((one for one in found if sums.get(one.id, BillSums()).open), found[0] if found else None)
    waiting = _waiting(found)
    together = _in_batch(batch, sums)
    step = _step(bill, sums, waiting, has_unbilled(batch), together.unpaid > 0)
    may_see_bill = bool(found) and bills_in_scope(by).where(Bill.id == found[0].id).exists()
    held_until = holds.held_until(bill) if bill else None
    return BatchMoney(
        step=step,
        bill=bill,
        bills=found,
        states={one.id: sums.get(one.id, BillSums()).state for one in found},
        sums=together,
        waiting=waiting,
        held_until=held_until,
        first_due=holds.first_due(bill) if bill else None,
        in_time=holds.due_in_time(batch.company.funder.kind, unbilled_months(batch))
        if step == "bill"
        else None,
        news=news_of(bill, bill_pages.payments_of(bill)) if may_see_bill else [],
        may_see_bill=may_see_bill,
        may_pay=by.role in bills.MAY_BILL,
        code=bill_codes.standing_of(bill, sums.get(bill.id, BillSums()), held_until)
        if may_see_bill
        else None,
    )


def _in_batch(batch: Batch, sums: dict[int, BillSums]) -> BillSums:
    lost, lost_amount = batch_released.lost_in(batch)
    unpaid, unpaid_amount = batch_released.unpaid_in(batch)
    gone = {"lost": lost, "lost_amount": lost_amount, "unpaid": unpaid, "unpaid_amount": unpaid_amount}
    return replace(_together(sums.values()), **gone)


def _waiting(found: list[Bill]) -> list[Payment]:
    told = (Payment.state == TOLD) & Payment.bill.in_([bill.id for bill in found])
    return list(Payment.select().where(told).order_by(Payment.id))


def _step(
    bill: Bill | None, sums: dict[int, BillSums], waiting: list[Payment], unbilled: bool, unpaid: bool
) -> str:
    if waiting:
        return "confirm"
    state = sums.get(bill.id, BillSums()).state if bill else ""
    if state in ("open", "part"):
        return "pay"
    if unbilled:
        return "bill"
    if state in ("paid", "part_released"):
        return "part_released" if unpaid else "paid"
    return state or "nothing"


def _together(sums) -> BillSums:
    return BillSums(*(sum(column) for column in zip(*map(astuple, sums), strict=True)))
