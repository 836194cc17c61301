"""The live months of a batch, those nobody has paid among them, and the bills that stand for them."""

from datetime import date, datetime

from peewee import SQL, fn

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


def losing_from(batch_id: int) -> list[tuple[date, int]]:
    """Of the people who hold paid and unpaid months of the batch: the first unpaid month, how many have it."""
    first = (
        live_months(batch_id)
        .where(is_unpaid())
        .select(CoverageMonth.worker, fn.MIN(CoverageMonth.month).alias("month"))
        .where(
            CoverageMonth.worker.in_(live_months(batch_id).where(~is_unpaid()).select(CoverageMonth.worker))
        )
        .group_by(CoverageMonth.worker)
        .alias("first")
    )
    rows = CoverageMonth.select(first.c.month, fn.COUNT(SQL("*"))).from_(first)
    ordered = rows.group_by(first.c.month).order_by(first.c.month).tuples()
    return [(CoverageMonth.month.python_value(month), count) for month, count in ordered]


def waits_for_bpjs(batch: Batch) -> bool:
    """Whether somebody in it has paid months, of which BPJS has confirmed none."""
    own = live_months(batch.id).where(CoverageMonth.paid_on.is_null(False)).group_by(CoverageMonth.worker)
    confirmed = fn.COUNT(CoverageMonth.effective_on)
    return own.select(CoverageMonth.worker).having(confirmed == 0).exists()


def unbilled_until(batch: Batch) -> datetime | None:
    """When the first of the months that no bill asks for is let go; None where there is none with an end."""
    ends = live_months(batch.id).where(
        CoverageMonth.bill.is_null(), CoverageMonth.paid_on.is_null(), CoverageMonth.hold_until.is_null(False)
    )
    first = ends.order_by(CoverageMonth.hold_until).first()
    return first.hold_until if first else None


def standing_bills(batch: Batch) -> list[Bill]:
    return list(Bill.select().where(Bill.batch == batch, Bill.cancelled_at.is_null()).order_by(Bill.id))


def is_paid_in_part(bill: Bill) -> bool:
    paid = (CoverageMonth.bill == bill) & CoverageMonth.paid_on.is_null(False)
    return CoverageMonth.select().where(paid).exists()


def asks(bill: Bill) -> bool:
    """Whether a live month of it is not paid."""
    live = (CoverageMonth.bill == bill) & CoverageMonth.released_at.is_null()
    return CoverageMonth.select().where(live, CoverageMonth.paid_on.is_null()).exists()
