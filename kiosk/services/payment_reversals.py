"""Money that a month took and must give back: an entry that undoes the first, and credit of the same payment."""

from collections.abc import Iterable

from db.models import CoverageMonth
from kiosk.services.acting import Actor
from kiosk.services.payment_entries import hold_payments, note_credits, take_back
from kiosk.services.portions import in_chunks

REVERSED, RELEASED = "reversed", "released"
PEOPLE_AT_ONCE = 500


def hold_payments_of(worker_ids: Iterable[int]) -> None:
    """Hold the payments of these people's live months until the caller's transaction ends. To be called before
    coverage_changes.changing by whoever may give_back: documents are held before people."""
    found: set[int] = set()
    for chunk in in_chunks(sorted(set(worker_ids)), PEOPLE_AT_ONCE):
        paid = CoverageMonth.select(CoverageMonth.payment).where(
            CoverageMonth.worker.in_(chunk), CoverageMonth.payment.is_null(False)
        )
        found.update(payment_id for (payment_id,) in paid.distinct().tuples())
    hold_payments(found)


def give_back(months: list[CoverageMonth], *, why: str, by: Actor) -> int:
    """What these months took becomes credit of their payments, in the caller's transaction; answers in rupiah. The
    months themselves stay as they are: whoever calls releases or unpays them. `why` is that of the release, or
    reversed."""
    returned = take_back([month.id for month in months if month.payment_id], why=why, by=by)
    note_credits(returned, why=REVERSED if why == REVERSED else RELEASED, by=by)
    return sum(part.amount for part in returned)
