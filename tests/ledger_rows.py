"""Months of cover for tests, made as the house makes them: taken on by a funder, billed, paid whole by a confirmed
payment, confirmed by BPJS, let go. Counts, spans and the money behind each month are true then."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from db.connection import writing
from db.models import Bill, BillLine, CoverageMonth, CutDecision, Funder, Payment, Worker
from db.models.ledger_guards import guard_ledger, unguard_ledger
from kiosk.domain.clock import today
from kiosk.services import payment_entries, releases, safe
from kiosk.services.acting import SYSTEM
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing


def somebody(kind: str, name: str = "") -> Funder:
    """A new funder of this kind of money."""
    return Funder.create(name=name or f"Penanggung {kind}", kind=kind)


def first_company() -> Funder:
    """Without an order PostgreSQL may give any of them."""
    return Funder.select().where(Funder.kind == "csr").order_by(Funder.id).get()


def undecided() -> None:
    """As before anybody has decided on the cut: the database itself lets no decision be taken back."""
    with writing():
        unguard_ledger()
        CutDecision.delete().execute()
        guard_ledger()


def complete(*workers: Worker) -> None:
    """They lack nothing that BPJS asks for."""
    ids = [worker.id for worker in workers]
    filled = {
        "birth_place": "Semarang",
        "address": "Jalan Mataram 1",
        "mother_name_sealed": safe.seal("Siti", safe.MOTHER),
    }
    with writing():
        Worker.update(filled).where(Worker.id.in_(ids)).execute()


def planned_months(
    worker: Worker, months: Iterable[date], *, funder: Funder | None = None
) -> list[CoverageMonth]:
    """A run of months that nobody has paid yet; the first company pays where no `funder` is named."""
    return planned_for([worker], months, funder=funder or first_company())


def planned_for(workers: list[Worker], months: Iterable[date], *, funder: Funder) -> list[CoverageMonth]:
    """The same for several people (some hundred)."""
    with writing():
        made = commit_months(funder=funder, workers=workers, months=list(months))
    return live_months(CoverageMonth.commitment.in_([commitment.id for commitment in made]))


def paid_months(
    worker: Worker,
    months: Iterable[date],
    *,
    funder: Funder | None = None,
    paid: int | None = None,
    effective: int = 0,
    on: date | None = None,
) -> list[CoverageMonth]:
    """The same, of which the first `paid` (all of them) are paid and the first `effective` confirmed, both on the day
    `on` (today)."""
    rows = planned_months(worker, months, funder=funder)
    pay(rows[: len(rows) if paid is None else max(paid, effective)], on=on)
    confirm(rows[:effective], on=on)
    return live_months(CoverageMonth.id.in_([row.id for row in rows]))


def live_months(*conditions) -> list[CoverageMonth]:
    """Those nobody has let go, oldest first."""
    live = CoverageMonth.released_at.is_null()
    return list(
        CoverageMonth.select().where(live, *conditions).order_by(CoverageMonth.month, CoverageMonth.id)
    )


def pay(months: list[CoverageMonth], *, on: date | None = None) -> None:
    """Each funder pays theirs by one payment."""
    for funder_id, theirs in _by_funder(months).items():
        amounts = {row.id: row.amount for row in theirs}
        with writing(), changing(_people(theirs)) as changes:
            payment = _payment(funder_id, sum(amounts.values()), on or today())
            payment_entries.allocate(payment.id, amounts, by=SYSTEM)
            changes.pay(amounts, payment_id=payment.id, on=payment.received_on)


def confirm(months: list[CoverageMonth], *, on: date | None = None) -> None:
    """What BPJS has confirmed, paid months only."""
    with writing(), changing(_people(months)) as changes:
        changes.confirm([row.id for row in months], on=on or today())


def pay_and_confirm(months: list[CoverageMonth], *, on: date | None = None) -> None:
    pay(months, on=on)
    confirm(months, on=on)


def bill(months: list[CoverageMonth], *, on: date | None = None) -> list[Bill]:
    """Each funder is asked for theirs by one bill."""
    bills = []
    for funder_id, theirs in _by_funder(months).items():
        with writing(), changing(_people(theirs)) as changes:
            asked = _bill(funder_id, theirs, on or today())
            changes.bill([row.id for row in theirs], bill_id=asked.id, on=asked.issued_on, hold_until=None)
        bills.append(asked)
    return bills


def submit(months: list[CoverageMonth], *, on: date | None = None) -> None:
    with writing(), changing(_people(months)) as changes:
        changes.submit([row.id for row in months], on=on or today())


def let_go(months: list[CoverageMonth], *, why: str = "hold") -> None:
    with writing(), changing(_people(months)) as changes:
        releases.release(months, why=why, by=SYSTEM, changes=changes)


def _people(months: list[CoverageMonth]) -> set[int]:
    return {row.worker_id for row in months}


def _by_funder(months: list[CoverageMonth]) -> dict[int, list[CoverageMonth]]:
    found: dict[int, list[CoverageMonth]] = defaultdict(list)
    for row in months:
        found[row.funder_id].append(row)
    return found


def _number(letter: str) -> str:
    return f"{letter}-{uuid4().hex[:12].upper()}"


def _payment(funder_id: int, amount: int, on: date) -> Payment:
    no = _number("P")
    return Payment.create(
        no=no, funder=funder_id, reference=f"TRF {no}", received_on=on, amount=amount, state="confirmed"
    )


def _bill(funder_id: int, months: list[CoverageMonth], on: date) -> Bill:
    people: dict[tuple[date, int], int] = defaultdict(int)
    for row in months:
        people[row.month, row.amount] += 1
    asked = Bill.create(
        no=_number("T"), funder=funder_id, amount=sum(row.amount for row in months), issued_on=on
    )
    BillLine.insert_many(
        [
            {"bill": asked.id, "month": month, "rate": rate, "people": count}
            for (month, rate), count in people.items()
        ]
    ).execute()
    return asked
