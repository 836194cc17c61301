"""Whether a letter about BPJS's code still says what is so at the moment it would leave: the bill may have been
cancelled, paid or changed while the letter waited for more to gather."""

from db.models import Bill, Message
from kiosk.services.bill_codes import standing_of
from kiosk.services.bill_lists import asks_a_company
from kiosk.services.bill_months import BillSums, sums_of
from kiosk.services.code_notices import CODE


def still_asks(message: Message) -> bool:
    """Whether its bill asks for money by a code that may be used; any other letter holds."""
    if not message.key.startswith(f"{CODE}:"):
        return True
    no = message.key.removeprefix(f"{CODE}:").rpartition(":")[0]
    bill = Bill.select().where(Bill.no == no, asks_a_company()).first()
    if bill is None:
        return False
    told = standing_of(bill, sums_of([bill.id]).get(bill.id, BillSums()), None)
    return bool(told.code) and not told.code.is_over and not told.differs
