"""The rows of a batch as its page shows them: what was sent, what became of it, which months somebody has."""

import json
from dataclasses import dataclass

from db.models import Batch, BatchRow, Upload, Worker
from kiosk.domain.words import initials
from kiosk.services import batch_faults, batch_free_months, batch_released, places, revoked_rows, safe
from kiosk.services.acting import Actor, NotThere
from kiosk.services.batch_free_months import FreeMonths
from kiosk.services.batch_pages import COUNTED
from kiosk.services.batch_places import RELEASED
from kiosk.services.batches import batch_seen_by
from kiosk.services.portions import one_page
from kiosk.services.strangers import strangers_in

PAGE = 50
READY, FUNDED = "ready", "funded"


@dataclass(frozen=True)
class ShownRow:
    """A row as the batch's page shows it; `id` stands in its address, `name` as it was sent, `file_name` of its sheet
    or empty. `is_stranger`: taken on from a list of strangers, and not paid for yet. `free`: of somebody who is funded
    already, what this batch may take. `is_left_out`: wrong, and somebody said that it shall stay out."""

    id: int
    number: int
    file_name: str
    name: str
    reg_no: str
    area: str
    state: str
    findings: list[dict]
    is_stranger: bool
    free: FreeMonths | None = None
    is_left_out: bool = False


def rows_of(
    *, no: str, state: str = "", fault: str = "", page: int = 1, by: Actor
) -> tuple[list[ShownRow], bool]:
    """One page of a batch's rows, those with something to mend first, and whether more follow. `fault`: only wrong rows
    of this kind."""
    batch = batch_seen_by(by, no)
    query = _rows().where(BatchRow.batch == batch, BatchRow.state.in_([state] if state else COUNTED))
    query = query.where(~revoked_rows.took_consent_back())
    if fault:
        query = query.where(batch_faults.has_fault(fault))
    rows, follows = one_page(query.order_by(BatchRow.state.desc(), BatchRow.id), page=page, size=PAGE)
    return _all_shown(rows, batch, by), follows


def row_of(*, no: str, row_id: int, by: Actor) -> ShownRow:
    """Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    row = _rows().where(BatchRow.batch == batch, BatchRow.id == row_id).first()
    if row is not None and revoked_rows.is_gone(row):
        raise NotThere
    if row is None:
        raise NotThere
    return _all_shown([row], batch, by)[0]


def _rows():
    return (
        BatchRow.select(BatchRow, Worker, Upload.id, Upload.file_name)
        .left_outer_join(Worker)
        .switch(BatchRow)
        .left_outer_join(Upload)
    )


def _all_shown(rows: list[BatchRow], batch: Batch, by: Actor) -> list[ShownRow]:
    said = _said_by_months(rows, batch)
    free = batch_free_months.offers_for(batch, [row.worker for row in rows if row.state == FUNDED])
    strangers = strangers_in(by, batch.id, [row.worker_id for row in rows if row.picked])
    return [_shown(row, said, free, row.worker_id in strangers) for row in rows]


def _said_by_months(rows: list[BatchRow], batch: Batch) -> dict[int, dict]:
    """What the ledger has to say beside a row today, by the worker's id."""
    given_up = [row.worker_id for row in rows if row.state == RELEASED]
    ready = [row.worker_id for row in rows if row.state == READY]
    why = batch_released.reasons(batch, given_up) if given_up else {}
    if ready:
        why |= batch_free_months.only_some(batch, ready) | batch_released.partly(batch, ready)
    return why


def _shown(row: BatchRow, said: dict[int, dict], free: dict[int, FreeMonths], is_stranger: bool) -> ShownRow:
    cells = json.loads(safe.open_text(row.cells, safe.ROW) or "{}")
    worker = row.worker
    offer = free.get(row.worker_id) if row.state == FUNDED else None
    more = [*(offer.held if offer else ()), *([said[row.worker_id]] if row.worker_id in said else ())]
    more += [revoked_rows.said_of(row)] if revoked_rows.is_revoked(row) else []
    return ShownRow(
        id=row.id,
        number=row.number,
        file_name=row.upload.file_name if row.upload else "",
        name=cells.get("name") or _name_of(row, is_stranger),
        reg_no=worker.reg_no if row.state == READY and not is_stranger else "",
        area=places.area_name(worker.kelurahan_id, worker.home_regency)
        if worker
        else cells.get("kelurahan", ""),
        state=row.state,
        findings=[*_still_true(row), *more],
        is_stranger=is_stranger and row.state == READY,
        free=offer,
        is_left_out=row.state == batch_faults.LEFT_OUT and row.worker_id is None,
    )


def _still_true(row: BatchRow) -> list[dict]:
    """Who funds which months was so when the sheet was read; today's ledger says it anew."""
    return [finding for finding in row.findings if finding["code"] not in batch_free_months.OF_THE_DAY]


def _name_of(row: BatchRow, is_stranger: bool) -> str:
    """Whom the company did not name itself it does not see by name while it pays for nothing of theirs."""
    if row.worker is None:
        return ""
    return initials(row.worker.name) if is_stranger or row.state == RELEASED else row.worker.name
