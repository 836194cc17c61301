"""The scan field: the address in a QR, a card's number or a registration number leads to a card at the counter.

The token of a card is read here and goes nowhere: no address, no log, no trail."""

from db.models import Card, Worker
from kiosk.domain.card_codes import REG_NO, SERIAL, TOKEN, CardCode, is_caps_locked, read_card_code
from kiosk.domain.findings import Finding, block
from kiosk.domain.registration import is_mistyped
from kiosk.domain.words import N_
from kiosk.services import access, cards, settings
from kiosk.services.acting import Actor
from kiosk.services.handover_cards import Obstacle, obstacle_to
from kiosk.services.handover_reach import is_within_reach

UNREADABLE = N_(
    "Ini bukan QR kartu Payung, nomor registrasi, atau nomor kartu. Pindai QR di depan kartu, atau ketik nomor yang "
    "tercetak, misalnya SMG-7K3QF2M-6."
)
MISTYPED = N_(
    "Nomor registrasi ini salah ketik: ada huruf atau angka yang keliru, kurang, atau lebih. Cocokkan dengan kartunya, "
    "lalu ketik ulang."
)
UNKNOWN = N_(
    "Tidak ada kartu dengan nomor atau QR ini. Cocokkan dengan yang tercetak; bila memang begitu, kartu ini bukan dari "
    "sini dan jangan diserahkan."
)
NO_CARD = N_("Orang ini belum punya kartu yang berlaku. Cetak dulu dari halaman Kartu.")
ELSEWHERE = N_(
    "Kartu ini menunggu di pos lain: %(post)s. Bila orangnya ada di depan meja, cari nomor registrasinya di halaman "
    "Pekerja, tekan Layani di pos ini, lalu pindai lagi."
)
AT_COMPANY = N_(
    "Kartu ini menunggu di perusahaan yang mendaftarkan orangnya. Bila orangnya ada di depan meja, cari nomor "
    "registrasinya di halaman Pekerja, tekan Layani di pos ini, lalu pindai lagi."
)
CAPS_LOCK = N_(
    "Kartu ini tidak terbaca: huruf besar dan huruf kecilnya tertukar. Matikan Caps Lock, lalu pindai lagi."
)
NOT_HERE = N_(
    "Di pos Anda tidak ada kartu yang menunggu dengan nomor atau QR ini. Cocokkan dengan yang tercetak. Bila orangnya "
    "ada di depan meja, cari nomor registrasinya di halaman Pekerja, tekan Layani di pos ini, lalu pindai lagi."
)
OTHER_COMPANY = N_("Kartu ini bukan milik pekerja perusahaan Anda. Serahkan ke pos kelurahan terdekat.")


class CardMet(Obstacle):
    """The card was found and is not to be handed over; `serial` is that of the page with more, empty where one may
    not look."""

    def __init__(self, finding, serial: str = ""):
        super().__init__(finding)
        self.serial = serial


def card_meant(*, text: str, by: Actor) -> str:
    """The serial of the card to hand over. Raises CardMet."""
    card = _found(text, by)
    if finding := obstacle_to(card, by):
        raise CardMet(finding, card.serial)
    return card.serial


def _found(text: str, by: Actor) -> Card:
    prefix = settings.setting("registration_prefix")
    code = read_card_code(text, prefix)
    if code is None:
        raise CardMet(block("unreadable", MISTYPED if is_mistyped(text, prefix) else UNREADABLE))
    if code.kind == REG_NO:
        return _card_of_person(code.value, by)
    return _card_with(code, by, CAPS_LOCK if is_caps_locked(text) else UNKNOWN)


def _card_of_person(reg_no: str, by: Actor) -> Card:
    """Their living card, or the last one that was; of a merged number that of the number in force. Nothing is told of
    somebody out of reach, not even whether there is such a number."""
    worker = Worker.get_or_none(Worker.reg_no == reg_no)
    while worker is not None and worker.merged_into_id:
        worker = worker.merged_into
    card = (cards.live_card(worker.id) or cards.last_void_card(worker.id)) if worker else None
    if card is None:
        raise CardMet(_no_card(worker, by))
    card.worker = worker
    if not is_within_reach(by, card):
        raise CardMet(_not_theirs(by))
    return card


def _no_card(worker: Worker | None, by: Actor) -> Finding:
    if worker and access.may_see_worker(by, worker):
        return block("no_card", NO_CARD)
    return block("unknown", UNKNOWN) if by.role in access.SEES_ALL else _not_theirs(by)


def _card_with(code: CardCode, by: Actor, unknown: str) -> Card:
    column = {TOKEN: Card.token, SERIAL: Card.serial}[code.kind]
    card = Card.select(Card, Worker).join(Worker).where(column == code.value).first()
    if card is None:
        raise CardMet(block("unknown", unknown))
    if not is_within_reach(by, card):
        raise CardMet(_out_of_reach(card, by))
    return card


def _out_of_reach(card: Card, by: Actor) -> Finding:
    """Who holds the card is to know where it belongs, and that a void one is worth nothing."""
    if by.role == "petugas" and card.void_at:
        return obstacle_to(card, by)
    if by.role == "mitra" or card.handed_at or card.pickup_post_id in by.post_ids:
        return _not_theirs(by)
    if not card.pickup_post_id:
        return block("elsewhere", AT_COMPANY)
    return block("elsewhere", ELSEWHERE, post=card.pickup_post.name)


def _not_theirs(by: Actor) -> Finding:
    return block("other_company", OTHER_COMPANY) if by.role == "mitra" else block("not_here", NOT_HERE)
