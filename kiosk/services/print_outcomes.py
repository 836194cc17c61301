"""*Tercetak baik?*: what became of the cards of a run, told once; then their files are thrown away."""

from dataclasses import dataclass

from db.connection import held, writing
from db.models import Card, PrintedCard, PrintRun, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, card_stock, card_trail, print_parts
from kiosk.services.acting import Actor, Refused
from kiosk.services.portions import in_chunks
from kiosk.services.print_run_lookup import (
    ANSWERED,
    CANCELLED,
    CARDS_AT_ONCE,
    CONFIRMED,
    GOOD,
    MAY_PRINT,
    READY,
    SPOILED,
    UNPRINTED,
    run_seen_by,
)
from kiosk.services.print_spoilage import require_printed, require_seen

ALL_GOOD, SOME_SPOILED, NOT_PRINTED = OUTCOMES = ("all_good", "some_spoiled", "not_printed")

NOT_READY = N_(
    "Berkas cetakan ini belum selesai dibuat, maka hasilnya belum dapat dicatat. Tunggu sampai selesai."
)
SOME_HANDED_OVER = N_(
    "Sebagian kartu cetakan ini sudah diserahkan, maka sudah tercetak. Pilih Semua tercetak baik atau Sebagian gagal."
)


@dataclass(frozen=True)
class Answer:
    """One of OUTCOMES; with SOME_SPOILED the places whose card did not come out well, which need not be named where the
    run has one card. `seen` is the mark of the named cards that were shown to who answers, empty before that; None
    where nobody is shown anything."""

    outcome: str
    spoiled: frozenset[int] = frozenset()
    seen: str | None = None


def tell_outcome(*, no: str, answer: Answer, by: Actor) -> bool:
    """Note what came out of the printer; False where that had been told before, and then nothing changes.

    Good cards count as printed, spoiled ones are void at once; of a run that was not printed the cards stay as they
    are. Raises NotThere, NotAllowed, Refused, NotShownYet."""
    access.require(by.role in MAY_PRINT)
    run = run_seen_by(by, no)
    with writing():
        run = held(PrintRun.select().where(PrintRun.id == run.id)).get()
        if run.state in ANSWERED:
            return False
        if answer.outcome == NOT_PRINTED:
            _give_back(run, by)
        else:
            _note_what_came_out(run, answer, by)
    print_parts.throw_away(run)
    return True


def _give_back(run: PrintRun, by: Actor) -> None:
    if _good(run).exists():
        raise Refused(SOME_HANDED_OVER)
    count = _set_outcome(run, UNPRINTED)
    _close(run, CANCELLED, by)
    audit.record("kartu.tidak_dicetak", by=by, kind="cetakan", subject=run.no, kartu=count)


def _note_what_came_out(run: PrintRun, answer: Answer, by: Actor) -> None:
    if run.state != READY:
        raise Refused(NOT_READY)
    spoiled = _spoiled(run, answer)
    if answer.outcome == SOME_SPOILED:
        require_printed(run, spoiled)
    require_seen(run, answer.spoiled, answer.seen)
    for chunk in in_chunks(sorted(spoiled), CARDS_AT_ONCE):
        _set_outcome(run, SPOILED, PrintedCard.place.in_(chunk))
    _set_outcome(run, GOOD)
    _call_printed(run)
    _void_spoiled(run, by)
    good = _good(run).count()
    _close(run, CONFIRMED, by)
    card_stock.note_printed(run, good=good, spoiled=len(spoiled), by=by)
    audit.record("kartu.hasil_cetak", by=by, kind="cetakan", subject=run.no, baik=good, gagal=len(spoiled))


def _spoiled(run: PrintRun, answer: Answer) -> frozenset[int]:
    if answer.outcome != SOME_SPOILED:
        return frozenset()
    return frozenset([1]) if run.cards_total == 1 and not answer.spoiled else answer.spoiled


def _good(run: PrintRun):
    return PrintedCard.select().where(PrintedCard.run == run, PrintedCard.outcome == GOOD)


def _set_outcome(run: PrintRun, outcome: str, *conditions) -> int:
    """Of the places without one: a card that was handed over meanwhile has been told of."""
    untold = (PrintedCard.run == run, PrintedCard.outcome.is_null(), *conditions)
    return PrintedCard.update(outcome=outcome).where(*untold).execute()


def _cards(run: PrintRun, outcome: str):
    return PrintedCard.select(PrintedCard.card).where(PrintedCard.run == run, PrintedCard.outcome == outcome)


def _call_printed(run: PrintRun) -> None:
    Card.update(printed_at=utc_now()).where(
        Card.id.in_(_cards(run, GOOD)), Card.printed_at.is_null()
    ).execute()


def _void_spoiled(run: PrintRun, by: Actor) -> None:
    """What came out badly may lie in a bin with a code that can still be read."""
    living = (
        Card.select(Card, Worker)
        .join(Worker)
        .where(Card.id.in_(_cards(run, SPOILED)), Card.void_at.is_null())
    )
    for card in living:
        card_trail.record("kartu.gagal_cetak", card, by=by)
    Card.update(void_at=utc_now(), void_reason=SPOILED, voided_by=by.user_id).where(
        Card.id.in_(_cards(run, SPOILED)), Card.void_at.is_null()
    ).execute()


def _close(run: PrintRun, state: str, by: Actor) -> None:
    run.state, run.confirmed_at, run.confirmed_by = state, utc_now(), by.user_id
    run.save(only=[PrintRun.state, PrintRun.confirmed_at, PrintRun.confirmed_by])
