"""The entries of a payment: what its months took, what is over. They are added, never edited; triggers keep the sums
in Payment (db/models/ledger_guards.py)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peewee import Value, fn

from db.connection import held
from db.kept import KeptInsert
from db.models import CoverageMonth, Credit, Payment, PaymentAllocation
from kiosk.domain.clock import utc_now
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks

AT_ONCE = 500

_credits, _allocations = KeptInsert(Credit), KeptInsert(PaymentAllocation)


@dataclass(frozen=True)
class TakenBack:
    """What one payment got back, in rupiah."""

    payment_id: int
    amount: int


def hold_payments(ids: Iterable[int]) -> list[Payment]:
    """In the order of their ids, until the caller's transaction ends; before the people, as all documents are."""
    query = Payment.select().where(Payment.id.in_(sorted(set(ids)))).order_by(Payment.id)
    return list(held(query))


def allocate(payment_id: int, month_ids: Iterable[int], *, by: Actor) -> None:
    """Each of these covered months takes its whole amount."""
    for chunk in in_chunks(sorted(set(month_ids)), AT_ONCE):
        [payment] = _bare(payment_id)
        columns = (payment, CoverageMonth.id, CoverageMonth.amount, *_bare(None, "", by.user_id, _now()))
        _add(CoverageMonth.select(*columns).where(CoverageMonth.id.in_(chunk)))


def allocate_each(payment_of: Mapping[int, int], *, by: Actor) -> None:
    """The same for covered months (by their ids) that have each a payment of its own."""
    amounts = CoverageMonth.select(CoverageMonth.id, CoverageMonth.amount)
    for chunk in in_chunks(sorted(payment_of), AT_ONCE):
        rows = amounts.where(CoverageMonth.id.in_(chunk)).order_by(CoverageMonth.id).tuples()
        _allocations.add_all(
            [
                {"payment": payment_of[month_id], "covered": month_id, "amount": amount, "by": by.user_id}
                for month_id, amount in rows
            ]
        )


def take_back(month_ids: Iterable[int], *, why: str, by: Actor) -> list[TakenBack]:
    """Undo what these months took, each by an entry of its own; months that nobody paid have none."""
    sums: dict[int, int] = {}
    entry = PaymentAllocation
    for chunk in in_chunks(sorted(set(month_ids)), AT_ONCE):
        for payment_id, amount in _sums(chunk):
            sums[payment_id] = sums.get(payment_id, 0) + int(amount)
        columns = (entry.payment, entry.covered, entry.amount * -1, entry.id, *_bare(why, by.user_id, _now()))
        _add(_standing(chunk, *columns))
    return [TakenBack(payment_id, amount) for payment_id, amount in sorted(sums.items())]


def _sums(month_ids: list[int]) -> list[tuple[int, int]]:
    """What each payment gets back."""
    query = _standing(month_ids, PaymentAllocation.payment, fn.SUM(PaymentAllocation.amount))
    return list(query.group_by(PaymentAllocation.payment).tuples())


def note_credit(payment_id: int, amount: int, *, why: str, by: Actor) -> None:
    """Add to what is over of a payment, or with a negative amount take from it. Nothing is no entry."""
    note_credits([TakenBack(payment_id, amount)] if amount else [], why=why, by=by)


def note_credits(parts: Iterable[TakenBack], *, why: str, by: Actor) -> None:
    """The same for several payments, handed to the driver together."""
    _credits.add_all(
        [{"payment": part.payment_id, "amount": part.amount, "why": why, "by": by.user_id} for part in parts]
    )


def _standing(month_ids: list[int], *columns):
    """The entries of these months that nothing has taken back. A positive amount says that it is no reversal: by
    `reverses` the planner would go through every entry there is."""
    undone = PaymentAllocation.alias()
    return (
        PaymentAllocation.select(*columns)
        .left_outer_join(undone, on=(undone.reverses == PaymentAllocation.id))
        .where(
            PaymentAllocation.covered.in_(month_ids),
            PaymentAllocation.amount > 0,
            undone.id.is_null(),
        )
    )


def _add(rows) -> None:
    """`rows` selects the columns of an entry in their order, so that the database itself writes them."""
    entry = PaymentAllocation
    columns = [entry.payment, entry.covered, entry.amount, entry.reverses, entry.why, entry.by, entry.at]
    entry.insert_from(rows, columns).execute()


def _bare(*values) -> list:
    return [Value(value, converter=False) for value in values]


def _now():
    return PaymentAllocation.at.db_value(utc_now())
