"""The demo city's evaluations: made by the job, of every month behind it, with something to tell."""

import pytest
from peewee import fn

from db.models import CoverageCount, Job, LapseContact, MonthReport
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.month_reports import figures_in
from kiosk.services import invariants_reports, month_report_rounds, month_reports
from kiosk.services.acting import Actor
from kiosk.services.invariant_proofs import prove


@pytest.fixture
def reports(crowd) -> list:
    return [figures_in(row.figures) for row in MonthReport.select().order_by(MonthReport.month)]


def test_every_month_behind_has_its_report(reports):
    first = CoverageCount.select(fn.MIN(CoverageCount.month)).scalar()
    assert reports[0].month == max(first, add_months(today(), -month_reports.MOST_MONTHS_BACK))
    assert reports[-1].month == add_months(first_of_month(today()), -1)
    assert month_reports.due() == []
    assert [proof.named for proof in map(prove, invariants_reports.INVARIANTS) if proof.broken] == []


def test_they_are_made_by_the_job(reports):
    job = Job.get(Job.kind == month_report_rounds.JOB)
    assert job.state == "done"
    assert {row.job_id for row in MonthReport.select()} == {job.id}


def test_they_have_something_to_tell(reports):
    last = reports[-1]
    assert last.effective > 0 and last.money > 0 and last.targeting.poor > 0
    assert LapseContact.select().exists()
    assert sum(one.lapses.called for one in reports) >= sum(one.lapses.reached for one in reports) > 0
    assert last.before.effective > 0


def test_nothing_of_them_is_corrected_yet(reports):
    admin = Actor(user_id=None, name="Admin", role="admin")
    assert [line.corrections for line in month_reports.listed(by=admin)] == [0] * (len(reports) + 1)
