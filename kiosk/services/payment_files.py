"""One payment as its page needs it: what became of it, whom it pays, what undid it."""

from dataclasses import dataclass, field
from datetime import date

from peewee import fn

from db.models import (
    Bill,
    CoverageMonth,
    Credit,
    DebitLine,
    DebitRefund,
    DebitRun,
    Donor,
    Mandate,
    Opd,
    Payment,
    User,
    Worker,
)
from kiosk.services import debit_reversals, payment_evidence
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor, Refused
from kiosk.services.bill_lookup import payment_seen_by
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_facts import TOLD
from kiosk.services.payment_joins import JOINED
from kiosk.services.payment_previews import PaymentPreview, alike, preview
from kiosk.services.payment_undone import Undone, undone_of
from kiosk.services.portions import one_page

PEOPLE_PAGE = 60


@dataclass(frozen=True)
class PaidPerson:
    """Somebody whose months a payment pays; `effective` of them BPJS has confirmed."""

    reg_no: str
    name: str
    months: int
    amount: int
    effective: int


@dataclass(frozen=True)
class FromDebit:
    """The line of a run that made a payment, and whose mandate allowed it."""

    line_key: str
    run_month: date
    run_number: int
    mandate_no: str
    opd_code: str


@dataclass(frozen=True)
class PaymentFile:
    """`joined_into` is the payment that took this one in, `joined` are those that made it. `taken` is what it could not
    pay because the months were let go and taken by others. Of one that waits `preview` says what it would pay, and
    `alike` which others may be the same transfer. `debit`: where it came from a donor's account; `refunds`: what of it
    went back there; `stuck`: why the bank's taking it back cannot be noted here any more."""

    payment: Payment
    bill: Bill | None
    evidence: str
    told_by: str
    settled_by: str
    people: int
    months: int
    effective: int
    taken: int
    reversal: Payment | None
    joined_into: str
    joined: list[Payment]
    credits: list[Credit]
    preview: PaymentPreview | None
    alike: list[Payment]
    undone: list[Undone]
    debit: FromDebit | None = None
    refunds: list[DebitRefund] = field(default_factory=list)
    stuck: Refused | None = None


def file_of(*, no: str, by: Actor) -> PaymentFile:
    """Raises NotThere, NotAllowed."""
    payment = payment_seen_by(by, no)
    reversal = Payment.get_or_none(Payment.reverses == payment)
    names = dict(
        User.select(User.id, User.name)
        .where(User.id.in_([payment.told_by_id, payment.settled_by_id]))
        .tuples()
    )
    people, months, effective = _paid_by(payment)
    bill = Bill.get_or_none(Bill.id == payment.bill_id)
    waits = payment.state == TOLD
    return PaymentFile(
        payment=payment,
        bill=bill,
        evidence=payment_evidence.kind_of(payment.id),
        told_by=names.get(payment.told_by_id, ""),
        settled_by=names.get(payment.settled_by_id, ""),
        people=people,
        months=months,
        effective=effective,
        taken=_taken(payment),
        reversal=reversal,
        joined_into=_joined_into(reversal),
        joined=_joined(payment),
        credits=list(Credit.select().where(Credit.payment == payment).order_by(Credit.id)),
        preview=preview(bill, payment) if waits and bill else None,
        undone=undone_of(payment, by=by),
        alike=alike(payment) if waits and by.role in SEES_ALL else [],
        debit=_debit(payment) if payment.debited and by.role in SEES_ALL else None,
        refunds=list(DebitRefund.select().where(DebitRefund.payment == payment).order_by(DebitRefund.id)),
        stuck=debit_reversals.why_not(payment) if payment.debited and payment.state == CONFIRMED else None,
    )


def _debit(payment: Payment) -> FromDebit | None:
    """None of one that the bank has taken back: its line has failed since."""
    rows = (
        DebitLine.select(DebitLine.key, DebitRun.month, DebitRun.number, Mandate.no, Opd.code)
        .join(DebitRun)
        .join_from(DebitLine, Mandate)
        .join(Donor)
        .join(Opd)
        .where(DebitLine.payment == payment)
    )
    found = rows.tuples().first()
    return FromDebit(*found) if found else None


def _paid_by(payment: Payment) -> tuple[int, int, int]:
    """People, months, and of these those that BPJS has confirmed."""
    return (
        CoverageMonth.select(
            fn.COUNT(fn.DISTINCT(CoverageMonth.worker)),
            fn.COUNT(CoverageMonth.id),
            fn.COUNT(CoverageMonth.effective_on),
        )
        .where(CoverageMonth.payment == payment)
        .tuples()
        .get()
    )


def _taken(payment: Payment) -> int:
    same = (Credit.payment == payment) & (Credit.why == "taken")
    return int(Credit.select(fn.COALESCE(fn.SUM(Credit.amount), 0)).where(same).scalar())


def _joined_into(reversal: Payment | None) -> str:
    why = reversal.why if reversal else ""
    return why.removeprefix(f"{JOINED} ") if why.startswith(f"{JOINED} ") else ""


def _joined(payment: Payment) -> list[Payment]:
    negative = Payment.alias()
    return list(
        Payment.select()
        .join(negative, on=(negative.reverses == Payment.id))
        .where(negative.why == f"{JOINED} {payment.no}")
        .order_by(Payment.id)
    )


def people_of(payment: Payment, *, page: int = 1) -> tuple[list[PaidPerson], bool]:
    """One page of those whose months it pays, by name; for who may see it (file_of)."""
    query = (
        Worker.select(
            Worker.reg_no,
            Worker.name,
            fn.COUNT(CoverageMonth.id),
            fn.SUM(CoverageMonth.amount),
            fn.COUNT(CoverageMonth.effective_on),
        )
        .join(CoverageMonth)
        .where(CoverageMonth.payment == payment)
        .group_by(Worker.id)
        .order_by(Worker.name, Worker.id)
        .tuples()
    )
    rows, follows = one_page(query, page=page, size=PEOPLE_PAGE)
    return [
        PaidPerson(reg_no, name, months, int(amount), done) for reg_no, name, months, amount, done in rows
    ], follows
