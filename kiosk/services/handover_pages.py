"""One card at the counter as its page shows it: no more of the person than handing over needs."""

from dataclasses import dataclass

from db.models import Attachment, Card, DeliveryTry, User
from kiosk.domain.findings import Finding
from kiosk.domain.words import mask_nik
from kiosk.services import access, cards, handover_consents, places, safe
from kiosk.services.acting import Actor
from kiosk.services.consents import SEES_SIGNATURE
from kiosk.services.handover_cards import MAY_CHANGE, card_seen_by, obstacle_to
from kiosk.services.handover_tries import tries_of
from kiosk.services.handover_undo import may_take_back
from kiosk.services.handover_words import SIGNATURE
from kiosk.services.handovers import DRAWN, OWNER


@dataclass(frozen=True)
class CounterFile:
    """`obstacle` is what stands in the way of handing over; `asks` whether the owner is still to consent; `current` the
    card that replaced a void one; `signature` the PNG for those who may see it."""

    card: Card
    area: str
    masked_nik: str
    obstacle: Finding | None
    asks: bool
    tries: list[DeliveryTry]
    current: Card | None
    handed_by: str
    signature: bytes | None
    may_change: bool
    may_take_back: bool
    may_open_person: bool


def file_of(*, serial: str, by: Actor) -> CounterFile:
    """Raises NotThere, NotAllowed."""
    card = card_seen_by(by, serial)
    worker = card.worker
    return CounterFile(
        card=card,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        obstacle=obstacle_to(card, by),
        asks=bool(handover_consents.still_to_ask([worker.id])),
        tries=tries_of(card),
        current=_current(card),
        handed_by=User.get_by_id(card.handed_by_id).name if card.handed_by_id else "",
        signature=_signature_of(card, by),
        may_change=by.role in MAY_CHANGE,
        may_take_back=not card.void_at and may_take_back(card, by),
        may_open_person=access.may_see_worker(by, worker),
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
