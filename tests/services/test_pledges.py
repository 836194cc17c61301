"""A civil servant takes people on: reserved, bound by a signature, confirmed by the department, month by month."""

from datetime import timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import Commitment, CoverageMonth, Donor, Mandate, Pledge, Worker
from kiosk.domain.clock import add_months, first_of_month, local, today, utc_now
from kiosk.services import holds, pledge_months, pledges, waiting
from kiosk.services.acting import Refused
from tests.services import asn_desk
from tests.services.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


def months_of(worker_id: int) -> list[CoverageMonth]:
    live = CoverageMonth.released_at.is_null()
    return list(
        CoverageMonth.select().where(CoverageMonth.worker == worker_id, live).order_by(CoverageMonth.month)
    )


def test_reserved_for_72_hours_for_the_coming_debit(ratna):
    pledge = asn_desk.picked(ratna)
    [month] = months_of(pledge.worker_id)
    assert month.month == add_months(first_of_month(today()), 1)
    assert abs(month.hold_until - utc_now() - timedelta(hours=72)) < timedelta(minutes=1)
    assert pledge.held_until == month.hold_until
    assert Commitment.get_by_id(pledge.commitment_id).last_month is None


def test_whoever_comes_second_is_told_so(ratna):
    pledge = asn_desk.picked(ratna)
    with pytest.raises(pledges.AlreadyTaken):
        asn_desk.picked(asn_desk.donor(), Worker.get_by_id(pledge.worker_id))
    assert Pledge.select().count() == 1


def test_eight_at_once_after_the_same_worker_one_gets_them():
    [worker] = asn_desk.waiting()
    donors = [asn_desk.donor() for _ in range(8)]
    answers = all_at_once(
        [lambda one=one: asn_desk.picked(one, Worker.get_by_id(worker.id)) for one in donors]
    )
    assert sum(isinstance(answer, Pledge) for answer in answers) == 1
    assert all(isinstance(answer, Pledge | pledges.AlreadyTaken) for answer in answers)
    assert len(months_of(worker.id)) == 1


def test_the_sixth_under_one_nip_is_refused_also_by_a_second_account(ratna):
    for _ in range(5):
        asn_desk.picked(ratna)
    with pytest.raises(Refused, match="juga lewat pendaftaran lain"):
        asn_desk.picked(asn_desk.donor(nip=ratna.nip))


def test_after_72_hours_they_wait_again(ratna, admin):
    pledge = asn_desk.picked(ratna)
    with time_machine.travel(utc_now() + timedelta(hours=73), tick=False):
        holds.release_expired()
        assert Pledge.get_by_id(pledge.id).ended_why == "hold"
        assert waiting.count(by=admin) == 1


def test_signed_for_30_days_and_then_let_go(ratna):
    mandate = asn_desk.signed(ratna, people=2)
    until = {local(one.held_until).date() for one in pledges.live_under(mandate)}
    assert until == {today() + timedelta(days=30)}
    with time_machine.travel(utc_now() + timedelta(days=32), tick=False):
        holds.release_expired()
        assert pledges.live_under(mandate) == []
        assert Mandate.get_by_id(mandate.id).state == "ended"


def test_verified_they_are_held_without_end_and_the_next_month_follows(ratna):
    mandate = asn_desk.verified(ratna, people=2)
    [first, _second] = pledges.live_under(mandate)
    assert [row.hold_until for row in months_of(first.worker_id)] == [None]
    coming = add_months(first_of_month(today()), 2)
    with time_machine.travel(coming - timedelta(days=20), tick=False):
        assert pledge_months.plan_ahead() == 2
        assert [row.month for row in months_of(first.worker_id)][-1] == coming
        assert pledge_months.plan_ahead() == 0


def test_ended_pledges_let_unpaid_months_go_and_the_worker_waits(ratna, admin):
    mandate = asn_desk.verified(ratna)
    theirs = pledges.live_under(mandate)
    with writing():
        assert pledges.end(theirs, why="revoked", release_why="withdrawn", by=admin) == 1
    assert months_of(theirs[0].worker_id) == []
    assert waiting.count(by=admin) == 1
