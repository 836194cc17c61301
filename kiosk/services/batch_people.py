"""Whom the rows of a sheet speak of: people on record, or new ones enrolled with it."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from db.kept import KeptIn
from db.models import Worker
from kiosk.domain.names import names_agree
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.services import batch_rereading, merged_numbers, safe, standing, twins, worker_rows
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks

NIKS_AT_ONCE = 500


class PreparedRow(NamedTuple):
    """A checked row with what takes time and needs no transaction: the hash of its NIK (None for a wrong row), its
    cells sealed, and the columns of whom nobody knew a moment ago."""

    checked: CheckedRow
    nik_hash: bytes | None
    cells: bytes
    columns: dict | None


class People(NamedTuple):
    """Workers by the hash of the NIK in their rows; `new` are the ids of those enrolled with them."""

    by_hash: dict[bytes, "Worker | NewWorker"]
    new: frozenset[int]


def prepared(rows: Iterable[CheckedRow], by: Actor) -> list[PreparedRow]:
    """Some 500 rows at most, before the transaction that takes them in."""
    hashed = [(row, safe.index(row.entry.nik, safe.NIK) if row.entry else None) for row in rows]
    known = _known([nik_hash for _row, nik_hash in hashed if nik_hash])
    return [_prepared(row, nik_hash, nik_hash in known, by) for row, nik_hash in hashed]


def _prepared(row: CheckedRow, nik_hash: bytes | None, known: bool, by: Actor) -> PreparedRow:
    cells = safe.seal(json.dumps(row.cells, ensure_ascii=False), safe.ROW)
    new = nik_hash is not None and not known
    return PreparedRow(row, nik_hash, cells, worker_rows.worker_columns(row.entry, by=by) if new else None)


def _known(hashes: list[bytes]) -> set[bytes]:
    return {nik_hash for nik_hash, *_rest in _rows_of(hashes)}


def people_of(rows: Iterable[PreparedRow], by: Actor) -> People:
    """The worker of each good row, in the caller's transaction; not those known under another name. Two rows may lead
    to one worker, one of them by a NIK that was merged into the right one."""
    good = {row.nik_hash: row for row in rows if row.nik_hash}
    known = _by_nik_hash(good)
    known |= _mistyped({key: row for key, row in good.items() if key not in known})
    known = _one_row_each(known)
    standing.hold(
        list(known.values())
    )  # all in one order: whoever freezes one meanwhile comes before or after
    known = batch_rereading.refreshed(known, {key: good[key].checked.entry for key in known}, by=by)
    fresh, others = _enrolled({key: row for key, row in good.items() if key not in known}, by)
    twins.flag_look_alikes([*fresh.values(), *others.values()], by=by)
    known |= others
    agreeing = {
        key: worker for key, worker in known.items() if names_agree(good[key].checked.entry.name, worker.name)
    }
    return People(fresh | agreeing, frozenset(worker.id for worker in fresh.values()))


def _one_row_each(known: dict[bytes, Worker]) -> dict[bytes, Worker]:
    rows: dict[int, Worker] = {}
    return {key: rows.setdefault(worker.id, worker) for key, worker in known.items()}


def _by_nik_hash(hashes: Iterable[bytes]) -> dict[bytes, Worker]:
    ids = [worker_id for _hash, worker_id, _reg_no in _rows_of(hashes)]
    found: dict[bytes, Worker] = {}
    for chunk in in_chunks(ids, NIKS_AT_ONCE):
        found |= {worker.nik_hash: worker for worker in Worker.select().where(Worker.id.in_(chunk))}
    return found


def _mistyped(rows: dict[bytes, PreparedRow]) -> dict[bytes, Worker]:
    """A company's list keeps the slip that was merged away here: the person in force, if the name is theirs. Under
    another name it may be the number's real owner."""
    found = merged_numbers.in_force_for([row.checked.entry.nik for row in rows.values()]) if rows else {}
    people = {key: found.get(row.checked.entry.nik) for key, row in rows.items()} if found else {}
    return {
        key: worker
        for key, worker in people.items()
        if worker and names_agree(rows[key].checked.entry.name, worker.name)
    }


def _enrolled(
    fresh: dict[bytes, PreparedRow], by: Actor
) -> tuple[dict[bytes, "NewWorker"], dict[bytes, Worker]]:
    """The workers of rows whose NIK was not known a moment ago: those we enrol, and those whom somebody else has
    enrolled meanwhile."""
    if not fresh:
        return {}, {}
    columns = {
        key: row.columns or worker_rows.worker_columns(row.checked.entry, by=by) for key, row in fresh.items()
    }
    worker_rows.add_workers(list(columns.values()))
    found = {nik_hash: (worker_id, reg_no) for nik_hash, worker_id, reg_no in _rows_of(fresh)}
    ours = {
        key: _new_worker(worker_id, columns[key])
        for key, (worker_id, reg_no) in found.items()
        if reg_no == columns[key]["reg_no"]
    }
    _note_consent(ours.values(), by)
    others = _by_nik_hash([key for key in found if key not in ours])
    # Whoever is still missing drew somebody's registration number; in a full city that is a few of each big sheet.
    missing = {key: row._replace(columns=None) for key, row in fresh.items() if key not in found}
    more, others_more = _enrolled(missing, by)
    return ours | more, others | others_more


def _rows_of(hashes: Iterable[bytes]) -> Iterable[tuple[bytes, int, str]]:
    return ((bytes(nik_hash), *row) for nik_hash, *row in _hashed.rows(hashes))


_hashed = KeptIn(
    lambda slot, many: Worker.select(Worker.nik_hash, Worker.id, Worker.reg_no).where(
        Worker.nik_hash.in_(many)
    )
)


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
