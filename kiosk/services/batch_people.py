"""Whom the rows of a sheet speak of: people on record, or new ones enrolled with it."""

from collections.abc import Iterable
from typing import NamedTuple

from db.models import Worker
from kiosk.domain.names import names_prove
from kiosk.services import batch_rereading, merged_numbers, standing, twins
from kiosk.services.acting import Actor
from kiosk.services.batch_newcomers import NewWorker, enrolled
from kiosk.services.nik_lookups import workers_by_hash
from kiosk.services.prepared_rows import PreparedRow


class People(NamedTuple):
    """Workers by the hash of the NIK in their rows; `new` are the ids of those enrolled with them."""

    by_hash: dict[bytes, Worker | NewWorker]
    new: frozenset[int]


def people_of(rows: Iterable[PreparedRow], by: Actor) -> People:
    """The worker of each good row, in the caller's transaction; not those known under another name. Two rows may lead
    to one worker, one of them by a NIK that was merged into the right one."""
    good = {row.nik_hash: row for row in rows if row.nik_hash}
    known = workers_by_hash(good)
    known |= _mistyped({key: row for key, row in good.items() if key not in known})
    known = _one_row_each(known)
    # All in one order: whoever freezes one meanwhile comes before or after.
    standing.hold(list(known.values()))
    known = batch_rereading.refreshed(known, {key: good[key].checked.entry for key in known}, by=by)
    fresh, others = enrolled({key: row for key, row in good.items() if key not in known}, by)
    twins.flag_look_alikes([*fresh.values(), *others.values()], by=by)
    known |= others
    agreeing = {
        key: worker for key, worker in known.items() if names_prove(good[key].checked.entry.name, worker.name)
    }
    return People(fresh | agreeing, frozenset(worker.id for worker in fresh.values()))


def _one_row_each(known: dict[bytes, Worker]) -> dict[bytes, Worker]:
    rows: dict[int, Worker] = {}
    return {key: rows.setdefault(worker.id, worker) for key, worker in known.items()}


def _mistyped(rows: dict[bytes, PreparedRow]) -> dict[bytes, Worker]:
    """A company's list keeps the slip that was merged away here: the person in force, if the name is theirs. Under
    another name it may be the number's real owner."""
    found = merged_numbers.in_force_for([row.checked.entry.nik for row in rows.values()]) if rows else {}
    people = {key: found.get(row.checked.entry.nik) for key, row in rows.items()} if found else {}
    return {
        key: worker
        for key, worker in people.items()
        if worker and names_prove(rows[key].checked.entry.name, worker.name)
    }
