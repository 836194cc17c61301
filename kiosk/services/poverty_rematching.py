"""Rows whose NIK was on record under another name, once that record is mended: the same person after all, or somebody
whom nobody has enrolled yet."""

from db.connection import held
from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.poverty_rows import DIFFERS, MATCHED, UNKNOWN, is_same
from kiosk.services import poverty_newcomers, safe
from kiosk.services.poverty_list_files import LIVE


def look_again(worker_id: int) -> None:
    """In the transaction that has corrected name or NIK of this person, and holds them."""
    if rows := _differing(worker_id):
        worker = Worker.get_by_id(worker_id)
        for row in rows:
            has_it = bytes(row.nik_hash) == bytes(worker.nik_hash)
            _settle(row, worker if has_it and _names(row, worker) else None, is_free=not has_it)


def let_go(wrong: Worker, right: Worker) -> None:
    """In the transaction that merges them: the mistyped NIK is its real owner's again, unless the list means `right` by
    it."""
    for row in _differing(wrong.id):
        _settle(row, right if _names(row, right) else None, is_free=True)


def _differing(worker_id: int) -> list[PovertyRow]:
    rows = PovertyRow.select(PovertyRow, PovertyList).join(PovertyList)
    rows = rows.where(PovertyRow.worker == worker_id, PovertyRow.state == DIFFERS)
    rows = rows.where(PovertyList.state.in_(LIVE))
    found = list(rows.order_by(PovertyList.as_of, PovertyList.id, PovertyRow.id))
    list(
        held(PovertyRow.select().where(PovertyRow.id.in_([row.id for row in found])).order_by(PovertyRow.id))
    )
    return found


def _names(row: PovertyRow, worker: Worker) -> bool:
    return is_same(safe.open_text(row.name_sealed, safe.POVERTY_NAME) or "", worker.name)


def _settle(row: PovertyRow, person: Worker | None, *, is_free: bool) -> None:
    if person:
        poverty_newcomers.become(row.poverty_list, {row.id: (person.id, row.decile)}, MATCHED)
    elif is_free:
        still = (PovertyRow.id == row.id) & (PovertyRow.state == DIFFERS)
        PovertyRow.update(state=UNKNOWN, worker=None).where(still).execute()
