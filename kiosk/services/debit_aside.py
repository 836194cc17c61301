"""What waits beside the road of the debit: lines of the bank that contradict or that nobody knows, money that went into
a bill and has not been sent to BPJS, failures that somebody has to mend."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Bill, CoverageMonth, Funder, Payment
from kiosk.services import debit_failures, debit_return_settling
from kiosk.services.debit_facts import ASN
from kiosk.services.participation_places import CITY, CITY_NAME, Place

LOOK, SEND, MEND = ("look", "send", "mend")


@dataclass(frozen=True)
class Aside:
    """`count` is lines to look at, rupiah to send, debits to mend; `path` opens the list or the one thing behind
    it. Lines to look at are told apart by the `month` and `number` of their run, and the `answer` they stand in."""

    kind: str
    count: int
    path: str
    month: date | None = None
    number: int = 0
    answer: str = ""


def asides() -> list[Aside]:
    """In as many queries whatever there is."""
    found = [*_to_look_at(), *_to_send(), _to_mend()]
    return [one for one in found if one.count]


def _to_look_at() -> list[Aside]:
    return [
        Aside(LOOK, count, f"/debit/balasan/{answer.no}", answer.run.month, answer.run.number, answer.no)
        for answer, count in debit_return_settling.open_lines()
    ]


def _to_send() -> list[Aside]:
    """Bills of debited months without BPJS's receipt, each with what it still stands for."""
    bills = Bill.select(Bill.id, Bill.no).join(Funder)
    waiting = dict(
        bills.where(Funder.kind == ASN, Bill.receipt_on.is_null(), Bill.cancelled_at.is_null()).tuples()
    )
    amounts = (
        CoverageMonth.select(CoverageMonth.bill, fn.SUM(CoverageMonth.amount))
        .join(Payment)
        .where(
            CoverageMonth.bill.in_(list(waiting)),
            CoverageMonth.released_at.is_null(),
            Payment.debited.is_null(False),
        )
        .group_by(CoverageMonth.bill)
    )
    return [
        Aside(SEND, int(amount), f"/tagihan/{waiting[bill]}") for bill, amount in sorted(amounts.tuples())
    ]


def _to_mend() -> Aside:
    return Aside(
        MEND,
        debit_failures.count_to_mend(Place(CITY, CITY_NAME)),
        f"/debit/gagal?sebab={debit_failures.TO_MEND}",
    )
