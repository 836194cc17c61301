"""A card printed anew: with a reason the older one is void at once, and the next one stands in a run of its own."""

from dataclasses import dataclass

from db.connection import in_turn
from db.models import Card, PrintRun, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.void_reasons import DAMAGED, DATA_CHANGED, LOST, OTHER
from kiosk.domain.words import N_, mask_nik
from kiosk.services import (
    access,
    card_states,
    card_trail,
    correction_notes,
    places,
    print_parts,
    safe,
    standing,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.cards import live_card
from kiosk.services.handover_cards import hold
from kiosk.services.once import once
from kiosk.services.print_run_lookup import MAY_PRINT, open_run_of
from kiosk.services.print_runs import PRINTED_AT_ONCE, PRINTING, ask_for_run
from kiosk.services.print_wishes import PrintWish

REASONS = {
    LOST: N_("Kartunya hilang"),
    DAMAGED: N_("Kartunya rusak"),
    DATA_CHANGED: N_("Data pada kartu sudah berubah"),
    OTHER: N_("Alasan lain"),
}
VOID = N_("Kartu %(serial)s sudah tidak berlaku, maka tidak dapat diganti lagi. Pakai kartu yang berlaku.")
IN_RUN = N_(
    "Kartu %(serial)s masih dalam cetakan %(run)s yang hasilnya belum dicatat. Buka cetakannya; bila kartunya rusak, "
    "katakan di sana."
)
NOT_PRINTED = N_("Kartu %(serial)s belum pernah dicetak, maka tidak perlu diganti. Cetak dulu kartunya.")
UNKNOWN_REASON = N_("Pilih mengapa kartu ini diganti.")
WHICH_REASON = N_("Tulis mengapa kartu ini diganti.")


class NoteMissing(Refused):
    """A reason that says nothing needs a note."""


@dataclass(frozen=True)
class ReplacementFile:
    """What the page shows. `state` as card_states has it; `run` is one without an answer in which the card stands;
    `living` is the card in force where this one is void; `held_back` a sentence, empty where nothing is in the way."""

    card: Card
    worker: Worker
    area: str
    masked_nik: str
    state: str
    run: PrintRun | None
    living: Card | None
    held_back: str
    is_outdated: bool


def file_of(*, serial: str, by: Actor) -> ReplacementFile:
    """Raises NotThere, NotAllowed."""
    card = _card_seen_by(by, Card.select(Card, Worker).join(Worker).where(Card.serial == serial))
    worker, state = card.worker, card_states.state_of(card)
    is_void = state == card_states.VOID
    return ReplacementFile(
        card=card,
        worker=worker,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        state=state,
        run=None if is_void else open_run_of([worker.id]),
        living=live_card(worker.id) if is_void else None,
        held_back=standing.why_not_free(worker),
        is_outdated=not is_void and correction_notes.card_is_outdated(worker, card),
    )


def replace(*, serial: str, reason: str, note: str, client_key: str, wish: PrintWish, by: Actor) -> str:
    """Void this card and ask for the next one, in one transaction, once per key; answers with the run's number.
    `reason` is one of REASONS. Raises NotThere, NotAllowed, KeyInUse, and Refused for a card that is void, was never
    printed or stands in a run without an answer, and for a person for whom nothing may be printed."""
    access.require(by.role in MAY_PRINT)
    no, first_time = once(
        key=client_key,
        purpose="card_replacement",
        content={"card": serial, "reason": reason, "note": note, **vars(wish)},
        by=by,
        make=lambda: _replace(serial, reason, note, wish, by),
    )
    if first_time:
        print_parts.render_if_small(no, PRINTED_AT_ONCE)
    return no


def _replace(serial: str, reason: str, note: str, wish: PrintWish, by: Actor) -> str:
    in_turn(PRINTING)  # before the person and the card: who asks for a run holds them in this order
    card = _held_card(serial, by)
    _refuse_unfit(card, reason, note)
    _void(card, reason, note, by)
    card_trail.record("kartu.diganti", card, by=by, alasan=reason, catatan=note)
    return ask_for_run([card.worker], wish=wish, batch=None, by=by)


def _card_seen_by(by: Actor, query) -> Card:
    card = query.first()
    if card is None:
        raise NotThere
    access.require(access.may_see_worker(by, card.worker))
    return card


def _held_card(serial: str, by: Actor) -> Card:
    """With its worker, both as they are now."""
    seen = _card_seen_by(by, Card.select().where(Card.serial == serial))
    (card,) = hold([seen.id])
    return card


def _refuse_unfit(card: Card, reason: str, note: str) -> None:
    state = card_states.state_of(card)
    if state == card_states.VOID:
        raise Refused(VOID, serial=card.serial)
    if run := open_run_of([card.worker_id]):
        raise Refused(IN_RUN, serial=card.serial, run=run.no)
    if state == card_states.MADE:
        raise Refused(NOT_PRINTED, serial=card.serial)
    if reason not in REASONS:
        raise Refused(UNKNOWN_REASON)
    if reason == OTHER and not note:
        raise NoteMissing(WHICH_REASON)


def _void(card: Card, reason: str, note: str, by: Actor) -> None:
    Card.update(void_at=utc_now(), void_reason=reason, void_note=note, voided_by=by.user_id).where(
        Card.id == card.id
    ).execute()
