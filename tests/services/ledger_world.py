"""The ledger as a state machine sees it: what may be chosen to happen next, and what must be true of it ever after."""

from collections import Counter
from collections.abc import Iterable

from peewee import fn

from db.models import (
    Batch,
    BatchRow,
    Bill,
    Commitment,
    CoverageCount,
    CoverageMonth,
    Credit,
    Funder,
    Payment,
    PaymentAllocation,
    SubmissionLine,
    Worker,
)
from kiosk.domain.clock import first_of_month, today
from kiosk.services import bill_months, invariants
from tests.services.ledger_proof import adds_up

DISK = "durable"  # the tests' own PostgreSQL is faster than safe, and says so
HELD = "held"  # until the job has come by
COUNTED = ("planned", "submitted", "paid", "effective")


def chosen(things: Iterable, number: int):
    """One of these, or None where there is none; the number is any."""
    things = list(things)
    return things[number % len(things)] if things else None


def there() -> dict[str, list]:
    """What the next step may be about, by a word for it."""
    standing = list(Bill.select().where(Bill.cancelled_at.is_null()).order_by(Bill.id))
    sums = bill_months.sums_of(bill.id for bill in standing)
    unbilled = _months(CoverageMonth.bill.is_null(), CoverageMonth.paid_on.is_null())
    run_out = {bill_id for bill_id, found in sums.items() if found.released}
    payments = list(Payment.select().where(Payment.reverses.is_null()).order_by(Payment.id))
    counts = [payment for payment in payments if payment.state == "confirmed"]
    return {
        "batch to bill": sorted(
            {row.commitment.batch for row in unbilled if row.commitment.batch}, key=lambda batch: batch.id
        ),
        "city month to bill": [row for row in unbilled if not row.commitment.batch],
        "bill": standing,
        "bill without receipt": [bill for bill in standing if not bill.receipt_on],
        "run out": [bill for bill in standing if bill.id in run_out],
        "open batch": list(Batch.select().where(Batch.state == "open").order_by(Batch.id)),
        "place": list(BatchRow.select().where(BatchRow.state == "ready").order_by(BatchRow.id)),
        "commitment": list(Commitment.select().where(Commitment.ended_at.is_null()).order_by(Commitment.id)),
        "paid month": _months(CoverageMonth.paid_on.is_null(False), CoverageMonth.effective_on.is_null()),
        "month to ask for": _months(
            CoverageMonth.bill.is_null(False),
            CoverageMonth.submitted_on.is_null(),
            CoverageMonth.effective_on.is_null(),
        ),
        "asked line": list(
            SubmissionLine.select().where(SubmissionLine.state == "asked").order_by(SubmissionLine.id)
        ),
        "told": [payment for payment in payments if payment.state == "told"],
        "counts": counts,
        "credit": [payment for payment in counts if payment.credited and standing],
    }


def _months(*conditions) -> list[CoverageMonth]:
    live = CoverageMonth.released_at.is_null()
    return list(CoverageMonth.select().where(live, *conditions).order_by(CoverageMonth.id))


def amount_for(bill: Bill, much: str, share: int) -> int:
    """Rupiah for what the bill still asks, or for all of it where it asks for nothing any more."""
    sums = bill_months.sums_of([bill.id]).get(bill.id)
    asked = sums.open_amount if sums and sums.open_amount else bill.amount
    return {
        "whole": asked,
        "part": max(1, asked * share // 10),
        "over": asked + share * 4_700,
        "crumb": share,
    }[much]


def people_paid_by(payment: Payment) -> list[Worker]:
    months = CoverageMonth.select(CoverageMonth.worker).where(CoverageMonth.payment == payment)
    return list(Worker.select().where(Worker.id.in_(months)).order_by(Worker.id))


def traces() -> tuple:
    """What a refused wish must leave as it was."""
    rows = tuple(
        table.select().count() for table in (Commitment, Bill, Payment, PaymentAllocation, Credit, Batch)
    )
    months = CoverageMonth.select(
        CoverageMonth.id, CoverageMonth.amount, CoverageMonth.bill, CoverageMonth.payment, CoverageMonth.effective_on,
        CoverageMonth.hold_until, CoverageMonth.released_at,
    )  # fmt: skip
    return rows, tuple(months.order_by(CoverageMonth.id).tuples())


class Witness:
    """Remembers what may not move any more, and how much money came."""

    def __init__(self):
        self.money: Counter[int] = Counter()  # by funder: what counts of the payments entered
        self.job_is_due = False
        self._counted_as: dict[int, tuple] = {}
        self._billed_at: dict[int, tuple] = {}
        self._past: dict[tuple, tuple] = {}
        self._over = first_of_month(today())

    def months_may_be_over(self) -> None:
        """Keep the figures of months that have ended since; none of theirs may have changed yet."""
        this_month = first_of_month(today())
        for key, counted in _in_time().items():
            if self._over <= key[0] < this_month:
                self._past[key] = counted
        self._over = this_month

    def look(self) -> None:
        """Raises AssertionError for whatever is not as it must be."""
        not_yet = {DISK, HELD} if self.job_is_due else {DISK}
        found = [proof for proof in invariants.faults() if proof.invariant.code not in not_yet]
        assert found == [], "\n".join(line for proof in found for line in proof.lines())
        assert adds_up()
        assert +_money_there() == +self.money
        assert {key: counted for key, counted in _in_time().items() if key[0] < self._over} == self._past
        self._look_at_frozen()

    def _look_at_frozen(self) -> None:
        counted_as, billed_at = _counted_as(), _billed_at()
        assert _kept(self._counted_as, counted_as) == []
        assert [
            row for row, (bill, amount) in self._billed_at.items()
            if row in billed_at and billed_at[row][0] == bill and billed_at[row][1] != amount
        ] == []  # fmt: skip
        self._counted_as, self._billed_at = counted_as, billed_at


def _kept(before: dict, now: dict) -> list:
    return [row for row, facts in before.items() if now.get(row) != facts]


def _counted_as() -> dict[int, tuple]:
    """By month row; a merge may move it to another worker, nothing else."""
    columns = (
        CoverageMonth.month,
        CoverageMonth.kelurahan,
        CoverageMonth.occupation,
        CoverageMonth.funder_kind,
    )
    return {
        row_id: tuple(facts) for row_id, *facts in CoverageMonth.select(CoverageMonth.id, *columns).tuples()
    }


def _billed_at() -> dict[int, tuple]:
    rows = CoverageMonth.select(CoverageMonth.id, CoverageMonth.bill, CoverageMonth.amount)
    return {row_id: tuple(facts) for row_id, *facts in rows.where(CoverageMonth.bill.is_null(False)).tuples()}


def _in_time() -> dict[tuple, tuple]:
    """What was counted while the month was not over, by key."""
    return {
        (row.month, row.area, row.funder_kind, row.occupation_id): tuple(
            getattr(row, name) for name in COUNTED
        )
        for row in CoverageCount.select()
        if any(getattr(row, name) for name in COUNTED)
    }


def _money_there() -> Counter[int]:
    """By funder: what paid months took, and what is over."""
    there: Counter[int] = Counter()
    live = CoverageMonth.released_at.is_null() & CoverageMonth.payment.is_null(False)
    months = CoverageMonth.select(CoverageMonth.funder, fn.SUM(CoverageMonth.amount)).where(live)
    credit = Credit.select(Payment.funder, fn.SUM(Credit.amount)).join(Payment)
    for query in (months.group_by(CoverageMonth.funder), credit.group_by(Payment.funder)):
        for funder_id, amount in query.tuples():
            there[funder_id] += int(amount)
    return there


def city_funders() -> list[Funder]:
    return list(Funder.select().where(Funder.kind.in_(("apbd", "asn"))).order_by(Funder.id))
