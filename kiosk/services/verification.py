"""Is this person protected today? Anyone with the card may ask; the answer names nobody in full."""

from dataclasses import dataclass

from db.models import Card, Worker
from kiosk.domain.verdicts import Verdict, verdict_on
from kiosk.domain.words import initials
from kiosk.services import ledger
from kiosk.services.acting import NotThere
from kiosk.services.cards import PROGRAMMES


@dataclass(frozen=True)
class Answer:
    """`void` cards tell nothing more; `protection` is the state today."""

    void: bool
    initials: str = ""
    protection: object = None
    verdict: Verdict | None = None
    programmes: str = ""


def answer_for(*, token: str) -> Answer:
    """What the QR of a card answers. Raises NotThere for a token nobody was given."""
    card = Card.select(Card, Worker).join(Worker).where(Card.token == token).first()
    if card is None:
        raise NotThere
    if card.void_at:
        return Answer(void=True)
    state = ledger.protection(ledger.live_months(card.worker_id))
    return Answer(
        void=False,
        initials=initials(card.worker.name),
        protection=state,
        verdict=verdict_on(state),
        programmes=PROGRAMMES,
    )
