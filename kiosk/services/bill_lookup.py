"""Bills and payments by their numbers, for those who may see them: the admin, the auditor, the company that pays."""

from db.connection import held
from db.models import Bill, Company, Funder, Payment
from kiosk.services.access import SEES_ALL, require
from kiosk.services.acting import Actor, NotThere


def bills_in_scope(by: Actor):
    return _in_scope(by, Bill)


def payments_in_scope(by: Actor):
    """What was entered; the negative entry of a reversal shows with the payment it undoes."""
    return _in_scope(by, Payment).where(Payment.reverses.is_null())


def _in_scope(by: Actor, table):
    if by.role in SEES_ALL:
        return table.select()
    if by.role == "mitra":
        own = Company.select(Company.funder).where(Company.id == by.company_id)
        return table.select().where(table.funder.in_(own))
    return table.select().where(table.id.is_null())


def bill_seen_by(by: Actor, no: str) -> Bill:
    """With its funder. Raises NotThere, NotAllowed."""
    bill = Bill.select(Bill, Funder).join(Funder).where(Bill.no == no).first()
    if bill is None:
        raise NotThere
    require(bills_in_scope(by).where(Bill.id == bill.id).exists())
    return bill


def payment_seen_by(by: Actor, no: str) -> Payment:
    """With its funder. Raises NotThere, NotAllowed."""
    payment = Payment.select(Payment, Funder).join(Funder).where(Payment.no == no).first()
    if payment is None or payment.reverses_id:
        raise NotThere
    require(payments_in_scope(by).where(Payment.id == payment.id).exists())
    return payment


def hold_bill(bill_id: int | None) -> Bill | None:
    """Until the caller's transaction ends; before payments and people."""
    return held(Bill.select().where(Bill.id == bill_id)).get() if bill_id else None


def hold_funder_of(bill_id: int) -> None:
    """Whom the bill asks, until the caller's transaction ends; before the bill itself."""
    asked = Bill.select(Bill.funder).where(Bill.id == bill_id)
    held(Funder.select(Funder.id).where(Funder.id.in_(asked))).get()
