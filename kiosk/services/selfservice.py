"""What the kiosk tells somebody of themselves: by their card, or by a number and the birth date that goes with it."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from db.models import Card, Post, PrintedCard, User, Worker
from kiosk.domain.card_codes import read_address
from kiosk.domain.clock import local
from kiosk.domain.digits import bare
from kiosk.domain.registration import is_mistyped, read_registration_number
from kiosk.domain.words import N_
from kiosk.services import card_states, ledger, safe, settings, verification, worker_flags
from kiosk.services.acting import NotThere, Refused
from kiosk.services.verification import NOBODY, Answer
from kiosk.services.worker_search import MISTYPED

CARD, REG_NO, NIK = "card", "reg_no", "nik"
ASKED = "kiosk.asked"  # its own index: what was asked is never stored beside what is kept
IN_PRINT = "in_print"

NO_NUMBER = N_(
    "Ini bukan nomor registrasi atau NIK. Nomor registrasi seperti SMG-7K3QF2M-6 tercetak di kartu dan bukti "
    "pendaftaran; NIK 16 angka ada di KTP."
)
WRONG_LENGTH = N_(
    "NIK terdiri dari 16 angka, yang diketik %(count)s angka. Cocokkan dengan KTP, lalu ketik ulang."
)


@dataclass(frozen=True)
class Asked:
    """What somebody typed or scanned: kind card (value is the token), reg_no or nik."""

    kind: str
    value: str

    @property
    def key(self) -> str:
        """The same for the same number, and no way back to it."""
        return safe.index(f"{self.kind}:{self.value}", ASKED).hex()


@dataclass(frozen=True)
class CardPlace:
    """Where one's card is: state as in card_states, or in_print while nobody has said how it came out, or empty
    where there is none. `post` is where it waits, `on` the day it was handed over; `at_company` where the company that
    printed it hands it out."""

    state: str = ""
    post: str = ""
    post_code: str = ""
    on: date | None = None
    at_company: bool = False


@dataclass(frozen=True)
class OwnAnswer:
    """`told` is what the card's QR tells anybody. No `place` for a void card or a frozen person. `is_refused`: BPJS has
    not taken this person, and nobody has mended it since; why is said at the desk alone."""

    told: Answer
    place: CardPlace | None = None
    is_refused: bool = False


def read_asked(text: str) -> Asked:
    """The address in a card's QR, a registration number, or a NIK. Raises Refused with what is wrong with the text;
    that says nothing about whether anybody has the number."""
    if token := read_address(text):
        return Asked(CARD, token)
    prefix = settings.setting("registration_prefix")
    if reg_no := read_registration_number(text, prefix):
        return Asked(REG_NO, reg_no)
    if is_mistyped(text, prefix):
        raise Refused(MISTYPED)
    return Asked(NIK, _nik(bare(text)))


def _nik(digits: str) -> str:
    if not (digits.isascii() and digits.isdecimal()):
        raise Refused(NO_NUMBER)
    if len(digits) != 16:
        raise Refused(WRONG_LENGTH, count=len(digits))
    return digits


def by_card(*, token: str) -> OwnAnswer:
    """Raises NotThere for a card we do not know."""
    card = verification.card_of(token)
    answer = _own(card.worker if card else None)
    if card is None:
        raise NotThere
    return OwnAnswer(Answer(void=True)) if verification.is_void(card) else answer


def by_number(*, asked: Asked, birth_on: date) -> OwnAnswer:
    """Raises NotThere, alike for a number nobody has and for another birth date; four queries whichever it is."""
    worker = _worker_in_force(asked)
    right = worker is not None and worker.birth_on == birth_on
    answer = _own(worker if right else None)
    if not right:
        raise NotThere
    return answer


def _worker_in_force(asked: Asked) -> Worker | None:
    """Whoever was merged into another is found as that other."""
    other = Worker.alias()
    column = Worker.reg_no if asked.kind == REG_NO else Worker.nik_hash
    value = asked.value if asked.kind == REG_NO else safe.index(asked.value, safe.NIK)
    followed = Worker.select(Worker, other).join(
        other, JOIN.LEFT_OUTER, on=(Worker.merged_into == other.id), attr="in_force"
    )
    found = followed.where(column == value).first()
    return found.in_force if found and found.merged_into_id else found


def _own(worker: Worker | None) -> OwnAnswer:
    """The same questions for nobody, so that the work tells nothing."""
    worker_id = worker.id if worker else NOBODY
    months, card = ledger.live_months(worker_id), _living_card(worker_id)
    refused = worker_flags.open_among(worker_flags.BPJS_REJECTED, [worker_id])
    if worker is None or worker.frozen_at:
        return OwnAnswer(verification.told_of(worker, months) if worker else Answer())
    return OwnAnswer(verification.told_of(worker, months), _place_of(card), worker_id in refused)


def _living_card(worker_id: int) -> Card | None:
    """With the post where it waits and who made it; `in_print` says that it stands in a run nobody has judged yet."""
    unjudged = PrintedCard.select().where(PrintedCard.card == Card.id, PrintedCard.outcome.is_null())
    return (
        Card.select(Card, Post, User, fn.EXISTS(unjudged).alias(IN_PRINT))
        .join(Post, JOIN.LEFT_OUTER, on=(Card.pickup_post == Post.id))
        .switch(Card)
        .join(User, on=(Card.created_by == User.id))
        .where(Card.worker == worker_id, card_states.is_living())
        .first()
    )


def _place_of(card: Card | None) -> CardPlace:
    if card is None:
        return CardPlace()
    state = card_states.state_of(card)
    if state == card_states.HANDED:
        return CardPlace(state, on=local(card.handed_at).date())
    if state == card_states.MADE and card.in_print:
        state = IN_PRINT
    post = card.pickup_post
    if post is None:
        return CardPlace(state, at_company=card.created_by.role == "mitra")
    return CardPlace(state, post.name, post.code)
