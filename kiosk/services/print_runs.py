"""Print runs: cards asked for together, once; made here or by the worker (print_parts), answered by print_outcomes."""

from collections.abc import Sequence

from db.connection import in_turn
from db.kept import KeptInsert
from db.models import Batch, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import today
from kiosk.domain.protection import Protected
from kiosk.domain.words import N_
from kiosk.services import access, audit, ledger, print_parts, print_selection, queue, settings, standing
from kiosk.services.acting import Actor, Refused
from kiosk.services.card_queue import Wanted
from kiosk.services.cards import live_card, live_card_ids
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.print_refusals import AlreadyPrinted, printed_elsewhere
from kiosk.services.print_run_lookup import MAY_PRINT, may_see_run, open_run_of
from kiosk.services.print_selection import Chosen
from kiosk.services.print_wishes import AS_THE_PRINTER_IS_SET, PrintWish, in_order, run_columns

PRINTING = 3  # two desks that ask for the same people would else both make them a card
PRINTED_AT_ONCE = 50  # more and the worker prints, with a progress bar

_places = KeptInsert(PrintedCard)

NOT_COVERED = N_("Kartu baru dicetak setelah BPJS mengonfirmasi perlindungan.")


def print_cards(
    *,
    client_key: str,
    by: Actor,
    reg_nos: Sequence[str] = (),
    batch_no: str | None = None,
    wanted: Wanted | None = None,
    wish: PrintWish = AS_THE_PRINTER_IS_SET,
) -> str:
    """Ask for the cards of one or several people, of a batch, or of all whom the queue shows, once per key; answers
    with the run's number. For one person whose card stands in a run without an answer it is that run's.

    Raises NotThere, NotAllowed, AlreadyPrinted, Refused where nobody is to be printed for or cover comes first."""
    access.require(by.role in MAY_PRINT)
    chosen = print_selection.chosen_by(by, reg_nos=reg_nos, batch_no=batch_no, wanted=wanted)
    no, first_time = once(
        key=client_key,
        purpose="print_run",
        content={**chosen.content, **vars(wish)},
        by=by,
        make=lambda: _ask(chosen, wish, by),
    )
    if first_time:
        print_parts.render_if_small(no, PRINTED_AT_ONCE)
    return no


def _ask(chosen: Chosen, wish: PrintWish, by: Actor) -> str:
    """Where everybody without a printed card stands in a run that waits for its answer, it is that run's number."""
    in_turn(PRINTING)
    standing.hold(chosen.people)
    if chosen.is_one_person:
        return _ask_for_one(chosen.people[0], wish, by)
    selection = print_selection.select(chosen)
    if selection.workers:
        left_out = selection.left_out()
        return ask_for_run(selection.workers, wish=wish, batch=chosen.batch, by=by, left_out=left_out)
    if run := open_run_of(worker.id for worker in chosen.people):
        return _led_to(run, by)
    raise Refused(print_selection.why_nobody(selection))


def _ask_for_one(worker: Worker, wish: PrintWish, by: Actor) -> str:
    standing.require_free([worker])
    if run := open_run_of([worker.id]):
        return _led_to(run, by)
    card = live_card(worker.id)
    if card and (card.printed_at or card.handed_at):
        raise AlreadyPrinted(card.serial)
    return ask_for_run([worker], wish=wish, batch=None, by=by)


def _led_to(run: PrintRun, by: Actor) -> str:
    if may_see_run(by, run):
        return run.no
    raise printed_elsewhere(run)


def ask_for_run(
    workers: list[Worker],
    *,
    wish: PrintWish,
    batch: Batch | None,
    by: Actor,
    left_out: dict[str, int] | None = None,
) -> str:
    """A run with the living card of each of these workers, made where there is none, and the job that prints it, in
    the caller's transaction, which has its turn at PRINTING and holds the workers; answers with the run's number.
    None of the cards may stand in another run without an answer.

    Raises Refused for somebody who is held back, or where cover has to come first."""
    standing.require_free(workers)
    _require_cover(workers)
    card_ids = live_card_ids(in_order(workers, wish), by)
    no = fresh_number(f"C{today():%y}")
    run = PrintRun.create(
        no=no,
        batch=batch,
        post=by.post_id,
        cards_total=len(card_ids),
        asked_by=by.user_id,
        job=_job(no, len(card_ids), by, left_out or {}),
        **run_columns(wish, by),
    )
    _give_places(run, card_ids)
    kind, subject = _subject(workers, batch, no)
    audit.record("kartu.dicetak", by=by, kind=kind, subject=subject, kartu=len(card_ids), cetakan=no)
    return no


def _require_cover(workers: list[Worker]) -> None:
    if settings.switched_on("card_before_cover"):
        return
    states = ledger.protections([worker.id for worker in workers])
    if not all(isinstance(state, Protected) for state in states.values()):
        raise Refused(NOT_COVERED)


def _job(no: str, cards: int, by: Actor, left_out: dict[str, int]):
    """A small run has a job too: should this process die over it, the worker takes it up."""
    here = cards <= PRINTED_AT_ONCE
    return queue.ask(print_parts.JOB, by=by, total=cards, run_here=here, run=no, left_out=left_out)


def _give_places(run: PrintRun, card_ids: list[int]) -> None:
    places = enumerate(card_ids, 1)
    _places.add_all([{"run": run.id, "card": card_id, "place": place} for place, card_id in places])


def _subject(workers: list[Worker], batch: Batch | None, no: str) -> tuple[str, str]:
    if batch:
        return "batch", batch.no
    return ("pekerja", workers[0].reg_no) if len(workers) == 1 else ("cetakan", no)
