"""Who came too late for a month's file is asked for by a further one; a month that goes by without a debit is told, and
the last day to pay is counted until it is over."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from db.models import DebitRun, Donor, Mandate, Message, Pledge, Worker
from kiosk.domain.clock import JAKARTA, add_months
from kiosk.services import (
    debit_expected,
    debit_failures,
    debit_month_pages,
    debit_next,
    debit_runs,
    debit_sending,
    debit_steps,
    donor_debits,
    mandate_endings,
    mandate_revocations,
    pledge_months,
)
from kiosk.services.acting import Refused
from kiosk.services.participation_places import CITY, place_of
from tests.ledger_rows import pay, pay_and_confirm, planned_months, somebody
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin

NO_FUNDS, CLOSED = "SALDO TIDAK CUKUP", "REKENING DITUTUP"


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def at(day: date, hour: int = 9):
    return time_machine.travel(datetime.combine(day, time(hour), JAKARTA), tick=True)


def letters(kind: str) -> list[Message]:
    return list(Message.select().where(Message.key.startswith(f"debit:{kind}:")).order_by(Message.id))


def member(mandate: Mandate) -> Worker:
    """The first of its people, paid by somebody else to the end of the month before the coming debit."""
    worker = Worker.select().join(Pledge).where(Pledge.mandate == mandate).order_by(Pledge.id).first()
    before = add_months(debit_desk.coming(), -1)
    pay_and_confirm(planned_months(worker, [before], funder=somebody("apbd")))
    return worker


def failed(why: str, mandate: Mandate | None = None) -> DebitRun:
    mandate = mandate or debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: why}))
    return run


def last_days() -> list[date | None]:
    rows, _total = debit_failures.page_of(place=place_of(code=CITY, by=admin()))
    return [row.last_day for row in rows]


# --- who came too late for the file --------------------------------------------------------------


def test_mandate_verified_after_the_file_left_is_asked_for_by_a_further_file():
    debit_desk.due()
    run = debit_desk.sent()
    late = debit_desk.due(people=2)
    page = debit_month_pages.month_of(month=run.month, by=admin())
    assert (page.may_be_built, page.added.mandates, page.added.people, page.added.rupiah) == (
        True,
        1,
        2,
        33_600,
    )
    [step] = [one for one in debit_steps.steps(debit_next.next_debit()) if one.kind == "retry"]
    assert (step.month, step.count, step.added, step.on) == (run.month, 0, 1, run.debit_on)
    second = debit_desk.sent()
    assert [line.mandate_id for line in debit_desk.lines_of(second)] == [late.id]
    assert debit_expected.never_asked(run.month) == debit_expected.Expected()
    assert not debit_month_pages.month_of(month=run.month, by=admin()).may_be_built


def test_whom_no_further_file_would_take_is_not_offered():
    debit_desk.due()
    above = debit_desk.due()
    Mandate.update(limit_amount=10_000).where(Mandate.id == above.id).execute()
    run = debit_desk.sent()
    without_account, held_back = debit_desk.due(), debit_desk.due()
    Mandate.update(account_sealed=None).where(Mandate.id == without_account.id).execute()
    held = Pledge.select(Pledge.worker).where(Pledge.mandate == held_back)
    Worker.update(frozen_at=datetime(2026, 11, 1)).where(Worker.id.in_(held)).execute()
    assert debit_expected.never_asked(run.month).mandates == 0
    Worker.update(frozen_at=None).execute()
    assert debit_expected.never_asked(run.month).mandates == 1


def test_what_failed_is_a_retry_and_not_somebody_new():
    run = failed(NO_FUNDS)
    assert debit_expected.never_asked(run.month).mandates == 0
    with debit_desk.on_day_of(run):
        debit_desk.due()
        [step] = [one for one in debit_steps.steps(debit_next.next_debit()) if one.kind == "retry"]
    assert (step.count, step.added) == (1, 0)  # the newcomer's first month is the next one


def test_further_file_is_built_on_the_last_working_day_and_refused_after_it():
    run = failed(NO_FUNDS)
    last = date(2026, 12, 31)
    with at(last):
        assert debit_runs.day_of(run.month) == last
        debit_runs.begin(month=run.month, client_key=key(), by=admin())
        debit_desk.queue.run_waiting_tasks()
        second = debit_desk.run_of(run.month)
        assert (second.debit_on, second.lines) == (last, 1)
        debit_runs.drop(run=second, why="tidak jadi", by=admin())
    with at(date(2027, 1, 1)), pytest.raises(Refused, match="Desember 2026 sudah lewat"):
        debit_runs.begin(month=run.month, client_key=key(), by=admin())


def test_further_file_is_refused_once_the_working_days_are_over_before_the_month():
    with at(date(2027, 1, 5)):
        run = failed(NO_FUNDS)  # for February, whose last working day is Friday the 26th
    with at(date(2027, 2, 27)):
        page = debit_month_pages.month_of(month=run.month, by=admin())
        assert page.is_over and not page.may_be_built
        assert "retry" not in {one.kind for one in debit_steps.steps(debit_next.next_debit())}
        with pytest.raises(Refused, match="sudah lewat"):
            debit_runs.begin(month=run.month, client_key=key(), by=admin())


# --- a month that goes by ------------------------------------------------------------------------


def test_donor_and_department_are_told_of_a_month_that_was_never_asked_for():
    secretary = asn_desk.secretary()
    debit_desk.due()
    run = debit_desk.sent()
    late = debit_desk.due(people=2)
    worker = member(late)
    debit_desk.upload(run, debit_desk.answer(run))
    with at(add_months(run.month, 1)):
        for _ in range(2):
            pledge_months.plan_ahead()
    [letter] = letters("missed")
    assert letter.key.endswith(f":{late.donor_id}") and worker.name not in letter.text
    for words in (
        "Desember 2026 tidak didebet untuk 2 pekerja",
        "berikutnya untuk Januari 2027",
        "31 Januari 2027",
    ):
        assert words in letter.text
    assert "1 di antaranya belum terlindungi" in letter.text
    [theirs] = [one for one in letters("department_missed") if f":{secretary.user_id}:" in one.key]
    assert "untuk 2 pekerja dari 1 pegawai OPD Anda" in theirs.text and "31 Januari 2027" in theirs.text


def test_donor_is_told_once_of_a_file_that_the_bank_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(pledge_months, "PLEDGES_AT_ONCE", 1)
    donor = asn_desk.donor()
    debit_desk.due(donor=donor)
    debit_desk.due(people=2, donor=donor)
    run = debit_desk.sent()
    debit_sending.refused_by_bank(run=run, why="format", by=admin())
    with at(date(2027, 1, 5)):
        pledge_months.plan_ahead()
    [letter] = letters("missed")
    assert "untuk 3 pekerja Anda" in letter.text and letter.state == "queued"


def test_letter_of_a_missed_month_says_what_has_to_be_mended_first():
    failed(CLOSED)
    with at(date(2027, 1, 5)):
        pledge_months.plan_ahead()
    [letter] = letters("missed")
    assert "sesudah penyebab yang tertulis di halaman Anda dibereskan" in letter.text


def test_nobody_is_told_of_a_month_that_was_paid_or_is_nobodys_any_more():
    debit_desk.due()
    gone = debit_desk.due()
    run = debit_desk.sent()
    fates = {line.key: NO_FUNDS for line in debit_desk.lines_of(run) if line.mandate_id == gone.id}
    debit_desk.upload(run, debit_desk.answer(run, fates))
    with at(date(2026, 12, 10)):
        by = asn_desk.acting(gone.donor)
        mandate_revocations.revoke(no=gone.no, on=date(2026, 12, 10), why="own_request", by=by)
        mandate_endings.finish()
    with at(date(2027, 1, 5)):
        pledge_months.plan_ahead()
    assert letters("missed") == letters("department_missed") == []


# --- the count to the lapse ----------------------------------------------------------------------


def test_last_day_is_named_until_it_is_over_also_when_the_month_is():
    mandate = debit_desk.due()
    member(mandate)
    run = failed(CLOSED, mandate)
    for day in (run.debit_on + timedelta(days=1), date(2027, 1, 5), date(2027, 1, 31)):
        with at(day):
            pledge_months.plan_ahead()
            assert last_days() == [date(2027, 1, 31)]
            [debit] = donor_debits.debits_of(mandate.donor)
            assert [one.last_day for one in debit.counts] == [date(2027, 1, 31)]
            assert debit.is_over == (day.year == 2027)
    with at(date(2027, 2, 1)):
        assert last_days() == [None] and not donor_debits.debits_of(mandate.donor)[0].counts


def test_count_ends_when_somebody_has_taken_on_the_month_or_paid_a_later_one():
    donor = Donor.get_by_id(asn_desk.donor().id)
    mandates = [debit_desk.due(donor=donor) for _ in range(2)]
    people = [member(one) for one in mandates]
    run = debit_desk.sent()
    fates = {line.key: CLOSED for line in debit_desk.lines_of(run)}
    debit_desk.upload(run, debit_desk.answer(run, fates))
    with at(date(2027, 1, 5)):
        pledge_months.plan_ahead()
        assert last_days() == [date(2027, 1, 31)] * 2
        planned_months(people[0], [run.month], funder=somebody("apbd"))
        assert last_days() == [None, date(2027, 1, 31)]
        pay(planned_months(people[1], [date(2027, 1, 1)], funder=somebody("apbd")))
        assert last_days() == [None, None]
