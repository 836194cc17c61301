"""Is this person protected today? Anyone with the card may ask; the answer names nobody in full."""

import re
from dataclasses import dataclass

from db.models import Card, CoverageMonth, Worker
from kiosk.domain.clock import today
from kiosk.domain.protection import Protected, Protection
from kiosk.domain.verdicts import Verdict, verdict_on
from kiosk.domain.words import initials
from kiosk.services import ledger
from kiosk.services.acting import NotThere
from kiosk.services.cards import PROGRAMMES

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,43}", re.ASCII)
NOBODY = 0  # no row has this id: what is asked of it costs what it costs for somebody


@dataclass(frozen=True)
class Answer:
    """Of a void card only that. Of a frozen person (`reserved`) the protection that is in force and nothing else; where
    none is, there is no `verdict` either. `protection` is the state today."""

    void: bool = False
    reserved: bool = False
    initials: str = ""
    protection: Protection | None = None
    verdict: Verdict | None = None
    programmes: str = ""


def answer_for(*, token: str) -> Answer:
    """What the QR of a card answers. Raises NotThere for a token nobody was given; two queries for every token."""
    card = card_of(token)
    months = ledger.live_months(card.worker_id if card else NOBODY)
    if card is None:
        raise NotThere
    return Answer(void=True) if is_void(card) else told_of(card.worker, months)


def card_of(token: str) -> Card | None:
    """With its worker. A text that no token can be is not looked up as it came: it finds nothing, by the same query."""
    sound = token if TOKEN.fullmatch(token) else ""
    return Card.select(Card, Worker).join(Worker).where(Card.token == sound).first()


def is_void(card: Card) -> bool:
    return bool(card.void_at or card.worker.merged_into_id)


def told_of(worker: Worker, months: list[CoverageMonth]) -> Answer:
    """What anybody may know of this person today; `months` as ledger.live_months gives them."""
    state = ledger.protection(months)
    if worker.frozen_at:
        return _reserved(state)
    return Answer(
        initials=initials(worker.name),
        protection=state,
        verdict=verdict_on(state, today=today()),
        programmes=PROGRAMMES,
    )


def _reserved(state: Protection) -> Answer:
    """Whose data are frozen keeps what is paid: after an accident the hospital must be able to see it."""
    if not isinstance(state, Protected):
        return Answer(reserved=True)
    return Answer(reserved=True, protection=state, verdict=verdict_on(state, today=today()))
