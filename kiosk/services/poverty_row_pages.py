"""One row of a list as its page needs it."""

from dataclasses import dataclass

from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.poverty_rows import DIFFERS, UNKNOWN
from kiosk.services import places, poverty_unplaced
from kiosk.services.acting import Actor
from kiosk.services.poverty_list_pages import ShownRow, name_of, shown
from kiosk.services.poverty_row_lookup import row_seen_by
from kiosk.services.poverty_row_presses import MAY


@dataclass(frozen=True)
class RowFile:
    """`worker` is the namesake on record of a row that differs, `written` the name in the list. `handed`: its kelurahan
    is one that admin has chosen; `likely` is the name of the kecamatan that is guessed while nobody has."""

    poverty_list: PovertyList
    row: ShownRow
    written: str
    worker: Worker | None
    worker_area: str
    may_change: bool
    may_assign: bool
    handed: bool
    listed_area: str
    likely: str


def row_of(*, no: str, number: int, by: Actor) -> RowFile:
    """Raises NotThere, NotAllowed."""
    row = row_seen_by(by, no, number)
    one = shown(row)
    worker = row.worker if row.state == DIFFERS else None
    return RowFile(
        poverty_list=row.poverty_list,
        row=one,
        written=name_of(row),
        worker=worker,
        worker_area=places.area_name(worker.kelurahan_id, worker.home_regency) if worker else "",
        may_change=by.role in MAY,
        may_assign=by.role == "admin",
        handed=is_handed(row),
        listed_area=row.area_text if is_handed(row) else one.area,
        likely=likely_name(row),
    )


def is_handed(row: PovertyRow) -> bool:
    return row.handover_id is not None and row.kelurahan_id is not None


def likely_name(row: PovertyRow) -> str:
    """Of the kecamatan that is guessed for somebody who waits for a kelurahan; empty where there is none."""
    if row.kelurahan_id or row.state != UNKNOWN:
        return ""
    return poverty_unplaced.kecamatan_names().get(row.likely_kecamatan or "", "")
