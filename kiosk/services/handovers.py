"""Hand a card over, to its owner or to somebody for them.

Who holds the card in the hand knows that it was printed, whatever nobody has confirmed yet."""

from dataclasses import dataclass
from datetime import datetime

from db.models import Card, PrintedCard
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import card_trail, handover_consents, loose_papers
from kiosk.services.acting import Actor, Refused
from kiosk.services.handover_cards import card_to_change, require_way_free
from kiosk.services.handover_words import HOWS, LIST, RELATIONS, SELF, SIGNATURE, THUMB
from kiosk.services.loose_papers import LoosePaper
from kiosk.services.once import once

OWNER, DRAWN = "kartu", "tanda_tangan"  # of the signature that was given for a card

ONLY_SELF = N_(
    "Orang ini didaftarkan perusahaan dan belum menyetujui sendiri, maka kartunya hanya diserahkan kepadanya sendiri. "
    "Pilih Pemilik kartu sendiri bila ia di sini; bila tidak, catat bahwa kartunya belum diserahkan."
)
NO_CONSENT = N_("Bacakan persetujuan dan tandai bila ia setuju. Tanpa itu kartunya belum dapat diserahkan.")
NO_NAME = N_("Tulis nama orang yang menerima kartu ini.")
NO_SIGNATURE = N_(
    "Minta penerima tanda tangan di kotak. Bila kotaknya tidak tampil, pilih Cap jempol atau Tanda tangan di daftar."
)
WHERE_NEEDED = {
    THUMB: N_("Tulis di mana cap jempolnya, misalnya: buku serah terima, halaman 12."),
    LIST: N_("Tulis daftar yang mana, misalnya: daftar 21 November, halaman 2."),
}


@dataclass(frozen=True)
class Receiver:
    """Who took the card: a code of RELATIONS, the name where it is not the owner, a code of HOWS, where the thumb print
    or the list is, the PNG of a signature."""

    relation: str
    how: str
    name: str = ""
    note: str = ""
    signature: bytes | None = None

    def content(self) -> dict[str, str]:
        """What tells a repeat of the form from a changed one."""
        drawn = loose_papers.fingerprint(self.signature) if self.signature else ""
        return {"to": self.relation, "name": self.name, "how": self.how, "note": self.note, "drawn": drawn}


@dataclass(frozen=True)
class Agreed:
    """The consent of somebody a company listed, given at the counter: self | thumb | witness, and a note on it."""

    how: str
    note: str = ""


def hand_over(
    *, serial: str, receiver: Receiver, agreed: Agreed | None = None, client_key: str, by: Actor
) -> None:
    """Note who took this card, once per key. `agreed` counts only for who has not consented themselves yet.

    Raises NotThere, NotAllowed, Obstacle, Refused, KeyInUse."""
    require_whole(receiver)
    paper = _laid_down(receiver, by)
    said = {"agreed": agreed.how, "agreed_note": agreed.note} if agreed else {}
    once(
        key=client_key,
        purpose="handover",
        content={"card": serial, **receiver.content(), **said},
        by=by,
        make=lambda: _hand_over(serial, receiver, agreed, paper, by),
    )


def require_whole(receiver: Receiver) -> None:
    """Raises Refused for what a hand-over cannot be without."""
    if receiver.relation not in RELATIONS or (receiver.relation != SELF and not receiver.name):
        raise Refused(NO_NAME)
    if receiver.how not in HOWS or (receiver.how == SIGNATURE and not receiver.signature):
        raise Refused(NO_SIGNATURE)
    require_place(receiver.how, receiver.note)


def require_place(how: str, note: str) -> None:
    """What stands on paper is found again. Raises Refused."""
    if how in WHERE_NEEDED and not note:
        raise Refused(WHERE_NEEDED[how])


def _laid_down(receiver: Receiver, by: Actor) -> LoosePaper | None:
    """Sealed on disk before the transaction, which is to be short."""
    drawn = receiver.signature if receiver.how == SIGNATURE else None
    return loose_papers.lay_down(drawn, kind=DRAWN, by=by) if drawn else None


def _hand_over(
    serial: str, receiver: Receiver, agreed: Agreed | None, paper: LoosePaper | None, by: Actor
) -> str:
    card, at = card_to_change(by, serial), utc_now()
    require_way_free(card, by)
    asked = bool(handover_consents.still_to_ask([card.worker_id]))
    if asked:
        _require_consent(receiver, agreed)
        handover_consents.note([card.worker_id], how=agreed.how, words=agreed.note, at=at, by=by)
    mark(card, receiver, at, by)
    settle_print([card.id])
    if paper:
        loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=card.id, by=by)
    record(card, relation=receiver.relation, how=receiver.how, asked=asked, by=by)
    return serial


def _require_consent(receiver: Receiver, agreed: Agreed | None) -> None:
    if receiver.relation != SELF:
        raise Refused(ONLY_SELF)
    if agreed is None:
        raise Refused(NO_CONSENT)


def mark(card: Card, receiver: Receiver, at: datetime, by: Actor) -> None:
    """In the caller's transaction, which holds the card."""
    Card.update(
        handed_to=card.worker.name if receiver.relation == SELF else receiver.name,
        handed_relation=receiver.relation,
        handed_how=receiver.how,
        handed_note=receiver.note,
        handed_post=by.post_id,
        handed_at=at,
        handed_by=by.user_id,
        printed_at=card.printed_at or at,
    ).where(Card.id == card.id).execute()


def settle_print(card_ids: list[int]) -> None:
    """In the caller's transaction: of a print nobody has judged yet, what was handed over came out well."""
    PrintedCard.update(outcome="good").where(
        PrintedCard.card.in_(card_ids), PrintedCard.outcome.is_null()
    ).execute()


def record(card: Card, *, relation: str, how: str, asked: bool, by: Actor) -> None:
    """The line of the trail, in the caller's transaction. No name: the card keeps it."""
    confirmed = {"persetujuan": "dipastikan"} if asked else {}
    card_trail.record("kartu.diserahkan", card, by=by, kepada=relation, cara=how, **confirmed)
