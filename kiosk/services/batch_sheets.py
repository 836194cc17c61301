"""The sheets of a batch: kept with a job to read them, read at once or by the worker, every row checked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from db.connection import writing
from db.models import Batch, BatchRow, Job, Upload
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, Severity, blocks, info, warn
from kiosk.domain.sheet_rows import CheckedRow, RowRules, check_rows
from kiosk.domain.words import N_
from kiosk.files import sheet_guard
from kiosk.files.sheet_template import template_workbook
from kiosk.files.sheets import SheetReading, read_sheet
from kiosk.services import batch_mending, batch_rows, ledger, places, queue, safe, settings
from kiosk.services.acting import Actor, Refused

SHEET = "sheet"
READ = "batch.read_sheet"
BYTES_READ_AT_ONCE = 60_000  # some 500 people; larger ones are read by the worker, with a progress bar
ROWS_AT_ONCE = 500
ROWS_PER_SIGN_OF_LIFE = 5_000
ROWS_NAMED = 8
PLACE = N_("Dibaca dari lembar %(sheet)s, judul kolom pada baris %(row)s.")
PASSED_OVER = N_(
    "%(count)s baris terisi dilewati karena bukan pekerja, misalnya jumlah atau tanda tangan: baris %(rows)s."
)

Progress = Callable[[int, int], None]


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
        file_name=file_name[-200:],
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
            N_("Lembar kerja dengan isi yang sama sudah ada dalam batch ini: %(name)s."),
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


def read_upload(*, upload_id: int, by: Actor, progress: Progress) -> None:
    """Read a stored sheet, check every row, write the rows 500 at a time. Going on after a stop is safe:
    rows already written are not written twice."""
    upload = Upload.get_by_id(upload_id)
    if upload.state != "stored":
        return
    reading = read_sheet(safe.file_content(upload.path, SHEET), upload.file_name)
    if blocks(reading.findings):
        _settle(upload, "refused", reading.findings)
        return
    checked = _checked(reading.rows, upload.batch, progress)
    _write_rows(upload, checked, by, progress)
    with writing():
        batch_mending.set_mended_aside(upload, checked)
        _settle(upload, "read", (*reading.findings, *_remarks(reading)), rows=len(checked))


def _checked(rows: Iterable, batch: Batch, progress: Progress) -> list[CheckedRow]:
    hidden: set[int] = set()
    checked = check_rows(_followed(rows, hidden, progress), _rules(batch))
    return [_pointed_out(row) if row.number in hidden else row for row in checked]


def _followed(rows: Iterable, hidden: set[int], progress: Progress) -> Iterator:
    """The rows on their way to the rules: hidden ones are noted, and every few thousand show that we live."""
    for count, row in enumerate(rows, 1):
        if row.hidden:
            hidden.add(row.number)
        if count % ROWS_PER_SIGN_OF_LIFE == 0:
            progress(0, 0)
        yield row


def _rules(batch: Batch) -> RowRules:
    return RowRules(
        today=today(),
        first_payment_on=ledger.first_payment_on(batch.first_month),
        minimum_age=settings.whole("minimum_age"),
        age_limit=settings.whole("age_limit"),
        areas_named=places.areas_named,
        occupation_named=places.occupation_named,
    )


def _pointed_out(row: CheckedRow) -> CheckedRow:
    hidden = warn(
        "row_hidden", N_("Baris ini tersembunyi di lembar kerja. Pastikan orang ini memang ikut didaftarkan.")
    )
    return replace(row, findings=(*row.findings, hidden))


def _write_rows(upload: Upload, checked: list[CheckedRow], by: Actor, progress: Progress) -> None:
    written = BatchRow.select().where(BatchRow.upload == upload).count()
    for start in range(written, len(checked), ROWS_AT_ONCE):
        chunk = checked[start : start + ROWS_AT_ONCE]
        with writing():
            batch_rows.take_in(batch=upload.batch, upload=upload, rows=chunk, by=by)
        progress(start + len(chunk), len(checked))


def _settle(upload: Upload, state: str, findings: Iterable[Finding], rows: int = 0) -> None:
    kept = [batch_rows.as_data(finding) for finding in findings]
    with writing():
        Upload.update(state=state, rows=rows, findings=kept).where(Upload.id == upload.id).execute()


def _remarks(reading: SheetReading) -> list[Finding]:
    """How the sheet was understood: where the people stood, which filled rows are nobody."""
    remarks = []
    if reading.sheet_name or reading.heading_row > 1:
        remarks.append(info("sheet_place", PLACE, sheet=reading.sheet_name or "1", row=reading.heading_row))
    if passed_over := reading.rows.passed_over:
        named = ", ".join(str(number) for number in passed_over[:ROWS_NAMED])
        more = ", …" if len(passed_over) > ROWS_NAMED else ""
        remarks.append(info("rows_passed_over", PASSED_OVER, count=len(passed_over), rows=named + more))
    return remarks
