"""The bills and payments behind the made-up workers' months: no month is paid that no payment paid for."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from db.models import (
    Bill,
    BillLine,
    CoverageMonth,
    Credit,
    Funder,
    Payment,
    PaymentAllocation,
    PaymentCode,
    User,
)
from kiosk.domain.clock import noon_of, start_of
from kiosk.domain.holds import HELD_KINDS
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services.demo.rows import insert
from kiosk.services.numbers import fresh_number

DAYS_TO_PAY = 14
OVERPAID = 33_600  # by the first company batch that was paid: two months too many
DEMO_REFERENCE = "TRF/CONTOH"
DEMO_CODE = "99"  # begins every made-up payment code, as it begins every KPJ


@dataclass
class Demand:
    """The months that one funder (and batch) is billed for on one day, as rows to be; the city's are of one month."""

    funder: int
    batch: int | None
    billed_on: date
    rows: list[dict] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return sum(row["amount"] for row in self.rows)

    @property
    def unpaid(self) -> list[dict]:
        return [row for row in self.rows if row["paid_on"] is None]


def add_bills(rows: list[dict], batch_of: dict[int, int | None]) -> None:
    """Bills and payments for rows that are billed and paid, which learn of theirs. `batch_of`: commitment → batch."""
    demands: dict[tuple, Demand] = {}
    for row in rows:
        if row["billed_on"]:
            what = (row["funder"], batch_of[row["commitment"]], row["billed_on"])
            alone = row["month"] if row["funder_kind"] in PUBLIC_MONEY else None
            demands.setdefault((*what, alone), Demand(*what)).rows.append(row)
    overpaid = min(
        (demand for demand in demands.values() if demand.batch),
        key=lambda demand: demand.billed_on,
        default=None,
    )
    for demand in demands.values():
        _add_bill(demand, over=OVERPAID if demand is overpaid else 0)


def _add_bill(demand: Demand, *, over: int) -> None:
    last_day = demand.billed_on + timedelta(days=DAYS_TO_PAY)
    holds = demand.unpaid and demand.rows[0]["funder_kind"] in HELD_KINDS
    hold_until = (start_of(last_day + timedelta(days=1)) - timedelta(seconds=1)) if holds else None
    effective = [row["effective_on"] for row in demand.rows if row["effective_on"]]
    bill = Bill.create(
        no=fresh_number(f"T{demand.billed_on:%y}"),
        funder=demand.funder,
        batch=demand.batch,
        wadah_type=_wadah_of(demand.funder),
        amount=demand.amount,
        issued_on=demand.billed_on,
        hold_until=hold_until,
        created_at=noon_of(demand.billed_on),
        receipt_no=fresh_number("BPJS") if effective else "",
        receipt_on=max(effective, default=None),
    )
    people = Counter((row["month"], row["amount"]) for row in demand.rows)
    insert(
        BillLine,
        [
            {"bill": bill.id, "month": month, "rate": rate, "people": count}
            for (month, rate), count in people.items()
        ],
    )
    for row in demand.rows:
        row["bill"], row["hold_until"] = bill.id, None if row["paid_on"] else hold_until
    if demand.batch and demand.unpaid:
        _note_code(bill, last_day)
    if not _is_debited(demand):
        _pay(bill, demand, over)


def _note_code(bill: Bill, last_day: date) -> None:
    """BPJS's code for a bill that is still to be paid, noted on the day after; of use as long as the bill is open."""
    PaymentCode.create(
        bill=bill,
        code=f"{DEMO_CODE}{bill.id:010}",
        expires_on=last_day,
        noted_by=User.get(User.role == "admin", User.demo),
        noted_at=noon_of(bill.issued_on + timedelta(days=1)),
    )


def _is_debited(demand: Demand) -> bool:
    """Paid before it was billed, line by line (demo/debits)."""
    return all(row["payment"] for row in demand.rows)


def _wadah_of(funder_id: int) -> str:
    return Funder.get_by_id(funder_id).wadah_type


def _pay(bill: Bill, demand: Demand, over: int) -> None:
    """One payment for each day on which months were paid."""
    paid: dict[date, list[dict]] = defaultdict(list)
    for row in demand.rows:
        if row["paid_on"]:
            paid[row["paid_on"]].append(row)
    for number, (day, rows) in enumerate(sorted(paid.items()), 1):
        payment = _payment(
            bill, day, sum(row["amount"] for row in rows) + over, number=number, state="confirmed"
        )
        if over:
            Credit.create(payment=payment, amount=over, why="over", at=noon_of(day))
            over = 0
        for row in rows:
            row["payment"] = payment.id
    if paid and demand.unpaid:
        rest = sum(row["amount"] for row in demand.unpaid)
        _payment(bill, max(paid) + timedelta(days=1), rest, number=len(paid) + 1, state="told")


def _payment(bill: Bill, day: date, amount: int, *, number: int, state: str) -> Payment:
    at: datetime = noon_of(day)
    admin = User.get(User.role == "admin", User.demo)
    settled = {"settled_by": admin, "settled_at": at} if state == "confirmed" else {}
    return Payment.create(
        no=fresh_number(f"P{day:%y}"),
        funder=bill.funder_id,
        bill=bill,
        reference=f"{DEMO_REFERENCE}/{day:%y%m}/{bill.id:04}-{number}",
        received_on=day,
        amount=amount,
        state=state,
        told_by=admin,
        told_at=at,
        **settled,
    )


def pay_out() -> None:
    """Allocate each payment to its months, once these are in the store."""
    paid = CoverageMonth.select(CoverageMonth.id, CoverageMonth.payment, CoverageMonth.amount).where(
        CoverageMonth.payment.is_null(False)
    )
    insert(
        PaymentAllocation,
        [
            {"covered": row_id, "payment": payment, "amount": amount}
            for row_id, payment, amount in paid.tuples()
        ],
    )
