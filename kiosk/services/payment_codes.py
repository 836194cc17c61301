"""BPJS's kode iuran of a bill: noted by the admin, the latest holds; one that ran out is followed by another."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.connection import held
from db.models import Bill, CoverageMonth, Payment, PaymentCode
from kiosk.domain.clock import today, utc_now
from kiosk.domain.pay_by import pay_by
from kiosk.domain.words import N_
from kiosk.services import access, audit, code_notices, holds
from kiosk.services.acting import Actor, Refused
from kiosk.services.bill_lookup import bill_seen_by
from kiosk.services.bill_months import BillSums, sums_of
from kiosk.services.once import once

LAST_SHOWN = 4  # digits by which the audit trail tells one code from another

CANCELLED = N_(
    "Tagihan ini sudah dibatalkan, maka tidak lagi punya kode iuran. Catat kodenya pada tagihan yang baru."
)
PAID = N_(
    "Tagihan ini sudah lunas, maka tidak perlu kode iuran baru. Kode yang dipakai membayarnya tetap tercatat di sini."
)
OVER = N_(
    "Hari terakhir kode ini sudah lewat. Buat kode baru di BPJS Ketenagakerjaan, lalu catat yang baru itu."
)


class CodeIsOver(Refused):
    """Its last day has passed: nobody could pay by it."""

    def __init__(self):
        super().__init__(OVER)


@dataclass(frozen=True)
class KnownCode:
    """`expires_on` is the last day it can be paid by, `amount` the rupiah BPJS asks for by it; each None where BPJS
    named none."""

    code: str
    expires_on: date | None
    amount: int | None = None

    @property
    def is_over(self) -> bool:
        return is_over(self.expires_on)

    def asks_otherwise(self, *, left: int, paid: int) -> bool:
        """Whether it asks for another sum than the bill, of which so many rupiah are left and were paid to it: what
        credit has paid is not sent by a code. One that is over asks for nothing."""
        known = self.amount is not None and not self.is_over
        return known and left > 0 and self.amount not in (left, left + paid)


def is_over(expires_on: date | None) -> bool:
    return expires_on is not None and expires_on < today()


def code_of(bill: Bill) -> KnownCode | None:
    """The one noted last; for whoever may see the bill."""
    row = (
        PaymentCode.select()
        .where(PaymentCode.bill == bill)
        .order_by(PaymentCode.noted_at.desc(), PaymentCode.id.desc())
        .first()
    )
    return KnownCode(row.code, row.expires_on, row.amount) if row else None


def paid_to(bill: Bill) -> int:
    """Rupiah of live months that payments for this very bill have paid; credit of others is not among them."""
    paid = CoverageMonth.select(fn.COALESCE(fn.SUM(CoverageMonth.amount), 0)).join(Payment)
    live = (CoverageMonth.bill == bill) & CoverageMonth.released_at.is_null()
    return int(paid.where(live, Payment.bill == bill).scalar())


def note_code(
    *,
    bill_no: str,
    code: str,
    expires_on: date | None,
    client_key: str,
    by: Actor,
    amount: int | None = None,
) -> None:
    """`code` as domain/payment_codes reads it; noted before, it holds again with this last day and `amount` (rupiah).

    Raises NotThere, NotAllowed, CodeIsOver, Refused for a bill that was cancelled, or is paid and has a
    code, KeyInUse."""
    access.require(by.role == "admin")
    bill = bill_seen_by(by, bill_no)
    if is_over(expires_on):
        raise CodeIsOver
    content = {"bill": bill_no, "code": code, "expires_on": expires_on, "amount": amount}
    once(
        key=client_key,
        purpose="bill.code",
        content=content,
        by=by,
        make=lambda: _note(bill.id, KnownCode(code, expires_on, amount), by),
    )


def _note(bill_id: int, code: KnownCode, by: Actor) -> str:
    bill = held(Bill.select().where(Bill.id == bill_id)).get()
    if bill.cancelled_at:
        raise Refused(CANCELLED)
    if _was_paid_by_one(bill):
        raise Refused(PAID)
    told = {
        "amount": code.amount,
        "expires_on": code.expires_on,
        "noted_by": by.user_id,
        "noted_at": utc_now(),
    }
    columns = [PaymentCode.bill, PaymentCode.code]
    (
        PaymentCode.insert(bill=bill_id, code=code.code, **told)
        .on_conflict(conflict_target=columns, update=told)
        .execute()
    )
    audit.record(
        "tagihan.kode_iuran", by=by, kind="tagihan", subject=bill.no, akhiran=code.code[-LAST_SHOWN:],
        berlaku_sampai=code.expires_on.isoformat() if code.expires_on else "",
        **({} if code.amount is None else {"jumlah": code.amount}),
    )  # fmt: skip
    _tell(bill, code)
    return bill.no


def _was_paid_by_one(bill: Bill) -> bool:
    """Nothing is left to pay: the code by which the money was sent stays. One that nobody noted may still be noted."""
    is_paid = sums_of([bill.id]).get(bill.id, BillSums()).state in ("paid", "part_released")
    return is_paid and PaymentCode.select().where(PaymentCode.bill == bill).exists()


def _tell(bill: Bill, code: KnownCode) -> None:
    """Nobody is invited to pay another sum than the bill asks for now."""
    sums = sums_of([bill.id]).get(bill.id, BillSums())
    if not code.asks_otherwise(left=sums.open_amount, paid=paid_to(bill)):
        held_until = holds.held_until(bill)
        is_over = bool(bill.hold_until) and held_until is None
        code_notices.noted(bill, pay_by(held_until, code.expires_on, is_over=is_over))
