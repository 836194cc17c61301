"""How far the cards of a batch are: to print, in a run without an answer, waiting for their owners, handed over."""

from dataclasses import dataclass

from peewee import JOIN, fn

from db.models import Batch, BatchRow, Card, PrintedCard, Worker
from kiosk.services import standing
from kiosk.services.card_states import is_living


@dataclass(frozen=True)
class BatchCards:
    """Numbers of people; `held_back` are those for whom nothing may be printed."""

    to_print: int
    under_way: int
    printed: int
    handed: int
    held_back: int


def cards_of(batch: Batch) -> BatchCards:
    """Of its ready workers, for a reader who may see the batch; one query."""
    free, handed = standing.is_free(), Card.handed_at.is_null(False)
    printed = Card.printed_at.is_null(False) & ~handed
    under_way = Card.id.in_(_open_places()) & ~handed & ~printed
    people = (
        Worker.select(
            fn.COUNT(Worker.id).filter(free),
            fn.COUNT(Worker.id).filter(free & under_way),
            fn.COUNT(Worker.id).filter(free & printed),
            fn.COUNT(Worker.id).filter(free & handed),
            fn.COUNT(Worker.id).filter(~free),
        )
        .join(BatchRow)
        .switch(Worker)
        .join(Card, JOIN.LEFT_OUTER, on=(Card.worker == Worker.id) & is_living())
        .where(BatchRow.batch == batch, BatchRow.state == "ready")
    )
    total, way, waiting, done, held_back = people.tuples().get()
    return BatchCards(total - way - waiting - done, way, waiting, done, held_back)


def _open_places():
    return PrintedCard.select(PrintedCard.card).where(PrintedCard.outcome.is_null())
