"""The worker writes a roster: its rows some at a time, then those who left. Going on after a stop is safe: what stands
already is not written twice."""

from db.connection import held, writing
from db.long_work import many_in_a_row
from db.models import StaffImport, StaffImportRow
from kiosk.domain.clock import utc_now
from kiosk.domain.staff_fates import LEAVING, WAITING, WRITTEN
from kiosk.services import staff_import_leavers
from kiosk.services.acting import Actor
from kiosk.services.row_portions import Progress, after_portion
from kiosk.services.staff_import_files import APPLIED, APPLYING
from kiosk.services.staff_import_writing import Leaving, Placing

PORTION = 100
PLACED = (*WRITTEN, WAITING)


def apply_import(*, import_id: int, by: Actor, progress: Progress) -> None:
    """Nothing where it is not being applied."""
    staff_import = StaffImport.get_by_id(import_id)
    if staff_import.state != APPLYING:
        return
    scope, total = (
        staff_import_leavers.scope_of(staff_import),
        _to_write(staff_import, *PLACED, LEAVING).count(),
    )
    done = _in_portions(staff_import, PLACED, Placing(staff_import, by), progress, (0, total))
    leaving = Leaving(scope, staff_import.no, by)
    _in_portions(staff_import, (LEAVING,), leaving, progress, (done, total))
    with writing():
        StaffImport.update(state=APPLIED, applied_at=utc_now()).where(
            StaffImport.id == staff_import.id, StaffImport.state == APPLYING
        ).execute()


def _to_write(staff_import: StaffImport, *fates: str):
    return StaffImportRow.select().where(
        StaffImportRow.staff_import == staff_import, StaffImportRow.fate.in_(fates)
    )


def _in_portions(staff_import: StaffImport, fates, write, progress: Progress, run: tuple[int, int]) -> int:
    """`run` is how many are done of how many; answers with how many then are."""
    (done, total), after = run, None
    with many_in_a_row() as work:
        while True:
            with writing():
                rows = _portion(staff_import, fates, after)
                if rows:
                    write(rows)
            if not rows:
                return done
            after, before, done = rows[-1].id, done, done + len(rows)
            after_portion(before, done, total, work, progress)


def _portion(staff_import: StaffImport, fates, after: int | None) -> list[StaffImportRow]:
    """The next rows, in the transaction that holds the import: another worker waits, and finds them written."""
    current = held(StaffImport.select().where(StaffImport.id == staff_import.id)).get()
    if current.state != APPLYING:
        return []
    rows = _to_write(staff_import, *fates).order_by(StaffImportRow.id).limit(PORTION)
    return list(rows if after is None else rows.where(StaffImportRow.id > after))
