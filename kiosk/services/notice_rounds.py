"""The round of news is made once a day, in the morning, or as soon as a worker is up again. It is a job like any other:
one that dies is asked for again, and goes on where words are still missing."""

from collections.abc import Callable

from db.connection import in_turn, writing
from db.models import Job
from kiosk.domain.clock import local, start_of, today, utc_now
from kiosk.services import notices, queue
from kiosk.services.acting import SYSTEM

JOB = "notices.daily"
FROM_HOUR = 6  # in Semarang
ROUNDS = 5


def ask_if_due() -> bool:
    """Whether today's round has just been asked for."""
    if local(utc_now()).hour < FROM_HOUR:
        return False
    with writing():
        in_turn(ROUNDS)
        asked = Job.select().where(Job.kind == JOB, Job.asked_at >= start_of(today())).exists()
        if not asked:
            queue.ask(JOB, by=SYSTEM)
    return not asked


def make(progress: Callable[[int, int], None]) -> None:
    """`progress` is also the sign of life."""
    notices.daily(progress)
