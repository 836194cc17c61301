"""A sheet sent again, mended: its rows take the place of the wrong ones that the batch still shows."""

import json
from collections.abc import Hashable, Iterable

from db.models import BatchRow, Upload
from kiosk.domain.row_likeness import likeness
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.services import safe
from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 300


def set_mended_aside(upload: Upload, checked: Iterable[CheckedRow]) -> None:
    """Wrong rows of this batch's earlier sheets that `checked` brings again, right or wrong, become `mended`, in the
    caller's transaction."""
    earlier = _wrong_before(upload)
    if not earlier.exists():
        return
    sent = {mark for row in checked for mark in _marks(row.sheet_name, row.number, row.cells)}
    for chunk in in_chunks(
        [row.id for row in earlier.iterator() if not _of(row).isdisjoint(sent)], ROWS_AT_ONCE
    ):
        BatchRow.update(state="mended").where(BatchRow.id.in_(chunk)).execute()


def _wrong_before(upload: Upload):
    return BatchRow.select().where(
        BatchRow.batch == upload.batch_id, BatchRow.state == "wrong", BatchRow.upload < upload.id
    )


def _of(row: BatchRow) -> set[Hashable]:
    return _marks(row.sheet_name, row.number, json.loads(safe.open_text(row.cells, safe.ROW) or "{}"))


def _marks(sheet_name: str, number: int, cells) -> set[Hashable]:
    return likeness(sheet_name=sheet_name, number=number, cells=cells)
