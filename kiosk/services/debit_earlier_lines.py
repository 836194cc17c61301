"""What the lines of some mandates that were made before say about asking once more."""

from datetime import date
from typing import NamedTuple

from peewee import Case, fn

from db.models import DebitLine
from kiosk.domain.debit_reasons import FILE_REFUSED, passes
from kiosk.domain.debits import FAILED, LINE_SENT, PAID, UNDER_WAY


class Attempts(NamedTuple):
    """`last` is the number of the latest; `tried` how many of them the bank has tried: not those of a file that it has
    refused as a whole, which is no fault of the account's."""

    last: int = 0
    tried: int = 0


def attempts(mandate_ids: list[int], month: date) -> dict[int, Attempts]:
    """How often this month was sent to the bank."""
    tried = fn.SUM(Case(None, [(DebitLine.reason == FILE_REFUSED, 0)], 1))
    rows = DebitLine.select(DebitLine.mandate, fn.MAX(DebitLine.attempt), tried).where(
        DebitLine.mandate.in_(mandate_ids),
        DebitLine.month == month,
        DebitLine.state.in_((LINE_SENT, PAID, FAILED)),
    )
    grouped = rows.group_by(DebitLine.mandate).tuples()
    return {mandate_id: Attempts(last, int(count)) for mandate_id, last, count in grouped}


def asked(mandate_ids: list[int], month: date, run_id: int | None) -> set[int]:
    """Of whom a line of this month is under way or paid in another run than this."""
    rows = DebitLine.select(DebitLine.mandate).where(
        DebitLine.mandate.in_(mandate_ids), DebitLine.month == month, DebitLine.state.in_(UNDER_WAY)
    )
    rows = rows if run_id is None else rows.where(DebitLine.run != run_id)
    return {mandate_id for (mandate_id,) in rows.tuples()}


def barred(mandate_ids: list[int]) -> set[int]:
    """Whose latest answer was a failure that does not pass by itself, and that nobody has mended."""
    answered = DebitLine.select(fn.MAX(DebitLine.id)).where(
        DebitLine.mandate.in_(mandate_ids), DebitLine.state.in_((PAID, FAILED))
    )
    latest = DebitLine.select(DebitLine.mandate, DebitLine.reason).where(
        DebitLine.id.in_(answered.group_by(DebitLine.mandate)),
        DebitLine.state == FAILED,
        DebitLine.cleared_at.is_null(),
    )
    return {mandate_id for mandate_id, reason in latest.tuples() if not passes(reason)}
