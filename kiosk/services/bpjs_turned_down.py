"""That BPJS has not taken a person, as it stands on their page: settled by a correction (correction_flags), by the next
answer, or when somebody has sorted it out."""

from db.connection import writing
from db.models import CoverageMonth, Worker, WorkerFlag
from kiosk.services import audit, worker_flags, worker_rights
from kiosk.services.acting import Actor
from kiosk.services.worker_flags import BPJS_REJECTED

SETTLED = "bpjs.penolakan_beres"  # in the audit trail


def open_rejection(*, reg_no: str, by: Actor) -> tuple[Worker, WorkerFlag | None]:
    """The person and what is open about them. Raises NotThere, NotAllowed, MovedTo."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    return worker, open_about(worker.id)


def open_about(worker_id: int) -> WorkerFlag | None:
    """For a person whom the reader may see."""
    flags = worker_flags.open_flags(worker_id)
    return next((flag for flag in flags if flag.kind == BPJS_REJECTED), None)


def has_months_to_ask_for(worker_id: int) -> bool:
    """Whether somebody funds months of this person that BPJS was not asked for yet."""
    months = CoverageMonth.select().where(
        CoverageMonth.worker == worker_id,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.submitted_on.is_null(),
        CoverageMonth.effective_on.is_null(),
    )
    return months.exists()


def settle_rejection(*, reg_no: str, note: str, by: Actor) -> bool:
    """Whether there was one to settle; a second press changes nothing. `note` says in clear what was found out or
    mended, without a number of the person. Raises NotThere, NotAllowed, Refused."""
    with writing():
        worker = worker_rights.worker_to_change(by, reg_no)
        settled = worker_flags.settle(worker_id=worker.id, kind=BPJS_REJECTED, by=by)
        if settled:
            audit.record(SETTLED, by=by, kind="pekerja", subject=reg_no, catatan=note)
    return settled
