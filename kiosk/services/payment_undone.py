"""Which months a payment paid once and pays no more: whose, why, by whom and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from db.models import AuditEvent, BatchRow, Bill, CoverageMonth, Payment, PaymentAllocation, User, Worker
from kiosk.domain.release_reasons import BY_THE_FUNDER
from kiosk.domain.words import initials
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.payment_joins import JOINED
from kiosk.services.payment_reversals import REVERSED
from kiosk.services.strangers import strangers_of

MOST = 200
ONE_TRANSACTION = timedelta(minutes=2)  # the trail is written at its end


@dataclass(frozen=True)
class UndoneMonth:
    """`reg_no` is empty, and the name initials, where the reader does not see the person."""

    name: str
    reg_no: str
    month: date
    amount: int


@dataclass(frozen=True)
class Undone:
    """What was undone at once. `why` is a code, `words` what the admin wrote."""

    at: datetime
    by: str
    why: str
    words: str
    months: list[UndoneMonth] = field(default_factory=list)


def undone_of(payment: Payment, *, by: Actor) -> list[Undone]:
    """The oldest first, at most MOST months; for who may see the payment. What two payments became by being joined is
    paid still."""
    entries = _entries(payment)
    seen, strangers = (
        access.seen_among(by, [entry.covered.worker for entry in entries]),
        _strangers(entries, by),
    )
    names = dict(
        User.select(User.id, User.name).where(User.id.in_([entry.by_id for entry in entries])).tuples()
    )
    reasons = _reasons(payment)
    months: dict[tuple, list[UndoneMonth]] = defaultdict(list)
    for entry in entries:
        words = _words(entry, reasons)
        at = entry.at.replace(microsecond=0)
        months[at, names.get(entry.by_id, ""), entry.why, words].append(
            _month(entry, entry.covered.worker_id in seen, entry.covered.worker_id in strangers)
        )
    return [Undone(*head, months=group) for head, group in months.items()]


def _entries(payment: Payment) -> list[PaymentAllocation]:
    query = (
        PaymentAllocation.select(PaymentAllocation, CoverageMonth, Worker)
        .join(CoverageMonth)
        .join(Worker)
        .where(
            PaymentAllocation.payment == payment,
            PaymentAllocation.amount < 0,
            PaymentAllocation.why != JOINED,
        )
    )
    return list(query.order_by(PaymentAllocation.id).limit(MOST))


def _strangers(entries: list[PaymentAllocation], by: Actor) -> set[int]:
    """Of the people of these entries those whom `by` never knew by name."""
    batches = Bill.select(Bill.batch).where(Bill.id.in_([entry.covered.bill_id for entry in entries]))
    if by.role in access.SEES_ALL:
        return set()
    people = sorted({entry.covered.worker_id for entry in entries})
    rows = strangers_of(by, BatchRow.batch.in_(batches), people)
    return {worker_id for (worker_id,) in rows.tuples()}


def _month(entry: PaymentAllocation, is_seen: bool, is_stranger: bool) -> UndoneMonth:
    """Whom a company let go of itself it is told by name, where it knew it."""
    worker = entry.covered.worker
    named = is_seen or (entry.why in BY_THE_FUNDER and not is_stranger)
    return UndoneMonth(
        name=worker.name if named else initials(worker.name),
        reg_no=worker.reg_no if is_seen else "",
        month=entry.covered.month,
        amount=-entry.amount,
    )


def _reasons(payment: Payment) -> list[tuple[datetime, str]]:
    """What was written when this payment was reversed; the trail keeps it."""
    about = (AuditEvent.subject_kind == "pembayaran") & (AuditEvent.subject == payment.no)
    rows = AuditEvent.select().where(about, AuditEvent.action == "pembayaran.dibalik").order_by(AuditEvent.id)
    return [(row.at, row.detail.get("alasan", "")) for row in rows]


def _words(entry: PaymentAllocation, reasons: list[tuple[datetime, str]]) -> str:
    if entry.why != REVERSED:
        return ""
    return next((words for at, words in reasons if entry.at <= at <= entry.at + ONE_TRANSACTION), "")
