"""Money for a bill: a company tells of it, the admin confirms it against the account, and only then it counts."""

from datetime import date

from db.connection import writing
from db.models import Payment
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.files.evidence import Evidence
from kiosk.services import access, audit, payment_evidence, payment_notices
from kiosk.services.acting import Actor, Refused
from kiosk.services.bill_lookup import bill_seen_by, hold_bill, hold_funder_of, payment_seen_by
from kiosk.services.loose_papers import LoosePaper
from kiosk.services.once import once
from kiosk.services.payment_counting import CONFIRMED, count_payment, payments_with_credit, still_over
from kiosk.services.payment_doubts import require_meant
from kiosk.services.payment_entries import hold_payments
from kiosk.services.payment_facts import TOLD, add_payment, clean_reference, require_possible_day
from kiosk.services.payment_spreading import spread_credit

MAY_PAY = ("mitra", "admin")
REFUSED = "refused"

CANCELLED = N_("Tagihan %(no)s sudah dibatalkan, maka tidak menerima pembayaran.")
NOT_WAITING = N_(
    "Pembayaran ini sudah tidak menunggu konfirmasi. Muat ulang halamannya untuk melihat keadaannya."
)
NO_CREDIT = N_("Tidak ada kredit yang dapat dipakai untuk tagihan ini.")
TOO_LITTLE_CREDIT = N_("Kredit yang ada belum cukup untuk satu bulan penuh, maka belum dipakai.")


def pay_bill(
    *,
    bill_no: str,
    reference: str,
    received_on: date,
    amount: int,
    evidence: Evidence | None,
    client_key: str,
    by: Actor,
    sure: bool = True,
) -> str:
    """Note a payment for this bill, `amount` in rupiah; answers with its number. What a company tells waits for the
    admin; what the admin enters counts at once. Not `sure` of the sum, one is asked where it can hardly be meant.

    Raises NotThere, NotAllowed, ReferenceTaken, WrongDay, DoubtfulAmount, KeyInUse, Refused for a cancelled bill."""
    access.require(by.role in MAY_PAY)
    bill = bill_seen_by(by, bill_no)
    require_possible_day(received_on)
    paper = payment_evidence.lay_down(evidence, by=by)
    facts = {
        "reference": clean_reference(reference),
        "received_on": received_on,
        "amount": amount,
    }
    content = {**facts, "bill": bill_no, "evidence": paper.sha256 if paper else ""}
    return once(
        key=client_key,
        purpose="payment",
        content=content,
        by=by,
        make=lambda: _note(bill.id, facts, paper, sure, by),
    )[0]


def _note(bill_id: int, facts: dict, paper: LoosePaper | None, sure: bool, by: Actor) -> str:
    hold_funder_of(bill_id)
    bill = hold_bill(bill_id)
    if bill.cancelled_at:
        raise Refused(CANCELLED, no=bill.no)
    payment = add_payment(bill, facts, by)
    if not sure:
        require_meant(bill, payment.amount)
    payment_evidence.attach(paper, payment, by=by)
    audit.record(
        "pembayaran.dicatat",
        by=by,
        kind="pembayaran",
        subject=payment.no,
        tagihan=bill.no,
        jumlah=payment.amount,
    )
    if by.role == "admin":
        count_payment(bill, payment.id, by)
    return payment.no


def confirm(*, no: str, by: Actor) -> None:
    """The money is there: it pays its bill's months. Raises NotThere, NotAllowed, Refused once it was refused or
    reversed. Done already: nothing more."""
    access.require(by.role == "admin")
    seen = payment_seen_by(by, no)
    with writing():
        bill = hold_bill(seen.bill_id)
        if _still_told(seen.id, unless=CONFIRMED):
            count_payment(bill, seen.id, by)
            audit.record("pembayaran.dikonfirmasi", by=by, kind="pembayaran", subject=no, jumlah=seen.amount)


def refuse(*, no: str, why: str, by: Actor) -> None:
    """The money is not there. Raises as confirm does."""
    access.require(by.role == "admin")
    seen = payment_seen_by(by, no)
    with writing():
        if _still_told(seen.id, unless=REFUSED):
            settled = {"settled_by": by.user_id, "settled_at": utc_now(), "refused_why": why}
            Payment.update(state=REFUSED, **settled).where(Payment.id == seen.id).execute()
            audit.record("pembayaran.ditolak", by=by, kind="pembayaran", subject=no, alasan=why)
            payment_notices.tell(seen, payment_notices.REFUSED)


def _still_told(payment_id: int, *, unless: str) -> bool:
    """Whether it waits; False where it is settled in this way already."""
    [payment] = hold_payments([payment_id])
    if payment.state not in (TOLD, unless):
        raise Refused(NOT_WAITING)
    return payment.state == TOLD


def use_credit(*, bill_no: str, by: Actor) -> int:
    """What is over of this funder's payments pays months of this bill; answers with the rupiah used.

    Raises NotThere, NotAllowed, Refused where nothing can be paid by it."""
    access.require(by.role in MAY_PAY)
    seen = bill_seen_by(by, bill_no)
    with writing():
        bill = hold_bill(seen.id)
        if bill.cancelled_at:
            raise Refused(CANCELLED, no=bill.no)
        payments = still_over(hold_payments(row.id for row in payments_with_credit(bill.funder_id)))
        if not payments:
            raise Refused(NO_CREDIT)
        used = spread_credit(bill, payments, by=by)
        if not used:
            raise Refused(TOO_LITTLE_CREDIT)
        audit.record("kredit.dipakai", by=by, kind="tagihan", subject=bill_no, jumlah=used)
    return used
