"""The two ways by which a start that breaks a membership is found (domain/bpjs_continuity), as queries over the first
paid month of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.days import month_after
from db.models import Bill, CoverageMonth, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, today
from kiosk.services import settings
from kiosk.services.standing import is_free

ACCEPTED = "accepted"


@dataclass(frozen=True)
class Way:
    """`rows` is the query of `month`, the first paid month, with its worker; `answered_on` BPJS's day of it or null;
    `until` the day from which on it counts anyway."""

    rows: Callable
    answered_on: object
    until: object
    month: type[CoverageMonth] = CoverageMonth


def _late_answers():
    """Accepted lines whose day lies after the first paid month of their run."""
    line, earlier = SubmissionLine, CoverageMonth.alias()
    before = earlier.select(earlier.id).where(
        earlier.worker == CoverageMonth.worker,
        earlier.funder == CoverageMonth.funder,
        earlier.month >= line.first_month,
        earlier.month < CoverageMonth.month,
        earlier.released_at.is_null(),
        earlier.paid_on.is_null(False),
    )
    in_line = (
        (line.worker == CoverageMonth.worker)
        & (CoverageMonth.month >= line.first_month)
        & (CoverageMonth.month <= line.last_month)
    )
    return (
        _paid_months()
        .join(line, on=in_line)
        .join(Submission, on=(line.submission == Submission.id))
        .where(
            Submission.funder == CoverageMonth.funder,
            Submission.sent_on >= _looked_back_to(),
            line.state == ACCEPTED,
            line.effective_on >= month_after(line.first_month),  # of most lines nothing more is looked at
            line.effective_on >= month_after(CoverageMonth.month),
            ~fn.EXISTS(before),
        )
    )


def _late_payments():
    """Paid months that BPJS has not confirmed, right behind a confirmed one by the ledger, but paid only when for BPJS
    membership was over; of bills without its receipt, of which there are few."""
    open_bills = Bill.select(Bill.id).where(Bill.receipt_on.is_null(), Bill.issued_on >= _looked_back_to())
    return _paid_months().where(
        CoverageMonth.bill.in_(open_bills),
        CoverageMonth.effective_on.is_null(),
        fn.EXISTS(_confirmed_before()),
    )


def _confirmed_before():
    """For a paid month: the confirmed one behind which it follows, no other paid one between them."""
    before, between = CoverageMonth.alias(), CoverageMonth.alias()
    lapse_months = settings.whole("lapse_months")
    unconfirmed = between.select(between.id).where(
        between.worker == CoverageMonth.worker,
        between.month > before.month,
        between.month < CoverageMonth.month,
        between.released_at.is_null(),
        between.paid_on.is_null(False),
    )
    return before.select(before.id).where(
        before.worker == CoverageMonth.worker,
        before.month < CoverageMonth.month,
        before.released_at.is_null(),
        before.effective_on.is_null(False),
        _months_after(before.month, lapse_months) >= CoverageMonth.month,
        _months_after(before.month, lapse_months + 1) <= CoverageMonth.paid_on,
        ~fn.EXISTS(unconfirmed),
    )


def _paid_months():
    people = CoverageMonth.select().join(Worker).switch(CoverageMonth)
    return people.where(is_free(), CoverageMonth.released_at.is_null(), CoverageMonth.paid_on.is_null(False))


def _months_after(month, count: int):
    for _step in range(count):
        month = month_after(month)
    return month


def _looked_back_to() -> date:
    return add_months(today(), -settings.whole("start_letter_months"))


FOUND = (
    Way(_late_answers, SubmissionLine.effective_on, SubmissionLine.effective_on),
    Way(_late_payments, CoverageMonth.effective_on, CoverageMonth.paid_on),
)
