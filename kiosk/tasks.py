"""What the worker does: each kind of job calls one service, each minute it shows that it lives."""

from huey import crontab

from db.long_work import move_log_along
from kiosk.files.sheet_fence import FOR_THE_WORKER, each_sheet_opened_once
from kiosk.services import (
    accounts,
    batch_reading,
    batch_same_mending,
    batch_withdrawal_pages,
    batch_withdrawals,
    bpjs_answer_files,
    bpjs_answer_reading,
    bpjs_answer_rereading,
    drafts,
    holds,
    loose_papers,
    message_sending,
    notice_rounds,
    print_parts,
    queue,
)


def register() -> None:
    queue.register("batch.read_sheet", _read_sheet)
    queue.register(batch_same_mending.JOB, _mend_same_values)
    queue.register(batch_withdrawal_pages.JOB, _withdraw_batch)
    queue.register(bpjs_answer_files.READING, _read_answer)
    queue.register(bpjs_answer_files.READING_AGAIN, _read_answer_again)
    queue.register(print_parts.JOB, _print_run)
    queue.register(notice_rounds.JOB, _notice_round)


def _read_sheet(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    again = job.arguments.get("again", False)
    with each_sheet_opened_once(FOR_THE_WORKER):
        batch_reading.read_upload(upload_id=job.arguments["upload"], by=by, progress=progress, again=again)


def _read_answer(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    with each_sheet_opened_once(FOR_THE_WORKER):
        bpjs_answer_reading.read_answer(answer_id=job.arguments["answer"], by=by, progress=progress)


def _read_answer_again(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    with each_sheet_opened_once(FOR_THE_WORKER):
        bpjs_answer_rereading.run(job, by, progress)


def _mend_same_values(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    batch_same_mending.mend_rows(job, by=by, progress=progress)


def _withdraw_batch(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    batch_withdrawals.let_go(batch_id=job.arguments["batch"], by=by, progress=progress)


def _print_run(job, progress) -> None:
    print_parts.render_run(no=job.arguments["run"], progress=progress)


def _notice_round(_job, progress) -> None:
    notice_rounds.make(progress)


def add_periodic_work(huey) -> None:
    """For the worker process only: the sign of life, jobs that fell silent, papers nobody claimed, drafts nobody came
    back to, files of runs that are answered, months that nobody paid in time, letters that wait, the morning's news."""

    @huey.periodic_task(crontab(minute="*"), name="beat")
    def beat():
        queue.beat()

    @huey.periodic_task(crontab(minute="*"), name="log")
    def log_of_the_store():
        move_log_along()

    @huey.periodic_task(crontab(minute="*"), name="rescue")
    def rescue():
        queue.ask_silent_jobs_again()

    @huey.periodic_task(crontab(minute="17"), name="loose_papers")
    def loose_papers_left_over():
        loose_papers.delete_left_over()

    @huey.periodic_task(crontab(minute="27"), name="old_drafts")
    def old_drafts():
        drafts.delete_old()

    @huey.periodic_task(crontab(minute="37"), name="answered_runs")
    def files_of_answered_runs():
        print_parts.throw_away()

    @huey.periodic_task(crontab(minute="*/10"), name="holds")
    def months_nobody_paid():
        holds.release_expired()

    @huey.periodic_task(crontab(minute="*"), name="letters")
    def letters_that_wait():
        message_sending.send_queued()

    @huey.periodic_task(crontab(minute="*/10"), name="notices")
    def news_of_the_day():
        notice_rounds.ask_if_due()
