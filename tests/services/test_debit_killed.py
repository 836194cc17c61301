"""Whatever moment its worker dies at, building, sealing or reading the bank's answer: every mandate stands in the file
once, and is paid once."""

import random
from collections import Counter
from collections.abc import Callable
from time import sleep

import pytest

from db.models import (
    AuditEvent,
    CoverageMonth,
    DebitItem,
    DebitLine,
    DebitReturnRow,
    DebitRun,
    DebitSkip,
    Job,
    Payment,
)
from kiosk.domain import debits
from kiosk.domain.clock import today
from kiosk.services import debit_answers, debit_runs, debit_sealing, debit_sending, invariants, queue
from tests.bench.debits import PEOPLE, settle
from tests.services import debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin
from tests.services.test_import_killed import read_on, start_worker, wait_for
from tests.whole import so_many

DONORS = so_many(300, whole=1_500)
KILLS = 2


@pytest.fixture(autouse=True)
def settled(people):
    settle(DONORS, admin())


def killed_while(count: Callable[[], int], kind: str) -> None:
    """The worker is killed outright at some moments of its work, the last one does what is left."""
    chance = random.Random(kind)
    for rows in sorted(chance.sample(range(1, DONORS), KILLS)):
        worker = start_worker()
        try:
            wait_for(lambda rows=rows, worker=worker: count() >= rows or worker.poll() is not None)
            sleep(chance.uniform(0, 0.05))
        finally:
            worker.kill()
            worker.wait()
        read_on()
    queue.run_job(Job.select().where(Job.kind == kind).order_by(Job.id.desc()).get().id)


def looked_at() -> int:
    return DebitLine.select().count() + DebitSkip.select().count()


def sealed_lines() -> int:
    return DebitLine.select().where(DebitLine.state == debits.LINE_SEALED).count()


def test_debit_survives_whatever_moment_its_worker_dies():
    debit_runs.begin(month=debit_desk.coming(), client_key=key(), by=admin())
    killed_while(looked_at, debit_runs.BUILDING_JOB)
    run = DebitRun.get()
    assert (run.state, run.lines, run.people) == ("built", DONORS, DONORS * PEOPLE)
    assert DebitItem.select().count() == DONORS * PEOPLE
    debit_sealing.ask(run=run, by=admin())
    killed_while(sealed_lines, debit_runs.SEALING_JOB)
    run = DebitRun.get()
    assert (run.state, run.lines, run.amount) == ("sealed", DONORS, DONORS * PEOPLE * 16_800)
    debit_sending.send(run=run, by=admin())
    # Its worker is a process of its own, whose clock nobody moves to that day.
    DebitRun.update(debit_on=today()).where(DebitRun.id == run.id).execute()
    run = DebitRun.get()
    failed = {line.key: "SALDO TIDAK CUKUP" for line in debit_desk.lines_of(run)[::10]}
    answer = ("balasan.csv", debit_desk.answer(run, failed))
    debit_answers.upload(run=run, sheet=answer, client_key=key(), by=admin())
    killed_while(lambda: DebitReturnRow.select().count(), debit_answers.JOB)
    states = Counter(state for (state,) in DebitLine.select(DebitLine.state).tuples())
    assert states == {"paid": DONORS - len(failed), "failed": len(failed)}
    assert Payment.select().count() == DONORS - len(failed) and DebitReturnRow.select().count() == DONORS
    paid = CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).count()
    assert paid == (DONORS - len(failed)) * PEOPLE
    assert AuditEvent.select().where(AuditEvent.action == "debet.disegel").count() == 1
    assert not [one for one in invariants.faults() if one.invariant.about in ("3", "5", "9")]
