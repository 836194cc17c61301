"""What was debited goes on to BPJS: a bill of the civil servants' wadah, made of the months that debits have paid. It
is paid when it is made; its contribution code, BPJS's receipt and the rest are those of any bill."""

from collections import Counter
from datetime import date

from peewee import fn

from db.connection import held
from db.models import Bill, BillLine, CoverageMonth, Funder, Payment
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import access, audit
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.debit_facts import ASN
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

Unforwarded = tuple[int, int, date, int]  # worker, the month's id, the month, rupiah

NOTHING = N_("Tidak ada uang debet yang belum diteruskan ke BPJS.")


def waiting() -> list[tuple[date, int, int]]:
    """(month, people, rupiah) that was debited and stands on no bill yet, the oldest first."""
    columns = (CoverageMonth.month, fn.COUNT(CoverageMonth.id), fn.SUM(CoverageMonth.amount))
    rows = _unforwarded(*columns).group_by(CoverageMonth.month).order_by(CoverageMonth.month)
    return [(month, people, int(amount)) for month, people, amount in rows.tuples()]


def forward(*, client_key: str, by: Actor) -> str:
    """One bill of all that waits, once per key; answers with its number. Raises NotAllowed, KeyInUse, Refused where
    nothing waits."""
    access.require(by.role == "admin")
    return once(
        key=client_key,
        purpose="debit.forward",
        content={},
        by=by,
        make=lambda: _forward(by),
    )[0]


def _forward(by: Actor) -> str:
    funder = held(Funder.select().where(Funder.kind == ASN)).first()
    if funder is None:  # nobody has taken anyone on yet
        raise Refused(NOTHING)
    people = {worker_id for (worker_id,) in _unforwarded(CoverageMonth.worker).distinct().tuples()}
    with changing(people) as changes:
        months = _months_of(people)
        if not months:
            raise Refused(NOTHING)
        amount = sum(rate for *_ids, rate in months)
        bill = Bill.create(
            no=fresh_number(f"T{today():%y}"), funder=funder, wadah_type=funder.wadah_type, amount=amount,
            issued_on=today(), created_by=by.user_id,
        )  # fmt: skip
        BillLine.insert_many(
            [
                {"bill": bill.id, "month": month, "rate": rate, "people": count}
                for month, rate, count in _lines(months)
            ]
        ).execute()
        changes.bill([row[1] for row in months], bill_id=bill.id, on=today(), hold_until=None)
    audit.record(
        "debet.diteruskan", by=by, kind="tagihan", subject=bill.no, jumlah=amount,
        orang=len({row[0] for row in months}),
    )  # fmt: skip
    return bill.no


def _months_of(people: set[int]) -> list[Unforwarded]:
    """Read once, under the hold of these people: what is debited beside it, of others, waits for the next bill."""
    rows = _unforwarded(CoverageMonth.worker, CoverageMonth.id, CoverageMonth.month, CoverageMonth.amount)
    return [row for row in rows.tuples() if row[0] in people]


def _lines(months: list[Unforwarded]) -> list[tuple[date, int, int]]:
    """(month, rate, people) in order."""
    counts = Counter((month, rate) for _worker, _id, month, rate in months)
    return [(month, rate, count) for (month, rate), count in sorted(counts.items())]


def _unforwarded(*columns):
    return (
        CoverageMonth.select(*columns)
        .join(Payment)
        .where(
            Payment.debited.is_null(False),
            CoverageMonth.bill.is_null(),
            CoverageMonth.released_at.is_null(),
        )
    )
