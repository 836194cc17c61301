"""One card at the counter as its page shows it: no more of the person than handing over needs."""

from dataclasses import dataclass

from db.models import Attachment, Card, DeliveryTry, PrintRun, User
from kiosk.domain.findings import Finding
from kiosk.domain.words import mask_nik
from kiosk.services import (
    access,
    card_states,
    cards,
    correction_notes,
    handover_consents,
    places,
    safe,
    worker_rights,
)
from kiosk.services.acting import Actor
from kiosk.services.consents import SEES_SIGNATURE
from kiosk.services.handover_cards import MAY_CHANGE, card_seen_by, obstacle_to
from kiosk.services.handover_tries import tries_of
from kiosk.services.handover_undo import TakenBack, may_take_back, taken_back
from kiosk.services.handover_words import NO_CONSENT, SIGNATURE
from kiosk.services.handovers import DRAWN, OWNER
from kiosk.services.print_run_lookup import may_see_run, open_run_of


@dataclass(frozen=True)
class CounterFile:
    """`state` as card_states has it; `obstacle` is what stands in the way of handing over; `is_outdated`: nothing does,
    but the card says an older name or NIK; `run`: one without an answer in which the card stands; `asks` whether the
    owner is still to consent before it may be handed over; `current` the card that replaced a void one; `signature`
    the PNG for those who may see it; `disagrees`: the last who tried noted that the owner does not agree, and no
    withdrawal followed."""

    card: Card
    state: str
    area: str
    masked_nik: str
    obstacle: Finding | None
    is_outdated: bool
    run: PrintRun | None
    may_open_run: bool
    asks: bool
    tries: list[DeliveryTry]
    taken_back: list[TakenBack]
    current: Card | None
    handed_by: str
    signature: bytes | None
    may_change: bool
    may_take_back: bool
    may_open_person: bool
    disagrees: bool
    may_withdraw: bool


def file_of(*, serial: str, by: Actor) -> CounterFile:
    """Raises NotThere, NotAllowed."""
    card = card_seen_by(by, serial)
    worker, obstacle = card.worker, obstacle_to(card, by)
    run = None if obstacle else open_run_of([worker.id])
    tries, may_open = tries_of(card), access.may_see_worker(by, worker)
    return CounterFile(
        card=card,
        state=card_states.state_of(card),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        obstacle=obstacle,
        is_outdated=not obstacle and correction_notes.card_is_outdated(worker, card),
        run=run,
        may_open_run=run is not None and may_see_run(by, run),
        asks=not obstacle and bool(handover_consents.still_to_ask([worker.id])),
        tries=tries,
        taken_back=taken_back(card),
        current=_current(card),
        handed_by=User.get_by_id(card.handed_by_id).name if card.handed_by_id else "",
        signature=_signature_of(card, by),
        may_change=by.role in MAY_CHANGE,
        may_take_back=not card.void_at and may_take_back(card, by),
        may_open_person=may_open,
        disagrees=not obstacle and bool(tries) and tries[0].reason == NO_CONSENT,
        may_withdraw=may_open and by.role in worker_rights.MAY_ACT,
    )


def _current(card: Card) -> Card | None:
    """Of the number in force, where the void card's was merged away."""
    if not card.void_at:
        return None
    return cards.live_card(card.worker.merged_into_id or card.worker_id)


def _signature_of(card: Card, by: Actor) -> bytes | None:
    if card.handed_how != SIGNATURE or by.role not in SEES_SIGNATURE:
        return None
    row = Attachment.get_or_none(
        Attachment.owner_kind == OWNER, Attachment.owner_id == card.id, Attachment.kind == DRAWN
    )
    return safe.file_content(row.path, DRAWN) if row else None
