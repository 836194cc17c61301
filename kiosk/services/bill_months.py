"""The months of a bill in sums: what is paid of them, what is still asked for, what was let go meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.models import Commitment, CoverageMonth
from kiosk.services.month_rows import planned_in
from kiosk.services.releases import HOLD


@dataclass(frozen=True)
class BillSums:
    """Worker-months of a bill, and what they cost in rupiah: paid, asked for and not paid yet, let go; of those let go
    the ones that nobody had paid (`unpaid`), and of these the ones whose time ran out (`lost`)."""

    paid: int = 0
    paid_amount: int = 0
    open: int = 0
    open_amount: int = 0
    released: int = 0
    released_amount: int = 0
    lost: int = 0
    lost_amount: int = 0
    unpaid: int = 0
    unpaid_amount: int = 0

    @property
    def state(self) -> str:
        """open · part · paid (what was let go had been paid before, and its money is credit) · part_released (some were
        paid, the rest was let go) · run_out (all were let go unpaid, some of them since their time was over) · all_left
        (all were let go unpaid, for other reasons)."""
        if self.open:
            return "part" if self.paid else "open"
        if self.paid or self.released > self.unpaid:
            return "part_released" if self.unpaid else "paid"
        return "run_out" if self.lost else "all_left"


def sums_of(bill_ids: Iterable[int]) -> dict[int, BillSums]:
    """One query; of a month that was let go and taken again only the new row counts."""
    live, paid = CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null(False)
    gone = ~live & ~fn.EXISTS(taken_again())
    lost = gone & (CoverageMonth.released_why == HOLD)
    parts = (
        live & paid,
        live & ~paid,
        gone,
        lost,
        gone & ~paid,
    )  # what is let go keeps the day it was paid on
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


def has_unbilled(batch) -> bool:
    """Whether a bill could be made for months of this batch."""
    return _unbilled(batch).exists()


def unbilled_months(batch) -> list[date]:
    """The months a bill of this batch would ask for."""
    return [month for (month,) in _unbilled(batch).distinct().order_by(CoverageMonth.month).tuples()]


def _unbilled(batch):
    months = CoverageMonth.select(CoverageMonth.month).join(Commitment)
    return months.where(planned_in(batch), CoverageMonth.released_at.is_null())
