"""A bill that is taken back does not hold its people any longer than they were promised for when they were planned."""

from datetime import timedelta

import pytest

from db.models import Commitment, CoverageMonth
from kiosk.domain.clock import utc_now
from kiosk.services import bill_undoing, bills, holds
from kiosk.services.acting import Actor, Refused
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed


@pytest.fixture
def mitra(people) -> Actor:
    return acting(people["mitra"])


@pytest.fixture
def batch(people):
    return batch_of(people, 2, 2)


def ends() -> set:
    return {row.hold_until for row in CoverageMonth.select().where(CoverageMonth.released_at.is_null())}


def planned_days_ago(days: int) -> None:
    Commitment.update(created_at=utc_now() - timedelta(days=days)).execute()


def test_hold_after_a_cancelled_bill_is_that_of_the_planning(mitra, batch):
    promised = ends()
    for _time in range(2):
        bill = billed(batch, mitra)
        assert {bill_undoing.held_after(bill)} == promised
        bills.cancel(no=bill.no, why="keliru", by=mitra)
        assert ends() == promised


def test_hold_that_is_over_is_not_begun_anew(mitra, batch):
    bill = billed(batch, mitra)
    planned_days_ago(40)
    assert bill_undoing.held_after(bill) < utc_now()
    bills.cancel(no=bill.no, why="keliru", by=mitra)
    with pytest.raises(Refused):
        bills.bill_batch(no=batch.no, client_key=key(), by=mitra)
    assert holds.release_expired() == 4


def test_people_planned_on_different_days_keep_their_own(mitra, batch):
    bill = billed(batch, mitra)
    first = Commitment.select().order_by(Commitment.id).first()
    Commitment.update(created_at=utc_now() - timedelta(days=40)).where(Commitment.id == first.id).execute()
    bills.cancel(no=bill.no, why="keliru", by=mitra)
    assert holds.release_expired() == 2
    released = CoverageMonth.select().where(CoverageMonth.released_at.is_null(False))
    assert {row.worker_id for row in released} == {first.worker_id}
