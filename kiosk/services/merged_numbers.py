"""A registration number that was merged into another leads on to the one in force."""

from db.models import Worker
from kiosk.services.acting import Refused
from kiosk.services.standing import MERGED


class MovedTo(Refused):
    """The person is found under `reg_no` now; web goes there."""

    def __init__(self, reg_no: str):
        super().__init__(MERGED)
        self.reg_no = reg_no


def require_current(worker: Worker) -> None:
    """For a worker whom the reader may see. Raises MovedTo."""
    if worker.merged_into_id:
        raise MovedTo(worker.merged_into.reg_no)
