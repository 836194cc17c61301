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
    bpjs_answer_rereading,
    bpjs_answers,
    claim_forgetting,
    coverage_long_sheets,
    debit_answer_reading,
    debit_answers,
    debit_building,
    debit_left_out,
    debit_runs,
    debit_sealing,
    drafts,
    evaluation_counting,
    holds,
    loose_papers,
    mandate_endings,
    mandate_papers,
    message_sending,
    month_report_rounds,
    notice_rounds,
    people_counts,
    pledge_months,
    poverty_keeping,
    poverty_list_files,
    poverty_reading,
    poverty_withdrawing,
    print_parts,
    queue,
    selection_annexes,
    selection_carrying,
    selection_drawing,
    selections,
    sign_up_drafts,
    staff_import_applying,
    staff_import_files,
    staff_import_reading,
)


def register() -> None:
    queue.register("batch.read_sheet", _read_sheet)
    queue.register(batch_same_mending.JOB, _mend_same_values)
    queue.register(batch_withdrawal_pages.JOB, _withdraw_batch)
    queue.register(bpjs_answer_files.READING, _read_answer)
    queue.register(bpjs_answer_files.READING_AGAIN, _read_answer_again)
    queue.register(print_parts.JOB, _print_run)
    queue.register(notice_rounds.JOB, _notice_round)
    queue.register(evaluation_counting.JOB, _count_evaluation)
    queue.register(month_report_rounds.JOB, _month_reports)
    queue.register(staff_import_files.READING_JOB, _read_roster)
    queue.register(staff_import_files.APPLYING_JOB, _apply_roster)
    queue.register(poverty_list_files.READING_JOB, _read_poverty_list)
    queue.register(poverty_list_files.WITHDRAWING_JOB, _take_poverty_list_back)
    queue.register(debit_runs.BUILDING_JOB, _build_debit)
    queue.register(debit_runs.SEALING_JOB, _seal_debit)
    queue.register(debit_answers.JOB, _read_bank_answer)
    queue.register(debit_left_out.JOB, _settle_left_out)
    queue.register(coverage_long_sheets.JOB, _write_people)
    queue.register(selections.DRAWING_JOB, _draw_selection)
    queue.register(selections.CARRYING_JOB, _carry_out_selection)


def _read_sheet(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    again = job.arguments.get("again", False)
    with each_sheet_opened_once(FOR_THE_WORKER):
        batch_reading.read_upload(upload_id=job.arguments["upload"], by=by, progress=progress, again=again)


def _read_answer(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    with each_sheet_opened_once(FOR_THE_WORKER):
        bpjs_answers.run(job, by, progress)


def _read_answer_again(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    with each_sheet_opened_once(FOR_THE_WORKER):
        bpjs_answer_rereading.run(job, by, progress)


def _read_roster(job, progress) -> None:
    with each_sheet_opened_once(FOR_THE_WORKER):
        staff_import_reading.read_import(import_id=job.arguments["staff_import"], progress=progress)


def _apply_roster(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    staff_import_applying.apply_import(import_id=job.arguments["staff_import"], by=by, progress=progress)


def _read_poverty_list(job, progress) -> None:
    with each_sheet_opened_once(FOR_THE_WORKER):
        poverty_reading.read_list(list_id=job.arguments["poverty_list"], progress=progress)


def _take_poverty_list_back(job, progress) -> None:
    poverty_withdrawing.take_back(list_id=job.arguments["poverty_list"], progress=progress)


def _build_debit(job, progress) -> None:
    debit_building.build(run_id=job.arguments["run"], progress=progress)


def _seal_debit(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    debit_sealing.seal(run_id=job.arguments["run"], by=by, progress=progress)


def _read_bank_answer(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    debit_answer_reading.read(return_id=job.arguments["debit_return"], by=by, progress=progress)


def _settle_left_out(job, progress) -> None:
    debit_left_out.settle(run_id=job.arguments["run"], progress=progress)


def _write_people(job, progress) -> None:
    coverage_long_sheets.write(sheet_id=job.arguments["sheet"], progress=progress)


def _draw_selection(job, progress) -> None:
    selection_drawing.draw(selection_id=job.arguments["selection"], progress=progress)
    selection_annexes.lay_out_draft(job.arguments["selection"], progress=progress)


def _carry_out_selection(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=None)
    selection_carrying.carry_out(selection_id=job.arguments["selection"], by=by, progress=progress)


def _mend_same_values(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    batch_same_mending.mend_rows(job, by=by, progress=progress)


def _withdraw_batch(job, progress) -> None:
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    batch_withdrawals.let_go(batch_id=job.arguments["batch"], by=by, progress=progress)


def _print_run(job, progress) -> None:
    print_parts.render_run(no=job.arguments["run"], progress=progress)


def _count_evaluation(_job, progress) -> None:
    evaluation_counting.count(progress)


def _notice_round(_job, progress) -> None:
    notice_rounds.make(progress)


def _month_reports(job, progress) -> None:
    month_report_rounds.make(progress, job_id=job.id)


def add_periodic_work(huey) -> None:
    """For the worker process only: the sign of life, jobs that fell silent, papers nobody claimed, drafts and sign-ups
    nobody came back to, files of runs that are answered, lists kept for a day, months that nobody paid in time,
    mandates whose last debit is over, lists of the poor and papers of claims to be forgotten, how many people are what,
    letters that wait, the morning's news, the reports of months that are over, the evaluation of the day."""

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
        mandate_papers.delete_settled()
        loose_papers.delete_left_over()

    @huey.periodic_task(crontab(minute="27"), name="old_drafts")
    def old_drafts():
        drafts.delete_old()

    @huey.periodic_task(crontab(minute="32"), name="old_sign_ups")
    def sign_ups_nobody_finished():
        sign_up_drafts.delete_old()

    @huey.periodic_task(crontab(minute="37"), name="answered_runs")
    def files_of_answered_runs():
        print_parts.throw_away()

    @huey.periodic_task(crontab(minute="42"), name="old_sheets")
    def sheets_kept_for_a_day():
        coverage_long_sheets.throw_away()

    @huey.periodic_task(crontab(minute="*/10"), name="holds")
    def months_nobody_paid():
        holds.release_expired()

    @huey.periodic_task(crontab(minute="47"), name="coming_month")
    def months_civil_servants_pay():
        pledge_months.plan_ahead()

    @huey.periodic_task(crontab(minute="52"), name="revoked")
    def people_under_revoked_mandates():
        mandate_endings.finish()

    @huey.periodic_task(crontab(minute="57"), name="poverty")
    def lists_whose_day_is_over():
        poverty_keeping.tidy()

    @huey.periodic_task(crontab(minute="51"), name="claim_papers")
    def papers_of_claims_that_are_over():
        claim_forgetting.delete_old()

    @huey.periodic_task(crontab(minute="*"), name="people")
    def people_counted():
        people_counts.fold()

    @huey.periodic_task(crontab(minute="*"), name="letters")
    def letters_that_wait():
        message_sending.send_queued()

    @huey.periodic_task(crontab(minute="*/10"), name="evaluation")
    def evaluation_of_the_day():
        evaluation_counting.ask_if_due()

    @huey.periodic_task(crontab(minute="*/10"), name="notices")
    def news_of_the_day():
        notice_rounds.ask_if_due()

    @huey.periodic_task(crontab(minute="*/10"), name="month_reports")
    def months_that_are_over():
        month_report_rounds.ask_if_due()
