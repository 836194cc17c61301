"""A wrong row is mended in place: checked by the same rules as its sheet, and taken in in the same way."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.connection import held, in_turn
from db.models import Batch, BatchRow, User
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, batch_row_repeats, batch_rows, batches, prepared_rows
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_faults import WRONG
from kiosk.services.batch_row_cells import cells_of, checked_again, edited
from kiosk.services.once import once

MAY_MEND = ("petugas", "mitra", "admin")
NOT_WRONG = N_("Baris ini tidak perlu diperbaiki lagi.")
CLOSED = N_(
    "Batch ini sudah dibatalkan, atau bulan pertamanya sudah lewat, maka barisnya tidak dapat diubah. Buka batch baru."
)
CHANGED = N_("Baris ini sementara itu sudah diubah orang lain. Periksa isiannya, lalu simpan lagi.")


class RowChanged(Refused):
    """Somebody else has changed the row since the form was opened: 409."""

    def __init__(self):
        super().__init__(CHANGED)


@dataclass(frozen=True)
class WrongRow:
    """A row as its form needs it; `seen` says on what the form was opened, `edited_by` is a name or empty."""

    batch: Batch
    row: BatchRow
    cells: dict[str, str]
    seen: str
    edited_by: str
    edited_at: datetime | None
    may_mend: bool


def wrong_row(*, no: str, row_id: int, by: Actor) -> WrongRow:
    """Raises NotThere, NotAllowed."""
    batch = batches.batch_seen_by(by, no)
    row = BatchRow.get_or_none(BatchRow.batch == batch, BatchRow.id == row_id)
    if row is None:
        raise NotThere
    editor = User.get_or_none(User.id == row.edited_by_id) if row.edited_by_id else None
    return WrongRow(
        batch=batch,
        row=row,
        cells=cells_of(row),
        seen=_mark_of(row),
        edited_by=editor.name if editor else "",
        edited_at=row.edited_at,
        may_mend=by.role in MAY_MEND and batches.takes_sheets(batch),
    )


def _mark_of(row: BatchRow) -> str:
    return f"{row.state}.{row.edited_at.isoformat() if row.edited_at else ''}"


def mend_row(
    *, no: str, row_id: int, entered: Mapping[str, str], seen: str, client_key: str, by: Actor
) -> str:
    """Check the row with what was `entered` (batch_row_cells.edited) and take it in; answers with the state it has now.
    Still wrong it keeps what was entered, with what is wrong today.

    Raises NotThere, NotAllowed, RowChanged, Refused for a row that is not wrong or a batch that takes nobody in."""
    batch = open_for_mending(no, by)
    state, _first = once(
        key=client_key,
        purpose="batch.row",
        content={"batch": no, "row": row_id, "entered": json.dumps(dict(entered), sort_keys=True)},
        by=by,
        make=lambda: _mend(batch.id, row_id, entered, seen, by),
    )
    return state


def _mend(batch_id: int, row_id: int, entered: Mapping[str, str], seen: str, by: Actor) -> str:
    batch = held_batch(batch_id)
    # A sheet that is read meanwhile sets mended rows aside in this turn: it comes before or after us.
    in_turn(batch_rows.SHEETS)
    row = held_row(batch, row_id)
    if _mark_of(row) != seen:
        raise RowChanged
    if row.state != WRONG:
        raise Refused(NOT_WRONG)
    (state,) = take_in_again(batch, [(row, edited(cells_of(row), entered))], by)
    return state


def take_in_again(batch: Batch, rows: Sequence[tuple[BatchRow, Mapping[str, str]]], by: Actor) -> list[str]:
    """Wrong rows of the batch, each checked with these cells and taken in; answers with the states they have now. In
    the caller's transaction, which holds the batch, the turn of the sheets and these rows."""
    checked = [checked_again(row, batch, cells) for row, cells in rows]
    prepared = [prepared_rows.prepared(row, by) for row in checked]
    states = []
    all_values = batch_rows.values_of(batch=batch, rows=prepared, by=by)
    for (row, _cells), read, values in zip(rows, prepared, all_values, strict=True):
        values |= batch_row_repeats.if_it_repeats(batch, values, read.nik_hash)
        values |= {"edited_by_id": by.user_id, "edited_at": utc_now()}
        BatchRow.update(values).where(BatchRow.id == row.id).execute()
        _note(batch, row, values["state"], by)
        states.append(values["state"])
    return states


def _note(batch: Batch, row: BatchRow, state: str, by: Actor) -> None:
    what = {"baris": row.number, "hasil": state}
    audit.record("batch.baris_diperbaiki", by=by, kind="batch", subject=batch.no, **what)


def open_for_mending(no: str, by: Actor) -> Batch:
    """Raises NotThere, NotAllowed, Refused for a batch that takes nobody in any more."""
    access.require(by.role in MAY_MEND)
    batch = batches.batch_seen_by(by, no)
    if not batches.takes_sheets(batch):
        raise Refused(CLOSED)
    return batch


def held_batch(batch_id: int) -> Batch:
    """Until the transaction ends; batches come before their rows. Raises Refused for one that takes nobody in any more:
    it may have been withdrawn a moment ago."""
    batch = held(Batch.select().where(Batch.id == batch_id)).get()
    if not batches.takes_sheets(batch):
        raise Refused(CLOSED)
    return batch


def held_row(batch: Batch, row_id: int) -> BatchRow:
    """Until the transaction ends, as it is now. Raises NotThere."""
    row = held(BatchRow.select().where(BatchRow.batch == batch, BatchRow.id == row_id)).first()
    if row is None:
        raise NotThere
    return row
