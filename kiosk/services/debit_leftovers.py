"""Why something is over of a debit: for whose months it was taken and could not be used, or is used no more."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from db.models import Bill, CoverageMonth, DebitItem, DebitLine, Worker
from kiosk.domain.release_reasons import OTHER, release_words
from kiosk.domain.words import N_

PAID_OTHERWISE = N_("bulannya sudah dibayar pihak lain")
UNTOLD = "withdrawn"  # what somebody said about their consent is theirs


@dataclass(frozen=True)
class Leftover:
    """`amount` rupiah of one person's month; `why` in words that may be told to the donor. `bill_no`: by which bill the
    money had gone on to BPJS before the month was let go, so that it has to be asked back there."""

    name: str
    month: date
    amount: int
    why: str
    bill_no: str = ""


def of_lines(line_ids: list[int]) -> dict[int, list[Leftover]]:
    """By line, of those that were debited; one query."""
    found: dict[int, list[Leftover]] = defaultdict(list)
    rows = (
        DebitItem.select(DebitItem, Worker, CoverageMonth, DebitLine, Bill)
        .join(Worker)
        .join_from(DebitItem, CoverageMonth)
        .join(Bill, JOIN.LEFT_OUTER)
        .join_from(DebitItem, DebitLine)
        .where(DebitItem.line.in_(line_ids), DebitItem.let_go_at.is_null(), DebitLine.payment.is_null(False))
        .order_by(DebitItem.id)
    )
    for item in rows:
        if item.covered.payment_id != item.line.payment_id:
            found[item.line_id].append(_leftover(item))
    return dict(found)


def _leftover(item: DebitItem) -> Leftover:
    covered = item.covered
    return Leftover(
        name=item.worker.name,
        month=item.month,
        amount=item.amount,
        why=_why(covered),
        bill_no=covered.bill.no if covered.bill_id and covered.released_at else "",
    )


def _why(covered: CoverageMonth) -> str:
    if covered.released_at is None:
        return PAID_OTHERWISE
    return OTHER if covered.released_why == UNTOLD else release_words(covered.released_why)
