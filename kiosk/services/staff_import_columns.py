"""What the columns of one roster hold: looked at, said once for this file, after which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.connection import held
from db.models import StaffImport
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.heading_rows import Place
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_preview import SheetPreview, preview
from kiosk.services import access, audit
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.staff_import_files import (
    COLUMNS,
    REFUSED,
    STORED,
    content_of,
    import_seen_by,
    may_change,
    told_of,
    vocabulary_of,
)
from kiosk.services.staff_imports import ask_reading

NOT_WAITING = N_(
    "Daftar ini sudah dibaca. Bila kolomnya keliru, betulkan judulnya di berkasnya, lalu unggah lagi."
)


@dataclass(frozen=True)
class RosterColumns:
    """`preview` is None where no row can be one of headings."""

    staff_import: StaffImport
    preview: SheetPreview | None
    may_change: bool


def columns_of(*, code: str, no: str, place: Place | None, by: Actor) -> RosterColumns:
    """Raises NotThere, NotAllowed."""
    staff_import = import_seen_by(by, code, no)
    read_at = (staff_import.sheet_name, staff_import.heading_row)
    with each_sheet_opened_once(FOR_A_KEPT_SHEET):
        found = preview(
            content_of(staff_import), told_of(staff_import), place=place, read_at=read_at,
            vocabulary=vocabulary_of(staff_import.opd_id),
        )  # fmt: skip
    waits = staff_import.state in (COLUMNS, REFUSED)
    return RosterColumns(staff_import, found, may_change(by) and waits)


def settle(
    *, code: str, no: str, found: SheetPreview, fields: Mapping[int, str], client_key: str, by: Actor
) -> None:
    """Say what the columns of this file, as they were `found` in it, hold (position → field, "" for of no use), once
    per key; the worker reads it. Raises NotThere, NotAllowed, Refused, KeyInUse."""
    staff_import = import_seen_by(by, code, no)
    access.require(may_change(by))
    told = {without_long_numbers(column.heading): fields.get(column.position, "") for column in found.columns}
    once(
        key=client_key,
        purpose="staff.columns",
        content={"import": no, "told": sorted(told.items())},
        by=by,
        make=lambda: _settle(staff_import.id, told, by),
    )


def _settle(import_id: int, told: Mapping[str, str], by: Actor) -> str:
    staff_import = held(StaffImport.select().where(StaffImport.id == import_id)).get()
    if staff_import.state not in (COLUMNS, REFUSED):
        raise Refused(NOT_WAITING)
    StaffImport.update(state=STORED, findings=[], columns={"told": told}).where(
        StaffImport.id == import_id
    ).execute()
    ask_reading(staff_import, by=by)
    audit.record("pegawai.kolom_dipasangkan", by=by, kind="daftar_pegawai", subject=staff_import.no)
    return staff_import.no
