"""Whom the rows of a sheet speak of: people on record, or new ones enrolled with it."""

from collections.abc import Iterable

from db.models import Consent, Worker
from kiosk.domain.names import names_agree
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.services import merged_numbers, safe, standing, twins
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import consent_columns, worker_columns

NIKS_AT_ONCE = 500


def people_of(rows: list[CheckedRow], by: Actor) -> dict[bytes, Worker]:
    """The worker of each good row by the hash of its NIK, in the caller's transaction; not those known under another
    name. Two rows may lead to one worker, one of them by a NIK that was merged into the right one."""
    good = {safe.index(row.entry.nik, safe.NIK): row for row in rows if row.entry}
    known = _by_nik_hash(good)
    known |= _mistyped({key: row for key, row in good.items() if key not in known})
    known = _one_row_each(known)
    standing.hold(
        list(known.values())
    )  # all in one order: whoever freezes one meanwhile comes before or after
    fresh = _enrolled({key: row for key, row in good.items() if key not in known}, by)
    twins.flag_look_alikes(list(fresh.values()), by=by)
    known |= fresh
    return {key: worker for key, worker in known.items() if names_agree(good[key].entry.name, worker.name)}


def _one_row_each(known: dict[bytes, Worker]) -> dict[bytes, Worker]:
    rows: dict[int, Worker] = {}
    return {key: rows.setdefault(worker.id, worker) for key, worker in known.items()}


def _by_nik_hash(hashes: Iterable[bytes]) -> dict[bytes, Worker]:
    found: dict[bytes, Worker] = {}
    for chunk in in_chunks(hashes, NIKS_AT_ONCE):
        query = Worker.select().where(Worker.nik_hash.in_(chunk))
        found |= {worker.nik_hash: worker for worker in query}
    return found


def _mistyped(rows: dict[bytes, CheckedRow]) -> dict[bytes, Worker]:
    """A company's list keeps the slip that was merged away here: the person in force, if the name is theirs. Under
    another name it may be the number's real owner."""
    found = merged_numbers.in_force_for([row.entry.nik for row in rows.values()])
    people = {key: found.get(row.entry.nik) for key, row in rows.items()}
    return {
        key: worker
        for key, worker in people.items()
        if worker and names_agree(rows[key].entry.name, worker.name)
    }


def _enrolled(fresh: dict[bytes, CheckedRow], by: Actor) -> dict[bytes, Worker]:
    """The workers of rows whose NIK was not known a moment ago; one whom somebody else enrolled meanwhile joins."""
    if not fresh:
        return {}
    rows = {key: worker_columns(row.entry, by=by) for key, row in fresh.items()}
    Worker.insert_many(list(rows.values())).on_conflict(action="nothing").execute()
    workers = _by_nik_hash(fresh)
    _note_consent([one for key, one in workers.items() if one.reg_no == rows[key]["reg_no"]], by)
    # Whoever is still missing drew somebody's registration number; in a full city that is a few of each big sheet.
    return workers | _enrolled({key: row for key, row in fresh.items() if key not in workers}, by)


def _note_consent(workers: list[Worker], by: Actor) -> None:
    """The company states it holds each person's consent; it is confirmed when the card is handed over."""
    rows = [consent_columns(worker.id, how="company_list", taken_by=by.user_id) for worker in workers]
    if rows:
        Consent.insert_many(rows).execute()
