"""Why somebody was left out when a run was sealed is said of them, and of nobody else; a tariff that has changed since
keeps the file in the house."""

from datetime import timedelta

import pytest
import time_machine

from db.models import DebitSkip, Pledge
from kiosk.domain import debit_skips
from kiosk.domain.clock import today, utc_now
from kiosk.services import cover_ends, debit_sealing, debit_sending
from kiosk.services.acting import Refused
from tests.services import debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin
from tests.services.test_debit_left_out import taken_by_somebody_else, workers_of
from tests.services.test_debit_newcomers import frozen

pytestmark = pytest.mark.usefixtures("people")


def sealed_again(run):
    debit_sealing.ask(run=run, by=admin())
    debit_desk.queue.run_waiting_tasks()
    return debit_desk.run_of(run.month)


def at_sealing() -> list[tuple]:
    rows = DebitSkip.select().where(DebitSkip.at_sealing).order_by(DebitSkip.id)
    return [(row.reason, row.pledge_id, row.amount) for row in rows]


def died(worker) -> None:
    cover_ends.end_cover(reg_no=worker.reg_no, why="died", last_day=today(), client_key=key(), by=admin())


def pledge_of(worker) -> int:
    return Pledge.get(Pledge.worker == worker).id


def test_reason_of_one_who_was_never_in_the_line_is_not_said_of_one_who_died():
    debit_desk.decide()
    first, second, _third = workers_of(debit_desk.due(people=3))
    taken_by_somebody_else(second)
    run = debit_desk.built()
    died(first)
    sealed_again(run)
    assert at_sealing() == [(debit_skips.CHANGED, pledge_of(first), 16_800)]


def test_each_who_is_gone_has_a_reason_and_its_money():
    debit_desk.decide()
    first, second, _third = workers_of(debit_desk.due(people=3))
    run = debit_desk.built()
    died(first)
    frozen(second, is_frozen=True)
    run = sealed_again(run)
    assert sorted(at_sealing()) == [
        (debit_skips.CHANGED, pledge_of(first), 16_800),
        (debit_skips.HELD_BACK, pledge_of(second), 16_800),
    ]
    assert run.amount == 16_800


@pytest.mark.parametrize("gets_cut", [True, False])
def test_file_sealed_at_another_tariff_does_not_leave(gets_cut):
    debit_desk.decide(gets_cut=gets_cut)
    debit_desk.due(people=2)
    run = debit_desk.sealed()
    with time_machine.travel(utc_now() + timedelta(minutes=5), tick=True):
        debit_desk.decide(gets_cut=not gets_cut)
    with time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True):
        assert debit_sending.changed_lines(run) == 1
        with pytest.raises(Refused):
            debit_sending.send(run=run, by=admin())
