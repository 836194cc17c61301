"""Two payments become one, where neither alone holds enough for a month: a bill paid in two uneven parts is paid whole.

Both are reversed by entries of their own and a third stands for their sum; it names them, they name it."""

from collections import defaultdict
from datetime import date

from db.models import Payment
from kiosk.domain.clock import today
from kiosk.services import audit, month_rows, payment_entries
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import Changes
from kiosk.services.month_rows import MonthRow
from kiosk.services.numbers import fresh_number

JOINED = "joined"


def smallest_group(payments: list[Payment], amount: int) -> list[Payment]:
    """The fewest payments whose credit together reaches `amount`; none where all of it does not."""
    group, together = [], 0
    for payment in sorted(payments, key=lambda payment: (-payment.credited, payment.id)):
        group.append(payment)
        together += payment.credited
        if together >= amount:
            return group
    return []


def join(group: list[Payment], *, changes: Changes, by: Actor) -> Payment:
    """In the caller's transaction, which holds these payments of one funder, and the people whose months they pay."""
    joined, *others = sorted(group, key=lambda payment: payment.id)
    for payment in others:
        joined = _join_two(joined, payment, changes, by)
    return joined


def _join_two(first: Payment, second: Payment, changes: Changes, by: Actor) -> Payment:
    parts = (first, second)
    months = month_rows.rows(month_rows.paid_by(part.id for part in parts))
    payment_entries.take_back([row.id for row in months], why=JOINED, by=by)
    joined = _sum_of(first, second, by)
    for part in parts:
        payment_entries.note_credit(part.id, -part.credited, why=JOINED, by=by)
        undo(part, why=f"{JOINED} {joined.no}", by=by)
    payment_entries.allocate(joined.id, [row.id for row in months], by=by)
    payment_entries.note_credit(joined.id, first.credited + second.credited, why=JOINED, by=by)
    for day, ids in by_day(months).items():
        changes.pay(ids, payment_id=joined.id, on=day)
    audit.record(
        "pembayaran.digabung", by=by, kind="pembayaran", subject=joined.no, dari=f"{first.no}, {second.no}"
    )
    return Payment.get_by_id(joined.id)


def _sum_of(first: Payment, second: Payment, by: Actor) -> Payment:
    return Payment.create(
        no=fresh_number(f"P{today():%y}"),
        funder=first.funder_id,
        bill=second.bill_id or first.bill_id,
        reference=f"GABUNGAN {first.no} + {second.no}",
        received_on=max(first.received_on, second.received_on),
        amount=first.amount + second.amount,
        state="confirmed",
        told_by=by.user_id,
        settled_by=by.user_id,
        settled_at=first.settled_at,
    )


def undo(payment: Payment, *, why: str, by: Actor) -> None:
    """The whole payment no longer counts: its entries are taken back already. A negative payment says so."""
    Payment.update(state="reversed").where(Payment.id == payment.id).execute()
    Payment.create(
        no=fresh_number(f"P{today():%y}"),
        funder=payment.funder_id,
        bill=payment.bill_id,
        reference=payment.reference,
        received_on=today(),
        amount=-payment.amount,
        state="confirmed",
        told_by=by.user_id,
        settled_by=by.user_id,
        reverses=payment,
        why=why,
    )


def by_day(months: list[MonthRow]) -> dict[date, list[int]]:
    """When they were paid stays as it was."""
    days: dict[date, list[int]] = defaultdict(list)
    for row in months:
        days[row.paid_on].append(row.id)
    return days
