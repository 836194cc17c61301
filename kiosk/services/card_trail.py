"""What is done to a card, as a line of the audit trail: it stands in its owner's story, under the card's number."""

from db.models import Card
from kiosk.services import audit
from kiosk.services.acting import Actor


def record(action: str, card: Card, *, by: Actor, **detail) -> None:
    """In the caller's transaction; the card comes with its worker."""
    audit.record(action, by=by, kind="pekerja", subject=card.worker.reg_no, kartu=card.serial, **detail)
