"""Debits of which something is over: listed until it has gone back to the donor (debit_refunds)."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import DebitLine, DebitRun, Donor, Mandate, Opd, Payment
from kiosk.services import access, debit_leftovers
from kiosk.services.acting import Actor, NotThere
from kiosk.services.debit_leftovers import Leftover
from kiosk.services.payment_counting import CONFIRMED

PAGE = 30


@dataclass(frozen=True)
class Over:
    """A debit of which `amount` rupiah are over; `leftovers` says why, month by month."""

    payment_no: str
    reference: str
    debited_on: date
    amount: int
    line_key: str
    run_month: date
    run_number: int
    donor: str
    department: str
    opd_code: str
    mandate_no: str
    leftovers: list[Leftover]


def page_of(*, by: Actor, page: int = 1) -> tuple[list[Over], int]:
    """What waits to go back, the oldest first, and how many there are; a constant number of queries."""
    access.require(by.role in access.SEES_ALL)
    waiting = _lines().where(*_over())
    rows = list(waiting.order_by(Payment.received_on, Payment.id).offset((page - 1) * PAGE).limit(PAGE))
    why = debit_leftovers.of_lines([row.id for row in rows])
    return [_as_over(row, why.get(row.id, [])) for row in rows], waiting.count()


def total_over() -> int:
    """All that waits to go back, in rupiah."""
    return int(Payment.select(fn.COALESCE(fn.SUM(Payment.credited), 0)).where(*_over()).scalar())


def over_of(*, no: str, by: Actor) -> Over:
    """Raises NotAllowed, NotThere where no debit has made this payment; with nothing over its amount is 0."""
    access.require(by.role in access.SEES_ALL)
    row = _lines().where(Payment.no == no).first()
    if row is None:
        raise NotThere
    return _as_over(row, debit_leftovers.of_lines([row.id]).get(row.id, []))


def _over() -> tuple:
    return (Payment.debited.is_null(False), Payment.state == CONFIRMED, Payment.credited > 0)


def _lines():
    return (
        DebitLine.select(DebitLine, Payment, DebitRun, Mandate, Donor, Opd)
        .join(Payment)
        .join_from(DebitLine, DebitRun)
        .join_from(DebitLine, Mandate)
        .join(Donor)
        .join(Opd)
    )


def _as_over(line: DebitLine, leftovers: list[Leftover]) -> Over:
    payment, mandate = line.payment, line.mandate
    return Over(
        payment_no=payment.no,
        reference=payment.reference,
        debited_on=payment.received_on,
        amount=payment.credited,
        line_key=line.key,
        run_month=line.run.month,
        run_number=line.run.number,
        donor=mandate.donor.name,
        department=mandate.donor.opd.name,
        opd_code=mandate.donor.opd.code,
        mandate_no=mandate.no,
        leftovers=leftovers,
    )
