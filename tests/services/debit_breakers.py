"""Ways to make debits untrue, each answering with the name of what no longer fits."""

from db.models import (
    Bill,
    CoverageMonth,
    DebitItem,
    DebitLine,
    DebitRefund,
    DebitRun,
    Mandate,
    Payment,
    User,
    Worker,
)
from kiosk.domain.clock import utc_now
from kiosk.services.pledge_months import next_debit_month
from tests.services import asn_desk


def _run(number: int = 1, **other) -> DebitRun:
    """Not sent yet."""
    month = next_debit_month()
    true = {"month": month, "number": number, "debit_on": month, "state": "built", "built_by": User.get()}
    return DebitRun.create(**{**true, **other})


def _sent(**other) -> DebitRun:
    """Its bytes lie nowhere."""
    return _run(state="sent", sent_at=utc_now(), sha256="0" * 64, path=f"00/{'0' * 32}.sealed", **other)


def _mandate(**other) -> Mandate:
    true = {"state": "verified", "settled_by": User.get(), "signed_at": utc_now(), "limit_amount": 16_800}
    return Mandate.create(
        no="K26-RUSAK5",
        donor=asn_desk.donor(),
        text_version="2026-11",
        first_month=next_debit_month(),
        **{**true, **other},
    )


def _line(run: DebitRun, mandate: Mandate, **other) -> DebitLine:
    """With nobody in it."""
    true = {
        "run": run,
        "mandate": mandate,
        "month": run.month,
        "attempt": run.number,
        "amount": 16_800,
        "people": 1,
    }
    return DebitLine.create(**{**true, "key": f"{mandate.no}-{run.number}", **other})


def _item(line: DebitLine) -> DebitItem:
    covered = CoverageMonth.select().order_by(CoverageMonth.id).first()
    return DebitItem.create(
        line=line, worker=covered.worker_id, month=line.month, covered=covered, amount=line.amount
    )


def asked_twice(bill: Bill) -> str:
    mandate = _mandate()
    for number in (1, 2):
        _line(_run(number, state="built" if number == 2 else "sent", sent_at=utc_now()), mandate)
    return f"{mandate.no} {next_debit_month():%Y-%m}"


def worker_asked_for_twice(bill: Bill) -> str:
    line = _line(_run(), _mandate())
    _item(line)
    worker_id = _item(line).worker_id
    return f"{Worker.get_by_id(worker_id).reg_no} {line.month:%Y-%m}"


def debited_without_a_mandate(bill: Bill) -> str:
    return _line(_sent(), _mandate(state="refused"), state="sent").key


def debited_for_nobody(bill: Bill) -> str:
    return _line(_run(), _mandate()).key


def debited_beyond_the_limit(bill: Bill) -> str:
    line = _line(_run(), _mandate(limit_amount=10_000))
    _item(line)
    return f"{line.key} >"


def payment_by_no_line(bill: Bill) -> str:
    payment = Payment.select().where(Payment.state == "confirmed", Payment.reverses.is_null()).get()
    Payment.update(debited=True).where(Payment.id == payment.id).execute()
    return payment.no


def bytes_that_are_gone(bill: Bill) -> str:
    run = _sent()
    return f"{run.month:%Y-%m}/{run.number}"


def given_back_from_nowhere(bill: Bill) -> str:
    payment = Payment.select().where(Payment.state == "confirmed", Payment.reverses.is_null()).get()
    DebitRefund.create(
        payment=payment, amount=100, reference="TRF", paid_on=payment.received_on, by=User.get()
    )
    return payment.no


BROKEN = {
    "debited_once": (asked_twice, worker_asked_for_twice),
    "debited_by_mandate": (debited_without_a_mandate,),
    "debited_sum": (debited_for_nobody, debited_beyond_the_limit),
    "debited_payment": (payment_by_no_line,),
    "debit_bytes": (bytes_that_are_gone,),
    "debit_refunds": (given_back_from_nowhere,),
}
PROVEN_ONLY = {
    debited_without_a_mandate, debited_for_nobody, debited_beyond_the_limit, payment_by_no_line, bytes_that_are_gone,
    given_back_from_nowhere,
}  # fmt: skip
