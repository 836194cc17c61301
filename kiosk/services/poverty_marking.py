"""The decile of a list noted on its people, and taken back. The newer list wins: an older one never overwrites, and
what had been noted by hand gives way to any, kept beside the row that took its place."""

from collections.abc import Iterable, Mapping

from peewee import JOIN

from db.connection import held
from db.kept import KeptQuery
from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.poverty_rows import KNOWN
from kiosk.services.poverty_list_files import LIVE

_noted = KeptQuery(
    lambda slot: Worker.update(
        dtsen_decile=slot("decile"), dtsen_as_of=slot("as_of"), dtsen_source=slot("source")
    ).where(Worker.id == slot("id"))
)


def note(poverty_list: PovertyList, deciles: Mapping[int, int | None]) -> dict[int, int | None]:
    """Worker → decile of this list, in the caller's transaction. Answers with what had been noted of each by hand and
    gave way, None where nothing did."""
    newer = {
        worker.id: worker
        for worker in _held(deciles)
        if worker.dtsen_as_of is None or worker.dtsen_as_of <= poverty_list.as_of
    }
    head = {"as_of": poverty_list.as_of.isoformat(), "source": poverty_list.source}
    _noted.change_all([{**head, "id": number, "decile": deciles[number]} for number in newer])
    by_hand = {number: worker.dtsen_decile for number, worker in newer.items() if worker.dtsen_as_of is None}
    return {number: by_hand.get(number) for number in deciles}


def take_back(poverty_list: PovertyList, rows: Iterable[PovertyRow]) -> None:
    """What these rows of a withdrawn list, and no other, have set; in the caller's transaction. The next best list
    holds again, else what was noted by hand, which else stays with another row of the person."""
    rows = {row.worker_id: row for row in rows}
    others = _other_rows(poverty_list, rows)
    for worker in _held(rows):
        row, theirs = rows[worker.id], others.get(worker.id, [])
        if (worker.dtsen_as_of, worker.dtsen_source) == (poverty_list.as_of, poverty_list.source):
            _set(worker.id, *_next_best(row, theirs))
        if row.before_decile is not None and theirs:
            _hand_on(row.before_decile, theirs[0])


def _held(worker_ids: Iterable[int]) -> list[Worker]:
    columns = (Worker.id, Worker.dtsen_decile, Worker.dtsen_as_of, Worker.dtsen_source)
    return list(held(Worker.select(*columns).where(Worker.id.in_(list(worker_ids))).order_by(Worker.id)))


def _other_rows(poverty_list: PovertyList, worker_ids: Iterable[int]) -> dict[int, list[PovertyRow]]:
    """Of lists that hold, the newest first."""
    rows = PovertyRow.select(PovertyRow, PovertyList).join(PovertyList, JOIN.INNER)
    rows = rows.where(
        PovertyRow.worker.in_(list(worker_ids)),
        PovertyRow.state.in_(KNOWN),
        PovertyRow.poverty_list != poverty_list,
        PovertyList.state.in_(LIVE),
    )
    found: dict[int, list[PovertyRow]] = {}
    for row in rows.order_by(PovertyList.as_of.desc(), PovertyList.id.desc()):
        found.setdefault(row.worker_id, []).append(row)
    return found


def _next_best(row: PovertyRow, others: list[PovertyRow]) -> tuple:
    if others:
        best = others[0]
        return best.decile, best.poverty_list.as_of, best.poverty_list.source
    return row.before_decile, None, ""


def _set(worker_id: int, decile: int | None, as_of, source: str) -> None:
    changes = {"dtsen_decile": decile, "dtsen_as_of": as_of, "dtsen_source": source}
    Worker.update(changes).where(Worker.id == worker_id).execute()


def _hand_on(decile: int, row: PovertyRow) -> None:
    PovertyRow.update(before_decile=decile).where(
        PovertyRow.id == row.id, PovertyRow.before_decile.is_null()
    ).execute()
