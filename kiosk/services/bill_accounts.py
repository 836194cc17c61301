"""What became of a bill since it was made: which months were let go and why, by which payments the others were paid,
and what is over of these. The bill's lines stay as they were (DESIGN 3, invariant 9)."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from db.models import Bill, CoverageMonth, Payment, PaymentAllocation
from kiosk.domain.release_reasons import NOT_FOR_COMPANIES
from kiosk.services.acting import Actor
from kiosk.services.bill_months import taken_again
from kiosk.services.payment_counting import CONFIRMED

UNTOLD = ""  # in place of a reason the reader may not know


@dataclass(frozen=True)
class LetGo:
    """Months let go for one reason (`why`, see domain/release_reasons): of so many people, for so many rupiah."""

    why: str
    people: int
    months: int
    amount: int


@dataclass(frozen=True)
class BillAccount:
    """`payments` are those that count and named this bill, the oldest first; `credit` is what is over today of all that
    paid months of it, in rupiah."""

    let_go: list[LetGo]
    payments: list[Payment]
    credit: int

    @property
    def is_empty(self) -> bool:
        return not (self.let_go or self.payments or self.credit)


def account_of(bill: Bill, payments: Iterable[Payment], by: Actor) -> BillAccount:
    """`payments` as bill_pages.payments_of has them; for who may see the bill."""
    own = [one for one in payments if one.state == CONFIRMED and one.bill_id == bill.id]
    return BillAccount(_let_go(bill, by), own[::-1], _credit_left(bill))


def _let_go(bill: Bill, by: Actor) -> list[LetGo]:
    """By reason, the largest sum first; of a month that was let go and taken again only the new row counts."""
    gone = (CoverageMonth.bill == bill) & CoverageMonth.released_at.is_null(False) & ~fn.EXISTS(taken_again())
    people, months = fn.COUNT(fn.DISTINCT(CoverageMonth.worker)), fn.COUNT(CoverageMonth.id)
    query = CoverageMonth.select(
        CoverageMonth.released_why, people, months, fn.SUM(CoverageMonth.amount)
    ).where(gone)
    rows = [LetGo(*row[:3], int(row[3])) for row in query.group_by(CoverageMonth.released_why).tuples()]
    known = _for_a_company(rows) if by.role == "mitra" else rows
    return sorted(known, key=lambda one: (-one.amount, one.why))


def _for_a_company(rows: list[LetGo]) -> list[LetGo]:
    """What a person said about their consent is theirs: these reasons stand together, unnamed."""
    untold = [row for row in rows if row.why in NOT_FOR_COMPANIES]
    if not untold:
        return rows
    sums = (sum(getattr(row, name) for row in untold) for name in ("people", "months", "amount"))
    return [*(row for row in rows if row not in untold), LetGo(UNTOLD, *sums)]


def _credit_left(bill: Bill) -> int:
    """Of payments that named this bill or ever paid a month of it. Few have credit: only these are looked at."""
    paid_it = (
        PaymentAllocation.select(PaymentAllocation.id)
        .join(CoverageMonth)
        .where(PaymentAllocation.payment == Payment.id, CoverageMonth.bill == bill)
    )
    over = (Payment.funder == bill.funder_id) & (Payment.state == CONFIRMED) & (Payment.credited > 0)
    over &= Payment.debited.is_null()  # goes back to the donor
    theirs = (Payment.bill == bill) | fn.EXISTS(paid_it)
    return int(Payment.select(fn.COALESCE(fn.SUM(Payment.credited), 0)).where(over, theirs).scalar())
