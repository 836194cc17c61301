"""Whom a run leaves out, after it has gone: too old for a first payment ends the bond, funded elsewhere does not; the
donor is told of both and may take on somebody else."""

from datetime import date

import pytest

from db.connection import writing
from db.models import CoverageMonth, DebitSkip, Donor, Mandate, Message, Pledge, Worker
from kiosk.services import (
    debit_left_out,
    debit_runs,
    donor_skips,
    pledge_funded,
    pledge_places,
    releases,
)
from kiosk.services.acting import SYSTEM, NotThere, Refused
from kiosk.services.coverage_changes import changing
from tests.ledger_rows import pay, planned_months, somebody
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


@pytest.fixture
def donor() -> Donor:
    return asn_desk.donor()


def workers_of(mandate: Mandate) -> list[Worker]:
    rows = Worker.select().join(Pledge).where(Pledge.mandate == mandate)
    return list(rows.order_by(Pledge.id))


def sixty_five(worker: Worker) -> None:
    """On the day of the coming debit."""
    on = debit_runs.day_of(debit_desk.coming())
    Worker.update(birth_on=on.replace(year=on.year - 65)).where(Worker.id == worker.id).execute()


def sent():
    run = debit_desk.sent()
    debit_desk.queue.run_waiting_tasks()
    return run


def taken_by_somebody_else(worker: Worker) -> None:
    """The coming month is theirs before the donor's debit is built."""
    with writing(), changing([worker.id]) as changes:
        rows = CoverageMonth.select().where(
            CoverageMonth.worker == worker, CoverageMonth.released_at.is_null()
        )
        releases.release(list(rows), why="rejected", by=SYSTEM, changes=changes)
    planned_months(worker, [debit_desk.coming()], funder=somebody("apbd"))


def test_who_is_sixty_five_at_the_first_payment_is_the_donors_no_more(donor):
    mandate = debit_desk.due(people=2, donor=donor)
    old, _young = workers_of(mandate)
    sixty_five(old)
    run = sent()
    assert run.people == 1
    pledge = Pledge.get(Pledge.worker == old)
    assert (pledge.ended_why, pledge.ended_at is not None) == ("too_old", True)
    month = CoverageMonth.get(CoverageMonth.worker == old)
    assert month.released_why == "too_old" and not debit_desk.faults()
    assert [one.id for one in pledge_places.open_places(donor)] == [pledge.id]
    assert "tidak dapat ditanggung lagi" in Message.get(Message.key.startswith("pledge:")).text


def test_who_was_paid_before_is_renewed_at_any_age(donor):
    mandate = debit_desk.due(donor=donor)
    [old] = workers_of(mandate)
    pay(planned_months(old, [date(2026, 11, 1)], funder=somebody("apbd")))
    sixty_five(old)
    assert sent().people == 1
    assert Pledge.get(Pledge.worker == old).ended_at is None


def test_nobody_is_let_go_before_the_run_has_left(donor):
    mandate = debit_desk.due(people=2, donor=donor)
    old = workers_of(mandate)[0]
    sixty_five(old)
    run = debit_desk.sealed()
    debit_desk.queue.run_waiting_tasks()
    assert Pledge.get(Pledge.worker == old).ended_at is None
    debit_runs.drop(run=run, why="tanggalnya pindah", by=admin())
    debit_left_out.settle(run_id=run.id, progress=lambda *_: None)
    assert Pledge.get(Pledge.worker == old).ended_at is None


def test_settling_once_more_changes_and_tells_nothing(donor):
    mandate = debit_desk.due(people=2, donor=donor)
    sixty_five(workers_of(mandate)[0])
    run = sent()
    before = (Message.select().count(), Pledge.get(Pledge.ended_at.is_null(False)).ended_at)
    debit_left_out.settle(run_id=run.id, progress=lambda *_: None)
    assert (Message.select().count(), Pledge.get(Pledge.ended_at.is_null(False)).ended_at) == before


def test_who_is_funded_elsewhere_stays_and_the_donor_is_told(donor):
    mandate = debit_desk.due(people=2, donor=donor)
    taken = workers_of(mandate)[0]
    taken_by_somebody_else(taken)
    run = sent()
    assert [one.reason for one in DebitSkip.select()] == ["funded"]
    assert Pledge.get(Pledge.worker == taken).ended_at is None
    [letter] = Message.select().where(Message.key.startswith("debit:left_out"))
    assert "1 pekerja Anda tidak didebet" in letter.text and taken.name not in letter.text
    [skip] = donor_skips.skips_of(donor)
    assert (skip.is_sent, skip.pledge_id, skip.month) == (
        True,
        Pledge.get(Pledge.worker == taken).id,
        run.month,
    )


def test_donor_with_two_mandates_is_told_of_both_whichever_portions_they_are_in(donor, monkeypatch):
    monkeypatch.setattr(debit_left_out, "MANDATES_AT_ONCE", 1)
    other = asn_desk.donor()
    mandates = [debit_desk.due(donor=one) for one in (donor, other, donor)]
    for mandate in mandates:
        taken_by_somebody_else(workers_of(mandate)[0])
    debit_desk.due()
    sent()
    told = {one.key.rpartition(":")[2]: one.text for one in Message.select() if "left_out" in one.key}
    assert "2 pekerja Anda tidak didebet" in told[str(donor.id)]
    assert "1 pekerja Anda tidak didebet" in told[str(other.id)]


def test_donor_gives_way_and_the_place_may_be_taken(donor):
    mandate = debit_desk.due(people=2, donor=donor)
    taken = workers_of(mandate)[0]
    taken_by_somebody_else(taken)
    sent()
    pledge = Pledge.get(Pledge.worker == taken)
    same = key()
    for _ in range(2):
        pledge_funded.give_way(pledge_id=pledge.id, client_key=same, by=asn_desk.acting(donor))
    assert Pledge.get_by_id(pledge.id).ended_why == "funded"
    assert [one.id for one in pledge_places.open_places(donor)] == [pledge.id]
    assert CoverageMonth.get(CoverageMonth.worker == taken, CoverageMonth.released_at.is_null())
    assert not debit_desk.faults()


def test_who_is_funded_by_the_donor_alone_is_not_given_away(donor):
    mandate = debit_desk.due(donor=donor)
    sent()
    pledge = Pledge.get(Pledge.mandate == mandate)
    with pytest.raises(Refused, match="tidak sedang ditanggung pihak lain"):
        pledge_funded.give_way(pledge_id=pledge.id, client_key=key(), by=asn_desk.acting(donor))
    with pytest.raises(NotThere):
        pledge_funded.give_way(pledge_id=pledge.id, client_key=key(), by=asn_desk.acting(asn_desk.donor()))


def test_mandate_above_its_limit_is_told(donor):
    mandate = debit_desk.due(donor=donor)
    Mandate.update(limit_amount=10_000).where(Mandate.id == mandate.id).execute()
    debit_desk.due()
    sent()
    [letter] = Message.select().where(Message.key.startswith("debit:left_out"))
    assert "melebihi batas" in letter.text
    [skip] = donor_skips.skips_of(donor)
    assert (skip.mandate_no, skip.pledge_id) == (mandate.no, None)
