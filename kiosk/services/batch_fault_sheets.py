"""The wrong rows of one sheet of a batch, given back in the company's own columns: mended there, sent again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from peewee import fn

from db.models import Batch, BatchRow, Upload
from kiosk.domain.digits import EXCEL_KEEPS
from kiosk.domain.findings import Severity
from kiosk.domain.row_fault_words import field_of
from kiosk.domain.row_likeness import SENT_BACK
from kiosk.files.fault_sheets import FaultyRow, fault_workbook
from kiosk.files.sheet_headings import LABELS
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere
from kiosk.services.batch_faults import WRONG, codes_in
from kiosk.services.batch_row_cells import ROUNDED, cells_of
from kiosk.services.batch_sent_cells import TOGETHER, SentSheet, sent_sheet
from kiosk.services.batches import batch_seen_by

MOST = 10_000  # rows of one file; whoever has more sends these back and fetches the rest
MAY_FETCH = ("petugas", "mitra", "admin")
IN_ADDRESS = {"rt", "rw"}

Say = Callable[[dict], str]


@dataclass(frozen=True)
class FaultySheet:
    """An upload with wrong rows; `rows` counts them, `in_file` those that one file gives back."""

    upload_id: int
    file_name: str
    rows: int

    @property
    def in_file(self) -> int:
        return min(self.rows, MOST)


def faulty_sheets(batch: Batch) -> list[FaultySheet]:
    """The sheets of a batch that have wrong rows, the latest first; one query."""
    counted = fn.COUNT(BatchRow.id)
    rows = (
        Upload.select(Upload.id, Upload.file_name, counted)
        .join(BatchRow)
        .where(Upload.batch == batch, BatchRow.state == WRONG)
        .group_by(Upload.id, Upload.file_name)
        .order_by(Upload.id.desc())
    )
    return [FaultySheet(*row) for row in rows.tuples()]


def fault_sheet(*, no: str, upload_id: int | None, remedy: str, say: Say, by: Actor) -> bytes:
    """An XLSX with the wrong rows of one upload of the batch, or of its latest with any. `say` makes a sentence of a
    finding as it is kept, `remedy` is the last heading. It holds full NIKs, of the people whom the company listed.

    Raises NotAllowed, NotThere where no row is wrong."""
    access.require(by.role in MAY_FETCH)
    sheets = faulty_sheets(batch_seen_by(by, no))
    found = next((sheet for sheet in sheets if upload_id in (None, sheet.upload_id)), None)
    if found is None:
        raise NotThere
    upload = Upload.get_by_id(found.upload_id)
    rows = _wrong_rows(upload)
    sheet = sent_sheet(upload)
    sheet = replace(sheet, added=tuple(_added(rows, {field for _heading, field in sheet.columns})))
    return fault_workbook(
        tab=SENT_BACK % upload.id,
        headings=sheet.headings,
        remedy=remedy,
        rows=_faulty(rows, sheet, say),
    )


def _wrong_rows(upload: Upload) -> list[BatchRow]:
    query = BatchRow.select().where(BatchRow.upload == upload, BatchRow.state == WRONG)
    return list(query.order_by(BatchRow.number).limit(MOST))


def _added(rows: list[BatchRow], there: set[str]) -> Iterator[str]:
    """What rows say or are asked for that the company's sheet has no column for."""
    parted = {part for both in there for part in TOGETHER.get(both, ())}
    said = {field for row in rows if row.edited_at for field, text in cells_of(row).items() if text}
    if any("kelurahan" in row.faults for row in rows):
        said.add("kecamatan")
    for field in LABELS:
        if field in said - there - parted - IN_ADDRESS:
            yield field


def _faulty(rows: list[BatchRow], sheet: SentSheet, say: Say) -> Iterator[FaultyRow]:
    sent = sheet.cells_of({row.number for row in rows})
    for row in rows:
        cells = sent.get(row.number) or [""] * len(sheet.fields)
        if row.edited_at:
            cells = sheet.edited(cells, cells_of(row))
        codes = codes_in(row.faults)
        if ROUNDED in codes:
            cells = without_lost_figure(cells, sheet.fields)
        blocking = [one for one in row.findings if one["severity"] == Severity.BLOCK]
        yield FaultyRow(row.number, cells, " ".join(map(say, blocking)), _positions(codes, sheet.fields))


def without_lost_figure(cells: list[str], fields: list[str]) -> list[str]:
    """Sent back as text, a NIK that Excel has rounded would look like any other: its lost figure is asked for."""
    at = fields.index("nik")
    lost = cells[at].isdigit() and len(cells[at]) > EXCEL_KEEPS
    return [*cells[:at], f"{cells[at][:EXCEL_KEEPS]}?", *cells[at + 1 :]] if lost else cells


def _positions(codes: Iterable[str], fields: list[str]) -> frozenset[int]:
    wrong = {field_of(code) for code in codes}
    wrong |= {both for both, parts in TOGETHER.items() if wrong & set(parts)}
    wrong |= {"kecamatan"} if "kelurahan" in wrong else set()
    return frozenset(at for at, field in enumerate(fields) if field in wrong)
