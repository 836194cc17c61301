"""Whose cards a person has at the counter: those of own people, and for an officer what waits at an own post.

The post gives sight for that purpose only (docs/decisions/0025): while the card waits, and on the day it was handed
over there."""

from db.models import Card, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import start_of, today
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.card_states import is_living, open_places


def within_reach(by: Actor):
    """The condition for queries over Card; None where everything is."""
    if by.role in access.SEES_ALL:
        return None
    own = Card.worker.in_(access.workers_in_scope(by).select(Worker.id))
    return own | _there_for(by) if by.role == "petugas" else own


def is_within_reach(by: Actor, card: Card) -> bool:
    """Of a card with its worker."""
    if access.may_see_worker(by, card.worker):
        return True
    return by.role == "petugas" and Card.select().where(Card.id == card.id, _there_for(by)).exists()


def in_ready_files():
    """The query of card ids in a finished file whose print nobody has judged yet."""
    return open_places().select(PrintedCard.card).join(PrintRun).where(PrintRun.state == "ready")


def _there_for(by: Actor):
    """What lies at the officer's posts, or left one of them today."""
    waits = Card.handed_at.is_null() & (Card.printed_at.is_null(False) | Card.id.in_(in_ready_files()))
    left_today = Card.handed_post.in_(by.post_ids) & (Card.handed_at >= start_of(today()))
    return Card.pickup_post.in_(by.post_ids) & is_living() & (waits | left_today)
