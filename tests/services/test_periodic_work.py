"""What the worker process does by the clock, without being asked."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from huey import MemoryHuey

from db.connection import writing
from db.models import Job, Message
from kiosk import tasks
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.services import message_sending, messages, notice_rounds
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker

MIDNIGHT = datetime(2026, 11, 10)


@pytest.fixture
def by_the_clock() -> dict[str, Callable]:
    """What is done by the clock, by its name."""
    huey = MemoryHuey()
    tasks.add_periodic_work(huey)
    return {task.name: task for task in huey._registry.periodic_tasks}


def test_months_nobody_paid_in_time_are_let_go(people, by_the_clock):
    (reg_no,) = crowd(acting(people["petugas"]), 1)
    ledger_rows.planned_months(worker(reg_no), [first_of_month(today())])
    by_the_clock["holds"].execute()
    assert len(ledger_rows.live_months()) == 1
    with time_machine.travel(utc_now() + timedelta(days=31)):
        by_the_clock["holds"].execute()
    assert ledger_rows.live_months() == []


def test_letters_that_wait_are_sent(store, by_the_clock, tmp_path):
    with writing():
        messages.write_letter(
            key="digest:1", kind="digest", to_kind="funder", addresses=["ani@sinar.test"], subject="Payung", text="…"
        )  # fmt: skip
    message_sending.configure(smtp_url="", folder=tmp_path / "pesan", host="payung.test")
    try:
        by_the_clock["letters"].execute()
    finally:
        message_sending.configure(smtp_url="", folder=None, host="payung.test")
    assert Message.get().state == "sent" and len(list((tmp_path / "pesan").iterdir())) == 1


def test_morning_s_news_are_asked_for(store, by_the_clock):
    with time_machine.travel("2026-11-10T02:00:00Z"):
        by_the_clock["notices"].execute()
        assert Job.get().kind == notice_rounds.JOB


@pytest.mark.parametrize(
    ("name", "times"), [("holds", 6), ("notices", 6), ("letters", 60), ("revoked", 1), ("old_sheets", 1)]
)
def test_each_comes_round_as_often_in_every_hour(by_the_clock, name, times):
    minutes = [MIDNIGHT + timedelta(minutes=minute) for minute in range(24 * 60)]
    assert sum(by_the_clock[name].validate_datetime(minute) for minute in minutes) == 24 * times
