"""What a payment that waits would pay if it were confirmed now; nothing is changed by asking."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from db.models import Attachment, Bill, Funder, Payment
from kiosk.domain.allocation import Allocation, OwedMonth, allocate
from kiosk.services import holds, late_months, month_rows
from kiosk.services.bill_months import BillSums, sums_of
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_evidence import OWNER
from kiosk.services.payment_facts import TOLD, reference_key

MOST_ALIKE = 5


@dataclass(frozen=True)
class PaymentPreview:
    """`sums` are those of the bill now. It would pay `months` of `people` for `amount` rupiah, `again` of them taken
    back after they were let go; `earlier` is credit of earlier payments for this bill that goes into it, `credit` what
    is over in the end. Of `gone` months that were let go `free` can still be taken back. `waiting` are other payments
    for the bill that wait."""

    sums: BillSums
    months: int
    people: int
    amount: int
    again: int
    gone: int
    free: int
    earlier: int
    credit: int
    held_until: datetime | None
    waiting: list[Payment]


def preview(bill: Bill, payment: Payment) -> PaymentPreview:
    """As payment_spreading would lay the money on the bill's months: the oldest first, whole ones only."""
    gone = late_months.run_out_months(bill)
    free = {row.id: row for row in late_months.takeable(gone)}
    asked = [*month_rows.rows(month_rows.asked_by(bill)), *free.values()]
    earlier = credit_for(bill)
    share = allocate(payment.amount + earlier, [OwedMonth(row.id, row.month, row.amount) for row in asked])
    workers = {row.id: row.worker_id for row in asked}
    return PaymentPreview(
        sums=sums_of([bill.id]).get(bill.id, BillSums()),
        months=len(share.paid),
        people=len({workers[month.id] for month in share.paid}),
        amount=share.amount,
        again=_among(share, free),
        gone=len(gone),
        free=len(free),
        earlier=earlier,
        credit=share.rest,
        held_until=holds.held_until(bill),
        waiting=_others_waiting(bill, payment),
    )


def _among(share: Allocation, free: dict) -> int:
    return sum(month.id in free for month in share.paid)


def credit_for(bill: Bill) -> int:
    """What is over of earlier payments of this bill, in rupiah."""
    own = (Payment.bill == bill) & (Payment.state == CONFIRMED)
    return int(Payment.select(fn.COALESCE(fn.SUM(Payment.credited), 0)).where(own).scalar())


def _others_waiting(bill: Bill, payment: Payment) -> list[Payment]:
    told = (Payment.bill == bill) & (Payment.state == TOLD) & (Payment.id != payment.id)
    return list(Payment.select().where(told).order_by(Payment.id))


def alike(payment: Payment) -> list[Payment]:
    """Other payments, of whomever, that may be the same transfer: letters and digits of the reference are the same, or
    the evidence is the same file. For who sees all."""
    counts = Payment.state.in_((TOLD, CONFIRMED)) & Payment.reverses.is_null() & (Payment.id != payment.id)
    counts &= Payment.debited.is_null()  # no transfer that anybody could tell of twice
    standing = Payment.select(Payment.id, Payment.reference).where(counts).tuples()
    key = reference_key(payment.reference)
    same = {other for other, reference in standing.iterator() if key and reference_key(reference) == key}
    same |= _with_same_evidence(payment)
    found = Payment.select(Payment, Funder).join(Funder).where(counts, Payment.id.in_(same))
    return list(found.order_by(Payment.id).limit(MOST_ALIKE))


def _with_same_evidence(payment: Payment) -> set[int]:
    papers = Attachment.owner_kind == OWNER
    own = Attachment.select(Attachment.sha256).where(papers, Attachment.owner_id == payment.id)
    other = Attachment.alias()
    rows = other.select(other.owner_id).where(
        other.owner_kind == OWNER, other.owner_id != payment.id, other.sha256.in_(own)
    )
    return {owner_id for (owner_id,) in rows.tuples()}
