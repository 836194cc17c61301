"""One stored sheet read to its end in one pass: each row checked, then written with what became of it, some hundreds
at a time. Of rows gone by only the NIK and its row number are kept."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext

from db.connection import writing
from db.long_work import many_in_a_row
from db.models import Batch, Upload
from kiosk.domain.findings import Finding, blocks, info
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.sheet_preview import preview
from kiosk.files.sheets import SheetReading, read_sheet
from kiosk.services import accounts, batch_mending, batch_rereading, batch_rows, column_maps, safe
from kiosk.services.acting import Actor
from kiosk.services.batch_fates import as_data
from kiosk.services.batch_rules import rules_of
from kiosk.services.batch_sheet_remarks import Noticed
from kiosk.services.prepared_rows import PreparedRow, each_prepared
from kiosk.services.row_portions import Progress, after_portion, portions
from kiosk.services.row_process import prepared_beside

SHEET = "sheet"
ROWS_NAMED = 8
ROWS_FOR_TWO_PROCESSES = 2_000  # a second one takes half a second to begin
PLACE = N_("Dibaca dari lembar %(sheet)s, judul kolom pada baris %(row)s.")
PASSED_OVER = N_(
    "%(count)s baris terisi dilewati karena bukan pekerja, misalnya jumlah atau tanda tangan: baris %(rows)s."
)


def read_upload(*, upload_id: int, by: Actor, progress: Progress, again: bool = False) -> None:
    """Read a stored sheet, check every row, write it. Going on after a stop is safe: rows already written are not
    written twice, whoever else is at it. `again`: what an earlier reading brought is taken back first. Its people are
    enrolled by whoever brought the sheet, whoever has it read (`by`)."""
    upload = Upload.get_by_id(upload_id)
    if upload.state != "stored":
        return
    if again:
        batch_rereading.take_back(upload, by=by, progress=progress)
    remembered = column_maps.remembered_for(upload.batch.company_id)
    content = safe.file_content(upload.path, SHEET)
    reading = read_sheet(content, upload.file_name, remembered)
    _note_layout(upload, reading)
    if blocks(reading.findings):
        asks = reading.asks_for_columns and may_be_explained(content, remembered)
        _settle(upload, "columns" if asks else "refused", reading.findings)
        return
    del content
    progress(0, reading.filled)
    noticed = Noticed()
    count = _take_in_all(upload, reading, noticed, _who_brought(upload, by), progress)
    progress(count, count)
    _settle(upload, "read", (*reading.findings, *_remarks(reading), *noticed.remarks()), rows=count)


def _who_brought(upload: Upload, by: Actor) -> Actor:
    """At the post of whoever has it read, if it is theirs too."""
    if by.user_id == upload.created_by_id:
        return by
    return accounts.actor_of(user_id=upload.created_by_id, post_id=by.post_id)


def may_be_explained(content: bytes, remembered: Mapping[str, str] | None = None) -> bool:
    """Whether columns are left over that may hold what is missing."""
    found = preview(content, remembered)
    return found is not None and found.may_be_mapped


def _note_layout(upload: Upload, reading: SheetReading) -> None:
    """How the headings were understood, whatever comes of the rows."""
    layout = {
        "columns": [[without_long_numbers(heading), field] for heading, field in reading.layout] or None,
        "sheet_name": without_long_numbers(reading.sheet_name),
        "heading_row": reading.heading_row,
    }
    with writing():
        Upload.update(layout).where(Upload.id == upload.id).execute()


def _take_in_all(
    upload: Upload, reading: SheetReading, noticed: Noticed, by: Actor, progress: Progress
) -> int:
    """How many rows the sheet has."""
    wrong, count = batch_mending.wrong_before(upload), 0
    with _prepared(upload.batch, reading, by) as prepared, many_in_a_row() as work:
        for rows in portions(noticed.watched(prepared), work):
            _take_in(upload, rows, wrong, by)
            before, count = count, count + len(rows)
            after_portion(before, count, reading.filled, work, progress)
    return count


def _prepared(
    batch: Batch, reading: SheetReading, by: Actor
) -> AbstractContextManager[Iterator[PreparedRow]]:
    if reading.filled < ROWS_FOR_TWO_PROCESSES:
        return nullcontext(each_prepared(reading.rows, rules_of(batch), by))
    return prepared_beside(batch, reading.rows, by)


def _take_in(upload: Upload, rows: list[PreparedRow], wrong: batch_mending.Wrong, by: Actor) -> None:
    with writing():
        batch_rows.take_in(batch=upload.batch, upload=upload, rows=rows, by=by)
        batch_mending.set_mended_aside(wrong, (row.checked for row in rows))


def _settle(upload: Upload, state: str, findings: Iterable[Finding], rows: int = 0) -> None:
    kept = [as_data(finding) for finding in findings]
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
