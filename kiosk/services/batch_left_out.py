"""A wrong row that cannot be mended is left out, so that nobody is asked for it any more; it may be taken back."""

from db.connection import writing
from db.models import BatchRow
from kiosk.domain.clock import utc_now
from kiosk.services import audit
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_faults import LEFT_OUT, WRONG
from kiosk.services.batch_row_edits import NOT_WRONG, held_batch, held_row, open_for_mending


def leave_out(*, no: str, row_id: int, by: Actor) -> None:
    """Nobody is asked any more to mend this wrong row. Done already: nothing more.

    Raises NotThere, NotAllowed, Refused for a row that is not wrong."""
    _set_aside(no, row_id, by, WRONG, LEFT_OUT, "batch.baris_ditinggalkan")


def take_back(*, no: str, row_id: int, by: Actor) -> None:
    """A row that was left out is wrong again, to be mended. Raises NotThere, NotAllowed, Refused."""
    _set_aside(no, row_id, by, LEFT_OUT, WRONG, "batch.baris_tidak_ditinggalkan")


def _set_aside(no: str, row_id: int, by: Actor, before: str, after: str, action: str) -> None:
    batch_id = open_for_mending(no, by).id
    with writing():
        batch = held_batch(batch_id)
        row = held_row(batch, row_id)
        if row.state == after and row.worker_id is None:
            return
        if row.state != before or row.worker_id is not None:
            raise Refused(NOT_WRONG)
        now = {"state": after, "edited_by_id": by.user_id, "edited_at": utc_now()}
        BatchRow.update(now).where(BatchRow.id == row.id).execute()
        audit.record(action, by=by, kind="batch", subject=batch.no, baris=row.number)
