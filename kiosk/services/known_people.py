"""Who is enrolled already, and what of it the one who asks may be told."""

from dataclasses import dataclass

from db.connection import writing
from db.models import Funder, Worker
from kiosk.domain.words import mask_nik
from kiosk.services import access, audit, ledger, places, safe, worker_search
from kiosk.services.acting import Actor


@dataclass(frozen=True)
class KnownPerson:
    """`worker`, `area`, `masked_nik`, `protection` and `funder` for those who may see the person; an officer gets a
    service card of anybody else, other roles nothing."""

    worker: Worker | None = None
    area: str = ""
    masked_nik: str = ""
    protection: object = None
    funder: Funder | None = None
    service_card: object = None

    @property
    def href(self) -> str | None:
        return f"/pekerja/{self.worker.reg_no}" if self.worker else None


def under(nik: str) -> Worker | None:
    """Who is enrolled with this NIK; a look before saving, the unique index stays the judge."""
    return Worker.get_or_none(Worker.nik_hash == safe.index(nik, safe.NIK))


def as_told(worker: Worker, by: Actor, *, by_number: bool = True) -> KnownPerson:
    """What `by` may know of a person already enrolled. A look beyond one's scope is written down; there a service card
    is for who has the number, not for who was found by name and birth date."""
    if not access.may_see_worker(by, worker):
        return _beyond_scope(worker, by) if by_number else KnownPerson()
    months = ledger.live_months(worker.id)
    return KnownPerson(
        worker=worker,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        protection=ledger.protection(months),
        funder=months[-1].funder if months else None,
    )


def _beyond_scope(worker: Worker, by: Actor) -> KnownPerson:
    with writing():
        audit.record("pekerja.dicari", by=by, kind="pekerja")
    if by.role != "petugas":
        return KnownPerson()
    return KnownPerson(service_card=worker_search.service_card_of(worker, by))
