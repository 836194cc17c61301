"""Find workers: by one exact number anybody, by name one's own people; of others a service card at most."""

import hashlib
from dataclasses import dataclass, field

from db.connection import writing
from db.models import Card, Worker
from kiosk.domain.phone import read_phone
from kiosk.domain.registration import is_mistyped, read_registration_number
from kiosk.domain.words import N_, initials
from kiosk.services import access, audit, ledger, membership_lookups, places, safe, service_openings, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.worker_name_search import by_name

MISTYPED = N_(
    "Nomor registrasi ini salah ketik: ada huruf atau angka yang keliru, kurang, atau lebih. Cocokkan dengan "
    "kartunya, lalu ketik ulang."
)
NO_NUMBER = N_(
    "Tulis nama, atau satu nomor secara lengkap: nomor registrasi (misalnya SMG-7K3QF2M-6), NIK 16 angka, KPJ 11 "
    "angka, atau nomor HP."
)
CARDS_SHOWN = 5
PHONE_SHARED_BY = 20
MOST_DIGITS_IN_A_NAME = 2


@dataclass(frozen=True)
class ServiceCard:
    """What an exact find beyond one's scope may tell: initials, area, state, card; and the ticket with which the
    person may be served at this post."""

    initials: str
    area: str
    protection: object
    card: Card | None
    token: str

    reasons = tuple(service_openings.REASONS.items())

    @property
    def key(self) -> str:
        """Short enough for the ids of its form."""
        return hashlib.sha256(self.token.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Found:
    """One's own people as they are, others as service cards. By name: `guessed` where nobody's name fits and these
    come near, `more` where there are others beside them."""

    workers: list[Worker]
    cards: list[ServiceCard] = field(default_factory=list)
    with_name: bool = False
    guessed: bool = False
    more: bool = False


def find(*, text: str, by: Actor) -> Found:
    """By name within one's scope, or exactly by registration number, NIK, KPJ or phone.

    Raises Refused when the text is none of these, NotThere when nobody has that number."""
    if is_name(text):
        return _noted(_by_name(text, by), by)
    matches = _in_force(_matches(text))
    seen = _seen_among(matches, by)
    hidden = [worker for worker in matches if worker.id not in {one.id for one in seen}]
    cards = service_cards_of(hidden[:CARDS_SHOWN], by) if by.role == "petugas" else []
    found = _noted(Found(seen, cards), by)
    if not seen and not cards:
        raise NotThere
    return found


def is_name(text: str) -> bool:
    """Letters and hardly a digit. One registration number in twenty has no digit, and one name in thirty could be
    read as such a number: then it is one if it begins like one or somebody has it."""
    digits = sum(char.isdigit() for char in text)
    if digits > MOST_DIGITS_IN_A_NAME or not any(char.isalpha() for char in text):
        return False
    if is_mistyped(text, _prefix()):
        return False
    reg_no = read_registration_number(text, _prefix())
    if not reg_no:
        return True
    meant = digits or text.strip().upper().startswith(_prefix())
    return not meant and not Worker.select().where(Worker.reg_no == reg_no).exists()


def _by_name(text: str, by: Actor) -> Found:
    named = by_name(text, by)
    return Found(named.workers, with_name=True, guessed=named.guessed, more=named.more)


def _noted(found: Found, by: Actor) -> Found:
    subject = found.workers[0].reg_no if len(found.workers) == 1 else ""
    with writing():
        audit.record("pekerja.dicari", by=by, kind="pekerja", subject=subject)
    return found


def service_card_of(worker: Worker, by: Actor) -> ServiceCard:
    return service_cards_of([worker], by)[0]


def service_cards_of(workers: list[Worker], by: Actor) -> list[ServiceCard]:
    """In the same order, in two queries."""
    ids = [worker.id for worker in workers]
    states = ledger.protections(ids)
    cards = {
        card.worker_id: card for card in Card.select().where(Card.worker.in_(ids), Card.void_at.is_null())
    }
    return [
        ServiceCard(
            initials=initials(worker.name),
            area=places.area_name(worker.kelurahan_id, worker.home_regency),
            protection=states[worker.id],
            card=cards.get(worker.id),
            token=service_openings.ticket_for(worker.id, by),
        )
        for worker in workers
    ]


def _seen_among(workers: list[Worker], by: Actor) -> list[Worker]:
    ids = [worker.id for worker in workers]
    seen = {row.id for row in access.workers_in_scope(by, ids)} if ids else set()
    return [worker for worker in workers if worker.id in seen]


def _in_force(workers: list[Worker]) -> list[Worker]:
    """Whoever was merged into another is found as that other, once."""
    found = {worker.id: worker for worker in workers}
    asked = set(found)
    while moved := {worker.merged_into_id for worker in found.values() if worker.merged_into_id} - asked:
        asked |= moved
        found |= {worker.id: worker for worker in Worker.select().where(Worker.id.in_(moved))}
    return [worker for worker in found.values() if not worker.merged_into_id]


def _matches(text: str) -> list[Worker]:
    reg_no = read_registration_number(text, _prefix())
    if reg_no:
        return list(Worker.select().where(Worker.reg_no == reg_no))
    if is_mistyped(text, _prefix()):
        raise Refused(MISTYPED)
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) == 16:
        return list(Worker.select().where(Worker.nik_hash == safe.index(digits, safe.NIK)))
    return _by_kpj_or_phone(digits, text)


def _by_kpj_or_phone(digits: str, text: str) -> list[Worker]:
    may_be_kpj = len(digits) == 11 and not digits.startswith(("0", "62"))
    if may_be_kpj and (found := membership_lookups.workers_with(digits)):
        return found
    number = read_phone(text).number
    if number is None:
        raise Refused(NO_NUMBER)
    hashed = safe.index(number, safe.PHONE)
    return list(Worker.select().where(Worker.phone_hash == hashed).order_by(Worker.id).limit(PHONE_SHARED_BY))


def _prefix() -> str:
    return settings.setting("registration_prefix")
