"""A company's batch into which people of the waiting list come."""

from datetime import date

from db.connection import writing
from db.models import Batch, BatchRow, Company, CoverageMonth, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import batch_picks
from kiosk.services.acting import Actor
from kiosk.services.batch_pick_pages import PickWish
from kiosk.services.numbers import fresh_number
from tests.services.at_once import key

NEXT = add_months(first_of_month(today()), 1)


def empty_batch(people, *, months: int = 3, first: date = NEXT, company: str = "sinar", **other) -> Batch:
    with writing():
        return Batch.create(
            no=fresh_number("B26"), company=Company.get(Company.code == company), name="CSR", first_month=first,
            months=months, created_by_id=people["mitra"].id, **other,
        )  # fmt: skip


def pick(batch: Batch, by: Actor, count: int = 500, *, client_key: str = "", **where) -> int:
    wish = PickWish(count=count, **where)
    return batch_picks.pick(no=batch.no, wish=wish, client_key=client_key or key(), by=by)


def stands_in(batch: Batch) -> list[Worker]:
    """In the order in which they came."""
    rows = (
        BatchRow.select(BatchRow, Worker)
        .join(Worker)
        .where(BatchRow.batch == batch, BatchRow.state == "ready")
    )
    return [row.worker for row in rows.order_by(BatchRow.number)]


def live(worker: Worker) -> list[CoverageMonth]:
    rows = CoverageMonth.select().where(CoverageMonth.worker == worker, CoverageMonth.released_at.is_null())
    return list(rows.order_by(CoverageMonth.month))
