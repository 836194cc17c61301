"""One row of a list as its page needs it."""

from dataclasses import dataclass

from db.models import PovertyList, Worker
from kiosk.domain.poverty_rows import DIFFERS
from kiosk.services import places
from kiosk.services.acting import Actor
from kiosk.services.poverty_list_pages import ShownRow, name_of, shown
from kiosk.services.poverty_row_lookup import row_seen_by
from kiosk.services.poverty_row_presses import MAY


@dataclass(frozen=True)
class RowFile:
    """`worker` is the namesake on record of a row that differs, `written` the name in the list."""

    poverty_list: PovertyList
    row: ShownRow
    written: str
    worker: Worker | None
    worker_area: str
    may_change: bool
    may_assign: bool


def row_of(*, no: str, number: int, by: Actor) -> RowFile:
    """Raises NotThere, NotAllowed."""
    row = row_seen_by(by, no, number)
    worker = row.worker if row.state == DIFFERS else None
    return RowFile(
        poverty_list=row.poverty_list,
        row=shown(row),
        written=name_of(row),
        worker=worker,
        worker_area=places.area_name(worker.kelurahan_id, worker.home_regency) if worker else "",
        may_change=by.role in MAY,
        may_assign=by.role == "admin",
    )
