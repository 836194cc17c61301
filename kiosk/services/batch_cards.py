"""How far the cards of a batch are: to print, in a run without an answer, waiting for their owners, handed over."""

from dataclasses import dataclass

from peewee import JOIN, fn

from db.models import Batch, BatchRow, Card, PrintedCard, PrintRun, Worker
from kiosk.services import access, handover_lists, standing
from kiosk.services.acting import Actor
from kiosk.services.card_states import is_living, open_places
from kiosk.services.open_runs import OpenRun, runs_with
from kiosk.services.print_run_lookup import may_see_run, shows_strangers
from kiosk.services.strangers import strangers_of


@dataclass(frozen=True)
class BatchCards:
    """Numbers of people; `held_back` are those for whom nothing may be printed."""

    to_print: int
    under_way: int
    printed: int
    handed: int
    held_back: int

    @property
    def fits_one_list(self) -> bool:
        """Whether all that wait for their owners stand in one list to sign."""
        return 0 < self.printed <= handover_lists.MOST


def cards_of(batch: Batch, by: Actor) -> BatchCards:
    """Of its ready workers whom `by`, who may see the batch, knows by name; one query."""
    free, handed = standing.is_free(), Card.handed_at.is_null(False)
    printed = Card.printed_at.is_null(False) & ~handed
    under_way = Card.id.in_(open_places().select(PrintedCard.card)) & ~handed & ~printed
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
        .where(BatchRow.batch == batch, BatchRow.state == "ready", *_known_by(by, batch))
    )
    total, way, waiting, done, held_back = people.tuples().get()
    return BatchCards(total - way - waiting - done, way, waiting, done, held_back)


def _known_by(by: Actor, batch: Batch) -> list:
    if by.role in access.SEES_ALL:
        return []
    return [BatchRow.worker.not_in(strangers_of(by, BatchRow.batch == batch))]


def open_runs_of(batch: Batch, by: Actor) -> list[OpenRun]:
    """The latest of those without an answer in which cards of this batch stand, those that `by` may open first; two
    queries."""
    ready = BatchRow.select(BatchRow.worker).where(BatchRow.batch == batch, BatchRow.state == "ready")
    return runs_with(ready, lambda run: _may_open(by, run, batch))


def _may_open(by: Actor, run: PrintRun, batch: Batch) -> bool:
    """Whose batch it is has been asked already."""
    own = by.role == "mitra" and run.batch_id == batch.id
    return (own and not shows_strangers(by, run)) or may_see_run(by, run)
