"""A company is told what became of its payment: refused, undone, or come too late. Once for each payment and event."""

from db.models import Bill, Credit, Funder, Payment
from kiosk.services import message_texts
from kiosk.services.messages import TO_FUNDER, link, write_letter
from kiosk.services.notice_readers import readers_of

PAYMENT = "payment"
REFUSED, REVERSED, PART_REVERSED, LATE = "refused", "reversed", "part_reversed", "late"


def tell(payment: Payment, event: str) -> None:
    """In the transaction in which it happened. The city's own money is settled by those who would read it."""
    funder = Funder.get_by_id(payment.funder_id)
    addresses = readers_of(funder)
    if funder.kind != "csr" or not addresses:
        return
    bill = Bill.get_or_none(Bill.id == payment.bill_id)
    write_letter(
        key=f"{PAYMENT}:{event}:{payment.no}",
        kind=PAYMENT,
        to_kind=TO_FUNDER,
        addresses=addresses,
        subject=message_texts.payment_subject(event, no=payment.no),
        text=message_texts.payment_text(
            event, no=payment.no, bill_no=bill.no if bill else "", link=link(f"/pembayaran/{payment.no}")
        ),
        funder=funder.id,
        batch=bill.batch_id if bill else None,
    )


def tell_if_late(payment: Payment) -> None:
    """Where months it should have paid were let go and taken by others, and its money became credit."""
    late = (Credit.payment == payment) & (Credit.why == "taken")
    if Credit.select().where(late).exists():
        tell(payment, LATE)
