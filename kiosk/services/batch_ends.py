"""Until when batches hold their people, and until when that is paid: told apart, since a plan protects nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import Case, fn

from db.models import Batch, Commitment, CoverageMonth
from kiosk.domain.clock import first_of_month, today
from kiosk.services.batch_withdrawal_pages import OPEN


@dataclass(frozen=True)
class Ends:
    """`held` people have live months, of whom `paid` have paid ones. `planned_until` and `paid_until` are the last such
    month of any of them; `paid_for_all_until` is the last paid one of whom the money ends first. None where there is
    none, and for the latter where somebody has nothing paid."""

    held: int = 0
    paid: int = 0
    planned_until: date | None = None
    paid_until: date | None = None
    paid_for_all_until: date | None = None


NOTHING = Ends()


def ends_by_batch(batches: Iterable[Batch]) -> dict[int, Ends]:
    """By batch id, those that hold anybody; one query."""
    return _ends(Commitment.batch, batches, since=None)


def ends_by_company(batches: Iterable[Batch], *, since: date) -> dict[int, Ends]:
    """By company id, from the month `since` on, each person once; one query."""
    return _ends(Batch.company, batches, since=since)


def still_hold(batches: Iterable[Batch], *, since: date) -> set[int]:
    """Ids of those in which somebody has a live month from `since` on."""
    rows = _live(batches, since).select(Commitment.batch).distinct()
    return {batch_id for (batch_id,) in rows.tuples()}


def still_serves(batch: Batch) -> bool:
    """Whether it stands, or was withdrawn and months that were paid before still run: its people get cards and sign."""
    return batch.state == OPEN or bool(still_hold([batch], since=first_of_month(today())))


def _ends(column, batches: Iterable[Batch], *, since: date | None) -> dict[int, Ends]:
    paid = Case(None, [(CoverageMonth.paid_on.is_null(False), CoverageMonth.month)])
    each = (
        _live(batches, since)
        .select(
            column.alias("owner"),
            fn.MAX(CoverageMonth.month).alias("last_held"),
            fn.MAX(paid).alias("last_paid"),
        )
        .group_by(column, CoverageMonth.worker)
    )
    rows = each.select_from(
        each.c.owner,
        fn.COUNT(each.c.last_held),
        fn.COUNT(each.c.last_paid),
        fn.MAX(each.c.last_held),
        fn.MAX(each.c.last_paid),
        fn.MIN(each.c.last_paid),
    ).group_by(each.c.owner)
    return {owner: _as_ends(*figures) for owner, *figures in rows.tuples()}


def _as_ends(held: int, paid: int, planned_until, paid_until, paid_first) -> Ends:
    return Ends(
        held=held,
        paid=paid,
        planned_until=_as_date(planned_until),
        paid_until=_as_date(paid_until),
        paid_for_all_until=_as_date(paid_first) if paid == held else None,
    )


def _as_date(value: date | str | None) -> date | None:
    """SQLite gives the greatest of some days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _live(batches: Iterable[Batch], since: date | None):
    found = (
        CoverageMonth.select()
        .join(Commitment)
        .join(Batch)
        .where(Commitment.batch.in_([batch.id for batch in batches]), CoverageMonth.released_at.is_null())
    )
    return found.where(CoverageMonth.month >= since) if since else found
