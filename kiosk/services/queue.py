"""Long work: a Job row is the truth, Huey on the main database carries its number to the worker.

Huey forgets a task once it is taken; the row does not. A job without a heartbeat is asked for again."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta

from huey.contrib.sql_huey import SqlHuey

from db.connection import database, writing
from db.models import Job, WorkerBeat
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services.acting import Actor, NotThere, Refused

log = logging.getLogger("payung.jobs")

MOST_TRIES = 3
QUIET_AFTER, SILENT_AFTER = timedelta(seconds=15), timedelta(seconds=90)  # told to who waits; asked for again
WORKER_ALIVE_WITHIN = timedelta(seconds=150)
FAILED_TOO_OFTEN = N_("Pekerjaan ini gagal tiga kali. Coba lagi; bila tetap gagal, hubungi admin.")
GONE = N_("Yang diminta sudah tidak ada, maka pekerjaan ini tidak dijalankan. Muat ulang halamannya.")

Use = Callable[[Job, Callable[[int, int], None]], None]
_uses: dict[str, Use] = {}
_huey = None
_run = None


def configure() -> SqlHuey:
    """Build the queue on the real database (SqlHuey takes no proxy); its tables come with our migrations."""
    global _huey, _run
    _huey = SqlHuey("payung", database=database.obj, create_tables=False, results=False, utc=True)
    _run = _huey.task(name="run_job")(run_job)
    return _huey


def current() -> SqlHuey:
    """The queue itself, for the worker's command."""
    return _huey


def register(kind: str, use: Use) -> None:
    """Say which use a kind of job calls: `use(job, progress)`, where progress(done, total) is also the heartbeat."""
    _uses[kind] = use


def ask(kind: str, *, by: Actor, total: int = 0, run_here: bool = False, **arguments) -> Job:
    """Write the job and put it in the queue in the caller's transaction: both are there, or neither.

    With `run_here` the caller calls run_job itself after its transaction; the queue gets the job only when
    that process dies over it."""
    job = Job.create(kind=kind, arguments=arguments, total=total, asked_by=by.user_id)
    if not run_here:
        _run(job.id)
    return job


def run_job(job_id: int, use: Use | None = None) -> None:
    """Run one job to its end; what a rule refuses fails at once, an unforeseen fault is tried three times.
    `use` takes the place of the registered one, for a caller who runs its own job (run_here)."""
    job = _begin(job_id)
    if job is None:
        return
    try:
        (use or _uses[job.kind])(job, _progress_of(job))
    except (Refused, NotThere) as refusal:
        _end(job, "failed", *_sentence_of(refusal))
    except Exception:
        log.exception("job %s (%s), try %s", job.id, job.kind, job.tries)
        _try_again(job)
    else:
        _end(job, "done")


def _begin(job_id: int) -> Job | None:
    """Take the job unless it is finished or somebody alive is at it."""
    free = (Job.state == "waiting") | (
        (Job.state == "running") & (Job.heartbeat_at < utc_now() - SILENT_AFTER)
    )
    with writing():
        taken = (
            Job.update(state="running", tries=Job.tries + 1, heartbeat_at=utc_now())
            .where(Job.id == job_id, free)
            .execute()
        )
    return Job.get_by_id(job_id) if taken else None


def _progress_of(job: Job) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        with writing():
            Job.update(done=done, total=total, heartbeat_at=utc_now()).where(Job.id == job.id).execute()

    return progress


def _sentence_of(refusal: Exception) -> tuple[str, dict]:
    return getattr(refusal, "message", GONE), getattr(refusal, "params", {})


def error_of(job: Job) -> dict:
    """Why a job failed, as a sentence with its params; to be said in the reader's language."""
    return json.loads(job.error)


def _end(job: Job, state: str, message: str = "", params: dict | None = None) -> None:
    changes = {
        "state": state,
        "error": json.dumps({"message": message, "params": params or {}}) if message else "",
        "finished_at": utc_now(),
        "heartbeat_at": utc_now(),
    }
    if state == "done":
        changes["done"] = Job.total
    with writing():
        Job.update(**changes).where(Job.id == job.id).execute()


def _try_again(job: Job) -> None:
    if job.tries >= MOST_TRIES:
        _end(job, "failed", FAILED_TOO_OFTEN)
        return
    with writing():
        Job.update(state="waiting", heartbeat_at=utc_now()).where(Job.id == job.id).execute()
        _run(job.id)


def is_quiet(job: Job) -> bool:
    """Whether a job that waits or runs has given no sign of life for a while: its worker may be gone."""
    return job.state in ("waiting", "running") and job.heartbeat_at < utc_now() - QUIET_AFTER


def ask_silent_jobs_again() -> int:
    """Jobs that wait or run without a sign of life go back into the queue; returns how many. One that has
    taken its worker down with it three times is given up."""
    silent = list(Job.select().where(_is_silent()))
    for job in silent:
        if job.tries >= MOST_TRIES:
            _end(job, "failed", FAILED_TOO_OFTEN)
        else:
            _ask_again(job)
    return len(silent)


def _is_silent():
    return Job.state.in_(("waiting", "running")) & (Job.heartbeat_at < utc_now() - SILENT_AFTER)


def _ask_again(job: Job) -> None:
    """Once, however many workers notice the silence: whoever changes the row puts it in the queue."""
    with writing():
        changed = (
            Job.update(state="waiting", heartbeat_at=utc_now())
            .where(Job.id == job.id, _is_silent())
            .execute()
        )
        if changed:
            _run(job.id)


def beat(name: str = "worker") -> None:
    """The worker's sign of life, for /sehat."""
    with writing():
        (
            WorkerBeat.insert(name=name, beat_at=utc_now())
            .on_conflict(conflict_target=[WorkerBeat.name], update={WorkerBeat.beat_at: utc_now()})
            .execute()
        )


def worker_is_up() -> bool:
    return WorkerBeat.select().where(WorkerBeat.beat_at > utc_now() - WORKER_ALIVE_WITHIN).exists()


def run_waiting_tasks() -> int:
    """Run what is queued in this process; for tests and for a one-off command. Returns how many ran."""
    ran = 0
    while (task := _huey.dequeue()) is not None:
        _huey.execute(task)
        ran += 1
    return ran
