"""A payment counts from now on; and payments of which something is over are found again."""

from collections.abc import Iterable

from db.models import Bill, Payment
from kiosk.domain.clock import utc_now
from kiosk.services import payment_notices
from kiosk.services.acting import Actor
from kiosk.services.payment_entries import hold_payments
from kiosk.services.payment_spreading import spread_payment

CONFIRMED = "confirmed"


def count_payment(bill: Bill, payment_id: int, by: Actor) -> None:
    """From now on it counts. The bill is held."""
    parts = Payment.select(Payment.id).where(
        Payment.bill == bill, Payment.state == CONFIRMED, Payment.credited > 0
    )
    held = {payment.id: payment for payment in hold_payments([payment_id, *(row.id for row in parts)])}
    payment = held.pop(payment_id)
    settled = {"state": CONFIRMED, "settled_by": by.user_id, "settled_at": utc_now()}
    Payment.update(settled).where(Payment.id == payment.id).execute()
    spread_payment(bill, payment, parts=still_over(held.values()), by=by)
    payment_notices.tell_if_late(payment)


def payments_with_credit(funder_id: int) -> list[Payment]:
    """Of which something is over, the oldest first. What is over of a debit is the donor's, and goes back."""
    over = (Payment.funder == funder_id) & (Payment.state == CONFIRMED) & (Payment.credited > 0)
    over &= Payment.debited.is_null()
    return list(Payment.select().where(over).order_by(Payment.id))


def still_over(payments: Iterable[Payment]) -> list[Payment]:
    """As they are now that they are held."""
    return [payment for payment in payments if payment.state == CONFIRMED and payment.credited > 0]
