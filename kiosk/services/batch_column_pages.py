"""How the columns of a batch's sheets are understood, for the batch's page and for the page that corrects it."""

from dataclasses import dataclass

from db.models import Batch, Upload
from kiosk.files.heading_rows import Place
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_headings import MEANINGS
from kiosk.files.sheet_preview import SheetPreview, preview
from kiosk.services import batch_rereading, batch_sheets, column_maps, safe
from kiosk.services.acting import Actor, NotThere
from kiosk.services.batch_rereading import Consequences
from kiosk.services.batches import batch_seen_by, takes_sheets

COLUMNS, READ = "columns", "read"
MOST_SHEETS, MOST_UNDERSTOOD = 20, 3


@dataclass(frozen=True)
class SheetUnderstood:
    """`pairs` are (heading, what it means), columns of no use last."""

    upload: Upload
    pairs: list[tuple[str, str]]


@dataclass(frozen=True)
class BesideBatch:
    """Sheets of a batch, newest first: `waiting` are those of which nothing was read because headings are missing,
    `understood` the latest that were read."""

    waiting: list[Upload]
    understood: list[SheetUnderstood]


@dataclass(frozen=True)
class ColumnsFile:
    """`preview` is None where no row can be one of headings. `consequences` is of reading it again."""

    batch: Batch
    upload: Upload
    preview: SheetPreview | None
    consequences: Consequences
    may_change: bool


def beside(batch: Batch) -> BesideBatch:
    """For the batch's page; one query."""
    known = Upload.select().where(Upload.batch == batch, Upload.state.in_((COLUMNS, READ)))
    found = list(known.order_by(Upload.id.desc()).limit(MOST_SHEETS))
    understood = [SheetUnderstood(upload, _pairs(upload)) for upload in found if upload.state == READ]
    return BesideBatch(
        waiting=[upload for upload in found if upload.state == COLUMNS],
        understood=[sheet for sheet in understood if sheet.pairs][:MOST_UNDERSTOOD],
    )


def _pairs(upload: Upload) -> list[tuple[str, str]]:
    """Empty where nobody noted it."""
    pairs = [(heading, MEANINGS.get(field, "")) for heading, field in upload.columns or []]
    return sorted(pairs, key=lambda pair: not pair[1])


def columns_of(*, no: str, number: int, place: Place | None, by: Actor) -> ColumnsFile:
    """`number` is the upload's. Raises NotThere, NotAllowed."""
    batch, upload = sheet_seen_by(by, no, number)
    return ColumnsFile(
        batch=batch,
        upload=upload,
        preview=preview_of(batch, upload, place),
        consequences=batch_rereading.consequences(upload),
        may_change=by.role != "auditor" and takes_sheets(batch) and not is_being_read(upload),
    )


def sheet_seen_by(by: Actor, no: str, number: int) -> tuple[Batch, Upload]:
    batch = batch_seen_by(by, no)
    upload = Upload.get_or_none(Upload.id == number, Upload.batch == batch)
    if upload is None:
        raise NotThere
    return batch, upload


def preview_of(batch: Batch, upload: Upload, place: Place | None) -> SheetPreview | None:
    content = safe.file_content(upload.path, batch_sheets.SHEET)
    remembered = column_maps.remembered_for(batch.company_id)
    with each_sheet_opened_once(FOR_A_KEPT_SHEET):
        return preview(content, remembered, place=place, read_at=(upload.sheet_name, upload.heading_row))


def is_being_read(upload: Upload) -> bool:
    job = batch_sheets.reading_job(upload)
    return job is not None and job.state != "failed"
