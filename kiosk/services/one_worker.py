"""One worker, for whoever may see that person. `query` is the caller's: with what is joined to the row, or `held`."""

from db.models import Worker
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere
from kiosk.services.merged_numbers import require_current


def current_seen_by(by: Actor, query) -> Worker:
    """Raises NotThere, NotAllowed, MovedTo for a number that was merged into another."""
    worker = seen_by(by, query)
    require_current(worker)
    return worker


def seen_by(by: Actor, query) -> Worker:
    """Also one that was merged into another. Raises NotThere, NotAllowed."""
    worker = query.first()
    if worker is None:
        raise NotThere
    access.require(access.may_see_worker(by, worker))
    return worker


def numbered(reg_no: str):
    """The query of the row with this registration number."""
    return Worker.select().where(Worker.reg_no == reg_no)
