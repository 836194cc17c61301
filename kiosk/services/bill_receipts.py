"""BPJS's receipt for the money of a bill, as the admin notes it: months that follow a confirmed one count by it."""

from datetime import date

from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.services import access, confirmations
from kiosk.services.acting import Actor, Refused
from kiosk.services.bill_lookup import bill_seen_by
from kiosk.services.once import once

CANCELLED = N_("Tagihan ini sudah dibatalkan, maka tidak punya bukti penerimaan.")
TO_COME = N_("Tanggal %(day)s belum tiba. Salin tanggal yang tertulis pada buktinya.")
TOO_EARLY = N_("Tagihan ini baru dibuat pada %(day)s, maka uangnya tidak dapat diterima sebelum itu.")


class WrongReceiptDay(Refused):
    """BPJS cannot have received this bill's money on that day."""


def note(*, bill_no: str, receipt_no: str, on: date, client_key: str, by: Actor) -> int:
    """`receipt_no` as domain/bpjs_receipts reads it; answers with how many months count by it now. Raises NotAllowed,
    NotThere, KeyInUse, WrongReceiptDay, Refused for a cancelled bill and for one that has another receipt."""
    access.require(by.role == "admin")
    bill = bill_seen_by(by, bill_no)
    if bill.cancelled_at:
        raise Refused(CANCELLED)
    if on > today():
        raise WrongReceiptDay(TO_COME, day=long_date(on))
    if on < bill.issued_on:
        raise WrongReceiptDay(TOO_EARLY, day=long_date(bill.issued_on))
    answer, _first = once(
        key=client_key,
        purpose="bill.receipt",
        content={"bill": bill_no, "receipt": receipt_no, "on": on},
        by=by,
        make=lambda: str(confirmations.receipt(bill_no=bill_no, receipt_no=receipt_no, on=on, by=by)),
    )
    return int(answer)
