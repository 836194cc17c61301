"""Of two freezes the stricter one stays when their registrations become one."""

from db.models import Worker
from kiosk.services import audit, freezing, withdrawals
from kiosk.services.acting import Actor


def carry(wrong: Worker, right: Worker, by: Actor) -> None:
    """In the caller's transaction. The right one is frozen from then on as the wrong one was, where that is harder to
    open: who may open it is read from the trail, so the trail says so under the right number too. A death is a death
    under either number."""
    if wrong.died_on and not right.died_on:
        Worker.update(died_on=wrong.died_on).where(Worker.id == right.id).execute()
    if _strictness(wrong) <= _strictness(right):
        return
    frozen = {
        "frozen_at": wrong.frozen_at,
        "frozen_by": wrong.frozen_by_id,
        "frozen_reason": wrong.frozen_reason,
    }
    Worker.update(**frozen).where(Worker.id == right.id).execute()
    audit.record(
        "pekerja.dibekukan",
        by=by,
        kind="pekerja",
        subject=right.reg_no,
        peminta=freezing.asked_by(wrong.reg_no),
        alasan=wrong.frozen_reason or "",
        dari=wrong.reg_no,
    )


def _strictness(worker: Worker) -> int:
    """0 free; 1 opens with a new consent; 2 opens at the post; 3 is opened by admin alone."""
    if not worker.frozen_at:
        return 0
    if worker.frozen_reason == withdrawals.FROZEN_REASON:
        return 1
    return 3 if freezing.asked_by(worker.reg_no) == freezing.AUTHORITY else 2
