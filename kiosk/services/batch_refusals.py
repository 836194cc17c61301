"""Who of a batch does not agree to be in it: how many are gone for that, and how many have only said so yet."""

from dataclasses import dataclass

from db.models import Batch, BatchRow, Card, DeliveryTry
from kiosk.services import card_states, revoked_rows
from kiosk.services.batch_places import READY
from kiosk.services.handover_words import NO_CONSENT


@dataclass(frozen=True)
class Refusals:
    """Numbers of people, no names: of who took the consent back a company is told no more. `gone`: the consent was
    withdrawn, their unpaid months are let go; `said`: noted at a hand-over, and still in the batch."""

    gone: int
    said: int


def refusals_in(batch: Batch) -> Refusals:
    """For whoever may see the batch; two queries."""
    rows = BatchRow.select().where(BatchRow.batch == batch)
    return Refusals(
        gone=rows.where(revoked_rows.took_consent_back()).count(),
        said=rows.where(BatchRow.state == READY, BatchRow.worker.in_(_who_said_so())).count(),
    )


def _who_said_so():
    """Workers whose card waits on since they did not agree."""
    noted = DeliveryTry.select(DeliveryTry.card).where(DeliveryTry.reason == NO_CONSENT)
    return Card.select(Card.worker).where(
        Card.id.in_(noted), card_states.is_living(), Card.handed_at.is_null()
    )
