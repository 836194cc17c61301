"""One stored sheet read to its end: every row checked, then written with what became of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from db.connection import writing
from db.models import Batch, BatchRow, Upload
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, blocks, info, warn
from kiosk.domain.sheet_rows import CheckedRow, RowRules, check_rows
from kiosk.domain.words import N_
from kiosk.files.sheets import SheetReading, read_sheet
from kiosk.services import batch_mending, batch_rows, ledger, places, safe, settings
from kiosk.services.acting import Actor

SHEET = "sheet"
ROWS_AT_ONCE = 500
ROWS_PER_SIGN_OF_LIFE = 5_000
ROWS_NAMED = 8
PLACE = N_("Dibaca dari lembar %(sheet)s, judul kolom pada baris %(row)s.")
PASSED_OVER = N_(
    "%(count)s baris terisi dilewati karena bukan pekerja, misalnya jumlah atau tanda tangan: baris %(rows)s."
)

Progress = Callable[[int, int], None]


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
