"""What waits on the desks of the demo city: NIKs that Dukcapil refused, and somebody whose data are frozen."""

from db.models import Worker, WorkerFlag
from kiosk.domain.clock import utc_now
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert
from kiosk.services.worker_flags import DUKCAPIL

REFUSED_EVERY = 120
NOTE = "NIK tidak ditemukan waktu dipadankan. Minta orangnya membawa KTP dan KK ke Dukcapil."
FROZEN = "Orangnya minta datanya tidak dipakai dulu."


def add_unfinished(people: list[Person]) -> None:
    """Only among those nobody funds yet, so that no month of theirs is at odds with it."""
    waiting = [person for person in people if not person.spans]
    refused = waiting[::REFUSED_EVERY] or waiting[:1]
    insert(WorkerFlag, [_flag(person) for person in refused])
    if frozen := next((person for person in waiting if person not in refused), None):
        by = frozen.row["enrolled_by"]
        Worker.update(frozen_at=utc_now(), frozen_by=by, frozen_reason=FROZEN).where(
            Worker.id == frozen.id
        ).execute()


def _flag(person: Person) -> dict:
    return {"worker": person.id, "kind": DUKCAPIL, "note": NOTE, "raised_by": person.row["enrolled_by"]}
