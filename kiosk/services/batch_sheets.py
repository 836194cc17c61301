"""The sheets of a batch: refused before they are kept, or kept sealed with a job. What a job does stands in
batch_reading."""

from db.connection import held
from db.models import Batch, Job, Upload
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files import sheet_guard
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_findings import TOO_HEAVY, UnreadableSheet
from kiosk.files.sheet_template import template_workbook
from kiosk.files.sheets import filled_rows, read_sheet
from kiosk.services import places, queue, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_reading import SHEET, may_be_explained, read_upload

READ = "batch.read_sheet"
ROWS_READ_AT_ONCE = 500  # larger ones are read by the worker, with a progress bar
BYTES_OPENED = 1_000_000  # what is larger is no small sheet, and opening it would take too long for a page
REPEATED = N_(
    "Lembar kerja dengan isi yang sama sudah ada dalam batch ini: %(name)s. Tidak perlu diunggah lagi."
)
CLOSED = N_("Batch ini sudah dibatalkan, maka tidak menerima orang lagi.")


def template() -> bytes:
    """The sheet a company fills: our headings, today's occupations and kelurahan as choices."""
    kelurahan: dict[str, list[str]] = {}
    for area in sorted(places.areas(), key=lambda area: (area.name, area.kecamatan)):
        kelurahan.setdefault(area.name, []).append(area.kecamatan)
    return template_workbook([work.name for work in places.occupations()], kelurahan)


class SheetRefused(Refused):
    """The sheet as a whole cannot be used: no workbook, no columns, nobody in it, the same once more."""


def require_readable(sheet: tuple[str, bytes]) -> bool:
    """Refuse an unusable sheet before anything is kept. What is large, or takes longer than a page may, is the worker's
    to judge. Answers whether it is small enough to be read at once. One whose headings may be explained is taken.
    Raises SheetRefused."""
    name, content = sheet
    _require(sheet_guard.refuse_unopened(content))
    if len(content) > BYTES_OPENED:
        return False
    reading = read_sheet(content, name)
    if any(finding.code == TOO_HEAVY for finding in reading.findings):
        return False
    if not (reading.asks_for_columns and may_be_explained(content)):
        for finding in reading.findings:
            _require(finding)
    return reading.filled <= ROWS_READ_AT_ONCE


def _require(finding: Finding | None) -> None:
    if finding and finding.severity is Severity.BLOCK:
        raise SheetRefused(finding.message, **dict(finding.params))


def is_small(content: bytes) -> bool:
    """Whether a sheet is small enough to be read at once."""
    try:
        return len(content) <= BYTES_OPENED and filled_rows(content) <= ROWS_READ_AT_ONCE
    except UnreadableSheet as unreadable:
        return unreadable.finding.code != TOO_HEAVY


def note_upload(batch: Batch, file_name: str, stored, by: Actor, *, small: bool) -> None:
    """Keep the sealed sheet (files.attachments.StoredFile) with its job, in the caller's transaction. A `small` one is
    read by the caller itself (read_waiting). The content of a sheet that came to nothing is read once more.

    Raises SheetRefused when the batch has a sheet with the same content, or was withdrawn a moment ago."""
    if held(Batch.select(Batch.state).where(Batch.id == batch.id)).get().state != "open":
        raise SheetRefused(CLOSED)
    fingerprint = safe.index(stored.sha256, SHEET)
    if before := Upload.get_or_none(Upload.batch == batch, Upload.fingerprint == fingerprint):
        return _read_once_more(before, stored, by, small)
    upload = Upload.create(
        batch=batch,
        file_name=without_long_numbers(file_name)[-200:],
        fingerprint=fingerprint,
        path=stored.path,
        created_by_id=by.user_id,
    )
    ask_reading(upload, by=by, run_here=small)


def ask_reading(upload: Upload, *, by: Actor, run_here: bool, again: bool = False) -> None:
    """Ask for the job that reads a stored sheet, in the caller's transaction; `again` takes back what an earlier
    reading of it brought."""
    whose = {"user": by.user_id, "post": by.post_id}
    job = queue.ask(READ, by=by, run_here=run_here, upload=upload.id, **whose, here=run_here, again=again)
    Upload.update(job_id=job.id).where(Upload.id == upload.id).execute()


def _read_once_more(upload: Upload, stored, by: Actor, small: bool) -> None:
    """Its bytes are kept already: what came now is not needed."""
    if not _came_to_nothing(upload):
        raise SheetRefused(REPEATED, name=upload.file_name)
    safe.remove_file(stored.path)
    unread = {"state": "stored", "findings": [], "columns": None, "rows": 0}
    Upload.update(unread).where(Upload.id == upload.id).execute()
    ask_reading(upload, by=by, run_here=small, again=True)


def _came_to_nothing(upload: Upload) -> bool:
    """Refused, set aside while its columns waited, or its reading was given up."""
    job = reading_job(upload)
    return upload.state == "refused" or (job is not None and job.state == "failed")


def read_waiting(no: str, by: Actor) -> None:
    """The batch's small sheets are read at once, so that their result is on the next page. They have a job all the
    same: one that is cut off in the middle is taken up again."""
    for waiting in list(Upload.select().join(Batch).where(Batch.no == no, Upload.state == "stored")):
        job = reading_job(waiting)
        if job and job.arguments.get("here"):
            # It was opened within a page's limits already: where it must be opened again on a busy day, it has more.
            with each_sheet_opened_once(FOR_A_KEPT_SHEET):
                queue.run_job(job.id, _reader(by))


def _reader(by: Actor) -> queue.Use:
    return lambda job, progress: read_upload(
        upload_id=job.arguments["upload"], by=by, progress=progress, again=job.arguments.get("again", False)
    )


def reading_job(upload: Upload) -> Job | None:
    """The job of a sheet that waits, is being read or could not be; None once it is read or refused."""
    if upload.state != "stored" or upload.job_id is None:
        return None
    return Job.get_or_none(Job.id == upload.job_id)


def being_read(batch: Batch) -> bool:
    """Whether a sheet of this batch may still bring people."""
    given_up = Job.select(Job.id).where(Job.state == "failed")
    stored = Upload.select().where(Upload.batch == batch, Upload.state == "stored")
    return stored.where(Upload.job_id.is_null() | Upload.job_id.not_in(given_up)).exists()
