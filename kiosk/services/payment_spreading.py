"""Money onto the months of a bill: oldest month first, whole months only, what was let go taken again where it is still
free, the rest credit."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.models import Bill, Payment
from kiosk.domain.allocation import Allocation, OwedMonth, allocate
from kiosk.services import effective_months, late_months, month_rows, payment_entries, payment_joins
from kiosk.services.acting import Actor
from kiosk.services.coverage_changes import Changes, changing

OVER, TAKEN, USED = "over", "taken", "used"


def spread_payment(bill: Bill, payment: Payment, *, parts: list[Payment], by: Actor) -> None:
    """A payment that has just been confirmed. `parts` are earlier ones of the same bill of which something is over; the
    caller's transaction holds the bill, then all of them."""
    with _owed(bill, [*parts, payment]) as owed:
        rest = payment.amount - owed.pay(payment, payment.amount, by=by)
        lost = min(rest, owed.lost_amount)
        payment_entries.note_credit(payment.id, lost, why=TAKEN, by=by)
        payment_entries.note_credit(payment.id, rest - lost, why=OVER, by=by)
        payment.credited = rest
        owed.pay_from_credit([*parts, payment], by=by)


def spread_credit(bill: Bill, payments: list[Payment], *, by: Actor) -> int:
    """Credit of the bill's funder, the oldest first; answers with the rupiah used. Held as above."""
    with _owed(bill, payments) as owed:
        return owed.pay_from_credit(payments, by=by)


@contextmanager
def _owed(bill: Bill, payments: list[Payment]) -> Iterator["OwedMonths"]:
    """Hold everybody whose months may change: those of the bill, and of payments that may have to be joined. What BPJS
    has confirmed before the money came counts with it."""
    people = month_rows.people(month_rows.asked_by(bill))
    people |= {row.worker_id for row in late_months.run_out_months(bill)}
    if len(payments) > 1:
        people |= month_rows.people(month_rows.paid_by(payment.id for payment in payments))
    with changing(people) as changes:
        yield OwedMonths(bill, people, changes)
        effective_months.let_count(people, changes)


class OwedMonths:
    """What a bill still asks for, as it is while these people are held. `lost_amount` is for months that were let go
    and cannot be taken again."""

    def __init__(self, bill: Bill, people: set[int], changes: Changes):
        run_out = [row for row in late_months.run_out_months(bill) if row.worker_id in people]
        again = late_months.takeable(run_out)
        asked = month_rows.rows(month_rows.asked_by(bill))
        self.lost_amount = sum(row.amount for row in run_out) - sum(row.amount for row in again)
        self._again = {row.id: row for row in again}
        self._owed = {row.id: OwedMonth(row.id, row.month, row.amount) for row in (*asked, *again)}
        self._changes = changes

    def pay(self, payment: Payment, amount: int, *, by: Actor) -> int:
        """Months for `amount` rupiah of this payment; answers with what they took."""
        return self._pay(payment, self._share(amount), by)

    def pay_from_credit(self, payments: list[Payment], *, by: Actor) -> int:
        """Answers with the rupiah used. What is over here and there is joined where together it pays a month."""
        used = sum(self._use(payment, by) for payment in payments)
        while group := self._group_that_pays(payments):
            joined = payment_joins.join(group, changes=self._changes, by=by)
            payments = [*(payment for payment in payments if payment not in group), joined]
            used += self._use(joined, by)
        return used

    def _use(self, payment: Payment, by: Actor) -> int:
        """First it is no credit any more, then it pays: a payment is never spent beyond its amount."""
        share = self._share(payment.credited)
        payment_entries.note_credit(payment.id, -share.amount, why=USED, by=by)
        payment.credited -= share.amount
        return self._pay(payment, share, by)

    def _share(self, amount: int) -> Allocation:
        return allocate(amount, self._owed.values())

    def _pay(self, payment: Payment, share: Allocation, by: Actor) -> int:
        ids = self._live([self._owed.pop(month.id).id for month in share.paid])
        payment_entries.allocate(payment.id, ids, by=by)
        self._changes.pay(ids, payment_id=payment.id, on=payment.received_on)
        return share.amount

    def _group_that_pays(self, payments: list[Payment]) -> list[Payment]:
        following = min(self._owed.values(), key=lambda month: (month.month, month.id), default=None)
        return payment_joins.smallest_group(payments, following.amount) if following else []

    def _live(self, ids: list[int]) -> list[int]:
        """The same, with new rows for those that were let go."""
        again = [self._again.pop(row_id) for row_id in ids if row_id in self._again]
        live = set(ids) - {row.id for row in again}
        return sorted(live) + (late_months.take_again(again, self._changes) if again else [])
