"""A line that the bank's files leave unanswered is answered by hand: its money, its months and its letters follow as
after a file."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta

import pytest
import time_machine

from db.models import (
    AuditEvent,
    CoverageMonth,
    DebitItem,
    DebitLine,
    DebitReturn,
    DebitRun,
    Mandate,
    Message,
    Payment,
)
from kiosk.domain import debits
from kiosk.domain.clock import JAKARTA, add_months, today
from kiosk.services import (
    debit_answers,
    debit_hand_answers,
    debit_next,
    debit_steps,
    pledge_months,
    queue,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.debit_hand_answers import HandAnswer, WrongDebitDay
from kiosk.services.once import KeyInUse
from tests.services import asn_desk, debit_desk
from tests.services.at_once import acting, all_at_once, key
from tests.services.debit_desk import admin


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


@pytest.fixture
def run() -> DebitRun:
    """Two lines, of which the bank's file answers the first."""
    debit_desk.due()
    debit_desk.due()
    run = debit_desk.sent()
    answered, left = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, without=(left.key,)))
    assert answered.mandate_id != left.mandate_id
    return run


def left_of(run: DebitRun) -> DebitLine:
    return debit_desk.lines_of(run)[1]


@contextmanager
def day_after(run: DebitRun, days: int = 1):
    with time_machine.travel(datetime.combine(run.debit_on + timedelta(days), time(9), JAKARTA), tick=True):
        yield


def debited(run: DebitRun, **other) -> HandAnswer:
    true = {"heard_from": "rekening koran", "reference": "bjt 77", "day": run.debit_on}
    return HandAnswer(**{**true, **other})


def failed(reason: str = "no_funds") -> HandAnswer:
    return HandAnswer(heard_from="surat bank 3 Desember 2026", reason=reason)


def note(run: DebitRun, answer: HandAnswer, **other) -> None:
    line = left_of(run)
    true = {"run": run, "key": line.key, "client_key": key(), "by": admin()}
    debit_hand_answers.note(answer=answer, **{**true, **other})


def letters(kind: str) -> list[Message]:
    return list(Message.select().where(Message.key.startswith(f"debit:{kind}")))


def test_line_that_was_debited_pays_its_months_with_the_banks_reference(run):
    with day_after(run):
        note(run, debited(run))
    line = left_of(run)
    assert (line.state, line.reference, line.answered_on) == (debits.PAID, "BJT 77", run.debit_on)
    assert (line.heard_from, line.answered_by_id) == ("rekening koran", admin().user_id)
    assert (line.payment.amount, line.payment.allocated) == (16_800, 16_800)
    covered = DebitItem.get(DebitItem.line == line).covered
    assert covered.paid_on == run.debit_on and not debit_desk.faults()
    [told] = AuditEvent.select().where(AuditEvent.action == "debet.jawaban_dicatat")
    assert told.detail["baris"] == line.key and told.detail["dari"] == "rekening koran"


def test_line_that_failed_is_free_for_another_try_and_donor_and_department_are_told(run):
    asn_desk.secretary()
    with day_after(run):
        note(run, failed())
        line = left_of(run)
        assert (line.state, line.reason, line.answered_by_id) == (debits.FAILED, "no_funds", admin().user_id)
        assert len(letters("failed")) == 1 and letters("department")
        retry = debit_desk.built(run.month)
        assert [one.mandate_id for one in debit_desk.lines_of(retry)] == [line.mandate_id]
    assert not debit_desk.faults()


def test_month_of_a_line_nobody_answered_is_let_go_once_somebody_says_that_it_failed(run):
    """In spring the line is still under way, and nobody else may pay the month; by the next one it is free."""
    with day_after(run, days=100):
        pledge_months.plan_ahead()
        assert any(step.kind == "answer" for step in debit_steps.steps(debit_next.next_debit()))
        note(run, failed("closed"))
        assert not any(step.kind == "answer" for step in debit_steps.steps(debit_next.next_debit()))
    with day_after(run, days=130):
        pledge_months.plan_ahead()
    item = DebitItem.get(DebitItem.line == left_of(run))
    assert item.let_go_at and CoverageMonth.get_by_id(item.covered_id).released_at
    assert not debit_desk.faults()


def test_file_that_says_the_same_later_changes_nothing_and_the_opposite_is_looked_at(run):
    with day_after(run):
        note(run, debited(run))
        line = left_of(run)
        for fates, outcome in (({}, "again"), ({line.key: "SALDO TIDAK CUKUP"}, "contradicts")):
            content = debit_desk.answer(run, fates, without=(debit_desk.lines_of(run)[0].key,))
            no = debit_answers.upload(run=run, sheet=("b.csv", content), client_key=key(), by=admin())
            queue.run_waiting_tasks()
            assert DebitReturn.get(DebitReturn.no == no).counts == {outcome: 1}
    assert Payment.select().count() == 2 and left_of(run).state == debits.PAID and not debit_desk.faults()


def test_file_that_says_that_it_was_debited_after_all_pays_as_long_as_nobody_asked_again(run):
    """Left alone the month would be asked for once more, and its donor debited twice."""
    with day_after(run):
        note(run, failed())
        content = debit_desk.answer(run, without=(debit_desk.lines_of(run)[0].key,))
        debit_answers.upload(run=run, sheet=("b.csv", content), client_key=key(), by=admin())
        queue.run_waiting_tasks()
    line = left_of(run)
    assert (line.state, line.answered_by_id, line.heard_from) == (debits.PAID, None, "")
    assert not debit_desk.faults()


def test_same_form_twice_counts_once_and_another_word_is_refused(run):
    with day_after(run):
        same = key()
        for _ in range(2):
            note(run, debited(run), client_key=same)
        with pytest.raises(KeyInUse):
            note(run, failed(), client_key=same)
        with pytest.raises(Refused, match="tidak sedang menunggu"):
            note(run, failed())
    assert Payment.select().count() == 2 and not debit_desk.faults()


def test_two_who_say_it_at_once_are_heard_once(run):
    with day_after(run):
        by = admin()
        answers = all_at_once(
            [lambda said=said: note(run, said, by=by) for said in (debited(run), failed(), failed())]
        )
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "Refused", "Refused"]
    assert not debit_desk.faults()


def test_nothing_is_noted_before_the_day_is_over_nor_of_a_day_that_cannot_be(run):
    with debit_desk.on_day_of(run), pytest.raises(Refused, match="belum lewat"):
        note(run, debited(run))
    with day_after(run):
        for day in (run.debit_on - timedelta(days=1), today() + timedelta(days=1), add_months(today(), -12)):
            with pytest.raises(WrongDebitDay):
                note(run, debited(run, day=day))
    assert left_of(run).state == debits.LINE_SENT and Payment.select().count() == 1


def test_only_the_admin_says_it_and_only_of_a_line_of_this_run(run, people):
    with day_after(run):
        for role in ("auditor", "opd", "petugas", "mitra", "donatur"):
            with pytest.raises(NotAllowed):
                note(run, failed(), by=acting(people[role]))
        for wrong in ("K26-TIADA", Mandate.get().no):
            with pytest.raises(NotThere):
                note(run, failed(), key=wrong)
    assert left_of(run).state == debits.LINE_SENT
