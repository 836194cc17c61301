"""Answers of the bank that cannot be taken at their word: about a line that was asked for again, about one person
twice, of a day before the debit, of another run. None of them stops the file it stands in."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import CoverageMonth, DebitLine, DebitReturn, DebitReturnRow, DebitRun, Payment, Pledge, Worker
from kiosk.domain import debits
from kiosk.domain.clock import JAKARTA, today, utc_now
from kiosk.services import cover_ends, debit_answers, debit_aside, debit_rereading, pledge_months, queue
from kiosk.services.acting import Refused
from kiosk.services.merges import merge
from tests.services import debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin

NO_FUNDS, SYSTEM_DOWN = "SALDO TIDAK CUKUP", "GANGGUAN SISTEM"


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def workers_of(mandate) -> list[Worker]:
    return list(Worker.select().join(Pledge).where(Pledge.mandate == mandate).order_by(Pledge.id))


def freeze(worker: Worker, at: datetime | None) -> None:
    with writing():
        Worker.update(frozen_at=at).where(Worker.id == worker.id).execute()


def read_at(day: date, run: DebitRun, content: bytes) -> DebitReturn:
    with time_machine.travel(datetime.combine(day, time(12), JAKARTA), tick=True):
        no = debit_answers.upload(
            run=run, sheet=("balasan.csv", content), client_key=key(), by=debit_desk.admin()
        )
        queue.run_waiting_tasks()
    return DebitReturn.get(DebitReturn.no == no)


def outcomes_of(answer: DebitReturn) -> list[tuple[str, str]]:
    """Of each line what came of it and why."""
    rows = DebitReturnRow.select().where(DebitReturnRow.debit_return == answer)
    return [
        (row.outcome, row.findings[0]["code"] if row.findings else "")
        for row in rows.order_by(DebitReturnRow.number)
    ]


@pytest.mark.parametrize("is_paid", [False, True])
def test_late_success_is_looked_at_where_its_mandate_was_asked_for_others_since(is_paid):
    first, second = workers_of(debit_desk.due(people=2))
    freeze(second, utc_now())
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    freeze(second, None)
    cover_ends.end_cover(reg_no=first.reg_no, why="died", last_day=today(), client_key=key(), by=admin())
    with debit_desk.on_day_of(run):
        retry = debit_desk.sent(run.month)
    assert [item.worker_id for item in debit_desk.lines_of(retry)[0].items] == [second.id]
    if is_paid:
        debit_desk.upload(retry, debit_desk.answer(retry))
    answer = debit_desk.upload(run, debit_desk.answer(run))
    assert outcomes_of(answer) == [("contradicts", "asked_again")]
    assert DebitLine.get_by_id(line.id).state == debits.FAILED and not debit_desk.faults()


def test_two_late_successes_for_one_person_pay_once_and_the_other_is_looked_at():
    wrong, right = workers_of(debit_desk.due())[0], workers_of(debit_desk.due())[0]
    run = debit_desk.sent()
    debit_desk.upload(
        run,
        debit_desk.answer(run, dict.fromkeys([line.key for line in debit_desk.lines_of(run)], SYSTEM_DOWN)),
    )
    merge(wrong=wrong.reg_no, right=right.reg_no, reason="NIK salah", client_key=key(), by=admin())
    answer = debit_desk.upload(run, debit_desk.answer(run))
    assert outcomes_of(answer) == [("paid", "taken_after_all"), ("contradicts", "asked_again")]
    assert Payment.select().count() == 1 and not debit_desk.faults()
    with debit_desk.on_day_of(run):
        debit_rereading.read_again(answer=answer, client_key=key(), by=admin())
        queue.run_waiting_tasks()
    assert outcomes_of(answer) == [("paid", "taken_after_all"), ("contradicts", "asked_again")]


@pytest.mark.parametrize("dated", [True, False])
def test_success_before_the_day_of_the_debit_is_not_believed(dated):
    debit_desk.due()
    run = debit_desk.sent()
    early = run.debit_on - timedelta(days=3)
    content = debit_desk.answer(run, dated=dated).replace(f"{run.debit_on}".encode(), f"{early}".encode())
    answer = read_at(early, run, content)
    assert outcomes_of(answer) == [("unreadable", "before_debit")]
    assert debit_desk.lines_of(run)[0].state == debits.LINE_SENT and not Payment.select().exists()


def test_success_of_another_year_is_not_believed_and_one_of_some_days_later_is():
    debit_desk.due()
    run = debit_desk.sent()
    day = f"{run.debit_on}".encode()
    content = debit_desk.answer(run)
    old = debit_desk.upload(run, content.replace(day, b"2025-01-05"))
    assert outcomes_of(old) == [("unreadable", "before_debit")]
    late = run.debit_on + timedelta(days=6)
    answer = read_at(late, run, content.replace(day, f"{late}".encode()))
    assert outcomes_of(answer) == [("paid", "")] and CoverageMonth.get().paid_on == late
    assert not debit_desk.faults()


def test_failure_before_the_day_of_the_debit_is_believed_since_it_was_handed_over():
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    handed, day = run.sent_at.date(), f"{run.debit_on}".encode()
    content = debit_desk.answer(run, {line.key: NO_FUNDS})
    before = f"{handed - timedelta(days=3)}".encode()
    assert outcomes_of(debit_desk.upload(run, content.replace(day, before))) == [
        ("unreadable", "before_sent")
    ]
    early = handed + timedelta(days=2)
    answer = read_at(early, run, content.replace(day, f"{early}".encode()))
    assert outcomes_of(answer) == [("failed", "")]


def two_runs() -> tuple[DebitRun, DebitRun]:
    """Of two months, both handed over."""
    debit_desk.due()
    december = debit_desk.sent()
    with debit_desk.on_day_of(december):
        pledge_months.plan_ahead()
        return december, debit_desk.sent()


def test_file_sent_in_under_the_wrong_run_is_taken_under_the_right_one():
    december, january = two_runs()
    content = debit_desk.answer(december)
    wrong = debit_desk.upload(january, content)
    assert (wrong.state, wrong.findings[0]["code"]) == ("refused", "other_run")
    right = debit_desk.upload(december, content)
    assert (right.state, right.counts) == ("read", {"paid": 1}) and not debit_desk.faults()
    with debit_desk.on_day_of(december), pytest.raises(debit_answers.SameReturn) as same:
        debit_answers.upload(run=december, sheet=("b.csv", content), client_key=key(), by=admin())
    assert same.value.no == right.no


def test_file_about_two_runs_is_taken_under_each_of_them():
    december, january = two_runs()
    both = debit_desk.answer(december) + b"\r\n".join(debit_desk.answer(january).splitlines()[1:])
    assert dict(debit_desk.upload(december, both).counts) == {"paid": 1, "unreadable": 1}
    assert dict(debit_desk.upload(january, both).counts) == {"other_run": 1, "paid": 1}
    assert not debit_desk.faults()


def test_file_of_another_run_is_not_read_again():
    december, january = two_runs()
    wrong = debit_desk.upload(january, debit_desk.answer(december))
    with pytest.raises(Refused, match="berkas ke-1"):
        debit_rereading.read_again(answer=wrong, client_key=key(), by=admin())
    assert DebitReturn.get_by_id(wrong.id).state == "refused"


@pytest.mark.parametrize(
    "second",
    [
        "{key},16800,GAGAL,REKENING DITUTUP,,{day}",
        "{key},16800,BERHASIL,,BJT9,{day}",
        "{key},33600,BERHASIL,,{ref},{day}",
    ],
)
def test_key_that_a_file_says_two_things_of_is_not_used(second):
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    failed = "GAGAL" in second
    content = debit_desk.answer(run, {line.key: NO_FUNDS} if failed else {})
    more = second.format(key=line.key, day=run.debit_on, ref=f"BJT{line.id:08d}")
    answer = debit_desk.upload(run, content + more.encode() + b"\r\n")
    assert outcomes_of(answer) == [("contradicts", "told_twice")] * 2
    assert debit_desk.lines_of(run)[0].state == debits.LINE_SENT


def test_key_that_a_file_says_the_same_of_twice_is_used_once():
    debit_desk.due()
    run = debit_desk.sent()
    content = debit_desk.answer(run)
    answer = debit_desk.upload(run, content + content.splitlines()[1] + b"\r\n")
    assert outcomes_of(answer) == [("paid", ""), ("again", "")] and Payment.select().count() == 1


def test_success_told_once_more_under_another_reference_is_looked_at():
    """It may have been taken twice; under the same reference, or under none, it is the same once more."""
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    content = debit_desk.answer(run)
    debit_desk.upload(run, content)
    known = f"BJT{line.id:08d}".encode()
    other = debit_desk.upload(run, content.replace(known, b"BJT99999999"))
    assert outcomes_of(other) == [("contradicts", "paid_twice")]
    [row] = DebitReturnRow.select().where(DebitReturnRow.debit_return == other)
    assert row.findings[0]["params"] == {"reference": known.decode()}
    assert outcomes_of(debit_desk.upload(run, content.replace(known, b""))) == [("again", "")]
    assert outcomes_of(debit_desk.upload(run, content + b"\r\n")) == [("again", "")]
    assert Payment.select().count() == 1 and not debit_desk.faults()
    [aside] = [one for one in debit_aside.asides() if one.kind == debit_aside.LOOK]
    assert (aside.count, aside.month, aside.number, aside.answer) == (1, run.month, 1, other.no)
