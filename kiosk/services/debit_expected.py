"""Who would be asked for if a month were debited now, roughly: as the months stand in the ledger, before each mandate
is judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import CoverageMonth, DebitItem, DebitLine, Mandate, Pledge, Worker
from kiosk.domain import debits, mandates
from kiosk.services import debit_failures, debit_sums, standing


@dataclass(frozen=True)
class Expected:
    mandates: int = 0
    people: int = 0
    rupiah: int = 0


def expected_in(months: Iterable[date]) -> dict[date, Expected]:
    """By month, months without anybody left out; one query."""
    due = _due(list(months)).alias("due")
    rows = (
        CoverageMonth.select(
            due.c.month,
            fn.COUNT(due.c.mandate_id.distinct()),
            fn.COUNT(due.c.covered_id),
            fn.SUM(due.c.amount),
        )
        .from_(due)
        .group_by(due.c.month)
    )
    return {
        _as_day(month): Expected(count, people, int(amount)) for month, count, people, amount in rows.tuples()
    }


def is_anybody_expected(month: date) -> bool:
    """The same without counting them."""
    return _unpaid([month], CoverageMonth.id).limit(1).exists()


def never_asked(month: date) -> Expected:
    """Of a month of which a run has left: whom a further run would ask for, and no bank was asked for before, since
    their mandate was verified later, or what stood in its way is gone; one query."""
    due = _due_and_free(month).alias("due")
    fitting = (
        CoverageMonth.select(fn.COUNT(due.c.covered_id).alias("people"), fn.SUM(due.c.amount).alias("rupiah"))
        .from_(due)
        .join(Mandate, on=(Mandate.id == due.c.mandate_id))
        .group_by(due.c.mandate_id, Mandate.limit_amount)
        .having(fn.SUM(due.c.amount) <= Mandate.limit_amount)
        .alias("fitting")
    )
    sums = (fn.COUNT(fitting.c.people), fn.SUM(fitting.c.people), fn.SUM(fitting.c.rupiah))
    [(count, people, rupiah)] = CoverageMonth.select(*sums).from_(fitting).tuples()
    return Expected(count, int(people or 0), int(rupiah or 0))


def _due_and_free(month: date):
    """As a run judges them, but for their age, which ends the bond once the first run has left."""
    return (
        _due([month])
        .join(Worker, on=(CoverageMonth.worker == Worker.id))
        .where(Mandate.id.in_(_without_a_line(month)), standing.is_free())
    )


def _without_a_line(month: date):
    """Mandates first: after a run has left there are few of them, and many months that wait for the bank."""
    mandate, line = Mandate.alias(), DebitLine.alias()
    lines = line.select(line.id).where(
        line.mandate == mandate.id, line.month == month, line.state != debits.LEFT_OUT
    )
    barred = DebitLine.select(DebitLine.id).where(
        DebitLine.mandate == mandate.id, *debit_failures.is_latest_failure(), debit_sums.needs_mending()
    )
    return mandate.select(mandate.id).where(
        mandate.state == mandates.VERIFIED,
        mandate.first_month <= month,
        mandate.account_sealed.is_null(False),
        ~fn.EXISTS(lines),
        ~fn.EXISTS(barred),
    )


def mandates_in_force(month: date) -> int:
    """With somebody under them, for the debit of that month; whether its months are planned yet or not."""
    live = Pledge.select(Pledge.id).where(Pledge.mandate == Mandate.id, Pledge.ended_at.is_null())
    going = Mandate.revoked_on.is_null() | (Mandate.revoked_on > month)
    query = Mandate.select().where(
        Mandate.state == mandates.VERIFIED, Mandate.first_month <= month, going, fn.EXISTS(live)
    )
    return query.count()


def _due(months: list[date]):
    """A month once, whichever bond it was planned for."""
    columns = (
        CoverageMonth.id.alias("covered_id"),
        CoverageMonth.month.alias("month"),
        CoverageMonth.amount.alias("amount"),
        fn.MAX(Mandate.id).alias("mandate_id"),
    )
    return _unpaid(months, *columns).group_by(CoverageMonth.id, CoverageMonth.month, CoverageMonth.amount)


def _unpaid(months: list[date], *columns):
    """Of mandates in force, in no line of a debit."""
    in_force = (Mandate.state == mandates.VERIFIED) & (
        Mandate.revoked_on.is_null() | (Mandate.revoked_on > CoverageMonth.month)
    )
    asked = DebitItem.select(DebitItem.id).where(
        DebitItem.covered == CoverageMonth.id, DebitItem.let_go_at.is_null()
    )
    return (
        CoverageMonth.select(*columns)
        .join(Pledge, on=(Pledge.commitment == CoverageMonth.commitment))
        .join(Mandate, on=(Pledge.mandate == Mandate.id))
        .where(
            CoverageMonth.month.in_(months),
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(),
            CoverageMonth.bill.is_null(),
            in_force,
            ~fn.EXISTS(asked),
        )
    )


def _as_day(value: date | str) -> date:
    """SQLite gives a column of a subquery as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
