"""How far the cards of a batch are: to print, in a run without an answer, waiting for their owners, handed over."""

from dataclasses import dataclass

from peewee import JOIN, fn

from db.models import Batch, BatchRow, Card, PrintedCard, PrintRun, Worker
from kiosk.services import standing
from kiosk.services.acting import Actor
from kiosk.services.card_states import is_living
from kiosk.services.open_runs import RUNS_SHOWN, who_answers, with_who_answers
from kiosk.services.print_run_lookup import may_see_run


@dataclass(frozen=True)
class BatchCards:
    """Numbers of people; `held_back` are those for whom nothing may be printed."""

    to_print: int
    under_way: int
    printed: int
    handed: int
    held_back: int


@dataclass(frozen=True)
class OpenRun:
    """A run without an answer in which cards of a batch stand. Who may not open it is told who answers it:
    `answered_by` is a post or a company, empty where it is Disnaker."""

    no: str
    opens: bool
    answered_by: str


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


def open_runs_of(batch: Batch, by: Actor) -> list[OpenRun]:
    """The latest RUNS_SHOWN of them, those that `by` may open first; one query."""
    ready = BatchRow.select(BatchRow.worker).where(BatchRow.batch == batch, BatchRow.state == "ready")
    cards = Card.select(Card.id).where(Card.worker.in_(ready), is_living(), Card.handed_at.is_null())
    places = PrintedCard.select(PrintedCard.run).where(
        PrintedCard.card.in_(cards), PrintedCard.outcome.is_null()
    )
    runs = with_who_answers().where(PrintRun.id.in_(places)).order_by(PrintRun.id.desc()).limit(RUNS_SHOWN)
    found = [OpenRun(run.no, _may_open(by, run, batch), who_answers(run)) for run in runs]
    return sorted(found, key=lambda run: not run.opens)


def _may_open(by: Actor, run: PrintRun, batch: Batch) -> bool:
    """Whose batch it is has been asked already."""
    return (by.role == "mitra" and run.batch_id == batch.id) or may_see_run(by, run)


def _open_places():
    return PrintedCard.select(PrintedCard.card).where(PrintedCard.outcome.is_null())
