"""That BPJS has not taken a person, as it stands on their page: settled by a correction (correction_flags), by the next
answer, or when somebody has sorted it out."""

from db.connection import writing
from db.models import Worker, WorkerFlag
from kiosk.services import audit, worker_flags, worker_rights
from kiosk.services.acting import Actor
from kiosk.services.worker_flags import BPJS_REJECTED


def open_rejection(*, reg_no: str, by: Actor) -> tuple[Worker, WorkerFlag | None]:
    """The person and what is open about them. Raises NotThere, NotAllowed, MovedTo."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    flags = worker_flags.open_flags(worker.id)
    return worker, next((flag for flag in flags if flag.kind == BPJS_REJECTED), None)


def settle_rejection(*, reg_no: str, by: Actor) -> bool:
    """Whether there was one to settle; a second press changes nothing. Raises NotThere, NotAllowed, Refused."""
    with writing():
        worker = worker_rights.worker_to_change(by, reg_no)
        settled = worker_flags.settle(worker_id=worker.id, kind=BPJS_REJECTED, by=by)
        if settled:
            audit.record("bpjs.penolakan_beres", by=by, kind="pekerja", subject=reg_no)
    return settled
