"""A card at the counter: for whom it opens, and what stands in the way of handing it over."""

from datetime import date

from db.connection import held
from db.models import Card, Post, PrintedCard, Worker
from kiosk.domain.clock import local
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_
from kiosk.services import access, standing
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.card_states import open_places
from kiosk.services.handover_reach import in_ready_files, is_within_reach

MAY_CHANGE = ("petugas", "mitra", "admin")

VOID = N_(
    "Kartu %(serial)s tidak berlaku lagi sejak %(void_on)s. Jangan serahkan kartu ini: tarik dan gunting. Cetak atau "
    "pindai kartu yang berlaku."
)
HANDED = N_("Kartu %(serial)s sudah diserahkan pada %(handed_on)s, maka tidak dapat diserahkan sekali lagi.")
MERGED = N_(
    "Nomor registrasi pada kartu ini sudah digabung dengan nomor lain. Jangan serahkan kartu ini: serahkan kartu "
    "nomor yang berlaku."
)
FROZEN = N_(
    "Data orang ini sedang dibekukan, maka kartunya belum dapat diserahkan. Buka pembekuannya dulu di halaman orangnya."
)
FROZEN_FOR_COMPANIES = N_(
    "Data orang ini sedang dibekukan, maka kartunya belum dapat diserahkan. Minta orangnya bertanya ke pos kelurahan."
)
NOT_APPROVED = N_(
    "Orang ini di bawah umur dan belum disetujui Disnaker, maka kartunya belum dapat diserahkan."
)
NOT_PRINTED = N_(
    "Kartu %(serial)s tercatat belum dicetak. Cetak dulu dari halaman Kartu, lalu serahkan hasil cetakannya."
)


class Obstacle(Refused):
    """A hand-over that may not be; `finding` says why, with its days as days."""

    def __init__(self, finding: Finding):
        super().__init__(finding.message, **finding.params)
        self.finding = finding


def card_seen_by(by: Actor, serial: str) -> Card:
    """With its worker and its places. Raises NotThere, NotAllowed."""
    pickup, handed = Post.alias("pickup"), Post.alias("handed")
    card = (
        Card.select(Card, Worker, pickup, handed)
        .join(Worker)
        .switch(Card)
        .left_outer_join(pickup, on=(Card.pickup_post == pickup.id), attr="pickup_post")
        .switch(Card)
        .left_outer_join(handed, on=(Card.handed_post == handed.id), attr="handed_post")
        .where(Card.serial == serial)
        .first()
    )
    if card is None:
        raise NotThere
    access.require(is_within_reach(by, card))
    return card


def card_to_change(by: Actor, serial: str) -> Card:
    """The card and its worker, held until the caller's transaction ends. Raises NotThere, NotAllowed."""
    access.require(by.role in MAY_CHANGE)
    (card,) = hold([card_seen_by(by, serial).id])
    access.require(is_within_reach(by, card))
    return card


def hold(card_ids: list[int]) -> list[Card]:
    """These cards with their workers, held until the caller's transaction ends. People first, then places in print
    runs, then cards: whoever tells what a printer made of them holds these two in the same order."""
    people = Worker.select().where(Worker.id.in_(Card.select(Card.worker).where(Card.id.in_(card_ids))))
    workers = {worker.id: worker for worker in held(people.order_by(Worker.id))}
    places = open_places().where(PrintedCard.card.in_(card_ids))
    list(held(places.order_by(PrintedCard.id)))
    cards = list(held(Card.select().where(Card.id.in_(card_ids)).order_by(Card.id)))
    for card in cards:
        card.worker = workers[card.worker_id]
    return cards


def obstacle_to(card: Card, by: Actor, ready: set[int] | None = None) -> Finding | None:
    """What stands in the way of handing this card over; None when nothing does. `ready`: what stand_ready knows of
    many cards, where many are asked about."""
    if finding := _no_longer_to_hand(card):
        return finding
    if reason := standing.why_not_free(card.worker):
        return block("held_back", _in_measure(reason, by))
    return _not_printed(card, ready)


def obstacle_to_moving(card: Card) -> Finding | None:
    """What stands in the way of its waiting elsewhere. A held-back person's card may move: it lies somewhere."""
    return _no_longer_to_hand(card) or _not_printed(card)


def require_way_free(card: Card, by: Actor) -> None:
    """Raises Obstacle."""
    if finding := obstacle_to(card, by):
        raise Obstacle(finding)


def stand_ready(card_ids: list[int]) -> set[int]:
    """Of these cards those in a finished file whose print nobody has judged yet: who holds one in the hand knows."""
    places = in_ready_files().where(PrintedCard.card.in_(card_ids))
    return {card_id for (card_id,) in places.tuples()}


def _no_longer_to_hand(card: Card) -> Finding | None:
    if card.void_at:
        return block("void", VOID, serial=card.serial, void_on=_day(card.void_at))
    if card.handed_at:
        return block("handed", HANDED, serial=card.serial, handed_on=_day(card.handed_at))
    return None


def _not_printed(card: Card, ready: set[int] | None = None) -> Finding | None:
    if card.printed_at or card.id in (stand_ready([card.id]) if ready is None else ready):
        return None
    return block("not_printed", NOT_PRINTED, serial=card.serial)


def _in_measure(reason: str, by: Actor) -> str:
    """In the measure a company may know."""
    if reason == standing.FROZEN:
        return FROZEN_FOR_COMPANIES if by.role == "mitra" else FROZEN
    return MERGED if reason == standing.MERGED else NOT_APPROVED


def _day(at) -> date:
    return local(at).date()
