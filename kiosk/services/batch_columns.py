"""What the columns of one sheet hold: how they were understood, corrected once and remembered for the company, after
which the sheet is read anew."""

from collections.abc import Mapping

from db.connection import held, writing
from db.models import Batch, Upload
from kiosk.domain.words import N_
from kiosk.files.sheet_fence import each_sheet_opened_once
from kiosk.files.sheet_preview import SheetPreview
from kiosk.services import access, audit, batch_sheets, column_maps, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_column_pages import COLUMNS, READ, is_being_read, sheet_seen_by
from kiosk.services.batches import takes_sheets
from kiosk.services.once import once

REFUSED, STORED = "refused", "stored"
BEING_READ = N_("Lembar kerja ini masih diperiksa. Tunggu sampai selesai, lalu coba lagi.")
CLOSED = N_(
    "Batch ini sudah dibatalkan, atau bulan pertamanya sudah lewat, maka lembarnya tidak dibaca lagi."
)
NOTHING_CHANGED = N_("Lembar ini sudah dibaca persis seperti itu. Ubah arti kolom yang keliru, lalu simpan.")
NOT_WAITING = N_("Lembar kerja ini tidak sedang menunggu arti kolomnya.")


@each_sheet_opened_once()
def settle(
    *, no: str, number: int, found: SheetPreview, fields: Mapping[int, str], client_key: str, by: Actor
) -> None:
    """Say what the columns of this sheet, as they were `found` in it, hold (position → field, "" for of no use), once
    per key: remembered for the company, and the sheet is read anew. Raises NotThere, NotAllowed, Refused, KeyInUse."""
    access.require(by.role != "auditor")
    batch, upload = sheet_seen_by(by, no, number)
    small = batch_sheets.is_small(safe.file_content(upload.path, batch_sheets.SHEET))
    content = {"batch": no, "upload": number, "place": list(found.place), "fields": sorted(fields.items())}
    _answer, first_time = once(
        key=client_key,
        purpose="batch.columns",
        content=content,
        by=by,
        make=lambda: _settle(batch, upload.id, found, fields, small, by),
    )
    if first_time and small:
        batch_sheets.read_waiting(no, by)


def _settle(
    batch: Batch, upload_id: int, found: SheetPreview, fields: Mapping[int, str], small: bool, by: Actor
) -> str:
    batch, upload = _held(batch, upload_id)
    if not takes_sheets(batch):
        raise Refused(CLOSED)
    if is_being_read(upload):
        raise Refused(BEING_READ)
    if upload.state == READ and _is_read_so(upload, found, fields):
        raise Refused(NOTHING_CHANGED)
    column_maps.learn(batch.company_id, found, fields, by=by)
    Upload.update(state=STORED, findings=[], columns=None, rows=0).where(Upload.id == upload.id).execute()
    audit.record("batch.kolom_dipasangkan", by=by, kind="batch", subject=batch.no, lembar=upload.file_name)
    batch_sheets.ask_reading(upload, by=by, run_here=small, again=True)
    return batch.no


def set_aside(*, no: str, number: int, by: Actor) -> None:
    """A sheet whose columns nobody will explain: it waits no more. Raises NotThere, NotAllowed, Refused."""
    access.require(by.role != "auditor")
    batch, upload = sheet_seen_by(by, no, number)
    with writing():
        _batch, upload = _held(batch, upload.id)
        if upload.state != COLUMNS:
            raise Refused(NOT_WAITING)
        Upload.update(state=REFUSED).where(Upload.id == upload.id).execute()
        audit.record("batch.lembar_disingkirkan", by=by, kind="batch", subject=no, lembar=upload.file_name)


def _held(batch: Batch, upload_id: int) -> tuple[Batch, Upload]:
    """Both as they are now."""
    batch = held(Batch.select().where(Batch.id == batch.id)).get()
    return batch, held(Upload.select().where(Upload.id == upload_id)).get()


def _is_read_so(upload: Upload, found: SheetPreview, fields: Mapping[int, str]) -> bool:
    names = {column.position: column.heading for column in found.columns}
    said = {(names[position], field) for position, field in fields.items() if field and position in names}
    there = (upload.sheet_name, upload.heading_row) == (found.sheets[found.place.sheet - 1], found.place.row)
    return there and said == {(heading, field) for heading, field in upload.columns or [] if field}
