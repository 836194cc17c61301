"""A sheet sent again, mended: its rows take the place of the wrong ones that the batch still shows."""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from db.models import BatchRow, Upload
from kiosk.domain.row_likeness import likeness
from kiosk.domain.sheet_rows import CheckedRow
from kiosk.services import safe
from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 300

_PLACE = (BatchRow.upload, BatchRow.sheet_name, BatchRow.number)
Wrong = Mapping[Hashable, list[int]]


def wrong_before(upload: Upload) -> Wrong:
    """The wrong rows of this batch's earlier sheets, their ids by each mark of their person (domain/row_likeness)."""
    rows: dict[Hashable, list[int]] = defaultdict(list)
    earlier = BatchRow.select(*_PLACE, BatchRow.id, BatchRow.cells).where(
        BatchRow.batch == upload.batch_id, BatchRow.state == "wrong", BatchRow.upload < upload.id
    )
    for upload_id, sheet_name, number, row_id, cells in earlier.tuples().iterator():
        read = json.loads(safe.open_text(cells, safe.ROW) or "{}")
        for mark in likeness(sheet_name=sheet_name, number=number, cells=read, upload=upload_id):
            rows[mark].append(row_id)
    return rows


def set_mended_aside(wrong: Wrong, rows: Iterable[CheckedRow]) -> None:
    """Those of `wrong` that `rows` bring again, right or wrong, become `mended`, in the caller's transaction."""
    if not wrong:
        return
    sent = {mark for row in rows for mark in _marks(row)}
    ids = {row_id for mark in sent for row_id in wrong.get(mark, ())}
    for chunk in in_chunks(sorted(ids), ROWS_AT_ONCE):
        still_wrong = BatchRow.id.in_(chunk) & (BatchRow.state == "wrong")
        BatchRow.update(state="mended").where(still_wrong).execute()


def _marks(row: CheckedRow) -> set[Hashable]:
    return likeness(sheet_name=row.sheet_name, number=row.number, cells=row.cells)
