"""The demo's submission: some of the city's people wait for BPJS, others are ready or blocked, whatever the day."""

from datetime import datetime

import pytest
import time_machine

from db.models import CoverageMonth, Submission, SubmissionLine, Worker
from kiosk.domain.clock import JAKARTA, today
from kiosk.services import bpjs_candidates, invariants
from kiosk.services.bpjs_candidates import Wadah
from tests.whole import some


def _seen() -> tuple[Submission, bpjs_candidates.Counted]:
    submission = Submission.get()
    return submission, bpjs_candidates.counts()[Wadah(submission.funder_id, submission.wadah_type)]


def test_one_submission_waits_for_its_answer(crowd):
    submission, counted = _seen()
    assert submission.wadah_type == "SG" and submission.sent_on < today()
    assert counted.ready and counted.blocked
    lines = list(SubmissionLine.select())
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert {line.state for line in lines} == {"asked"}


def test_nobody_asked_for_has_a_kpj_or_a_month_that_counts(crowd):
    asked = SubmissionLine.select(SubmissionLine.worker)
    assert not Worker.select().where(Worker.id.in_(asked), Worker.kpj_sealed.is_null(False)).exists()
    counts = CoverageMonth.effective_on.is_null(False)
    assert not CoverageMonth.select().where(CoverageMonth.worker.in_(asked), counts).exists()


@pytest.mark.parametrize(
    "moment", some([datetime(2026, 12, 1, 0, 5), datetime(2027, 1, 31, 23), datetime(2027, 3, 15, 9)], 1)
)
def test_so_it_is_on_another_day(load, moment):
    with time_machine.travel(moment.replace(tzinfo=JAKARTA)):
        load()
        _submission, counted = _seen()
        broken = [proof.invariant.code for proof in invariants.faults() if proof.invariant.about == "6"]
    assert counted.ready and counted.blocked and SubmissionLine.select().count() > 3
    assert broken == []
