"""Where a row stands for its company: the number and the file of its own sheet, though it came back in one of ours."""

from collections.abc import Mapping
from typing import NamedTuple

from db.models import Batch, BatchRow, Upload
from kiosk.domain.row_likeness import is_sent_back, row_before
from kiosk.services.batch_row_cells import cells_of

MOST_TIMES_SENT_BACK = 4  # that a row is followed back; beyond it says the number of a sheet of ours

WITH_ROWS = ("stored", "read")


class RowPlace(NamedTuple):
    """`file_name` is empty for a row that no sheet brought; `tells_apart`: the batch has rows of other sheets too."""

    number: int
    file_name: str
    tells_apart: bool


class _Found(NamedTuple):
    upload: int
    number: int


def places_of(batch: Batch, rows: Mapping[int, tuple[BatchRow, Mapping[str, str]]]) -> dict[int, RowPlace]:
    """By the row's id, of rows with their cells; one query, and one more for each time a sheet was sent back."""
    uploads = {upload.id: upload for upload in _uploads(batch)}
    own = [one for one in uploads.values() if one.state in WITH_ROWS and not is_sent_back(one.sheet_name)]
    found = {row_id: _place(row, cells, uploads) for row_id, (row, cells) in rows.items() if row.upload_id}
    for _time in range(MOST_TIMES_SENT_BACK):
        returned = {place for place in found.values() if is_sent_back(uploads[place.upload].sheet_name)}
        if not returned:
            break
        before = _one_sheet_before(batch, returned, uploads)
        found = {row_id: before.get(place, place) for row_id, place in found.items()}
    return {
        row_id: _as_shown(row, found.get(row_id), uploads, several=len(own) > 1)
        for row_id, (row, _cells) in rows.items()
    }


def _uploads(batch: Batch):
    columns = (Upload.id, Upload.file_name, Upload.sheet_name, Upload.state)
    return Upload.select(*columns).where(Upload.batch == batch)


def _place(row: BatchRow, cells: Mapping[str, str], uploads: Mapping[int, Upload]) -> _Found:
    before = row_before(row.sheet_name, cells)
    if before and before[0] in uploads and before[0] < row.upload_id:
        return _Found(*before)
    return _Found(row.upload_id, row.number)


def _one_sheet_before(
    batch: Batch, places: set[_Found], uploads: Mapping[int, Upload]
) -> dict[_Found, _Found]:
    rows = BatchRow.select().where(
        BatchRow.batch == batch,
        BatchRow.upload.in_({place.upload for place in places}),
        BatchRow.number.in_({place.number for place in places}),
    )
    return {_Found(row.upload_id, row.number): _place(row, cells_of(row), uploads) for row in rows}


def _as_shown(row: BatchRow, found: _Found | None, uploads: Mapping[int, Upload], several: bool) -> RowPlace:
    if found is None:
        return RowPlace(row.number, "", tells_apart=False)
    sheet = uploads[found.upload]
    return RowPlace(found.number, sheet.file_name, several or is_sent_back(sheet.sheet_name))
