"""Months that nobody pays are let go when their time is over."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import AuditEvent, Batch, BatchRow, Commitment, CoverageMonth
from kiosk.domain.clock import first_of_month, months_from, today, utc_now
from kiosk.services import access, holds, releases, waiting
from kiosk.services.batch_rows import plan
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())
LATER = utc_now() + timedelta(days=31)  # when what is planned today has run out


@pytest.fixture
def workers(people) -> list:
    return [worker(reg_no) for reg_no in crowd(acting(people["petugas"]), 3)]


@pytest.fixture
def batch(people, workers) -> Batch:
    by = acting(people["mitra"])
    with writing():
        batch = Batch.create(
            no="B26-HOLD01", company=by.company_id, name="Uji", first_month=THIS, months=2, created_by_id=by.user_id
        )  # fmt: skip
        plan(batch, workers)
        for number, one in enumerate(workers, 1):
            BatchRow.create(batch=batch, number=number, worker=one, state="ready")
    return batch


def live() -> list[CoverageMonth]:
    return ledger_rows.live_months()


def states() -> list[str]:
    return [row.state for row in BatchRow.select().order_by(BatchRow.number)]


def test_nothing_is_let_go_before_its_time(batch):
    assert holds.release_expired() == 0
    assert len(live()) == 6 and states() == ["ready"] * 3


def test_what_nobody_paid_is_let_go_and_its_people_wait_again(people, batch, workers):
    assert holds.release_expired(now=LATER) == 6
    assert not live() and states() == ["released"] * 3
    assert {(row.ended_why, bool(row.ended_at)) for row in Commitment.select()} == {("hold", True)}
    assert {row.released_why for row in CoverageMonth.select()} == {"hold"}
    assert not access.may_see_worker(acting(people["mitra"]), workers[0])
    assert adds_up()
    assert holds.release_expired(now=LATER) == 0


def test_trail_says_how_many_of_which_batch(batch):
    holds.release_expired(now=LATER)
    line = AuditEvent.get(AuditEvent.action == "bulan.dilepas")
    assert (line.subject_kind, line.subject, line.detail) == ("batch", batch.no, {"bulan": 6, "orang": 3})


def test_paid_months_stay_and_their_place_with_them(batch):
    ledger_rows.pay([row for row in live() if row.month == THIS])
    assert holds.release_expired(now=LATER) == 3
    assert {row.month for row in live()} == {THIS} and states() == ["ready"] * 3
    assert all(row.ended_at is None for row in Commitment.select()) and adds_up()


def test_city_s_months_wait_without_end(people, workers):
    ledger_rows.planned_months(workers[0], months_from(THIS, 12), funder=ledger_rows.somebody("apbd"))
    assert holds.release_expired(now=LATER + timedelta(days=400)) == 0


def test_one_stopped_in_the_middle_goes_on_at_the_next_call(monkeypatch, batch):
    real, calls = releases.release, []

    def dies_at_the_second(months, **how):
        calls.append(len(months))
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(months, **how)

    monkeypatch.setattr(holds, "MONTHS_AT_ONCE", 1)
    monkeypatch.setattr(releases, "release", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        holds.release_expired(now=LATER)
    assert calls == [2, 2] and len(live()) == 4 and states().count("released") == 1 and adds_up()
    assert holds.release_expired(now=LATER) == 4 and not live() and adds_up()


def test_sheet_sent_again_takes_the_people_anew(batch, workers):
    holds.release_expired(now=LATER)
    with writing():
        plan(batch, workers[:1])
        BatchRow.create(batch=batch, number=4, worker=workers[0], state="ready")
    assert states() == ["repeated", "released", "released", "ready"]


def test_whoever_was_let_go_stands_on_the_waiting_list(people, batch):
    admin = acting(people["admin"])
    before = waiting.count(by=admin)
    holds.release_expired(now=LATER)
    assert waiting.count(by=admin) == before + 3
