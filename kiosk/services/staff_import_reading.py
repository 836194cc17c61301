"""A roster read to its end in one pass: each row checked and compared with what stands on the rosters, some at a
time; then those it names no more. Nothing of the rosters is changed, nothing of rows gone by is kept in memory."""

from collections.abc import Iterator, Sequence

from peewee import fn

from db.connection import held, writing
from db.kept import ANY, KeptInsert
from db.long_work import many_in_a_row
from db.models import StaffImport, StaffImportRow
from kiosk.domain.clock import utc_now
from kiosk.domain.findings import Finding, blocks
from kiosk.domain.staff_rows import StaffRow, check_row
from kiosk.domain.words import without_long_numbers
from kiosk.files.sheets import SheetReading, SheetRow, read_sheet
from kiosk.services import (
    staff_import_leavers,
    staff_import_mended,
    staff_import_strangers,
    staff_import_unknown,
)
from kiosk.services.batch_fates import as_data
from kiosk.services.row_portions import Progress, after_portion, portions
from kiosk.services.staff_import_comparing import Comparison
from kiosk.services.staff_import_files import (
    COLUMNS,
    READ,
    REFUSED,
    STORED,
    content_of,
    may_be_explained,
    told_of,
    vocabulary_of,
)

_rows = KeptInsert(StaffImportRow, unless=ANY)


def read_import(*, import_id: int, progress: Progress) -> None:
    """Read a stored roster into rows. Going on after a stop is safe: rows already written are not written twice,
    whoever else is at it; one that is dropped meanwhile is left."""
    staff_import = StaffImport.get_by_id(import_id)
    if staff_import.state != STORED:
        return
    content, told = content_of(staff_import), told_of(staff_import)
    vocabulary = vocabulary_of(staff_import.opd_id)
    reading = read_sheet(content, staff_import.file_name, told, vocabulary)
    if blocks(reading.findings):
        asks = reading.asks_for_columns and may_be_explained(content, told, vocabulary)
        _settle(staff_import, reading, COLUMNS if asks else REFUSED)
    elif _write_all(staff_import, reading, progress):
        mended = list(staff_import_mended.remark(reading))
        if not mended:
            staff_import_leavers.write(staff_import)
        said = (*staff_import_strangers.remark(staff_import), *staff_import_unknown.remark(staff_import))
        _settle(staff_import, reading, READ, [*mended, *said])


def _write_all(staff_import: StaffImport, reading: SheetReading, progress: Progress) -> bool:
    """Whether it was read to its end."""
    comparison, count = Comparison(staff_import), 0
    progress(0, reading.filled)
    with many_in_a_row() as work:
        for rows in portions(_checked(reading), work):
            if not _write(staff_import, rows, comparison):
                return False
            before, count = count, count + len(rows)
            after_portion(before, count, reading.filled, work, progress)
    progress(count, count)
    return True


def _checked(reading: SheetReading) -> Iterator[StaffRow]:
    return (_check(row) for row in reading.rows)


def _check(row: SheetRow) -> StaffRow:
    texts = {field: cell.text for field, cell in row.cells.items()}
    return check_row(row.number, texts, numeric_nip=row.cells["nip"].numeric)


def _write(staff_import: StaffImport, rows: list[StaffRow], comparison: Comparison) -> bool:
    with writing():
        current = held(StaffImport.select().where(StaffImport.id == staff_import.id)).get()
        if current.state != STORED:
            return False
        _rows.add_all([_values(staff_import, *one) for one in comparison.fates_of(rows)])
        comparison.mark_clashes()
    return True


def _values(
    staff_import: StaffImport, row: StaffRow, fate: str, opd_id: int | None, more: list[Finding]
) -> dict:
    return {
        "staff_import": staff_import.id,
        "number": row.number,
        "opd": opd_id,
        "nip": row.nip or row.shown_nip,
        "name": row.name,
        "jabatan": row.jabatan,
        "status_asn": row.status,
        "unit": row.unit,
        "fate": fate,
        "findings": [as_data(finding) for finding in (*row.findings, *more)],
    }


def _settle(
    staff_import: StaffImport, reading: SheetReading, state: str, said: Sequence[Finding] = ()
) -> None:
    """What came of the file as a whole, and how its headings were understood."""
    layout = [[without_long_numbers(heading), field] for heading, field in reading.layout]
    with writing():
        counts = _counts(staff_import) if state == READ else None
        StaffImport.update(
            state=state,
            findings=[as_data(finding) for finding in (*reading.findings, *said)],
            columns={"told": told_of(staff_import), "layout": layout},
            sheet_name=without_long_numbers(reading.sheet_name)[:80],
            heading_row=reading.heading_row,
            rows=sum(count for fate, count in counts.items() if fate not in ("leaving", "staff"))
            if counts
            else 0,
            counts=counts,
            read_at=utc_now() if state == READ else None,
        ).where(StaffImport.id == staff_import.id, StaffImport.state == STORED).execute()


def _counts(staff_import: StaffImport) -> dict[str, int]:
    """Fate → lines, and `staff`: how many stand on its rosters now."""
    rows = StaffImportRow.select(StaffImportRow.fate, fn.COUNT(StaffImportRow.id))
    rows = rows.where(StaffImportRow.staff_import == staff_import).group_by(StaffImportRow.fate)
    return {**dict(rows.tuples()), "staff": staff_import_leavers.staff_now(staff_import)}
