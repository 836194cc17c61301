"""What the columns of one list hold: looked at, said once for this file, after which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.connection import held
from db.models import PovertyList
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.heading_rows import Place
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_preview import SheetPreview, preview
from kiosk.services import access, audit
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once
from kiosk.services.poverty_list_files import (
    COLUMNS,
    REFUSED,
    STORED,
    content_of,
    list_seen_by,
    may_change,
    told_of,
    vocabulary_of,
)
from kiosk.services.poverty_lists import ask_reading

NOT_WAITING = N_(
    "Daftar ini sudah dibaca. Bila kolomnya keliru, tarik daftar ini, betulkan judulnya, lalu unggah lagi."
)


@dataclass(frozen=True)
class ListColumns:
    """`preview` is None where no row can be one of headings."""

    poverty_list: PovertyList
    preview: SheetPreview | None
    may_change: bool


def columns_of(*, no: str, place: Place | None, by: Actor) -> ListColumns:
    """Raises NotThere, NotAllowed."""
    poverty_list = list_seen_by(by, no)
    read_at = (poverty_list.sheet_name, poverty_list.heading_row)
    with each_sheet_opened_once(FOR_A_KEPT_SHEET):
        found = preview(
            content_of(poverty_list), told_of(poverty_list), place=place, read_at=read_at,
            vocabulary=vocabulary_of(poverty_list.decile),
        )  # fmt: skip
    return ListColumns(poverty_list, found, may_change(by) and poverty_list.state in (COLUMNS, REFUSED))


def settle(*, no: str, found: SheetPreview, fields: Mapping[int, str], client_key: str, by: Actor) -> None:
    """Say what the columns of this file, as they were `found` in it, hold (position → field, "" for of no use), once
    per key; the worker reads it. Raises NotThere, NotAllowed, Refused, KeyInUse."""
    poverty_list = list_seen_by(by, no)
    access.require(may_change(by))
    told = {without_long_numbers(column.heading): fields.get(column.position, "") for column in found.columns}
    once(
        key=client_key,
        purpose="poverty.columns",
        content={"list": no, "told": sorted(told.items())},
        by=by,
        make=lambda: _settle(poverty_list.id, told, by),
    )


def _settle(list_id: int, told: Mapping[str, str], by: Actor) -> str:
    poverty_list = held(PovertyList.select().where(PovertyList.id == list_id)).get()
    if poverty_list.state not in (COLUMNS, REFUSED) or not poverty_list.path:
        raise Refused(NOT_WAITING)
    PovertyList.update(state=STORED, findings=[], columns={"told": told}).where(
        PovertyList.id == list_id
    ).execute()
    ask_reading(poverty_list, by=by)
    audit.record("miskin.kolom_dipasangkan", by=by, kind="daftar_miskin", subject=poverty_list.no)
    return poverty_list.no
