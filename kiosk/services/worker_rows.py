"""The worker's row and that of the consent: how a person to enrol becomes columns, secrets sealed, one per NIK."""

from datetime import date

from db.kept import ANY, KeptInsert
from db.models import Consent, Worker
from kiosk.domain.clock import noon_of, today, utc_now
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.name_sounds import sounds_of
from kiosk.domain.registration import new_registration_number
from kiosk.domain.words import N_
from kiosk.services import consents, safe, settings
from kiosk.services.acting import Actor, Refused

_workers = KeptInsert(Worker, unless=ANY)
_consents = KeptInsert(Consent)


class AlreadyEnrolled(Refused):
    """The NIK is known; `worker` says who it is, for those who may see it."""

    def __init__(self, worker: Worker):
        super().__init__(N_("NIK ini sudah terdaftar."))
        self.worker = worker


def insert_worker(entry: Enrolment, *, by: Actor, seconds: int | None = None) -> Worker:
    """Insert into the caller's transaction. The unique index on the NIK's hash is the judge, not a look before.
    `seconds`: how long the form took."""
    values = worker_columns(entry, by=by) | {"enrol_seconds": seconds}
    row_id = _workers.add(**values)
    if not row_id:
        if known := Worker.get_or_none(Worker.nik_hash == values["nik_hash"]):
            raise AlreadyEnrolled(known)
        return insert_worker(entry, by=by, seconds=seconds)  # the number drawn was somebody's: draw again
    return Worker(id=row_id, **values)


def add_workers(rows: list[dict]) -> None:
    """Rows of worker_columns, handed to the driver together, in the caller's transaction; one whose NIK or
    registration number is taken does nothing. Who came of it is found by the NIK's hash."""
    _workers.add_all(rows)


def add_consents(rows: list[dict]) -> None:
    """Rows of consent_columns, in the caller's transaction."""
    _consents.add_all(rows)


def note_consent(
    worker_id: int, *, how: str, taken_by: int, note: str = "", paper_on: date | None = None
) -> int:
    """Insert into the caller's transaction; answers with the consent's id. What was signed on a paper form was given
    on its day, to the words of that day."""
    columns = consent_columns(worker_id, how=how, taken_by=taken_by, note=note, on=paper_on)
    return _consents.add(**columns, given_at=noon_of(paper_on) if paper_on else utc_now())


def worker_columns(entry: Enrolment, *, by: Actor) -> dict:
    """The row for one person, secrets sealed. A registration number is drawn by chance: 32^7 of them."""
    return {
        "reg_no": new_registration_number(prefix=settings.setting("registration_prefix")),
        "nik_hash": safe.index(entry.nik, safe.NIK),
        "nik_sealed": safe.seal(entry.nik, safe.NIK),
        "name": entry.name,
        "name_sounds": sounds_of(entry.name),
        "birth_on": entry.birth_on,
        "sex": entry.sex,
        "phone_sealed": safe.seal(entry.phone, safe.PHONE),
        "phone_hash": safe.index(entry.phone, safe.PHONE),
        "kelurahan": entry.kelurahan,
        "home_regency": entry.home_regency,
        "rt": entry.rt,
        "rw": entry.rw,
        "address": entry.address,
        "occupation": entry.occupation,
        "workplace": entry.workplace,
        "still_working": entry.still_working,
        "birth_place": entry.birth_place,
        "mother_name_sealed": safe.seal(entry.mother_name, safe.MOTHER),
        "income": entry.income,
        "kpj_sealed": safe.seal(entry.kpj, safe.KPJ),
        "kpj_hash": safe.index(entry.kpj, safe.KPJ),
        "dtsen_decile": entry.dtsen_decile,
        "ktp_reason": entry.ktp_reason or None,
        "approval": entry.approval,
        "enrolled_on": entry.enrolled_on or today(),
        "enrolled_at": utc_now(),
        "enrolled_by": by.user_id,
        "enrolled_post": by.post_id,
    }


def consent_columns(
    worker_id: int, *, how: str, taken_by: int, note: str = "", on: date | None = None
) -> dict:
    """The row that says this person agreed to the words in force `on` that day (default: today). `how`: self | thumb |
    witness | company_list."""
    return {
        "worker": worker_id,
        "basis": "consent",
        "version": consents.words_on(on or today()).version,
        "how": how,
        "note": note or None,
        "taken_by": taken_by,
    }
