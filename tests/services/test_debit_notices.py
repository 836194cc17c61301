"""What donors and departments are told of a debit, once, and only while it is so."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import DebitItem, DebitLine, DebitReturn, DebitRun, Donor, Mandate, Message, User, Worker
from kiosk.domain.clock import JAKARTA, add_months, today, utc_now
from kiosk.services import (
    cover_ends,
    debit_answer_reading,
    debit_answers,
    debit_department_notices,
    debit_lapses,
    donor_debits,
    message_sending,
)
from tests.ledger_rows import pay_and_confirm, planned_months, somebody
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin

NO_FUNDS, CLOSED = "SALDO TIDAK CUKUP", "REKENING DITUTUP"


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def letters(kind: str = "failed") -> list[Message]:
    return list(Message.select().where(Message.key.startswith(f"debit:{kind}")).order_by(Message.id))


def failed(why: str = NO_FUNDS, *, people: int = 1, donor: Donor | None = None) -> DebitRun:
    debit_desk.due(people=people, donor=donor)
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run, {line.key: why for line in debit_desk.lines_of(run)}))
    return run


def covered_before(run_month: date, worker: Worker) -> None:
    """Protected to the end of the month before, by somebody else."""
    pay_and_confirm(planned_months(worker, [add_months(run_month, -1)], funder=somebody("apbd")))


def test_donor_is_told_that_it_failed_and_until_when_it_can_be_paid():
    mandate = debit_desk.due(people=2)
    worker = Worker.select().order_by(Worker.id).first()
    covered_before(debit_desk.coming(), worker)
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    [letter] = letters()
    assert "untuk 2 pekerja Anda tidak berhasil" in letter.text and "saldo rekening" in letter.text
    assert "28 Februari 2027" not in letter.text and "31 Januari 2027" in letter.text
    for secret in (worker.name, mandate.no, mandate.account_name, "33.600"):
        assert secret not in letter.text + letter.subject


def test_last_day_is_that_of_the_lapse_on_the_page_too():
    debit_desk.due(people=2)
    member, other = Worker.select().order_by(Worker.id)
    covered_before(debit_desk.coming(), member)
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    with debit_desk.on_day_of(run):
        [debit] = donor_debits.debits_of(Donor.get())
        assert debit_lapses.last_days([member.id, other.id]) == {member.id: date(2027, 1, 31)}
    assert sorted(str(count.last_day) for count in debit.counts) == ["2027-01-31", "None"]
    assert (debit.again, debit.until) == (run.debit_on, date(2026, 12, 31))


def test_one_letter_for_each_donor_and_run_however_many_mandates():
    donor = asn_desk.donor()
    debit_desk.due(donor=donor)
    failed(CLOSED, donor=donor)
    [letter] = letters()
    assert "untuk 2 pekerja" in letter.text and "sesudah penyebabnya dibereskan" in letter.text


def test_department_is_told_the_morning_after_by_numbers_alone():
    secretary = asn_desk.secretary()
    failed(people=2)
    failed_too = Donor.select().order_by(Donor.id.desc()).get()
    [letter] = [one for one in letters("department") if f":{secretary.user_id}:" in one.key]
    assert "1 debet pegawai OPD Anda tidak berhasil, untuk 2 pekerja" in letter.text
    assert failed_too.name not in letter.text and letter.next_try_at.hour == 23  # six in the morning here


def test_department_hears_once_a_day_of_all_that_failed():
    secretary = asn_desk.secretary()
    for _ in range(2):
        debit_desk.due()
    run = debit_desk.sent()
    one, other = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {one.key: NO_FUNDS}, without=(other.key,)))
    debit_desk.upload(run, debit_desk.answer(run, {other.key: CLOSED}, without=(one.key,)))
    [letter] = [row for row in letters("department") if f":{secretary.user_id}:" in row.key]
    assert "2 debet pegawai" in letter.text and "1 di antaranya perlu dibereskan" in letter.text


def test_other_departments_and_closed_accounts_and_the_dead_get_nothing():
    elsewhere = asn_desk.secretary("INSPEKTORAT")
    donor, dead = asn_desk.donor(), asn_desk.donor()
    for one in (donor, dead):
        debit_desk.due(donor=one)
    run = debit_desk.sent()
    User.update(active=False).where(User.id == donor.user_id).execute()
    died = {"revoked_why": "died", "revoked_on": run.debit_on + timedelta(days=9), "revoked_at": utc_now()}
    Mandate.update(died).where(Mandate.donor == dead).execute()
    fates = {line.key: NO_FUNDS for line in debit_desk.lines_of(run)}
    debit_desk.upload(run, debit_desk.answer(run, fates))
    assert letters() == []
    assert not [one for one in letters("department") if f":{elsewhere.user_id}:" in one.key]


def test_letter_that_waits_does_not_go_out_once_it_was_debited_after_all():
    run = failed()
    debit_desk.upload(run, debit_desk.answer(run))
    [letter] = letters()
    assert letter.state == "stale" and letters("paid") == []


def test_donor_who_had_the_letter_hears_that_it_was_debited_after_all(tmp_path):
    run = failed()
    message_sending.configure(smtp_url="", folder=tmp_path, host="payung.test")
    try:
        with time_machine.travel(letters()[0].next_try_at, tick=True):
            message_sending.send_queued()
    finally:
        message_sending.configure(smtp_url="", folder=None, host="payung.test")
    assert letters()[0].state == "sent"
    with debit_desk.on_day_of(run):
        second = debit_desk.sent(run.month)
    debit_desk.upload(second, debit_desk.answer(second))
    [letter] = letters("paid")
    assert "sekarang berhasil" in letter.text


def test_letter_about_a_month_that_was_let_go_meanwhile_does_not_leave(tmp_path):
    run = failed()
    [item] = DebitItem.select()
    worker = Worker.get_by_id(item.worker_id)
    cover_ends.end_cover(reg_no=worker.reg_no, why="stopped", last_day=today(), client_key=key(), by=admin())
    message_sending.configure(smtp_url="", folder=tmp_path, host="payung.test")
    try:
        with time_machine.travel(letters()[0].next_try_at, tick=True):
            message_sending.send_queued()
    finally:
        message_sending.configure(smtp_url="", folder=None, host="payung.test")
    assert letters()[0].state == "stale" and run.id


def test_who_was_left_out_at_sealing_is_not_among_those_who_failed():
    mandate = debit_desk.due(people=2)
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    with writing():  # as the sealing leaves somebody out
        first = DebitItem.select().where(DebitItem.line == line).order_by(DebitItem.id).first()
        DebitItem.update(let_go_at=run.sealed_at, left_out=True).where(DebitItem.id == first.id).execute()
        DebitLine.update(amount=16_800, people=1).where(DebitLine.id == line.id).execute()
        DebitRun.update(amount=16_800).where(DebitRun.id == run.id).execute()
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    assert "untuk 1 pekerja" in letters()[0].text
    [debit] = donor_debits.debits_of(mandate.donor)
    assert len(debit.names) == len(debit.counts) == 1
    assert not debit_desk.faults()


def test_letter_of_the_last_attempt_promises_no_further_one():
    run = failed()
    assert "dapat dicoba lagi pada bulan yang sama, sampai 31 Desember 2026" in letters()[-1].text
    for _ in range(2):
        with debit_desk.on_day_of(run):
            run = debit_desk.sent(run.month)
        [line] = debit_desk.lines_of(run)
        debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    assert line.attempt == 3 and "Bulan itu tidak didebet lagi" in letters()[-1].text


def test_letter_after_the_last_working_day_promises_no_further_attempt():
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    with noon(date(2027, 1, 1)):  # the answer comes when the month is over
        _read(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    assert "Bulan itu tidak didebet lagi" in letters()[0].text


def test_letter_about_something_to_mend_says_that_the_month_is_over():
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    with noon(date(2027, 1, 1)):
        _read(run, debit_desk.answer(run, {line.key: CLOSED}))
    assert "Bulan itu tidak dapat didebet lagi" in letters()[0].text


def noon(day: date):
    return time_machine.travel(datetime.combine(day, time(12), JAKARTA), tick=True)


def _read(run: DebitRun, content: bytes) -> None:
    debit_answers.upload(run=run, sheet=("balasan.csv", content), client_key=key(), by=admin())
    debit_desk.queue.run_waiting_tasks()


def test_department_is_told_of_the_day_of_the_failure_when_reading_was_stopped_over_night(monkeypatch):
    secretary = asn_desk.secretary()
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    content = debit_desk.answer(run, {line.key: NO_FUNDS})

    class Killed(BaseException):
        pass

    def dies(*_given, **_named):
        raise Killed

    with noon(run.debit_on):
        no = debit_answers.upload(run=run, sheet=("balasan.csv", content), client_key=key(), by=admin())
        answer = DebitReturn.get(DebitReturn.no == no)
        with monkeypatch.context() as patch:
            patch.setattr(debit_answer_reading, "_settle", dies)
            with pytest.raises(Killed):
                debit_answer_reading.read(return_id=answer.id, by=admin(), progress=lambda *_: None)
    assert letters("department") == []
    with noon(run.debit_on + timedelta(days=1)):
        debit_answer_reading.read(return_id=answer.id, by=admin(), progress=lambda *_: None)
    [letter] = [one for one in letters("department") if f":{secretary.user_id}:" in one.key]
    assert letter.key.endswith(f":{run.debit_on}") and "1 debet pegawai" in letter.text


def test_letter_to_the_department_says_what_is_left_of_it_when_it_leaves():
    secretary = asn_desk.secretary()
    for _ in range(2):
        debit_desk.due()
    run = debit_desk.sent()
    one, other = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {one.key: NO_FUNDS, other.key: NO_FUNDS}))

    def letter() -> Message:
        return next(row for row in letters("department") if f":{secretary.user_id}:" in row.key)

    assert "2 debet pegawai" in letter().text
    debit_desk.upload(run, debit_desk.answer(run, without=(other.key,)))
    assert letter().state == "queued" and "1 debet pegawai" in letter().text
    debit_desk.upload(run, debit_desk.answer(run, without=(one.key,)))
    assert letter().state == "stale"


def test_letter_to_the_department_names_the_first_last_day_and_nobody():
    secretary = asn_desk.secretary()
    debit_desk.due()
    worker = Worker.select().get()
    covered_before(debit_desk.coming(), worker)
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS}))
    [letter] = [one for one in letters("department") if f":{secretary.user_id}:" in one.key]
    assert "Batas bayar paling awal 31 Januari 2027" in letter.text
    assert worker.name not in letter.text and Donor.get().name not in letter.text


def test_sent_letter_to_the_department_goes_out_again_only_if_it_says_something_else():
    asn_desk.secretary()
    run = failed()
    Message.update(state="sent").execute()
    with debit_desk.on_day_of(run), writing():
        debit_department_notices.tell()
        assert {one.state for one in letters("department")} == {"sent"}
        DebitLine.update(reason="closed").execute()
        debit_department_notices.tell()
    assert {one.state for one in letters("department")} == {"queued"}
