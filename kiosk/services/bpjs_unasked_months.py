"""Months that are billed and that nobody has handed over to BPJS yet."""

from peewee import fn

from db.models import Bill, CoverageMonth
from kiosk.services.bpjs_wadahs import Wadah


def unasked(*columns):
    """The query of months that are billed and not handed over."""
    return (
        CoverageMonth.select(*columns)
        .join(Bill)
        .where(
            CoverageMonth.released_at.is_null(),
            CoverageMonth.bill.is_null(False),
            CoverageMonth.submitted_on.is_null(),
            CoverageMonth.effective_on.is_null(),
            Bill.cancelled_at.is_null(),
        )
    )


def unasked_in(wadah: Wadah, *columns):
    """The same of one wadah."""
    own = (CoverageMonth.funder == wadah.funder_id) & (Bill.wadah_type == wadah.wadah_type)
    return unasked(*columns).where(own)


def firsts_of(months):
    """Each person's first such month by funder and wadah, as a subquery with worker_id, funder_id, wadah_type and
    first_month; `months` gives the query of them with these columns."""
    columns = (CoverageMonth.worker, CoverageMonth.funder, Bill.wadah_type)
    names = ("worker_id", "funder_id", "wadah_type")
    named = (column.alias(name) for column, name in zip(columns, names, strict=True))
    query = months(*named, fn.MIN(CoverageMonth.month).alias("first_month"))
    return query.group_by(*columns).alias("firsts")
