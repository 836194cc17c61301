"""People whom a sheet brings and nobody knew: enrolled in its transaction, with the consent its company states."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from db.models import Worker
from kiosk.services import poverty_newcomers, worker_rows
from kiosk.services.acting import Actor
from kiosk.services.nik_lookups import rows_of, workers_by_hash
from kiosk.services.prepared_rows import PreparedRow


class NewWorker(NamedTuple):
    """Somebody enrolled a moment ago, as far as funding asks for; the rest of the Worker is in the store."""

    id: int
    nik_hash: bytes
    name: str
    birth_on: date
    approval: str | None
    kelurahan_id: str | None
    occupation_id: str
    merged_into_id: int | None = None
    frozen_at: datetime | None = None


def enrolled(
    fresh: dict[bytes, PreparedRow], by: Actor
) -> tuple[dict[bytes, NewWorker], dict[bytes, Worker]]:
    """The workers of rows whose NIK was not known a moment ago: those we enrol, and those whom somebody else has
    enrolled meanwhile."""
    if not fresh:
        return {}, {}
    columns = {
        key: row.columns or worker_rows.worker_columns(row.checked.entry, by=by) for key, row in fresh.items()
    }
    worker_rows.add_workers(list(columns.values()))
    found = {nik_hash: (worker_id, reg_no) for nik_hash, worker_id, reg_no in rows_of(fresh)}
    ours = {
        key: _new_worker(worker_id, columns[key])
        for key, (worker_id, reg_no) in found.items()
        if reg_no == columns[key]["reg_no"]
    }
    _note_consent(ours.values(), by)
    poverty_newcomers.match(ours.values())
    others = workers_by_hash([key for key in found if key not in ours])
    # Whoever is still missing drew somebody's registration number; in a full city that is a few of each big sheet.
    missing = {key: row._replace(columns=None) for key, row in fresh.items() if key not in found}
    more, others_more = enrolled(missing, by)
    return ours | more, others | others_more


def _new_worker(worker_id: int, columns: dict) -> NewWorker:
    places = (columns["kelurahan"], columns["occupation"])
    person = (columns["name"], columns["birth_on"], columns["approval"])
    return NewWorker(worker_id, columns["nik_hash"], *person, *places)


def _note_consent(workers: Iterable[NewWorker], by: Actor) -> None:
    """The company states it holds each person's consent; it is confirmed when the card is handed over."""
    worker_rows.add_consents(
        [
            worker_rows.consent_columns(worker.id, how="company_list", taken_by=by.user_id)
            for worker in workers
        ]
    )
