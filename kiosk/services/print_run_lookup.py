"""One print run: by its number, by a card in it, for whom it opens, and which of its places lie in which file."""

from collections.abc import Iterable

from peewee import fn

from db.models import BatchRow, Card, PrintedCard, PrintRun, Worker
from kiosk.services import access
from kiosk.services.acting import Actor, NotAllowed, NotThere
from kiosk.services.card_states import is_living, open_places
from kiosk.services.portions import in_chunks
from kiosk.services.strangers import strangers_of

ASKED, READY, CONFIRMED, CANCELLED = "asked", "ready", "confirmed", "cancelled"
ANSWERED = (CONFIRMED, CANCELLED)
GOOD, SPOILED, UNPRINTED = "good", "spoiled", "unprinted"
MAY_PRINT = ("petugas", "mitra", "admin")
CARDS_PER_PART = 500  # whole sheets of ten
CARDS_AT_ONCE = 300


def run_named(no: str) -> PrintRun:
    """Raises NotThere."""
    run = PrintRun.get_or_none(PrintRun.no == no)
    if run is None:
        raise NotThere
    return run


def run_seen_by(by: Actor, no: str) -> PrintRun:
    """Raises NotThere, NotAllowed."""
    run = run_named(no)
    if not may_see_run(by, run):
        raise NotAllowed
    return run


def may_see_run(by: Actor, run: PrintRun) -> bool:
    """Officers of its post, staff of the same company, who sees the batch as its company; where it has no post, whoever
    asked for it. An officer who moved to another post leaves the runs of the old one behind."""
    if by.role in access.SEES_ALL or (run.post_id is None and run.asked_by_id == by.user_id):
        return True
    if by.role == "petugas":
        return run.post_id in by.post_ids
    if by.role == "mitra":
        colleague = run.asked_by.company_id == by.company_id
        return colleague or (
            run.batch is not None and access.may_see_batch(by, run.batch) and not shows_strangers(by, run)
        )
    return False


def shows_strangers(by: Actor, run: PrintRun) -> bool:
    """Of a company's reader and a run of its batch: whether somebody stands in it whom it knows by initials only."""
    return PrintRun.select().where(PrintRun.id == run.id, with_strangers(by)).exists()


def with_strangers(by: Actor):
    """The same as a condition for queries over PrintRun."""
    strangers = strangers_of(by, BatchRow.batch == PrintRun.batch)
    places = PrintedCard.select(PrintedCard.id).join(Card)
    return fn.EXISTS(places.where(PrintedCard.run == PrintRun.id, Card.worker.in_(strangers)))


def open_run_of(worker_ids: Iterable[int]) -> PrintRun | None:
    """The latest run without an answer in which a living card of one of these people stands."""
    found = []
    for chunk in in_chunks(worker_ids, CARDS_AT_ONCE):
        found += _open_runs_with(chunk)
    return max(found, key=lambda run: run.id, default=None)


def _open_runs_with(worker_ids: list[int]) -> list[PrintRun]:
    places = open_places().select(PrintedCard.run).join(Card)
    runs = places.where(Card.worker.in_(worker_ids), is_living())
    return list(PrintRun.select().where(PrintRun.id.in_(runs)).order_by(PrintRun.id.desc()).limit(1))


def places_with_people(run: PrintRun):
    """The query of its places, each with its card and worker, in their order."""
    rows = PrintedCard.select(PrintedCard, Card, Worker).join(Card).join(Worker)
    return rows.where(PrintedCard.run == run).order_by(PrintedCard.place)


def parts_in(run: PrintRun) -> int:
    return part_of_place(run, run.cards_total) if run.cards_total else 0


def part_of_place(run: PrintRun, place: int) -> int:
    """The number of the file in which a place lies. Every file but the last ends with a full sheet, also where the
    first begins on one that is half used."""
    return (run.start - 1 + place - 1) // CARDS_PER_PART + 1


def places_of_part(run: PrintRun, number: int) -> tuple[int, int]:
    """The first and the last place in a file."""
    before = run.start - 1
    first = max((number - 1) * CARDS_PER_PART - before + 1, 1)
    return first, min(number * CARDS_PER_PART - before, run.cards_total)
