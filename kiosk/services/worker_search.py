"""Find a worker by an exact number: one's own people as they are, one of anybody else as a service card."""

from dataclasses import dataclass

from db.connection import writing
from db.models import Card, Worker
from kiosk.domain.phone import read_phone
from kiosk.domain.registration import is_mistyped, read_registration_number
from kiosk.domain.words import N_, initials
from kiosk.services import access, audit, ledger, places, safe, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.cards import live_card

MISTYPED = N_(
    "Nomor registrasi ini salah ketik: ada huruf atau angka yang keliru, kurang, atau lebih. Cocokkan dengan "
    "kartunya, lalu ketik ulang."
)
NO_NUMBER = N_(
    "Tulis nomor registrasi (misalnya SMG-7K3QF2M-6), NIK 16 angka, nomor KPJ 11 angka, atau nomor HP secara "
    "lengkap."
)


@dataclass(frozen=True)
class ServiceCard:
    """What an exact find beyond one's scope may tell: initials, area, state, card."""

    initials: str
    area: str
    protection: object
    card: Card | None


def find(*, text: str, by: Actor) -> list[Worker] | ServiceCard:
    """Exactly by registration number, NIK, KPJ or phone. One's own workers come back as they are, anyone else
    as a service card, one at most. Raises Refused when the text is none of these, NotThere when nobody fits."""
    matches = _matches(text)
    seen = [worker for worker in matches if access.may_see_worker(by, worker)]
    with writing():
        audit.record(
            "pekerja.dicari", by=by, kind="pekerja", subject=seen[0].reg_no if len(seen) == 1 else ""
        )
    if seen:
        return seen
    if by.role != "petugas" or not matches:
        raise NotThere
    return _service_card(matches[0])


def _matches(text: str) -> list[Worker]:
    prefix = settings.setting("registration_prefix")
    reg_no = read_registration_number(text, prefix)
    if reg_no:
        return list(Worker.select().where(Worker.reg_no == reg_no))
    if is_mistyped(text, prefix):
        raise Refused(MISTYPED)
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) == 16:
        return list(Worker.select().where(Worker.nik_hash == safe.index(digits, safe.NIK)))
    return _by_kpj_or_phone(digits, text)


def _by_kpj_or_phone(digits: str, text: str) -> list[Worker]:
    if len(digits) == 11 and not digits.startswith(("0", "62")):
        found = list(Worker.select().where(Worker.kpj_hash == safe.index(digits, safe.KPJ)))
        if found:
            return found
    number = read_phone(text).number
    if number is None:
        raise Refused(NO_NUMBER)
    return list(Worker.select().where(Worker.phone_hash == safe.index(number, safe.PHONE)).limit(20))


def _service_card(worker: Worker) -> ServiceCard:
    return ServiceCard(
        initials=initials(worker.name),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        protection=ledger.protection(ledger.live_months(worker.id)),
        card=live_card(worker.id),
    )
