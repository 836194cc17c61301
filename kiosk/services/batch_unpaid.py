"""The live months of a batch, those nobody has paid among them, and the bills that stand for them."""

from datetime import date

from peewee import fn

from db.models import Batch, Bill, Commitment, CoverageMonth


def live_months(batch_id: int):
    """The query."""
    rows = CoverageMonth.select().join(Commitment)
    return rows.where(Commitment.batch == batch_id, CoverageMonth.released_at.is_null())


def is_unpaid():
    """The condition."""
    return CoverageMonth.paid_on.is_null() & CoverageMonth.effective_on.is_null()


def counted(batch_id: int, condition) -> tuple[int, int, date | None]:
    """People, months, the last month."""
    columns = (
        fn.COUNT(CoverageMonth.worker.distinct()),
        fn.COUNT(CoverageMonth.id),
        fn.MAX(CoverageMonth.month),
    )
    people, months, last = live_months(batch_id).where(condition).select(*columns).tuples().get()
    return people, months, CoverageMonth.month.python_value(last)


def standing_bills(batch: Batch) -> list[Bill]:
    return list(Bill.select().where(Bill.batch == batch, Bill.cancelled_at.is_null()).order_by(Bill.id))


def is_paid_in_part(bill: Bill) -> bool:
    paid = (CoverageMonth.bill == bill) & CoverageMonth.paid_on.is_null(False)
    return CoverageMonth.select().where(paid).exists()


def asks(bill: Bill) -> bool:
    """Whether a live month of it is not paid."""
    live = (CoverageMonth.bill == bill) & CoverageMonth.released_at.is_null()
    return CoverageMonth.select().where(live, CoverageMonth.paid_on.is_null()).exists()
