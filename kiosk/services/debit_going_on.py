"""Work on a debit that failed is asked for once more: it goes on where it stopped, and does no harm twice."""

from db.connection import writing
from db.models import DebitReturn, DebitRun, Job
from kiosk.domain import debits
from kiosk.domain.words import N_
from kiosk.services import access, debit_answers, debit_runs, queue
from kiosk.services.acting import Actor, Refused

JOBS = {debits.BUILDING: debit_runs.BUILDING_JOB, debits.SEALING: debit_runs.SEALING_JOB}

NOTHING_FAILED = N_("Pekerjaan ini tidak terhenti, maka tidak perlu dilanjutkan. Muat ulang halamannya.")


def go_on_with_run(*, run: DebitRun, by: Actor) -> None:
    """Its building or its sealing. Asked already: nothing more. Raises NotAllowed, Refused where neither is under
    way."""
    access.require(by.role == "admin")
    with writing():
        now = debit_runs.held_run(run.id)
        if now.state not in JOBS:
            raise Refused(NOTHING_FAILED)
        if not _has_failed(now.job_id):
            return
        job = queue.ask(JOBS[now.state], by=by, run=now.id, user=by.user_id)
        DebitRun.update(job_id=job.id).where(DebitRun.id == now.id).execute()


def go_on_with_answer(*, answer: DebitReturn, by: Actor) -> None:
    """The reading of a file of the bank. The same."""
    access.require(by.role == "admin")
    with writing():
        debit_runs.held_run(answer.run_id)
        now = DebitReturn.get_by_id(answer.id)
        if now.state != debit_answers.STORED:
            raise Refused(NOTHING_FAILED)
        if not _has_failed(now.job_id):
            return
        job = queue.ask(debit_answers.JOB, by=by, debit_return=now.id, user=by.user_id)
        DebitReturn.update(job_id=job.id).where(DebitReturn.id == now.id).execute()


def _has_failed(job_id: int | None) -> bool:
    job = Job.get_or_none(Job.id == job_id) if job_id else None
    return job is None or job.state == "failed"
