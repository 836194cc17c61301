"""Print runs: the cards of one worker or of a batch as one file; asked for once, printed here or by the worker."""

from collections.abc import Callable

from db.connection import writing
from db.models import Batch, BatchRow, Card, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import today
from kiosk.domain.protection import Protected
from kiosk.domain.words import N_
from kiosk.files.cards import cards_pdf
from kiosk.services import access, audit, ledger, queue, safe, settings, standing
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.cards import faces_of, live_cards
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

PRINTED_AT_ONCE = 20  # WeasyPrint makes some 35 cards a second; more than this and the worker prints
RUN = "print_run"
MAY_PRINT = ("petugas", "mitra", "admin")


def print_cards(*, client_key: str, by: Actor, reg_no: str | None = None, batch_no: str | None = None) -> str:
    """Ask for the cards of one worker or of a whole batch, once per key; answers with the run's number.

    Raises NotThere, NotAllowed, Refused when there is nothing to print or printing before cover is off."""
    access.require(by.role in MAY_PRINT)
    batch = batch_seen_by(by, batch_no) if batch_no else None
    workers = _ready_in(batch) if batch else [_worker_seen_by(by, reg_no or "")]
    no, first_time = once(
        key=client_key,
        purpose="print_run",
        content={"worker": reg_no or "", "batch": batch_no or ""},
        by=by,
        make=lambda: _ask_for_run(workers, batch, by),
    )
    if first_time and len(workers) <= PRINTED_AT_ONCE:
        render_run(no=no)
    return no


def _ready_in(batch: Batch) -> list[Worker]:
    """In the order of kelurahan, as their cards are handed over; not those for whom nothing may be printed."""
    return list(_people_of(batch).where(standing.is_free()).order_by(Worker.kelurahan, Worker.name))


def held_back_in(batch: Batch) -> int:
    """For how many ready people of a batch nothing may be printed."""
    return _people_of(batch).where(~standing.is_free()).count()


def _people_of(batch: Batch):
    return Worker.select().join(BatchRow).where(BatchRow.batch == batch, BatchRow.state == "ready")


def _worker_seen_by(by: Actor, reg_no: str) -> Worker:
    worker = Worker.get_or_none(Worker.reg_no == reg_no)
    if worker is None:
        raise NotThere
    access.require(access.may_see_worker(by, worker))
    return worker


def _ask_for_run(workers: list[Worker], batch: Batch | None, by: Actor) -> str:
    _refuse_unprintable(workers)
    cards = live_cards(workers, by)
    no = fresh_number(f"C{today():%y}")
    here = len(cards) <= PRINTED_AT_ONCE
    run = PrintRun.create(
        no=no,
        batch=batch,
        post=by.post_id,
        cards_total=len(cards),
        asked_by=by.user_id,
        job=None if here else queue.ask("cards.print_run", by=by, total=len(cards), run=no),
    )
    PrintedCard.insert_many(
        [{"run": run.id, "card": card.id, "place": place} for place, card in enumerate(cards, 1)]
    ).execute()
    kind, subject = ("batch", batch.no) if batch else ("pekerja", workers[0].reg_no)
    audit.record("kartu.dicetak", by=by, kind=kind, subject=subject, kartu=len(cards), cetakan=no)
    return no


def _refuse_unprintable(workers: list[Worker]) -> None:
    if not workers:
        raise Refused(
            N_("Belum ada pekerja yang siap dalam batch ini, jadi belum ada kartu yang dapat dicetak.")
        )
    standing.require_free(workers)
    if settings.switched_on("card_before_cover"):
        return
    states = ledger.protections([worker.id for worker in workers])
    if not all(isinstance(state, Protected) for state in states.values()):
        raise Refused(N_("Kartu baru dicetak setelah BPJS mengonfirmasi perlindungan."))


def render_run(*, no: str, progress: Callable[[int, int], None] | None = None) -> None:
    """Print a run to its sealed file. A second time changes nothing: the file is there."""
    run = run_named(no)
    if run.path:
        return
    cards = list(
        Card.select(Card, Worker)
        .join(Worker)
        .switch(Card)
        .join(PrintedCard)
        .where(PrintedCard.run == run)
        .order_by(PrintedCard.place)
    )
    stored = safe.keep_file(cards_pdf(faces_of(cards), on_progress=progress), RUN)
    with writing():
        PrintRun.update(path=stored.path, state="ready").where(PrintRun.id == run.id).execute()


def run_named(no: str) -> PrintRun:
    """Raises NotThere."""
    run = PrintRun.get_or_none(PrintRun.no == no)
    if run is None:
        raise NotThere
    return run
