"""Take a hand-over back that never was: on the day itself, by whoever noted it, or admin."""

from dataclasses import dataclass
from datetime import datetime

from db.models import AuditEvent, Card
from kiosk.domain.clock import local, today
from kiosk.domain.words import N_
from kiosk.services import card_trail, handover_consents, loose_papers
from kiosk.services.acting import Actor, Refused
from kiosk.services.handover_cards import card_to_change
from kiosk.services.handovers import DRAWN, OWNER
from kiosk.services.once import once

NOT_HANDED = N_("Kartu ini tidak tercatat sudah diserahkan, maka tidak ada yang dibatalkan.")
NOT_TODAYS = N_(
    "Penyerahan hanya dibatalkan pada hari yang sama, oleh petugas yang menyerahkan atau admin. Hubungi admin bila "
    "kartunya keliru diterima orang lain."
)

DONE = "kartu.serah_terima_dibatalkan"


@dataclass(frozen=True)
class TakenBack:
    """A hand-over of a card that never was."""

    at: datetime
    by: str
    reason: str


def may_take_back(card: Card, by: Actor) -> bool:
    """On the day itself, whoever handed it over, and admin."""
    if not card.handed_at or local(card.handed_at).date() != today():
        return False
    return by.role == "admin" or (by.role != "auditor" and card.handed_by_id == by.user_id)


def take_back(*, serial: str, reason: str, client_key: str, by: Actor) -> None:
    """The hand-over never was: the card waits again, and a consent that was noted with it is gone.

    Raises NotThere, NotAllowed, Refused, KeyInUse."""
    once(
        key=client_key,
        purpose="handover.undo",
        content={"card": serial, "reason": reason},
        by=by,
        make=lambda: _take_back(serial, reason, by),
    )


def _take_back(serial: str, reason: str, by: Actor) -> str:
    card = card_to_change(by, serial)
    if not card.handed_at or card.void_at:
        raise Refused(NOT_HANDED)
    if not may_take_back(card, by):
        raise Refused(NOT_TODAYS)
    handover_consents.unsay(card)
    loose_papers.let_go(owner_kind=OWNER, owner_id=card.id, kind=DRAWN, by=by)
    Card.update(
        handed_to="", handed_relation="", handed_how="", handed_note="",
        handed_post=None, handed_at=None, handed_by=None,
    ).where(Card.id == card.id).execute()  # fmt: skip
    card_trail.record(DONE, card, by=by, alasan=reason)
    return serial


def taken_back(card: Card) -> list[TakenBack]:
    """Newest first. The card forgets a hand-over that never was; the trail does not."""
    lines = AuditEvent.select().where(
        AuditEvent.subject_kind == "pekerja",
        AuditEvent.subject == card.worker.reg_no,
        AuditEvent.action == DONE,
    )
    return [
        TakenBack(line.at, line.user_name, line.detail.get("alasan", ""))
        for line in lines.order_by(AuditEvent.id.desc())
        if line.detail.get("kartu") == card.serial
    ]
