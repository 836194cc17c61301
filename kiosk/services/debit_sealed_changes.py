"""What has changed since a run was sealed: a mandate that is not in force on its day any more, a month that nobody has
to pay any more, a tariff that is another now."""

from functools import reduce
from operator import or_

from peewee import Expression, fn

from db.connection import held
from db.models import Commitment, CoverageMonth, DebitItem, DebitLine, DebitRun, Mandate
from kiosk.domain import debits, mandates
from kiosk.services import places
from kiosk.services.debit_facts import ASN
from kiosk.services.portions import in_chunks
from kiosk.services.rates import rates_now

MANDATES_AT_ONCE = 500


def hold_mandates(run: DebitRun) -> None:
    """In the caller's transaction, which holds the run: nobody revokes one of them until it is over."""
    rows = DebitLine.select(DebitLine.mandate).where(DebitLine.run == run, _is_sealed())
    ids = sorted(mandate_id for (mandate_id,) in rows.tuples())
    for chunk in in_chunks(ids, MANDATES_AT_ONCE):
        list(held(Mandate.select(Mandate.id).where(Mandate.id.in_(chunk)).order_by(Mandate.id)).tuples())


def changed_lines(run: DebitRun) -> int:
    """Of its sealed lines those whose mandate is not in force on its day any more, or with a month that is no longer to
    be paid, or not at this price; a constant number of queries."""
    in_force = (Mandate.state == mandates.VERIFIED) & (
        Mandate.revoked_on.is_null() | (Mandate.revoked_on > run.debit_on)
    )
    lines = DebitLine.select().join(Mandate)
    over = fn.EXISTS(_items().where(DebitItem.line == DebitLine.id, _is_over(run)))
    return lines.where(DebitLine.run == run, _is_sealed(), ~in_force | over).count()


def _is_sealed() -> Expression:
    return DebitLine.state == debits.LINE_SEALED


def _items():
    """With their months, and what these are planned for."""
    live = DebitItem.select(DebitItem.id).join(CoverageMonth).join(Commitment)
    return live.where(DebitItem.let_go_at.is_null())


def _is_over(run: DebitRun) -> Expression:
    """The condition over an item and its month."""
    gone = (
        CoverageMonth.released_at.is_null(False)
        | CoverageMonth.paid_on.is_null(False)
        | (CoverageMonth.amount != DebitItem.amount)
    )
    return reduce(or_, _at_another_price(run), gone)


def _at_another_price(run: DebitRun) -> list[Expression]:
    """A condition for each price that sealing would not write today."""
    asked = (CoverageMonth.occupation, Commitment.plan, DebitItem.amount)
    rows = _items().select(*asked).join_from(DebitItem, DebitLine).where(DebitLine.run == run, _is_sealed())
    works, rates = places.occupations_by_code(), rates_now()
    return [
        (CoverageMonth.occupation == work) & (Commitment.plan == plan) & (DebitItem.amount == amount)
        for work, plan, amount in rows.distinct().tuples()
        if amount != rates.amount(month=run.month, sector=works[work].sector, funder_kind=ASN, plan=plan)
    ]
