"""Each day the evaluation of every month that is over and has none is made: a job like any other, which goes on where
it was stopped."""

from collections.abc import Callable

from db.connection import in_turn, writing
from db.models import Job
from kiosk.domain.clock import start_of, today
from kiosk.services import month_reports, queue
from kiosk.services.acting import SYSTEM

JOB = "month_reports.make"
TURN = 240_033  # one asks at a time


def ask_if_due() -> bool:
    """Whether the reports that are missing have just been asked for; once a day."""
    with writing():
        in_turn(TURN)
        asked = Job.select().where(Job.kind == JOB, Job.asked_at >= start_of(today())).exists()
        missing = not asked and bool(month_reports.due())
        if missing:
            queue.ask(JOB, by=SYSTEM)
    return missing


def make(progress: Callable[[int, int], None], *, job_id: int | None = None) -> int:
    """The missing ones, oldest first, each in a transaction of its own; how many were made. `progress` is also the sign
    of life."""
    missing, made = month_reports.due(), 0
    for done, month in enumerate(missing):
        progress(done, len(missing))
        made += month_reports.make(month, job_id=job_id)
    return made
