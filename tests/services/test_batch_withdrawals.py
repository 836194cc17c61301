"""A batch is taken back with people in it: what nobody has paid is let go, what is paid stays."""

import pytest

from db.models import AuditEvent, Batch, BatchRow, Bill, CoverageMonth, Job, Message
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import accounts, batch_withdrawals, bills, payments, queue, waiting
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.batch_withdrawal_pages import JOB, consequences, job_of
from kiosk.services.batch_withdrawals import ReasonMissing, withdraw
from tests.services.at_once import acting
from tests.services.billing import batch_of, billed, live, money_adds_up, pay
from tests.services.ledger_proof import adds_up
from tests.services.picking import empty_batch

THIS = first_of_month(today())


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def planned() -> list[CoverageMonth]:
    return list(CoverageMonth.select().where(CoverageMonth.released_at.is_null()))


def states() -> list[str]:
    return sorted(row.state for row in BatchRow.select())


def test_an_empty_batch_needs_no_reason(people, mitra):
    batch = empty_batch(people)
    withdraw(no=batch.no, why="", by=mitra)
    now = Batch.get_by_id(batch.id)
    assert (now.state, now.withdrawn_by_id) == ("withdrawn", people["mitra"].id) and now.withdrawn_at
    assert job_of(now) is None
    assert not Message.select().exists()


def test_people_are_owed_a_reason_and_wait_again(people, mitra):
    batch = batch_of(people, 3, 2)
    with pytest.raises(ReasonMissing):
        withdraw(no=batch.no, why="", by=mitra)
    assert Batch.get_by_id(batch.id).state == "open"
    withdraw(no=batch.no, why="Anggaran ditunda", by=mitra)
    assert planned() == [] and states() == ["released"] * 3
    assert {row.released_why for row in CoverageMonth.select()} == {"batch_withdrawn"}
    assert waiting.count(by=acting(people["admin"])) == 3
    assert Batch.get_by_id(batch.id).withdrawn_why == "Anggaran ditunda"
    said = {line.action: line.detail for line in AuditEvent.select().where(AuditEvent.subject == batch.no)}
    assert said["batch.dibatalkan"]["alasan"] == "Anggaran ditunda"
    assert said["batch.orang_dilepas"]["orang"] == 3
    assert batch.no in Message.get(Message.batch == batch).subject
    told = Message.select().where(Message.worker.is_null(False))
    assert [(one.kind, one.state) for one in told] == [("revoked", "by_hand")] * 3
    assert adds_up()


def test_an_open_bill_is_cancelled_with_it(people, mitra):
    batch = batch_of(people, 2, 2)
    bill = billed(batch, mitra)
    assert [one.no for one in consequences(no=batch.no, by=mitra).bills] == [bill.no]
    withdraw(no=batch.no, why="Batal", by=mitra)
    assert Bill.get().cancelled_at and planned() == []
    assert adds_up()


def test_paid_months_stay_and_the_rest_of_their_bill_asks_no_more(people, mitra, admin):
    batch = batch_of(people, 2, 2)
    bill = billed(batch, mitra)
    pay(bill, bill.amount // 2, admin)
    follows = consequences(no=batch.no, by=mitra)
    assert (follows.months, follows.kept_people, follows.kept_months, follows.kept_until) == (2, 2, 2, THIS)
    assert follows.losing_from == [(add_months(THIS, 1), 2)] and not follows.losing_all + follows.keeping_all
    assert follows.bills == [] and [one.no for one in follows.part_paid] == [bill.no]
    withdraw(no=batch.no, why="Batal", by=mitra)
    assert [row.month for row in live(bill)] == [THIS, THIS] and all(row.paid_on for row in live(bill))
    assert Bill.get().cancelled_at is None and states() == ["ready", "ready"]
    assert consequences(no=batch.no, by=mitra).part_paid == []
    assert adds_up()
    money_adds_up()


def test_who_loses_all_some_or_nothing_is_counted_apart(people, mitra, admin):
    batch = batch_of(people, 4, 3)
    bill = billed(batch, mitra)
    ordered = live(bill)
    pay(bill, sum(row.amount for row in ordered[:6]), admin)  # four first months, two second ones
    one = ordered[5].worker_id
    CoverageMonth.update(released_at=bill.created_at, released_why="died").where(
        CoverageMonth.worker == one, CoverageMonth.paid_on.is_null()
    ).execute()
    follows = consequences(no=batch.no, by=mitra)
    assert (follows.people, follows.kept_people) == (3, 4)
    assert follows.losing_from == [(add_months(THIS, 1), 2), (add_months(THIS, 2), 1)]
    assert (follows.losing_all, follows.losing_some, follows.keeping_all) == (0, 3, 1)


def test_money_that_was_told_is_settled_first(people, mitra, admin):
    batch = batch_of(people, 2, 2)
    bill = billed(batch, mitra)
    payment = pay(bill, bill.amount, mitra)
    assert consequences(no=batch.no, by=mitra).obstacle[1] == {"no": payment.no}
    with pytest.raises(Refused, match=payment.no):
        withdraw(no=batch.no, why="Batal", by=mitra)
    payments.refuse(no=payment.no, why="Tidak masuk", by=admin)
    withdraw(no=batch.no, why="Batal", by=mitra)
    assert planned() == []


def test_an_officer_withdraws_what_is_not_billed(people, mitra):
    petugas = acting(people["petugas"])
    batch = batch_of(people, 1, 1)
    Batch.update(open_at=petugas.post_id).where(Batch.id == batch.id).execute()
    bill = billed(batch, mitra)
    with pytest.raises(Refused, match="sudah ditagih"):
        withdraw(no=batch.no, why="Batal", by=petugas)
    bills.cancel(no=bill.no, why="x", by=mitra)
    withdraw(no=batch.no, why="Batal", by=petugas)
    assert planned() == []


def test_withdrawn_twice_is_withdrawn_once(people, mitra):
    batch = batch_of(people, 1, 1)
    withdraw(no=batch.no, why="Batal", by=mitra)
    withdraw(no=batch.no, why="Lain", by=mitra)
    assert Batch.get().withdrawn_why == "Batal" and Job.select().where(Job.kind == JOB).count() == 1


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_strangers_withdraw_nothing(people, name):
    batch = batch_of(people, 1, 1)
    with pytest.raises(NotAllowed):
        withdraw(no=batch.no, why="Batal", by=acting(people[name]))
    assert len(planned()) == 1


def test_a_large_batch_is_let_go_by_the_worker_in_portions(people, mitra, monkeypatch):
    """One that was stopped in the middle goes on with those that are left."""
    monkeypatch.setattr(batch_withdrawals, "DONE_AT_ONCE", 2)
    monkeypatch.setattr(batch_withdrawals, "PEOPLE_AT_ONCE", 2)
    batch = batch_of(people, 5, 2)
    bill = billed(batch, mitra)
    withdraw(no=batch.no, why="Batal", by=mitra)
    now = Batch.get_by_id(batch.id)
    assert len(planned()) == 10 and job_of(now).total == 5
    seen = []

    def stops(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch_withdrawals.let_go(batch_id=batch.id, by=mitra, progress=stops)
    assert seen == [(2, 5), (4, 5)] and len(planned()) == 2
    assert Bill.get_by_id(bill.id).cancelled_at is None
    assert adds_up()
    queue.run_waiting_tasks()
    assert planned() == [] and Bill.get_by_id(bill.id).cancelled_at
    assert job_of(now) is None
    assert AuditEvent.get(AuditEvent.action == "batch.orang_dilepas").detail["orang"] == 5
    assert adds_up()


def test_months_paid_while_it_goes_on_stay(people, mitra, admin, monkeypatch):
    monkeypatch.setattr(batch_withdrawals, "DONE_AT_ONCE", 2)
    monkeypatch.setattr(batch_withdrawals, "PEOPLE_AT_ONCE", 2)
    batch = batch_of(people, 5, 1)
    bill = billed(batch, mitra)
    withdraw(no=batch.no, why="Batal", by=mitra)
    pay(bill, live(bill)[0].amount, admin)
    queue.run_waiting_tasks()
    assert [row.paid_on is not None for row in planned()] == [True]
    assert Bill.get_by_id(bill.id).cancelled_at is None
    assert adds_up()
    money_adds_up()


def test_the_job_acts_for_who_asked(people, mitra):
    batch = batch_of(people, 1, 1)
    withdraw(no=batch.no, why="Batal", by=mitra)
    job = Job.get(Job.kind == JOB)
    assert accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"]).name == mitra.name
