"""What the bank has debited pays: each line its people's months, by a payment of its own with the bank's reference.
What cannot be paid any more is over, and goes back to the donor."""

from collections import defaultdict
from datetime import date

from db.kept import KeptInsert, KeptQuery
from db.models import CoverageMonth, DebitItem, DebitLine, DebitRun, Funder, Payment
from kiosk.domain import debits
from kiosk.domain.clock import today, utc_now
from kiosk.domain.debit_returns import ReturnLine
from kiosk.services import debit_items, effective_months, payment_entries
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.debit_facts import ASN
from kiosk.services.numbers import fresh_number
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_entries import TakenBack
from kiosk.services.payment_spreading import OVER

_payments = KeptInsert(Payment)
_paid = KeptQuery(
    lambda slot: DebitLine.update(
        state=debits.PAID,
        reason="",
        bank_reason="",
        payment=slot("payment"),
        reference=slot("reference"),
        answered_on=slot("on"),
        answered_at=slot("at"),
        answered_by=None,
        heard_from="",
    ).where(DebitLine.id == slot("id"))
)

Answered = tuple[DebitLine, ReturnLine]


def day_of(run: DebitRun, row: ReturnLine) -> date:
    """Of the debit, by the bank where it says so."""
    return row.day or run.debit_on


def pay(run: DebitRun, paid: list[Answered], by: Actor) -> None:
    """A payment for each line, its people's months by it; what cannot be paid any more is over, and goes back."""
    if not paid:
        return
    payment_of = _add_payments(run, paid, by)
    items = _items_of([line.id for line, _row in paid])
    workers = {item.worker_id for found in items.values() for item in found}
    with changing(workers) as changes:
        _take_items_again(items)
        _pay_months(run, paid, payment_of, items, changes, by)
        effective_months.let_count(workers, changes)
    at = utc_now()
    _paid.change_all(
        [
            {
                "id": line.id, "payment": payment_of[line.id], "reference": row.reference, "at": at,
                "on": day_of(run, row),
            }
            for line, row in paid
        ]
    )  # fmt: skip


def _add_payments(run: DebitRun, paid: list[Answered], by: Actor) -> dict[int, int]:
    """Line → payment."""
    funder, at = Funder.get(Funder.kind == ASN), utc_now()
    numbers = {line.id: fresh_number(f"P{today():%y}") for line, _row in paid}
    _payments.add_all(
        [
            {
                "no": numbers[line.id], "funder": funder.id, "reference": row.reference or line.key,
                "received_on": day_of(run, row), "amount": line.amount, "state": CONFIRMED, "told_by": by.user_id,
                "told_at": at, "settled_by": by.user_id, "settled_at": at, "debited": True,
            }
            for line, row in paid
        ]
    )  # fmt: skip
    ids = dict(Payment.select(Payment.no, Payment.id).where(Payment.no.in_(list(numbers.values()))).tuples())
    return {line_id: ids[no] for line_id, no in numbers.items()}


def _items_of(line_ids: list[int]) -> dict[int, list[DebitItem]]:
    """For whom the bank was asked; who was left out when the line was sealed is none of them."""
    found: dict[int, list[DebitItem]] = defaultdict(list)
    asked = DebitItem.select().where(DebitItem.line.in_(line_ids), debit_items.asked_for())
    for item in asked.order_by(DebitItem.id):
        found[item.line_id].append(item)
    return found


def _take_items_again(items: dict[int, list[DebitItem]]) -> None:
    """Of lines that had failed and were debited after all; their people are held."""
    let_go = [item.id for found in items.values() for item in found if item.let_go_at is not None]
    if let_go:
        DebitItem.update(let_go_at=None).where(DebitItem.id.in_(let_go)).execute()


def _pay_months(
    run: DebitRun, paid: list[Answered], payment_of: dict[int, int], items: dict, changes: Changes, by: Actor
) -> None:
    covered = [item.covered_id for found in items.values() for item in found]
    open_months = _still_unpaid(covered)
    by_day: dict[date, dict[int, int]] = defaultdict(dict)
    over: list[TakenBack] = []
    for line, row in paid:
        theirs = [
            (one.covered_id, open_months[one.covered_id])
            for one in items[line.id]
            if one.covered_id in open_months
        ]
        ids, rest = debits.spread(line.amount, theirs)
        by_day[day_of(run, row)] |= dict.fromkeys(ids, payment_of[line.id])
        if rest:
            over.append(TakenBack(payment_of[line.id], rest))
    for day, months in sorted(by_day.items()):
        payment_entries.allocate_each(months, by=by)
        changes.pay_each(months, on=day)
    payment_entries.note_credits(over, why=OVER, by=by)


def _still_unpaid(covered_ids: list[int]) -> dict[int, int]:
    """Of these months those that the money can pay, with what they cost."""
    rows = CoverageMonth.select(CoverageMonth.id, CoverageMonth.amount).where(
        CoverageMonth.id.in_(covered_ids),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.paid_on.is_null(),
    )
    return dict(rows.tuples())
