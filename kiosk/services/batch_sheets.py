"""The sheets of a batch: refused before they are kept, or kept sealed with a job. What a job does stands in
batch_reading."""

from db.models import Batch, Job, Upload
from kiosk.domain.findings import Severity
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files import sheet_guard
from kiosk.files.sheet_template import template_workbook
from kiosk.files.sheets import read_sheet
from kiosk.services import places, queue, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_reading import SHEET, read_upload

READ = "batch.read_sheet"
BYTES_READ_AT_ONCE = 60_000  # some 500 people; larger ones are read by the worker, with a progress bar


def template() -> bytes:
    """The sheet a company fills: our headings, today's occupations and kelurahan as choices."""
    kelurahan = sorted({area.name for area in places.areas()})
    return template_workbook([work.name for work in places.occupations()], kelurahan)


class SheetRefused(Refused):
    """The sheet as a whole cannot be used: no workbook, no columns, nobody in it, the same once more."""


def require_readable(sheet: tuple[str, bytes]) -> None:
    """Refuse an unusable sheet before anything is kept: a small one is read for it, a large one weighed only, since
    its reading is the worker's. Raises SheetRefused."""
    name, content = sheet
    small = len(content) <= BYTES_READ_AT_ONCE
    findings = read_sheet(content, name).findings if small else (sheet_guard.refuse(content),)
    for finding in findings:
        if finding and finding.severity is Severity.BLOCK:
            raise SheetRefused(finding.message, **dict(finding.params))


def note_upload(batch: Batch, file_name: str, stored, by: Actor) -> None:
    """Keep the sealed sheet (files.attachments.StoredFile) with its job, in the caller's transaction.

    Raises SheetRefused when the batch has a sheet with the same content."""
    fingerprint = safe.index(stored.sha256, SHEET)
    _refuse_repeated(batch, fingerprint)
    upload = Upload.create(
        batch=batch,
        file_name=without_long_numbers(file_name)[-200:],
        fingerprint=fingerprint,
        path=stored.path,
        created_by_id=by.user_id,
    )
    small = stored.size <= BYTES_READ_AT_ONCE
    queue.ask(READ, by=by, run_here=small, upload=upload.id, user=by.user_id, post=by.post_id)


def _refuse_repeated(batch: Batch, fingerprint: bytes) -> None:
    repeated = Upload.get_or_none(Upload.batch == batch, Upload.fingerprint == fingerprint)
    if repeated:
        raise SheetRefused(
            N_(
                "Lembar kerja dengan isi yang sama sudah ada dalam batch ini: %(name)s. Tidak perlu diunggah lagi."
            ),
            name=repeated.file_name,
        )


def read_if_small(no: str, size: int, by: Actor) -> None:
    """A small sheet is read at once, so that its result is on the next page; a large one waits for the worker.
    Both have a job: one that is cut off in the middle is taken up again."""
    if size > BYTES_READ_AT_ONCE:
        return
    for waiting in list(Upload.select().join(Batch).where(Batch.no == no, Upload.state == "stored")):
        job = reading_job(waiting)
        if job:
            queue.run_job(job.id, _reader(by))


def _reader(by: Actor) -> queue.Use:
    return lambda job, progress: read_upload(upload_id=job.arguments["upload"], by=by, progress=progress)


def reading_job(upload: Upload) -> Job | None:
    """The job of a sheet that waits, is being read or could not be; None once it is read or refused."""
    if upload.state != "stored":
        return None
    jobs = Job.select().where(Job.kind == READ).order_by(Job.id.desc()).limit(50)
    return next((job for job in jobs if job.arguments.get("upload") == upload.id), None)


def being_read(batch: Batch) -> bool:
    """Whether a sheet of this batch may still bring people."""
    waiting = Upload.select().where(Upload.batch == batch, Upload.state == "stored")
    jobs = [reading_job(upload) for upload in waiting]
    return any(job and job.state != "failed" for job in jobs)
