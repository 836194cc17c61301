"""What ends the bond between a donor and a worker, what does not, and that the donor is told."""

from datetime import timedelta

import pytest
import time_machine

from db.connection import held, writing
from db.models import Commitment, CoverageMonth, Donor, Mandate, Message, Pledge, Worker
from kiosk.domain.clock import add_months, first_of_month, last_of_month, today, utc_now
from kiosk.services import (
    cover_ends,
    freezing,
    holds,
    invariants,
    messages,
    pledge_months,
    pledge_notices,
    pledges,
    releases,
    withdrawals,
)
from kiosk.services.acting import Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.merges import merge
from kiosk.services.pledge_months import next_debit_month
from kiosk.services.worker_rows import note_consent
from tests.ledger_rows import pay, planned_months, somebody
from tests.services import asn_desk
from tests.services.at_once import key

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def ratna() -> Donor:
    return asn_desk.donor()


@pytest.fixture
def pledge(ratna) -> Pledge:
    """One of two under a verified mandate."""
    return pledges.live_under(asn_desk.verified(ratna, people=2))[0]


def now(pledge: Pledge) -> Pledge:
    return Pledge.get_by_id(pledge.id)


def live_months(pledge: Pledge) -> list:
    live = CoverageMonth.released_at.is_null()
    rows = CoverageMonth.select(CoverageMonth.month).where(CoverageMonth.worker == pledge.worker_id, live)
    return [month for (month,) in rows.order_by(CoverageMonth.month).tuples()]


def end(pledge: Pledge, by, *, why: str = "stopped", last_day=None) -> None:
    reg_no = Worker.get_by_id(pledge.worker_id).reg_no
    cover_ends.end_cover(reg_no=reg_no, why=why, last_day=last_day or today(), client_key=key(), by=by)


def letters() -> list[Message]:
    return list(Message.select().where(Message.kind == pledge_notices.KIND).order_by(Message.id))


def sound() -> bool:
    return not [proof for proof in invariants.faults() if proof.invariant.code != "durable"]


@pytest.mark.parametrize("why", ["died", "stopped"])
def test_a_death_or_a_stop_ends_it_and_lets_the_coming_month_go(pledge, admin, why):
    end(pledge, admin, why=why)
    assert (now(pledge).ended_why, live_months(pledge)) == (why, [])
    assert Commitment.get_by_id(pledge.commitment_id).last_month is not None
    assert pledge_months.plan_ahead() == 0
    assert sound()


def test_a_stop_at_the_end_of_the_coming_month_leaves_it_for_its_debit(pledge, admin):
    end(pledge, admin, last_day=last_of_month(next_debit_month()))
    assert (now(pledge).ended_why, live_months(pledge)) == ("stopped", [next_debit_month()])
    assert sound()
    with time_machine.travel(add_months(next_debit_month(), 1) + timedelta(days=2), tick=False):
        pledge_months.plan_ahead()
        assert live_months(pledge) == []


def test_a_stop_ends_it_also_where_no_month_is_planned(pledge, admin):
    with writing(), changing([pledge.worker_id]) as changes:
        rows = list(held(CoverageMonth.select().where(CoverageMonth.worker == pledge.worker_id)))
        releases.release(rows, why=releases.REJECTED, by=admin, changes=changes)
    assert now(pledge).ended_at is None  # what BPJS rejected is mended and asked for again
    end(pledge, admin)
    assert now(pledge).ended_why == "stopped"
    assert sound()


def test_where_nobody_is_pledged_a_stop_without_months_is_still_refused(admin):
    [worker] = asn_desk.waiting(1)
    with pytest.raises(Refused, match="tidak ada yang diakhiri"):
        cover_ends.end_cover(
            reg_no=worker.reg_no, why="stopped", last_day=today(), client_key=key(), by=admin
        )


def test_a_consent_taken_back_ends_it_without_saying_why(pledge, ratna, admin):
    worker = Worker.get_by_id(pledge.worker_id)
    with writing():
        note_consent(worker.id, how="self", taken_by=admin.user_id)
    withdrawals.withdraw(reg_no=worker.reg_no, reason="", client_key=key(), by=admin)
    assert (now(pledge).ended_why, live_months(pledge)) == ("unavailable", [])
    assert sound()


def test_frozen_it_rests_and_goes_on_afterwards(pledge, admin):
    worker = Worker.get_by_id(pledge.worker_id)
    freezing.freeze(reg_no=worker.reg_no, asker="self", reason="sengketa", client_key=key(), by=admin)
    with time_machine.travel(next_debit_month() + timedelta(days=5), tick=False):
        assert pledge_months.plan_ahead() == 1  # the other one
        assert now(pledge).ended_at is None
        freezing.unfreeze(reg_no=worker.reg_no, reason="selesai", present=True, client_key=key(), by=admin)
        assert pledge_months.plan_ahead() == 1


def test_rejected_by_bpjs_it_stays_and_the_next_month_is_planned(pledge, admin):
    with writing(), changing([pledge.worker_id]) as changes:
        rows = list(held(CoverageMonth.select().where(CoverageMonth.worker == pledge.worker_id)))
        releases.release(rows, why=releases.REJECTED, by=admin, changes=changes)
    with time_machine.travel(next_debit_month() + timedelta(days=5), tick=False):
        pledge_months.plan_ahead()
        assert live_months(pledge) == [next_debit_month()]


def test_handed_over_to_another_funder_it_ends(pledge, admin):
    with writing(), changing([pledge.worker_id]) as changes:
        rows = list(held(CoverageMonth.select().where(CoverageMonth.worker == pledge.worker_id)))
        releases.release(rows, why=releases.TRANSFERRED, by=admin, changes=changes)
    assert now(pledge).ended_why == "funded"


def test_a_month_somebody_else_has_taken_is_left_out_and_then_it_goes_on(pledge):
    theirs, later = add_months(next_debit_month(), 1), add_months(next_debit_month(), 2)
    planned_months(Worker.get_by_id(pledge.worker_id), [theirs], funder=somebody("apbd"))
    with time_machine.travel(theirs - timedelta(days=20), tick=False):
        assert pledge_months.plan_ahead() == 1
    with time_machine.travel(later - timedelta(days=20), tick=False):
        assert pledge_months.plan_ahead() == 2
    kinds = CoverageMonth.select(CoverageMonth.funder_kind).where(
        CoverageMonth.worker == pledge.worker_id, CoverageMonth.month == theirs
    )
    assert [kind for (kind,) in kinds.tuples()] == ["apbd"]
    assert now(pledge).ended_at is None


def test_month_follows_month_until_the_mandate_is_revoked(ratna):
    mandate = asn_desk.verified(ratna)
    [pledge] = pledges.live_under(mandate)
    pay(list(CoverageMonth.select().where(CoverageMonth.worker == pledge.worker_id)))
    for month in range(1, 4):
        coming = add_months(first_of_month(today()), month + 1)
        with time_machine.travel(coming - timedelta(days=10), tick=False):
            assert pledge_months.plan_ahead() == 1
            pay(list(CoverageMonth.select().where(CoverageMonth.month == coming)))
    over = add_months(first_of_month(today()), 5)
    Mandate.update(
        revoked_on=over, revoked_why="retired", revoked_at=utc_now(), revoked_by=ratna.user_id
    ).where(Mandate.id == mandate.id).execute()
    with time_machine.travel(over - timedelta(days=10), tick=False):
        assert pledge_months.plan_ahead() == 0
    assert len(live_months(pledge)) == 4
    assert sound()


def test_who_turns_65_stays_a_member(pledge):
    Worker.update(birth_on=today().replace(year=today().year - 65) + timedelta(days=12)).where(
        Worker.id == pledge.worker_id
    ).execute()
    with time_machine.travel(add_months(next_debit_month(), 1) - timedelta(days=10), tick=False):
        assert pledge_months.plan_ahead() == 2


def merged(wrong: Worker, right: Worker, admin) -> None:
    merge(wrong=wrong.reg_no, right=right.reg_no, reason="salah ketik", client_key=key(), by=admin)


def test_merged_it_goes_over_to_the_right_number(pledge, admin):
    wrong, [right] = Worker.get_by_id(pledge.worker_id), asn_desk.waiting(1)
    merged(wrong, right, admin)
    assert (now(pledge).worker_id, now(pledge).ended_at) == (right.id, None)
    assert sound()
    with time_machine.travel(next_debit_month() + timedelta(days=5), tick=False):
        assert pledge_months.plan_ahead() == 2


def test_of_two_pledges_for_one_person_one_stays(pledge, admin):
    other = asn_desk.verified(asn_desk.donor())
    [right] = pledges.live_under(other)
    merged(Worker.get_by_id(pledge.worker_id), Worker.get_by_id(right.worker_id), admin)
    assert [now(pledge).ended_why, now(right).ended_why] == ["merged", ""]
    assert now(pledge).worker_id == right.worker_id
    assert sound()


def test_merged_with_somebody_whom_others_fund_it_ends(pledge, admin):
    [right] = asn_desk.waiting(1)
    planned_months(right, [next_debit_month()], funder=somebody("apbd"))
    merged(Worker.get_by_id(pledge.worker_id), right, admin)
    assert now(pledge).ended_why == "merged"
    assert sound()


def test_the_donor_is_told_once_a_day_by_number_alone(ratna, admin):
    first, second, _third = pledges.live_under(asn_desk.verified(ratna, people=3))
    end(first, admin, why="died")
    end(second, admin)
    [letter] = letters()
    assert (
        "Dengan duka cita kami sampaikan bahwa seorang pekerja" in letter.text and "/asn/saya" in letter.text
    )
    assert "1 pekerja yang Anda tanggung tidak dapat ditanggung lagi" in letter.text
    assert Worker.get_by_id(first.worker_id).name not in letter.text
    assert messages.addresses_of(letter) == (ratna.user.email,)


def test_a_reservation_that_ran_out_is_told_and_one_let_go_is_not(ratna, admin):
    asn_desk.picked(ratna)
    gone = asn_desk.picked(ratna)
    with writing():
        pledges.end([gone], why="let_go", release_why="revoked", by=admin)
    assert letters() == []
    with time_machine.travel(utc_now() + timedelta(hours=73), tick=False):
        holds.release_expired()
        [letter] = letters()
        assert "1 pekerja habis" in letter.text


def test_a_mandate_nobody_checked_in_time_is_told_as_such(ratna):
    asn_desk.signed(ratna, people=2)
    with time_machine.travel(utc_now() + timedelta(days=32), tick=False):
        holds.release_expired()
        [letter] = letters()
    assert "2 pekerja dilepas, karena surat kuasa Anda belum selesai diperiksa" in letter.text
    assert "tetap berlaku" not in letter.text


def test_who_stops_after_paid_months_leaves_nothing_untrue_behind(pledge, admin):
    """The promise ends with the last month that stands; the planned one behind it was let go, and stays on record."""
    pay(list(CoverageMonth.select().where(CoverageMonth.worker == pledge.worker_id)))
    coming = add_months(next_debit_month(), 1)
    with time_machine.travel(coming - timedelta(days=10), tick=False):
        assert pledge_months.plan_ahead() == 2
        end(pledge, admin)
        assert now(pledge).ended_why == "stopped"
        assert Commitment.get_by_id(now(pledge).commitment_id).last_month < coming
        assert sound()
