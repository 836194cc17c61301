"""What was over of a debit goes back to the donor's account: noted once the city has sent it, all of it at once; nobody
else's month is ever paid by it."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models import DebitLine, DebitRefund, Donor, Mandate, Payment, User
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import access, audit, debit_notices, mandate_accounts
from kiosk.services.acting import Actor, Refused
from kiosk.services.debit_over import Over, over_of
from kiosk.services.once import once
from kiosk.services.payment_counting import CONFIRMED
from kiosk.services.payment_entries import hold_payments, note_credit
from kiosk.services.payment_facts import clean_reference

LATEST = 30
REFUNDED = "refunded"

NOTHING_OVER = N_("Dari debet ini tidak ada uang lebih yang belum dikembalikan. Muat ulang halamannya.")
IN_FUTURE = N_("Tanggal pengembalian belum tiba. Tulis tanggal uang itu benar-benar dikirim kepada donatur.")
BEFORE_DEBIT = N_("Tanggal pengembalian lebih awal dari hari debetnya. Periksa tanggalnya.")


OWN_ACCOUNT = N_(
    "Itu nomor rekening donaturnya. Tulis nomor transaksi bank dari uang yang dikirim kembali; nomor rekening tidak "
    "disimpan di sini."
)


class WrongReference(Refused):
    """It is no reference of a transfer."""


class WrongRefundDay(Refused):
    """It cannot be that day."""


@dataclass(frozen=True)
class Returned:
    payment_no: str
    donor: str
    amount: int
    reference: str
    paid_on: date
    by: str
    at: datetime


def refund(*, no: str, reference: str, paid_on: date, client_key: str, by: Actor) -> None:
    """All that is over of this debit went back to its donor under this `reference`, once per key. Raises NotAllowed,
    NotThere, KeyInUse, WrongRefundDay, WrongReference, Refused where nothing is over (any more)."""
    access.require(by.role == "admin")
    over = over_of(no=no, by=by)
    _require_possible_day(paid_on, over.debited_on)
    _require_no_account(reference, over)
    once(
        key=client_key,
        purpose="debit.refund",
        content={"payment": no, "reference": clean_reference(reference), "paid_on": paid_on},
        by=by,
        make=lambda: _refund(over, clean_reference(reference), paid_on, by),
    )


def _require_possible_day(paid_on: date, debited_on: date) -> None:
    if paid_on > today():
        raise WrongRefundDay(IN_FUTURE)
    if paid_on < debited_on:
        raise WrongRefundDay(BEFORE_DEBIT)


def _require_no_account(reference: str, over: Over) -> None:
    """References are read by many, account numbers by nobody."""
    account = mandate_accounts.number_of(Mandate.get(Mandate.no == over.mandate_no))
    if account and account in "".join(filter(str.isdigit, reference)):
        raise WrongReference(OWN_ACCOUNT)


def _refund(over: Over, reference: str, paid_on: date, by: Actor) -> str:
    [payment] = hold_payments([Payment.get(Payment.no == over.payment_no).id])
    if payment.state != CONFIRMED or not payment.credited:
        raise Refused(NOTHING_OVER)
    DebitRefund.create(
        payment=payment, amount=payment.credited, reference=reference, paid_on=paid_on, by=by.user_id
    )
    note_credit(payment.id, -payment.credited, why=REFUNDED, by=by)
    audit.record(
        "debet.kelebihan_dikembalikan", by=by, kind="pembayaran", subject=payment.no, jumlah=payment.credited,
        kuasa=over.mandate_no,
    )  # fmt: skip
    debit_notices.refunded(payment, _donor_of(payment), paid_on)
    return payment.no


def latest(*, by: Actor) -> list[Returned]:
    """What went back lately, the newest first; two queries."""
    access.require(by.role in access.SEES_ALL)
    rows = (
        DebitRefund.select(
            Payment.no, Donor.name, DebitRefund.amount, DebitRefund.reference, DebitRefund.paid_on, User.name,
            DebitRefund.at,
        )
        .join(Payment)
        .join(DebitLine, on=(DebitLine.payment == Payment.id))
        .join(Mandate)
        .join(Donor)
        .join_from(DebitRefund, User)
        .order_by(DebitRefund.id.desc())
        .limit(LATEST)
    )  # fmt: skip
    return [Returned(*values) for values in rows.tuples()]


def _donor_of(payment: Payment) -> int:
    return Mandate.select(Mandate.donor).join(DebitLine).where(DebitLine.payment == payment).scalar()
