"""The rows of a batch as its page shows them: what was sent, what became of it, which months somebody has."""

from dataclasses import replace

from db.models import Batch, BatchRow, Upload, Worker
from kiosk.services import (
    access,
    batch_faults,
    batch_free_months,
    batch_refused,
    batch_released,
    batch_row_bpjs,
    batch_row_money,
    batch_row_numbers,
    revoked_rows,
)
from kiosk.services.acting import Actor, NotThere
from kiosk.services.batch_pages import COUNTED
from kiosk.services.batch_places import RELEASED
from kiosk.services.batch_row_bpjs import NOTHING_THERE
from kiosk.services.batch_row_cells import cells_of
from kiosk.services.batch_row_money import NOTHING_YET
from kiosk.services.batch_row_views import FUNDED, READY, ShownRow, shown
from kiosk.services.batches import batch_seen_by
from kiosk.services.portions import one_page
from kiosk.services.strangers import strangers_in

PAGE = 50
WITH_MONEY = (READY, RELEASED)
REFUSED = "refused"  # in addresses: ready, though BPJS has refused them and nobody has mended it since


def rows_of(
    *, no: str, state: str = "", fault: str = "", page: int = 1, by: Actor
) -> tuple[list[ShownRow], bool]:
    """One page of a batch's rows, those with something to mend first, and whether more follow. `fault`: only wrong rows
    of this kind."""
    batch = batch_seen_by(by, no)
    query = _rows().where(BatchRow.batch == batch, _is_chosen(batch, state))
    query = query.where(~revoked_rows.took_consent_back())
    if fault:
        query = query.where(batch_faults.has_fault(fault))
    rows, follows = one_page(query.order_by(BatchRow.state.desc(), BatchRow.id), page=page, size=PAGE)
    return _all_shown(rows, batch, by), follows


def _is_chosen(batch: Batch, state: str):
    if state == REFUSED:
        return (BatchRow.state == READY) & BatchRow.worker.in_(sorted(batch_refused.ids_of(batch)))
    return BatchRow.state.in_([state] if state else COUNTED)


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
    cells = {row.id: cells_of(row) for row in rows}
    numbers = batch_row_numbers.places_of(batch, {row.id: (row, cells[row.id]) for row in rows})
    money = batch_row_money.money_of_rows(batch, [row.worker_id for row in rows if row.state in WITH_MONEY])
    bpjs = batch_row_bpjs.bpjs_of_rows(batch, [row for row in rows if row.state in WITH_MONEY], by)
    said = _said_by_months(rows, batch)
    free = batch_free_months.offers_for(batch, [row.worker for row in rows if row.state == FUNDED])
    strangers = strangers_in(by, batch.id, [row.worker_id for row in rows if row.state == READY])
    return [
        replace(
            shown(row, cells[row.id], said, free, _is_stranger(row, strangers, by)),
            **numbers[row.id]._asdict(),
            money=money.get(row.worker_id, NOTHING_YET) if row.state in WITH_MONEY else NOTHING_YET,
            bpjs=bpjs.get(row.worker_id, NOTHING_THERE) if row.state in WITH_MONEY else NOTHING_THERE,
        )
        for row in rows
    ]


def _is_stranger(row: BatchRow, strangers: set[int], by: Actor) -> bool:
    """Whom the company picked and let go of again, it knows no better than before."""
    if row.state == READY:
        return row.worker_id in strangers
    return row.picked and by.role not in access.SEES_ALL


def _said_by_months(rows: list[BatchRow], batch: Batch) -> dict[int, dict]:
    """What the ledger has to say beside a row today, by the worker's id."""
    given_up = [row.worker_id for row in rows if row.state == RELEASED]
    ready = [row.worker_id for row in rows if row.state == READY]
    why = batch_released.reasons(batch, given_up) if given_up else {}
    if ready:
        why |= batch_free_months.only_some(batch, ready) | batch_released.partly(batch, ready)
    return why
