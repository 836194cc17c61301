"""A bank takes a debit back: its payment is reversed whole, and its line has failed after all, so that the month can be
asked for once more. What has gone on to BPJS already is no longer undone here.

Order of holding: the run, its line, the payment, people by id, their months."""

from db.connection import held
from db.models import Bill, CoverageMonth, DebitLine, DebitRefund, Payment
from kiosk.domain import debits
from kiosk.domain.clock import utc_now
from kiosk.domain.debit_reasons import TAKEN_BACK
from kiosk.domain.words import N_
from kiosk.services import (
    audit,
    debit_department_notices,
    debit_notices,
    debit_runs,
    month_rows,
    payment_joins,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_entries import hold_payments, note_credit
from kiosk.services.payment_reversals import REVERSED, give_back

CANCELLED = "cancelled"

ONLY_WHOLE = N_("Debet ditarik kembali oleh bank seluruhnya. Pilih seluruh pembayaran.")
NOT_COUNTING = N_("Pembayaran ini tidak sedang berlaku, maka tidak ada yang dapat dibalik.")
REFUNDED = N_(
    "Uang lebih dari debet ini sudah dikembalikan kepada donatur, maka pembayarannya tidak dapat dibalik. Selesaikan "
    "dengan bank di luar Payung."
)
FORWARDED = N_(
    "Uang debet ini sudah diteruskan ke BPJS dengan tagihan %(no)s, dan bulan pekerjanya tetap dibayar. Selesaikan "
    "kekurangannya dengan bank dan donatur di luar Payung."
)
EFFECTIVE = N_("Bulan yang dibayar debet ini sudah berlaku di BPJS, maka pembayarannya tidak dapat dibalik.")


def take_back(seen: Payment, why: str, *, in_part: bool, by: Actor) -> str:
    """In the caller's transaction, of a payment by debit; answers with its number. Raises Refused: only whole, and not
    once its money went on to BPJS or back to the donor."""
    if in_part:
        raise Refused(ONLY_WHOLE)
    line = _held_line(seen)
    [payment] = hold_payments([seen.id])
    if line is None or payment.state != CONFIRMED:
        raise Refused(NOT_COUNTING)
    _require_money_here(payment)
    months = _unpay(payment, by)
    note_credit(payment.id, -Payment.get_by_id(payment.id).credited, why=CANCELLED, by=by)
    payment_joins.undo(payment, why=why, by=by)
    _fail(line)
    audit.record(
        "pembayaran.dibalik", by=by, kind="pembayaran", subject=payment.no, alasan=why, bulan=months,
        baris=line.key, seluruhnya=True,
    )  # fmt: skip
    debit_notices.failed([line])
    debit_department_notices.tell()
    return payment.no


def why_not(payment: Payment) -> Refused | None:
    """Why this payment by debit cannot be undone here any more, said before anybody asks for it; no permission is
    checked, nothing held."""
    try:
        _require_money_here(payment)
        _require_not_forwarded(payment)
    except Refused as refusal:
        return refusal
    return None


def _held_line(seen: Payment) -> DebitLine | None:
    line = DebitLine.get_or_none(DebitLine.payment == seen)
    if line is None:
        return None
    debit_runs.held_run(line.run_id)
    return held(DebitLine.select().where(DebitLine.id == line.id, DebitLine.payment == seen)).first()


def _require_money_here(payment: Payment) -> None:
    if DebitRefund.select().where(DebitRefund.payment == payment).exists():
        raise Refused(REFUNDED)


def _unpay(payment: Payment, by: Actor) -> int:
    """Its months wait for another debit; answers with how many. Under a mandate they are held by no time."""
    paid = month_rows.paid_by([payment.id])
    people = month_rows.people(paid)
    with changing(people) as changes:
        months = month_rows.rows(paid)
        _require_not_forwarded(payment)
        if any(row.effective_on for row in months):
            raise Refused(EFFECTIVE)
        give_back(months, why=REVERSED, by=by)
        changes.unpay([row.id for row in months], hold_until=None)
    return len(months)


def _require_not_forwarded(payment: Payment) -> None:
    forwarded = Bill.select(Bill.no).join(CoverageMonth)
    found = forwarded.where(CoverageMonth.payment == payment, CoverageMonth.released_at.is_null()).first()
    if found:
        raise Refused(FORWARDED, no=found.no)


def _fail(line: DebitLine) -> None:
    DebitLine.update(
        state=debits.FAILED, reason=TAKEN_BACK, bank_reason="", payment=None, answered_at=utc_now()
    ).where(DebitLine.id == line.id).execute()
    debit_runs.let_items_go([line.id])
