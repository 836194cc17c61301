"""Of what stands behind a payment: the day its money came, and the paper that shows it."""

from collections.abc import Iterable

from peewee import fn

from db.models import Attachment, CoverageMonth, Payment, PaymentAllocation, Worker
from kiosk.services import safe
from kiosk.services.invariant_proofs import Invariant, live, named_month
from kiosk.services.payment_evidence import OWNER
from kiosk.services.payment_joins import JOINED


def _paid_months() -> int:
    return CoverageMonth.select().where(live(), CoverageMonth.paid_on.is_null(False)).count()


def _paid_on_another_day() -> Iterable[str]:
    query = CoverageMonth.select(Worker.reg_no, CoverageMonth.month).join(Worker)
    query = query.join_from(CoverageMonth, Payment)
    other_day = Payment.received_on != CoverageMonth.paid_on
    rows = query.where(live(), other_day, ~fn.EXISTS(_day_of_one_before()))
    return (named_month(*row) for row in rows.tuples().iterator())


def _day_of_one_before():
    """A payment that paid this month before and was joined into another, or gave a month that BPJS has confirmed over
    to other money: the day it was paid stays."""
    before = Payment.alias("before")
    kept = (PaymentAllocation.why == JOINED) | CoverageMonth.effective_on.is_null(False)
    entries = PaymentAllocation.select(PaymentAllocation.id).join(
        before, on=(PaymentAllocation.payment == before.id)
    )
    return entries.where(
        PaymentAllocation.covered == CoverageMonth.id,
        PaymentAllocation.amount < 0,
        before.received_on == CoverageMonth.paid_on,
        kept,
    )


def _proofs():
    """Number of the payment and path of the paper, of payments that count or wait."""
    mine = (Attachment.owner_kind == OWNER) & (Attachment.owner_id == Payment.id)
    query = Payment.select(Payment.no, Attachment.path).join(Attachment, on=mine)
    return query.where(Payment.state.in_(("told", "confirmed")))


def _without_their_paper() -> Iterable[str]:
    rows = _proofs().order_by(Payment.id).tuples().iterator()
    return (no for no, path in rows if not safe.has_file(path))


INVARIANTS = (
    Invariant(
        "3", "paid_on", "Bulan dihitung dibayar sejak hari uangnya masuk.",
        "bulan dibayar", _paid_months, _paid_on_another_day,
    ),
    Invariant(
        "8", "proofs", "Berkas bukti setiap pembayaran ada di tempat penyimpanan.",
        "bukti", lambda: _proofs().count(), _without_their_paper,
    ),
)  # fmt: skip
