"""Where a card stands: made, printed, handed over, void; as conditions for queries and as a word for one card."""

from db.models import Card, PrintedCard

MADE, PRINTED, HANDED, VOID = "made", "printed", "handed", "void"


def state_of(card: Card) -> str:
    if card.void_at:
        return VOID
    if card.handed_at:
        return HANDED
    return PRINTED if card.printed_at else MADE


def is_living():
    return Card.void_at.is_null()


def is_waiting():
    """Printed well, still to be handed over: the condition of the index card_waits."""
    return Card.void_at.is_null() & Card.handed_at.is_null() & Card.printed_at.is_null(False)


def done_or_under_way():
    """Worker ids that need no card now: their living card is printed or handed over, or stands in a run whose outcome
    nobody has told yet."""
    in_run = Card.id.in_(open_places().select(PrintedCard.card))
    there = Card.printed_at.is_null(False) | Card.handed_at.is_null(False) | in_run
    return Card.select(Card.worker).where(is_living() & there)


def open_places():
    """The query of places in print runs whose outcome nobody has told yet."""
    return PrintedCard.select().where(PrintedCard.outcome.is_null())
