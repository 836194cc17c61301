"""The wrong rows of a roster given back in its own columns, with what is to be mended: sent in again it is read like
any other."""

from collections.abc import Callable, Iterator

from db.connection import writing
from db.models import StaffImport, StaffImportRow
from kiosk.domain.digits import EXCEL_KEEPS
from kiosk.domain.staff_fates import WRONG
from kiosk.files.fault_sheets import FaultyRow, fault_workbook
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere
from kiosk.services.batch_sent_cells import SentSheet, opened_grid
from kiosk.services.staff_import_files import content_of, import_seen_by, may_change

MOST = 10_000  # rows of one file
FIELD_OF = {"nip": "nip", "name": "name", "status": "status_asn", "opd": "opd"}
ROUNDED = "nip_rounded"

Say = Callable[[dict], str]


@each_sheet_opened_once(FOR_A_KEPT_SHEET)
def fault_sheet(*, code: str, no: str, remedy: str, say: Say, by: Actor) -> bytes:
    """An XLSX. `say` makes a sentence of a finding as it is kept, `remedy` is the last heading. It holds full NIPs, and
    so is written down. Raises NotAllowed, NotThere where nothing is wrong."""
    staff_import = import_seen_by(by, code, no)
    access.require(may_change(by))
    rows = _wrong_rows(staff_import)
    if not rows:
        raise NotThere
    grid = opened_grid(content_of(staff_import), staff_import.sheet_name)
    sheet = SentSheet(grid, tuple((heading, field) for heading, field in staff_import.columns["layout"]))
    with writing():
        audit.record("pegawai.galat_diunduh", by=by, kind="daftar_pegawai", subject=no, baris=len(rows))
    return fault_workbook(tab=no, headings=sheet.headings, remedy=remedy, rows=_faulty(rows, sheet, say))


def _wrong_rows(staff_import: StaffImport) -> list[StaffImportRow]:
    query = StaffImportRow.select().where(
        StaffImportRow.staff_import == staff_import, StaffImportRow.fate == WRONG
    )
    return list(query.order_by(StaffImportRow.number).limit(MOST))


def _faulty(rows: list[StaffImportRow], sheet: SentSheet, say: Say) -> Iterator[FaultyRow]:
    sent = sheet.cells_of({row.number for row in rows})
    for row in rows:
        cells = sent.get(row.number) or [""] * len(sheet.fields)
        if any(one["code"] == ROUNDED for one in row.findings):
            cells = _without_lost_figures(cells, sheet.fields.index("nip"))
        yield FaultyRow(row.number, cells, " ".join(map(say, row.findings)), _wrong_places(row, sheet))


def _wrong_places(row: StaffImportRow, sheet: SentSheet) -> frozenset[int]:
    wrong = {FIELD_OF.get(one["code"].partition("_")[0]) for one in row.findings}
    return frozenset(at for at, field in enumerate(sheet.fields) if field and field in wrong)


def _without_lost_figures(cells: list[str], at: int) -> list[str]:
    """Sent back as text, a NIP that Excel has rounded would look like any other: its lost figures are asked for."""
    lost = cells[at].isdigit() and len(cells[at]) > EXCEL_KEEPS
    asked = f"{cells[at][:EXCEL_KEEPS]}{'?' * (len(cells[at]) - EXCEL_KEEPS)}"
    return [*cells[:at], asked, *cells[at + 1 :]] if lost else cells
