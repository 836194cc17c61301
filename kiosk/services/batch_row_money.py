"""How far the money of a batch's people is: asked for, paid, protected; what their company reads beside their rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import Batch, Commitment, CoverageMonth
from kiosk.domain.clock import first_of_month, today


@dataclass(frozen=True)
class RowMoney:
    """Months of one person in the batch: `billed` are asked for and not paid; `is_protected`: one of them is in force
    today."""

    paid: tuple[date, ...] = ()
    billed: tuple[date, ...] = ()
    is_protected: bool = False

    @property
    def state(self) -> str:
        """The state code of components/state.html that says most; empty while nothing was asked for."""
        if self.is_protected:
            return "protected"
        return "paid" if self.paid else "billed" if self.billed else ""


NOTHING_YET = RowMoney()


def money_of_rows(batch: Batch, worker_ids: Iterable[int]) -> dict[int, RowMoney]:
    """By the worker's id, of those for whom something was asked or paid; one query."""
    months: dict[int, list[CoverageMonth]] = defaultdict(list)
    rows = (
        CoverageMonth.select()
        .join(Commitment)
        .where(
            Commitment.batch == batch,
            CoverageMonth.worker.in_(list(worker_ids)),
            CoverageMonth.released_at.is_null(),
        )
    )
    for row in rows.order_by(CoverageMonth.month):
        months[row.worker_id].append(row)
    return {worker_id: _money(theirs) for worker_id, theirs in months.items()}


def _money(months: list[CoverageMonth]) -> RowMoney:
    day = today()
    return RowMoney(
        paid=tuple(row.month for row in months if row.paid_on),
        billed=tuple(row.month for row in months if row.bill_id and not row.paid_on),
        is_protected=any(_in_force(row, day) for row in months),
    )


def _in_force(row: CoverageMonth, day: date) -> bool:
    return row.month == first_of_month(day) and row.effective_on is not None and row.effective_on <= day
