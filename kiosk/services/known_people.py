"""Who is enrolled already, and what of it the one who asks may be told."""

from dataclasses import dataclass, replace

from db.connection import writing
from db.models import Funder, Worker
from kiosk.domain.words import mask_nik
from kiosk.services import access, audit, ledger, places, safe, worker_search
from kiosk.services.acting import Actor
from kiosk.services.person_values import different_places


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
    different_places: tuple[
        int, ...
    ] = ()  # digits in which the NIK differs from the one it was compared with

    @property
    def href(self) -> str | None:
        return f"/pekerja/{self.worker.reg_no}" if self.worker else None


def under(nik: str) -> Worker | None:
    """Who is enrolled with this NIK; a look before saving, the unique index stays the judge."""
    return Worker.get_or_none(Worker.nik_hash == safe.index(nik, safe.NIK))


def compared(worker: Worker, by: Actor, *, nik: str) -> KnownPerson:
    """As as_told, of somebody who was found by looks and not by number: beyond one's scope nothing. Who may open the
    NIK hears in which digits it differs from `nik`, which tells the others: it is written down as opening it is."""
    if not access.may_see_worker(by, worker):
        return KnownPerson()
    told = as_told(worker, by)
    if not access.may_reveal_nik(by, worker):
        return told
    with writing():
        audit.record("nik.dibandingkan", by=by, kind="pekerja", subject=worker.reg_no)
    stored = safe.open_text(worker.nik_sealed, safe.NIK)
    return replace(told, different_places=different_places("nik", nik, stored))


def as_told(worker: Worker, by: Actor) -> KnownPerson:
    """What `by` may know of a person already enrolled, whose number they have. A look beyond one's scope is written
    down."""
    if not access.may_see_worker(by, worker):
        return _beyond_scope(worker, by)
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
