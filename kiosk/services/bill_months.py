"""The months of a bill in sums: what is paid of them, what is still asked for, what was let go meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import Case, fn

from db.models import Commitment, CoverageMonth
from kiosk.services.month_rows import planned_in


@dataclass(frozen=True)
class BillSums:
    """Worker-months of a bill, and what they cost in rupiah: paid, asked for and not paid yet, let go."""

    paid: int = 0
    paid_amount: int = 0
    open: int = 0
    open_amount: int = 0
    released: int = 0
    released_amount: int = 0

    @property
    def state(self) -> str:
        """open · part · paid · run_out (nobody paid in time, all were let go)."""
        if self.open:
            return "part" if self.paid else "open"
        return "paid" if self.paid else "run_out"


def sums_of(bill_ids: Iterable[int]) -> dict[int, BillSums]:
    """One query; of a month that was let go and taken again only the new row counts."""
    live, paid = CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null(False)
    parts = (live & paid, live & ~paid, ~live & ~fn.EXISTS(taken_again()))
    columns = [column for part in parts for column in _counted(part)]
    rows = (
        CoverageMonth.select(CoverageMonth.bill, *columns)
        .where(CoverageMonth.bill.in_(list(bill_ids)))
        .group_by(CoverageMonth.bill)
        .tuples()
    )
    return {bill_id: BillSums(*(int(value) for value in values)) for bill_id, *values in rows}


def _counted(condition) -> tuple:
    return (
        fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0),
        fn.COALESCE(fn.SUM(Case(None, [(condition, CoverageMonth.amount)], 0)), 0),
    )


def taken_again():
    """For a released month of a bill: another row of the same bill stands for it."""
    other = CoverageMonth.alias()
    return other.select(other.id).where(
        other.worker == CoverageMonth.worker,
        other.month == CoverageMonth.month,
        other.bill == CoverageMonth.bill,
        other.id > CoverageMonth.id,
    )


def unbilled_sum(batch) -> tuple[int, int]:
    """How many months of a batch no bill asks for yet, and what they cost as planned."""
    months, amount = (
        CoverageMonth.select(fn.COUNT(CoverageMonth.id), fn.COALESCE(fn.SUM(CoverageMonth.amount), 0))
        .join(Commitment)
        .where(planned_in(batch), CoverageMonth.released_at.is_null())
        .tuples()
        .get()
    )
    return months, int(amount)
