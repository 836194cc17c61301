"""The cells of a row, as they were sent or edited: read back, changed, checked again by the rules of every sheet."""

import json
from collections.abc import Mapping

from db.models import Batch, BatchRow
from kiosk.domain.sheet_rows import CheckedRow, check_rows
from kiosk.files.sheet_cells import Cell, read_cell
from kiosk.files.sheets import SheetRow
from kiosk.services import batch_faults, places, safe
from kiosk.services.batch_rules import rules_of

ROUNDED = "nik_rounded"
# What somebody may write anew; kelurahan and occupation are chosen by their codes.
EDITED = (
    "nik", "name", "birth_on", "sex", "phone", "rt", "rw", "address", "workplace", "birth_place", "mother_name",
)  # fmt: skip


def cells_of(row: BatchRow) -> dict[str, str]:
    """Field → text; empty for a row that no sheet brought."""
    return json.loads(safe.open_text(row.cells, safe.ROW) or "{}")


def edited(cells: Mapping[str, str], entered: Mapping[str, str]) -> dict[str, str]:
    """`cells` with what was `entered`: text by field, and the codes of a kelurahan and an occupation, which empty leave
    what was written."""
    new = dict(cells)
    for field in EDITED:
        text = read_cell(entered.get(field, "")).text
        if text or field in new:
            new[field] = text
    if area := places.areas_by_code().get(entered.get("kelurahan", "")):
        new |= {"kelurahan": area.name, "kecamatan": area.kecamatan}
    if work := places.occupations_by_code().get(entered.get("occupation", "")):
        new["occupation"] = work.name
    return new


def checked_again(row: BatchRow, batch: Batch, cells: Mapping[str, str]) -> CheckedRow:
    """By the rules that check a sheet, on today's day."""
    spoilt = ROUNDED in batch_faults.codes_in(row.faults) and cells.get("nik") == cells_of(row).get("nik")
    read = {field: Cell(text) for field, text in cells.items()}
    if spoilt and "nik" in read:
        # The figures that Excel lost look like any others: only what is typed anew is trusted.
        read["nik"] = Cell(read["nik"].text, numeric=True)
    return check_rows([SheetRow(row.sheet_name, row.number, read)], rules_of(batch))[0]
