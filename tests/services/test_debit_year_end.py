"""Over 31 December the tariff windows of PP 50/2025 close, and the 1st is a holiday: nobody falls out of the debit."""

from datetime import date, datetime, time

import pytest
import time_machine

from db.connection import writing
from db.models import CoverageMonth, DebitSkip, Mandate, Worker
from kiosk.domain.clock import JAKARTA
from kiosk.services import debit_runs, invariants, pledge_months
from tests.services import asn_desk, debit_desk

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)


def at(day: date):
    return time_machine.travel(datetime.combine(day, time(9), JAKARTA), tick=True)


@pytest.fixture
def mandates(people):
    """Two workers of another sector and one of transport, whose window is open until March."""
    with at(date(2026, 11, 23)):
        debit_desk.decide(gets_cut=True)
        donor = asn_desk.donor()
        asn_desk.picked(donor, asn_desk.waiting(1, occupation="ojek-online")[0])
        driver = debit_desk.due(donor=donor, people=0)
        with writing():
            Mandate.update(limit_amount=16_800).where(Mandate.id == driver.id).execute()
        return [debit_desk.due(people=2), driver]


def test_nobody_falls_out_when_the_windows_close(mandates):
    with at(date(2026, 11, 25)):
        december = debit_desk.sent(DECEMBER)
        assert sorted(line.amount for line in debit_desk.lines_of(december)) == [8_400, 16_800]
    debit_desk.upload(december, debit_desk.answer(december))
    with at(date(2026, 12, 21)):
        pledge_months.plan_ahead()
        january = debit_desk.sent(JANUARY)
        assert january.debit_on == date(2027, 1, 4)  # the 1st is a Friday and a holiday
        assert sorted(line.amount for line in debit_desk.lines_of(january)) == [8_400, 33_600]
        assert not DebitSkip.select().exists()
    debit_desk.upload(january, debit_desk.answer(january))
    paid = CoverageMonth.select().where(CoverageMonth.month == JANUARY, CoverageMonth.paid_on.is_null(False))
    assert (
        paid.count()
        == Worker.select().where(Worker.id.in_(paid.clone().select(CoverageMonth.worker))).count()
        == 3
    )
    assert not [one for one in invariants.faults() if one.invariant.about == "5"]


def test_month_that_waits_for_the_first_working_day_is_not_let_go(mandates):
    with at(date(2026, 12, 21)):
        debit_desk.built(DECEMBER)
        pledge_months.plan_ahead()
    with at(date(2027, 1, 2)):
        pledge_months.plan_ahead()
        assert debit_runs.day_of(JANUARY) == date(2027, 1, 4)
        assert len(debit_desk.lines_of(debit_desk.built(JANUARY))) == 2
