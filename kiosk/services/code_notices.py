"""A company is told that BPJS's code to pay its bill by is there: one letter a day for each bill, without the code."""

from db.models import Bill, Funder
from kiosk.domain.clock import today, utc_now
from kiosk.domain.pay_by import PayBy
from kiosk.services import code_letter_texts
from kiosk.services.bill_lists import asks_a_company
from kiosk.services.messages import TO_FUNDER, link, write_anew, write_letter
from kiosk.services.notice_readers import readers_of
from kiosk.services.notices import GATHERED_WITHIN
from kiosk.services.payment_notices import PAYMENT

CODE = f"{PAYMENT}:code"  # then the bill's number and the day: the key of such a letter


def noted(bill: Bill, pay_by: PayBy | None) -> None:
    """In the transaction that noted it, where the bill still waits for money: nobody is asked to pay twice. A code that
    is mended soon after makes the same letter say the newer day. `pay_by`: until when it has to be paid."""
    funder = Funder.get_by_id(bill.funder_id)
    addresses = readers_of(funder)
    if not addresses or not Bill.select().where(Bill.id == bill.id, asks_a_company()).exists():
        return
    letter = {
        "key": f"{CODE}:{bill.no}:{today()}",
        "subject": code_letter_texts.code_subject(bill_no=bill.no),
        "text": code_letter_texts.code_text(bill_no=bill.no, pay_by=pay_by, link=link(f"/tagihan/{bill.no}")),
        "addresses": addresses,
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=PAYMENT, to_kind=TO_FUNDER, funder=funder.id, batch=bill.batch_id, **letter):
        write_anew(**letter)
