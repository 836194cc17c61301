"""A worker who has died is debited for no more, at whatever step of a run the death becomes known; the donor is told
with respect, and what was taken goes back."""

import pytest
import time_machine

from db.models import DebitItem, Donor, Message, Payment, Pledge, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import (
    cover_ends,
    death_reversals,
    debit_runs,
    debit_sealing,
    debit_sending,
    donor_workers,
    pledge_months,
    pledge_notices,
)
from kiosk.services.acting import Refused
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin
from tests.services.test_debit_left_out import workers_of


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


@pytest.fixture
def donor() -> Donor:
    return asn_desk.donor()


def dies(worker: Worker) -> None:
    cover_ends.end_cover(reg_no=worker.reg_no, why="died", last_day=today(), client_key=key(), by=admin())


def letter() -> Message:
    return Message.get(Message.key.startswith("pledge:"), Message.kind == pledge_notices.KIND)


def asked_for(run) -> set[int]:
    """The people whose month this run asks the bank for."""
    lines = [line.id for line in debit_desk.lines_of(run)]
    rows = DebitItem.select(DebitItem.worker).where(DebitItem.line.in_(lines), DebitItem.let_go_at.is_null())
    return {worker_id for (worker_id,) in rows.tuples()}


def never_again(dead: Worker, living: Worker) -> None:
    """The run after next month's: the living goes on, the dead does not."""
    with time_machine.travel(f"{debit_desk.coming():%Y-%m}-20 12:00", tick=True):
        pledge_months.plan_ahead()
        run = debit_desk.built()
        assert asked_for(run) == {living.id}
    assert not debit_desk.faults()


def test_before_the_run_it_is_not_built_for_them(donor):
    dead, living = workers_of(debit_desk.due(people=2, donor=donor))
    dies(dead)
    run = debit_desk.sent()
    assert asked_for(run) == {living.id} and run.amount == 16_800
    never_again(dead, living)


def test_once_built_it_is_sealed_without_them(donor):
    dead, living = workers_of(debit_desk.due(people=2, donor=donor))
    run = debit_desk.built()
    dies(dead)
    debit_sealing.ask(run=run, by=admin())
    debit_desk.queue.run_waiting_tasks()
    run = debit_desk.run_of()
    assert asked_for(run) == {living.id} and run.amount == 16_800
    assert debit_desk.bytes_of(run).count(b"16800") >= 1 and b"33600" not in debit_desk.bytes_of(run)
    never_again(dead, living)


def test_once_sealed_the_file_does_not_leave_and_the_next_is_without_them(donor):
    dead, living = workers_of(debit_desk.due(people=2, donor=donor))
    run = debit_desk.sealed()
    dies(dead)
    with time_machine.travel(utc_now() + debit_desk.LATER, tick=True):
        with pytest.raises(Refused):
            debit_sending.send(run=run, by=admin())
        debit_runs.drop(run=run, why="ada yang meninggal", by=admin())
    again = debit_desk.sent()
    assert asked_for(again) == {living.id}
    never_again(dead, living)


def test_once_sent_what_the_bank_takes_goes_back_and_the_next_is_without_them(donor):
    dead, living = workers_of(debit_desk.due(people=2, donor=donor))
    run = debit_desk.sent()
    dies(dead)
    debit_desk.upload(run, debit_desk.answer(run))
    assert Payment.get().credited == 16_800
    assert "telanjur dikirim ke bank, uangnya dikembalikan ke rekening Anda" in letter().text
    never_again(dead, living)


def test_once_refused_by_the_bank_the_retry_is_without_them(donor):
    dead, living = workers_of(debit_desk.due(people=2, donor=donor))
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "saldo kurang"}))
    dies(dead)
    with debit_desk.on_day_of(run):
        retry = debit_desk.sent(run.month)
    assert asked_for(retry) == {living.id}
    never_again(dead, living)


def test_once_paid_the_money_of_the_months_behind_goes_back_and_the_letter_says_how_much(donor):
    dead, living = workers_of(debit_desk.due(people=2, donor=donor))
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run))
    dies(dead)
    assert Payment.get().credited == 16_800
    assert (
        "Rp16.800 yang sudah didebet untuk bulan sesudahnya dikembalikan ke rekening Anda." in letter().text
    )
    never_again(dead, living)


def test_donor_is_told_with_respect_and_reads_the_name_only_after_signing_in(donor):
    dead, _living = workers_of(debit_desk.due(people=2, donor=donor))
    dies(dead)
    told = letter()
    assert told.subject == "Payung: kabar duka tentang pekerja asuh Anda"
    for words in ("Dengan duka cita", "seorang pekerja yang Anda tanggung telah berpulang", "Terima kasih"):
        assert words in told.text
    assert "tidak didebet lagi untuk beliau" in told.text and "tidak dapat ditanggung lagi" not in told.text
    for hidden in (dead.name, dead.reg_no):
        assert hidden not in told.text + told.subject
    [lost] = donor_workers.lost_by(donor)
    assert lost.died and lost.name == dead.name


def test_who_was_only_reserved_is_told_of_without_a_debit(donor):
    dies(Worker.get_by_id(asn_desk.picked(donor).worker_id))
    told = letter()
    assert "seorang pekerja yang hendak Anda tanggung telah berpulang" in told.text
    assert "rekening" not in told.text and "waktu pesanan" not in told.text


def comes_back(worker: Worker) -> None:
    death_reversals.take_back(reg_no=worker.reg_no, reason="Orang yang salah", client_key=key(), by=admin())


def leaves(message: Message) -> None:
    Message.update(state="sent", sent_at=utc_now()).where(Message.id == message.id).execute()


def test_death_taken_back_before_the_letter_left_is_never_told(donor):
    dead, _living = workers_of(debit_desk.due(people=2, donor=donor))
    dies(dead)
    at = letter().next_try_at
    comes_back(dead)
    [told] = Message.select().where(Message.kind == pledge_notices.KIND)
    assert (told.state, told.next_try_at) == ("queued", at)
    assert told.subject == "Payung: perubahan pada pekerja asuh Anda"
    assert "keliru dicatat" in told.text and "duka" not in told.text and "berpulang" not in told.text


def test_only_the_living_one_is_left_out_of_the_letter_that_waits(donor):
    first, second = workers_of(debit_desk.due(people=2, donor=donor))
    dies(first)
    dies(second)
    assert "2 pekerja yang Anda tanggung telah berpulang" in letter().text
    comes_back(first)
    [told] = Message.select().where(Message.kind == pledge_notices.KIND)
    assert (
        "seorang pekerja yang Anda tanggung telah berpulang" in told.text and "1 pekerja keliru" in told.text
    )


def test_who_read_it_before_another_died_is_told_that_it_was_wrong(donor):
    first, second = workers_of(debit_desk.due(people=2, donor=donor))
    dies(first)
    leaves(letter())
    dies(second)
    comes_back(first)
    [sorry] = Message.select().where(Message.key.contains(":alive:"))
    assert "Kami mohon maaf" in sorry.text
    told = Message.get(Message.kind == pledge_notices.KIND, ~Message.key.contains(":alive:"))
    assert told.state == "queued" and "seorang pekerja yang Anda tanggung telah berpulang" in told.text
    comes_back(second)
    assert Message.select().where(Message.key.contains(":alive:")).count() == 1


def test_death_taken_back_is_told_with_an_apology(donor):
    dead, _living = workers_of(debit_desk.due(people=2, donor=donor))
    dies(dead)
    leaves(letter())
    comes_back(dead)
    [sorry] = Message.select().where(Message.key.contains(":alive:"))
    assert "Kami mohon maaf" in sorry.text and dead.name not in sorry.text
    assert Pledge.get(Pledge.worker == dead).ended_why == "died"
