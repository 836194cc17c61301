"""J1: how long a job waits from the moment it is asked for until the worker has begun it."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from db.connection import writing
from db.models import Card, Job, User, Worker
from kiosk.app import create_app
from kiosk.config import settings_from
from kiosk.services import print_runs, queue, standing
from kiosk.services.acting import Actor
from tests.bench import servers
from tests.bench.table import Limit, Row

ASKED = 120
LONGEST_PAUSE = 0.25  # random, so that the asking does not keep step with the worker's looking
LOOK_EVERY = 0.001
GIVE_UP_AFTER = 30


def job_starts() -> Iterator[Row]:
    """J1: asked for in a transaction as the pages do, begun by the worker process."""
    with servers.instance() as environment, inside(environment), servers.worker(environment):
        by = _admin()
        run = print_runs.print_cards(client_key=uuid4().hex, by=by, reg_nos=[_without_card().reg_no])
        _wait_until(queue.worker_is_up)
        waits = sorted(_wait_for_start(run, by) for _ in range(ASKED))
    p50, p95, worst = (1000 * waits[place] for place in (ASKED // 2, ASKED * 95 // 100, -1))
    figures = f"p50 {p50:.0f} ms, worst {worst:.0f} ms"
    yield Row(
        "J1",
        "a job starts, p95",
        "after it is asked for",
        figures,
        Limit(at_most=250),
        p95,
        aim=13,
        unit=" ms",
    )


@contextmanager
def inside(environment: servers.Environment) -> Iterator[None]:
    """The services of this process on the instance's own database."""
    with create_app(settings_from(environment)).app_context():
        yield


def _without_card() -> Worker:
    """Somebody a card may be asked for."""
    return Worker.select().where(Worker.id.not_in(Card.select(Card.worker)), standing.is_free()).first()


def _admin() -> Actor:
    user = User.get(User.role == "admin")
    return Actor(user_id=user.id, name=user.name, role=user.role)


def _wait_for_start(run: str, by: Actor) -> float:
    """Seconds from asking to the job's first state other than waiting. The run is printed already: its job ends
    at once, and the worker's two threads are free for the next."""
    time.sleep(random.uniform(0, LONGEST_PAUSE))
    asked = time.perf_counter()
    with writing():
        job = queue.ask("cards.print_run", by=by, run=run)
    _wait_until(lambda: _state(job) != "waiting")
    begun = time.perf_counter()
    _wait_until(lambda: _state(job) in ("done", "failed"))
    if _state(job) == "failed":
        raise RuntimeError(f"the job failed: {Job.get_by_id(job.id).error}")
    return begun - asked


def _state(job: Job) -> str:
    return Job.select(Job.state).where(Job.id == job.id).scalar()


def _wait_until(reached) -> None:
    deadline = time.monotonic() + GIVE_UP_AFTER
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker does not begin its jobs")
        time.sleep(LOOK_EVERY)
