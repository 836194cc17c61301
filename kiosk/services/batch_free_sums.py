"""The months left over of everybody in a batch whom somebody funds in part, together: for one press that takes all."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, BatchRow, CoverageMonth, Worker
from kiosk.services import standing
from kiosk.services.batch_free_months import FUNDED, READY, Pricing, open_months


@dataclass(frozen=True)
class FreeSum:
    """Of all funded rows of a batch: how many people have months left over, how many months those are together, and
    their rupiah."""

    people: int
    months: int
    amount: int


def sum_of(batch: Batch) -> FreeSum:
    """Of everybody in funded rows who may be taken; a few queries, however many rows. Raises TariffMissing."""
    months = open_months(batch)
    people = dict(_people_by_occupation(batch).tuples())
    if not months or not people:
        return FreeSum(0, 0, 0)
    taken = {(work, month): count for work, month, count in _taken(batch, months).tuples()}
    price, free, amount = Pricing(batch), 0, 0
    for work, count in people.items():
        for month in months:
            left = count - taken.get((work, month), 0)
            free += left
            amount += left * price.month(work, month) if left else 0
    return FreeSum(sum(people.values()) - without_any(batch, months).count(), free, amount)


def takeable(batch: Batch):
    """The query of the workers' ids: in a funded row of the batch, not held back, with no place in it."""
    other = BatchRow.alias()
    has_place = other.select(other.id).where(
        other.batch == batch, other.worker == BatchRow.worker, other.state == READY
    )
    return (
        BatchRow.select(BatchRow.worker)
        .join(Worker)
        .where(BatchRow.batch == batch, BatchRow.state == FUNDED, standing.is_free(), ~fn.EXISTS(has_place))
    )


def _people_by_occupation(batch: Batch):
    here = Worker.id.in_(takeable(batch))
    return Worker.select(Worker.occupation, fn.COUNT(Worker.id)).where(here).group_by(Worker.occupation)


def _taken(batch: Batch, months: list[date]):
    rows = CoverageMonth.select(Worker.occupation, CoverageMonth.month, fn.COUNT(CoverageMonth.id))
    return rows.join(Worker).where(_live(batch, months)).group_by(Worker.occupation, CoverageMonth.month)


def without_any(batch: Batch, months: list[date]):
    """The query of the ids of those among them who have none of these months left over."""
    full = CoverageMonth.select(CoverageMonth.worker).where(_live(batch, months))
    counted = fn.COUNT(CoverageMonth.id) == len(months)
    return full.group_by(CoverageMonth.worker).having(counted)


def _live(batch: Batch, months: list[date]):
    theirs = CoverageMonth.worker.in_(takeable(batch)) & CoverageMonth.month.in_(months)
    return theirs & CoverageMonth.released_at.is_null()
