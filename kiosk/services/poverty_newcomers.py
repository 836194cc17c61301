"""Whoever is enrolled under a NIK that a list names, and nobody knew: matched in the enrolment's transaction by one
look into an index, and neither name nor NIK is kept any longer."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from db.connection import held, writing
from db.kept import KeptIn
from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.poverty_rows import DIFFERS, DROPPED, ENROLLED, KNOWN, REPEATED, UNKNOWN, is_same
from kiosk.services import poverty_marking, safe
from kiosk.services.poverty_list_files import LIVE
from kiosk.services.poverty_matching import NO_SECRETS

AT_ONCE = 100


class Person(Protocol):
    id: int
    name: str
    nik_hash: bytes


_named = KeptIn(
    lambda slot, many: PovertyRow.select(PovertyRow.id).where(
        PovertyRow.nik_hash.in_(many), PovertyRow.state == slot("state")
    )
)


def match(people: Iterable[Person]) -> None:
    """In the transaction that has enrolled them, or given them their NIK."""
    people = {bytes(person.nik_hash): person for person in people}
    ids = [row_id for (row_id,) in _named.rows(people, state=UNKNOWN)] if people else []
    if ids:
        _match(ids, people)


def sweep(list_id: int | None = None) -> int:
    """Rows of one list, or of all, whose person was enrolled just while the row was written; how many there were."""
    rows = PovertyRow.select(PovertyRow.id, Worker.id).join(Worker, on=PovertyRow.nik_hash == Worker.nik_hash)
    rows = rows.where(PovertyRow.state == UNKNOWN)
    if list_id is not None:
        rows = rows.where(PovertyRow.poverty_list == list_id)
    found = list(rows.order_by(PovertyRow.id).tuples())
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        with writing():
            people = held(Worker.select().where(Worker.id.in_([one[1] for one in part])).order_by(Worker.id))
            _match([one[0] for one in part], {bytes(person.nik_hash): person for person in people})
    return len(found)


def _match(row_ids: list[int], people: Mapping[bytes, Person]) -> None:
    for poverty_list, rows in _by_list(row_ids):
        same = {}
        for row in rows:
            person = people.get(row.nik_hash)
            if person is None:
                continue
            if is_same(safe.open_text(row.name_sealed, safe.POVERTY_NAME) or "", person.name):
                same[row.id] = (person.id, row.decile)
            else:
                PovertyRow.update(state=DIFFERS, worker=person.id).where(PovertyRow.id == row.id).execute()
        become(poverty_list, same, ENROLLED)


def become(poverty_list: PovertyList, rows: Mapping[int, tuple[int, int | None]], state: str, **more) -> None:
    """Row → (worker, decile): these rows are that worker now, in the caller's transaction. Whom the list has named
    already stays with that row."""
    there = _already(poverty_list, [worker_id for worker_id, _decile in rows.values()])
    fresh = {row_id: one for row_id, one in rows.items() if one[0] not in there}
    before = poverty_marking.note(poverty_list, dict(fresh.values())) if fresh else {}
    now = utc_now()
    for row_id, (worker_id, _decile) in rows.items():
        is_new = row_id in fresh
        values = {"worker": worker_id, "state": state, "before_decile": before.get(worker_id), **more}
        twice = {"worker": None, "state": DROPPED, "why": REPEATED}
        PovertyRow.update({**NO_SECRETS, "settled_at": now, **(values if is_new else twice)}).where(
            PovertyRow.id == row_id
        ).execute()


def _already(poverty_list: PovertyList, worker_ids: list[int]) -> set[int]:
    rows = PovertyRow.select(PovertyRow.worker).where(
        PovertyRow.poverty_list == poverty_list,
        PovertyRow.worker.in_(worker_ids),
        PovertyRow.state.in_(KNOWN),
    )
    return {worker_id for (worker_id,) in rows.tuples()}


def _by_list(row_ids: list[int]) -> list[tuple[PovertyList, list[PovertyRow]]]:
    """Rows that still wait, held; of the oldest list first, so that the newest has the last word."""
    waiting = PovertyRow.select().where(PovertyRow.id.in_(row_ids), PovertyRow.state == UNKNOWN)
    rows = list(held(waiting.order_by(PovertyRow.id)))
    lists = PovertyList.select().where(
        PovertyList.id.in_({row.poverty_list_id for row in rows}), PovertyList.state.in_(LIVE)
    )
    in_order = lists.order_by(PovertyList.as_of, PovertyList.id) if rows else ()
    return [(one, [row for row in rows if row.poverty_list_id == one.id]) for one in in_order]
