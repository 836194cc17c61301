"""A payment that was wrong is undone by entries of its own, never edited: some of its months give their money back, or
all of it no longer counts."""

from typing import NamedTuple

from db.models import CoverageMonth, Payment, Worker
from kiosk.domain.words import N_, rupiah
from kiosk.services import (
    access,
    audit,
    debit_reversals,
    month_rows,
    payment_entries,
    payment_joins,
    payment_notices,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.bill_lookup import hold_bill, payment_seen_by
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.holds import asked_until
from kiosk.services.month_rows import MonthRow
from kiosk.services.once import once
from kiosk.services.payment_counting import CONFIRMED, payments_with_credit, still_over
from kiosk.services.payment_entries import hold_payments, note_credit
from kiosk.services.payment_reversals import REVERSED, give_back

CANCELLED, USED = "cancelled", "used"

NOT_COUNTING = N_("Pembayaran ini tidak sedang berlaku, maka tidak ada yang dapat dibalik.")
NOBODY_PAID = N_(
    "Tidak ada bulan orang yang dipilih yang dibayar oleh pembayaran ini. Muat ulang halamannya."
)
EFFECTIVE = N_(
    "%(count)s bulan sudah berlaku di BPJS, maka uangnya tidak dapat ditarik begitu saja. Tandai ganti dengan kredit, "
    "supaya bulan itu tetap dibayar."
)
NO_CREDIT_FOR_EFFECTIVE = N_(
    "Kredit lain dari penanggung ini tidak cukup untuk mengganti bulan yang sudah berlaku: kurang %(missing)s. Catat "
    "dulu pembayaran yang benar, lalu balik yang ini."
)


class Reversal(NamedTuple):
    """What is to be undone: all of payment `no`, or with `workers` (registration numbers) their months alone. `replace`
    lets other credit of the funder pay the months that BPJS has confirmed."""

    no: str
    why: str
    workers: tuple[str, ...] = ()
    replace: bool = False


def reverse(*, wish: Reversal, client_key: str, by: Actor) -> None:
    """Once per key. Raises NotThere, NotAllowed, KeyInUse, Refused where nothing is there to undo, or where months that
    BPJS has confirmed would be left unpaid."""
    access.require(by.role == "admin")
    seen = payment_seen_by(by, wish.no)
    once(
        key=client_key,
        purpose="payment.reversal",
        content=wish._asdict(),
        by=by,
        make=lambda: _reverse(seen, wish, by),
    )


def _reverse(seen: Payment, wish: Reversal, by: Actor) -> str:
    if seen.debited:
        return debit_reversals.take_back(seen, wish.why, in_part=bool(wish.workers), by=by)
    _hold_bills(seen)
    payment, others = _hold_with_others(seen, wish.replace)
    paid = _months(payment, wish)
    people = month_rows.people(paid)
    with changing(people) as changes:
        months = month_rows.rows(paid)  # the payment is held: nobody adds to them
        if wish.workers and not months:
            raise Refused(NOBODY_PAID)
        confirmed = [row for row in months if row.effective_on]
        _replace(confirmed, others, wish.replace, changes, by)
        _unpay([row for row in months if not row.effective_on], changes, by)
    if not wish.workers:
        _undo_whole(payment, wish.why, by)
    audit.record(
        "pembayaran.dibalik", by=by, kind="pembayaran", subject=wish.no,
        alasan=wish.why, bulan=len(months), orang=len(people), seluruhnya=not wish.workers,
    )  # fmt: skip
    event = payment_notices.PART_REVERSED if wish.workers else payment_notices.REVERSED
    payment_notices.tell(payment, event)
    return wish.no


def _hold_bills(payment: Payment) -> None:
    """That of the payment, and those whose months its credit paid."""
    paid = CoverageMonth.select(CoverageMonth.bill).where(CoverageMonth.payment == payment)
    bills = {bill_id for (bill_id,) in paid.distinct().tuples()} | {payment.bill_id}
    for bill_id in sorted(bills - {None}):
        hold_bill(bill_id)


def _hold_with_others(seen: Payment, replace: bool) -> tuple[Payment, list[Payment]]:
    """The payment, and with `replace` those of the same funder whose credit may stand in; all held in one order."""
    others = [row.id for row in payments_with_credit(seen.funder_id)] if replace else []
    held = {payment.id: payment for payment in hold_payments([seen.id, *others])}
    payment = held.pop(seen.id)
    if payment.state != CONFIRMED:
        raise Refused(NOT_COUNTING)
    return payment, still_over(held.values())


def _months(payment: Payment, wish: Reversal):
    """The condition of the months that are to be undone."""
    paid = month_rows.paid_by([payment.id])
    if not wish.workers:
        return paid
    chosen = Worker.select(Worker.id).where(Worker.reg_no.in_(wish.workers))
    return paid & CoverageMonth.worker.in_(chosen)


def _replace(
    months: list[MonthRow], others: list[Payment], replace: bool, changes: Changes, by: Actor
) -> None:
    """Months that BPJS has confirmed go over to other credit: none of them is unpaid for a moment."""
    if not months:
        return
    if not replace:
        raise Refused(EFFECTIVE, count=len(months))
    give_back(months, why=REVERSED, by=by)
    for other in sorted(others, key=lambda payment: payment.id):
        months = _go_over(months, other, changes, by)
    if months:
        raise Refused(NO_CREDIT_FOR_EFFECTIVE, missing=rupiah(sum(row.amount for row in months)))


def _go_over(months: list[MonthRow], other: Payment, changes: Changes, by: Actor) -> list[MonthRow]:
    """As many as its credit pays, the oldest first; answers with those that are left."""
    rest, paid, left = other.credited, {}, []
    for row in sorted(months, key=lambda row: (row.month, row.id)):
        if row.amount <= rest:
            paid[row.id], rest = row.amount, rest - row.amount
        else:
            left.append(row)
    note_credit(other.id, rest - other.credited, why=USED, by=by)
    payment_entries.allocate(other.id, paid, by=by)
    for day, ids in payment_joins.by_day([row for row in months if row.id in paid]).items():
        changes.pay(ids, payment_id=other.id, on=day)
    return left


def _unpay(months: list[MonthRow], changes: Changes, by: Actor) -> None:
    """They are asked for again, and hold their worker as a bill that was made just now."""
    if not months:
        return
    give_back(months, why=REVERSED, by=by)
    for kind in sorted({row.funder_kind for row in months}):
        theirs = [row for row in months if row.funder_kind == kind]
        for until, asked in asked_until(kind, (row.month for row in theirs)).items():
            changes.unpay([row.id for row in theirs if row.month in asked], hold_until=until)


def _undo_whole(payment: Payment, why: str, by: Actor) -> None:
    now = Payment.get_by_id(payment.id)
    note_credit(now.id, -now.credited, why=CANCELLED, by=by)
    payment_joins.undo(now, why=why, by=by)
