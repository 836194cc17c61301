"""A company's batch with people in it, its bill, and money for it."""

from datetime import date

from db.connection import writing
from db.models import (
    Batch,
    BatchRow,
    Bill,
    Company,
    CoverageMonth,
    Credit,
    Funder,
    Payment,
    PaymentAllocation,
    Worker,
)
from kiosk.domain.clock import first_of_month, months_from, today
from kiosk.services import bills, confirmations, payments
from kiosk.services.acting import Actor
from kiosk.services.commitments import commit_months
from kiosk.services.reversals import Reversal, reverse
from tests.services.at_once import acting, key
from tests.services.crowd import crowd

THIS = first_of_month(today())


def batch_of(
    people, count: int = 3, months: int = 2, first: date = THIS, company: str = "sinar", **other
) -> Batch:
    """A batch of `count` people with their months planned."""
    numbers = crowd(acting(people["petugas"]), count, **other)
    workers = list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))
    owner = Company.get(Company.code == company)
    with writing():
        batch = Batch.create(
            no=f"B26-{company}", company=owner, name="CSR", first_month=first, months=months,
            created_by_id=people["mitra"].id,
        )  # fmt: skip
        for number, worker in enumerate(workers, start=1):
            BatchRow.create(batch=batch, number=number, worker=worker, state="ready")
        commit_months(
            funder=Funder.get_by_id(owner.funder_id),
            workers=workers,
            months=months_from(first, months),
            batch=batch,
        )
    return batch


def billed(batch: Batch, by: Actor) -> Bill:
    return Bill.get(Bill.no == bills.bill_batch(no=batch.no, client_key=key(), by=by))


def pay(
    bill: Bill, amount: int, by: Actor, *, reference: str = "TRF 1", on: date | None = None, evidence=None
) -> Payment:
    no = payments.pay_bill(
        bill_no=bill.no, reference=reference, received_on=on or today(), amount=amount, evidence=evidence,
        client_key=key(), by=by,
    )  # fmt: skip
    return Payment.get(Payment.no == no)


def bill_that_saw_much(people, admin: Actor) -> Bill:
    """Three people for two months: paid in part with some rupiah over, their first months confirmed; one payment was
    reversed before."""
    bill = billed(batch_of(people, 3, 2), acting(people["mitra"]))
    one_month = live(bill)[0].amount
    wrong = pay(bill, one_month, admin, reference="TRF 0")
    reverse(wish=Reversal(no=wrong.no, why="Salah catat."), client_key=key(), by=admin)
    pay(bill, 4 * one_month + 100, admin)
    confirmations.accept(month_ids=[row.id for row in live(bill)[:3]], effective_on=today(), by=admin)
    return bill


def live(bill: Bill) -> list[CoverageMonth]:
    rows = CoverageMonth.select().where(CoverageMonth.bill == bill, CoverageMonth.released_at.is_null())
    return list(rows.order_by(CoverageMonth.month, CoverageMonth.id))


def paid(bill: Bill) -> list[CoverageMonth]:
    return [row for row in live(bill) if row.paid_on]


def money_adds_up() -> None:
    """Of each payment: what its months took and what is over is its amount while it counts, else nothing."""
    for payment in Payment.select():
        took = sum(
            row.amount for row in PaymentAllocation.select().where(PaymentAllocation.payment == payment)
        )
        over = sum(row.amount for row in Credit.select().where(Credit.payment == payment))
        assert (payment.allocated, payment.credited) == (took, over), payment.no
        counts = payment.state == "confirmed" and not payment.reverses_id
        assert took + over == (payment.amount if counts else 0), payment.no
    for row in CoverageMonth.select().where(CoverageMonth.payment.is_null(False)):
        entries = PaymentAllocation.select().where(PaymentAllocation.covered == row)
        assert sum(entry.amount for entry in entries if entry.payment_id == row.payment_id) == row.amount
