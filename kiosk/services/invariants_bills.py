"""Of bills: one funder each, and asked for what their months say, as it was when they were made."""

from collections.abc import Iterable, Iterator
from datetime import date

from peewee import JOIN, fn

from db.models import Batch, Bill, BillLine, Commitment, Company, CoverageMonth, Funder, Worker
from kiosk.services.invariant_proofs import Invariant, live, months_where, named_month


def _bills() -> int:
    return Bill.select().count()


def _of_two_funders() -> Iterator[str]:
    """Months of another funder or batch than the bill's, or a bill to another than the batch's company."""
    unlike = (
        (Bill.funder != CoverageMonth.funder)
        | (Bill.batch != Commitment.batch)
        | (Bill.batch.is_null() != Commitment.batch.is_null())
    )
    query = (
        CoverageMonth.select(Bill.no, Worker.reg_no, CoverageMonth.month)
        .join(Worker)
        .switch(CoverageMonth)
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Bill)
        .where(unlike)
    )
    yield from (f"{no}: {named_month(*month)}" for no, *month in query.tuples().iterator())
    others = Bill.select(Bill.no).join(Batch).join(Company).where(Company.funder != Bill.funder)
    yield from (no for (no,) in others.tuples().iterator())


def _lines() -> int:
    return BillLine.select().count()


def _unlike_its_lines() -> Iterable[str]:
    asked = (
        BillLine.select(
            BillLine.bill.alias("bill_id"), fn.SUM(BillLine.rate * BillLine.people).alias("total")
        )
        .group_by(BillLine.bill)
        .alias("asked")
    )
    query = (
        Bill.select(Bill.no)
        .join(asked, JOIN.LEFT_OUTER, on=(asked.c.bill_id == Bill.id))
        .where(Bill.amount != fn.COALESCE(asked.c.total, 0))
    )
    return (no for (no,) in query.order_by(Bill.id).tuples().iterator())


def _billed_months() -> int:
    return CoverageMonth.select().where(CoverageMonth.bill.is_null(False)).count()


def _unlike_its_months() -> Iterator[str]:
    """Line by line the people asked for, less those whose month is there at that rate, is nobody. A month that was let
    go and taken again has two rows under one commitment; a cancelled bill has let its months go, or has them live."""
    lines = BillLine.select(
        BillLine.bill.alias("bill"),
        BillLine.month.alias("month"),
        BillLine.rate.alias("rate"),
        BillLine.people.alias("people"),
    )
    kept = (CoverageMonth.bill, CoverageMonth.month, CoverageMonth.amount)
    people = fn.COUNT(CoverageMonth.commitment.distinct()) * -1
    months = CoverageMonth.select(*kept, people).where(CoverageMonth.bill.is_null(False)).group_by(*kept)
    both = lines.union_all(months).alias("both")
    uneven = (
        Bill.select(Bill.no, both.c.month)
        .join(both, on=(both.c.bill == Bill.id))
        .where(Bill.cancelled_at.is_null())
        .group_by(Bill.id, Bill.no, both.c.month, both.c.rate)
        .having(fn.SUM(both.c.people) != 0)
    )
    for no, month in uneven.tuples().iterator():
        yield from _without_their_month(no, month) or [named_month(no, month)]
    cancelled = CoverageMonth.select(Bill.no, Worker.reg_no, CoverageMonth.month).join(Worker)
    cancelled = cancelled.switch(CoverageMonth).join(Bill).where(live(), Bill.cancelled_at.is_null(False))
    yield from (f"{no}: {named_month(*month)}" for no, *month in cancelled.tuples().iterator())


def _without_their_month(no: str, month: date | str) -> list[str]:
    """The bill's month with each person it was promised to who has no row for it, not even one that was let go."""
    month = date.fromisoformat(str(month)[:10])
    same_batch = (Commitment.batch == Bill.batch) | (Commitment.batch.is_null() & Bill.batch.is_null())
    kept = CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.commitment == Commitment.id, CoverageMonth.month == month
    )
    lost = (
        Commitment.select(Worker.reg_no)
        .join(Worker)
        .join_from(Commitment, Bill, on=(Bill.funder == Commitment.funder))
        .where(
            Bill.no == no,
            same_batch,
            Commitment.first_month <= month,
            Commitment.last_month.is_null() | (Commitment.last_month >= month),
            Commitment.created_at <= Bill.created_at,
            ~fn.EXISTS(kept),
        )
    )
    return [f"{named_month(no, month)}: {reg_no}" for (reg_no,) in lost.order_by(Worker.reg_no).tuples()]


def _billed_without_bill() -> Iterable[str]:
    return months_where(live(), CoverageMonth.bill.is_null() != CoverageMonth.billed_on.is_null())


def _asn_funders() -> int:
    return Funder.select().where(Funder.kind == "asn").count()


def _asn_money_in_two() -> Iterable[str]:
    """All funders of that kind beside the first."""
    query = Funder.select(Funder.name).where(Funder.kind == "asn").order_by(Funder.id).offset(1).limit(1_000)
    return (name for (name,) in query.tuples())


INVARIANTS = (
    Invariant(
        "6", "one_payer", "Setiap tagihan milik satu penanggung, dan bulan-bulannya dari batch yang sama.",
        "tagihan", _bills, _of_two_funders,
    ),
    Invariant(
        "6", "asn_one", "Semua uang ASN adalah satu penanggung.",
        "penanggung ASN", _asn_funders, _asn_money_in_two,
    ),
    Invariant(
        "9", "lines", "Jumlah setiap tagihan sama dengan jumlah rinciannya.", "rincian", _lines, _unlike_its_lines,
    ),
    Invariant(
        "9", "as_billed", "Rincian setiap tagihan sama dengan bulan-bulannya seperti saat ditagih.",
        "bulan ditagih", _billed_months, _unlike_its_months,
    ),
    Invariant(
        "9", "billed", "Bulan yang bertanggal tagih menunjuk tagihannya.",
        "bulan ditagih", _billed_months, _billed_without_bill,
    ),
)  # fmt: skip
