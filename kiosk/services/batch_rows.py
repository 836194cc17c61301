"""The rows of a batch's sheet: good ones become workers with planned months, each says what became of it."""

from collections.abc import Collection, Sequence

from db.connection import in_turn
from db.kept import KeptInsert, KeptQuery
from db.models import Batch, BatchRow, Upload, Worker
from kiosk.domain.clock import months_from
from kiosk.services import batch_places, commitments, ledger, standing
from kiosk.services.acting import Actor
from kiosk.services.batch_fates import row_values
from kiosk.services.batch_people import people_of
from kiosk.services.prepared_rows import PreparedRow

SHEETS = 1  # two sheets with the same people would else wait for each other crosswise

_rows = KeptInsert(BatchRow)
_there = KeptQuery(
    lambda slot: BatchRow.select(BatchRow.number).where(
        BatchRow.batch == slot("batch"),
        BatchRow.upload == slot("upload"),
        BatchRow.sheet_name == slot("sheet_name"),
        BatchRow.number.between(slot("first"), slot("last")),
    )
)


def take_in(*, batch: Batch, upload: Upload, rows: Sequence[PreparedRow], by: Actor) -> None:
    """Write one chunk of rows in the caller's transaction: good ones become workers with planned months, bad ones
    stay with their reasons, those who have a funder or stand in this batch already say so. A row of the sheet that
    stands there already is left as it is."""
    in_turn(SHEETS)
    rows = _not_written(upload, rows)
    head = {"batch": batch.id, "upload": upload.id}
    _rows.add_all([head | values for values in _values_of(batch, rows, by)])


def _not_written(upload: Upload, rows: Sequence[PreparedRow]) -> list[PreparedRow]:
    first, last = rows[0].checked, rows[-1].checked
    there = _there.rows(
        batch=upload.batch_id,
        upload=upload.id,
        sheet_name=first.sheet_name,
        first=first.number,
        last=last.number,
    )
    written = {number for (number,) in there}
    return [row for row in rows if row.checked.number not in written]


def values_of(*, batch: Batch, rows: Sequence[PreparedRow], by: Actor) -> list[dict]:
    """What becomes of these rows (prepared_rows.prepared), in the caller's transaction: good ones are workers with
    planned months now. The columns of each one's BatchRow, for whoever writes it: a row that somebody has mended."""
    in_turn(SHEETS)
    return _values_of(batch, rows, by)


def _values_of(batch: Batch, rows: Sequence[PreparedRow], by: Actor) -> list[dict]:
    workers, new = people_of(rows, by)
    months = months_from(batch.first_month, batch.months)
    taken = ledger.taken_months([worker.id for worker in workers.values() if worker.id not in new], months)
    untaken = {worker.id: worker for worker in workers.values() if worker.id not in taken}.values()
    plan(batch, [worker for worker in untaken if not standing.why_not_free(worker)], new)
    seen: set[int] = set()
    return [row_values(row, batch, workers.get(row.nik_hash), taken, seen) for row in rows]


def plan(batch: Batch, workers: list[Worker], new: Collection[int] = ()) -> None:
    """Plan the batch's months for these workers, in the caller's transaction, which has enrolled `new`. Raises
    MonthsTaken when one of them is taken, Refused when one may not be funded (standing)."""
    if workers:
        commitments.plan_months(
            funder=batch.company.funder,
            workers=workers,
            months=months_from(batch.first_month, batch.months),
            batch=batch,
            new=new,
        )
        batch_places.set_released_aside(batch, [worker.id for worker in workers if worker.id not in new])
