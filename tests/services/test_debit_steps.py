"""What the debit's first page says is to be done, which month is next, and what is left of failures."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from db.models import Bill, DebitLine, DebitRun, Holiday, Mandate
from kiosk.domain.clock import JAKARTA, add_months, first_of_month, today
from kiosk.services import (
    debit_aside,
    debit_calendar,
    debit_drops,
    debit_forwarding,
    debit_going_on,
    debit_month_pages,
    debit_next,
    debit_sealing,
    debit_sending,
    debit_steps,
    debit_sums,
    mandate_revocations,
)
from kiosk.services.acting import NotAllowed, Refused
from tests.services import asn_desk, debit_desk
from tests.services.at_once import acting, key
from tests.services.debit_desk import admin

NO_FUNDS, CLOSED = "SALDO TIDAK CUKUP", "REKENING DITUTUP"


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def kinds() -> list[str]:
    return [step.kind for step in debit_steps.steps(debit_next.next_debit())]


def failed_of(run: DebitRun) -> debit_sums.Failed:
    return debit_sums.failed_in([run.month]).get(run.month, debit_sums.Failed())


def noon(day: date):
    return time_machine.travel(datetime.combine(day, time(12), JAKARTA), tick=True)


def test_coming_month_is_built_then_gone_on_with_then_answered_then_forwarded():
    debit_desk.due()
    assert kinds() == ["build"]
    run = debit_desk.built()
    assert kinds() == ["go_on"]
    run = _sent(run)
    assert kinds() == []  # nobody waits for an answer before the day
    with debit_desk.on_day_of(run):
        assert "answer" in kinds()
    debit_desk.upload(run, debit_desk.answer(run))
    with debit_desk.on_day_of(run):
        assert kinds()[0] == "forward"


def _sent(run: DebitRun) -> DebitRun:
    debit_desk.debit_sealing.ask(run=run, by=admin())
    debit_desk.queue.run_waiting_tasks()
    run = debit_desk.run_of()
    with time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True):
        debit_desk.debit_sending.send(run=run, by=admin())
    return debit_desk.run_of()


def test_month_that_is_under_way_and_was_never_debited_is_next_before_the_coming_one():
    debit_desk.due()
    month = debit_desk.coming()
    with noon(month + timedelta(days=3)):
        assert debit_next.next_debit().month == month
        assert debit_next.next_debit().day.is_late
    with noon(add_months(month, 1)):
        assert debit_next.next_debit().month > month


def test_month_that_was_sent_gives_way_to_the_one_after_it():
    debit_desk.due()
    run = debit_desk.sent()
    following = debit_next.next_debit()
    assert following.month == add_months(run.month, 1)
    assert debit_next.expected_of(following) is None and not following.may_be_built
    assert following.from_day == run.month


def test_failure_is_counted_until_it_is_tried_again():
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    first, second, _third = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {first.key: NO_FUNDS, second.key: CLOSED}))
    assert failed_of(run) == debit_sums.Failed(all=2, may_be_retried=1, to_mend=1)
    DebitLine.update(cleared_at=datetime(2026, 1, 1)).where(DebitLine.id == second.id).execute()
    assert failed_of(run) == debit_sums.Failed(all=2, may_be_retried=2)
    with debit_desk.on_day_of(run):
        debit_desk.built(run.month)
    assert failed_of(run) == debit_sums.Failed()


def test_failure_of_a_revoked_mandate_or_of_the_last_attempt_is_given_up():
    mandate = debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    DebitLine.update(attempt=3).where(DebitLine.id == line.id).execute()
    assert (failed_of(run).may_be_retried, failed_of(run).given_up) == (0, 1)
    DebitLine.update(attempt=1).where(DebitLine.id == line.id).execute()
    mandate_revocations.revoke(
        no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(Mandate.get_by_id(mandate.id).donor)
    )
    assert (failed_of(run).may_be_retried, failed_of(run).given_up) == (0, 1)


def test_day_names_what_stands_between_it_and_the_first():
    month = date(2027, 1, 1)
    with noon(date(2026, 12, 10)):
        day = debit_calendar.day_of(month)
    assert (day.on, day.is_known, day.is_late) == (date(2027, 1, 4), True, False)
    assert [(one.day.day, one.name) for one in day.closed] == [(1, "Tahun Baru Masehi"), (2, ""), (3, "")]
    Holiday.update(removed_at=datetime(2026, 1, 1)).where(Holiday.day >= month).execute()
    with noon(date(2026, 12, 10)):
        day = debit_calendar.day_of(month)
    assert (day.on, day.is_known, day.closed) == (month, False, ())


def test_day_that_has_gone_by_is_the_next_working_one():
    month = first_of_month(date(2026, 12, 1))
    with noon(date(2026, 12, 5)):  # a Saturday
        day = debit_calendar.day_of(month)
    assert day.is_late and day.on == date(2026, 12, 7)
    assert [one.day.day for one in day.closed] == [5, 6]


def test_only_the_admin_drops_and_goes_on(people):
    debit_desk.due()
    run = debit_desk.built()
    for role in ("auditor", "opd", "petugas", "mitra"):
        by = acting(people[role])
        for act in (debit_drops.cancel, debit_drops.break_seal):
            with pytest.raises(NotAllowed):
                act(run=run, why="x", by=by)
        with pytest.raises(NotAllowed):
            debit_going_on.go_on_with_run(run=run, by=by)
    assert debit_desk.run_of().state == "built"


def test_work_that_is_under_way_is_not_asked_for_twice():
    debit_desk.due()
    debit_desk.debit_runs.begin(month=debit_desk.coming(), client_key=debit_desk.key(), by=admin())
    run = debit_desk.run_of()
    debit_going_on.go_on_with_run(run=run, by=admin())
    assert debit_desk.queue.run_waiting_tasks() == 1
    with pytest.raises(Refused):
        debit_going_on.go_on_with_run(run=debit_desk.run_of(), by=admin())


def test_day_noted_as_a_holiday_since_it_was_built_is_not_sealed_or_handed_over():
    debit_desk.due()
    run = debit_desk.sealed()
    Holiday.create(day=run.debit_on, name="Libur mendadak")
    with (
        time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True),
        pytest.raises(Refused, match="libur bank"),
    ):
        debit_sending.send(run=run, by=debit_desk.admin())
    file = debit_month_pages.month_of(month=run.month, by=debit_desk.admin())
    assert file.is_day_off and not file.may_leave
    debit_drops.break_seal(run=run, why="Hari debetnya libur.", by=debit_desk.admin())
    again = debit_desk.built()
    assert again.debit_on > run.debit_on
    Holiday.create(day=again.debit_on, name="Cuti bersama")
    with pytest.raises(Refused, match="libur bank"):
        debit_sealing.ask(run=again, by=debit_desk.admin())


def test_money_that_went_into_a_bill_waits_until_bpjs_has_received_it(people):
    debit_desk.due(people=2)
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run))
    assert debit_aside.asides() == []
    no = debit_forwarding.forward(client_key=key(), by=debit_desk.admin())
    assert debit_aside.asides() == [debit_aside.Aside("send", 33_600, f"/tagihan/{no}")]
    page = debit_month_pages.month_of(month=run.month, by=debit_desk.admin())
    assert page.bills == [no] and (page.paid.lines, page.paid.rupiah) == (1, 33_600)
    Bill.update(receipt_no="BP-1", receipt_on=today()).where(Bill.no == no).execute()
    assert debit_aside.asides() == []
