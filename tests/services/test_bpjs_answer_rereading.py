"""A file of BPJS is read again: what had an effect stays, what changed nothing is judged by what is on record now."""

from datetime import date, timedelta

import pytest
from time_machine import travel

from db.models import (
    Answer,
    AnswerRow,
    AuditEvent,
    Job,
    Membership,
    Mismatch,
    Submission,
    SubmissionLine,
    Worker,
)
from kiosk.domain.clock import first_of_month, noon_of, today
from kiosk.services import bpjs_answer_rereading, bpjs_headings, bpjs_mismatches, queue
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.bpjs_answer_files import READING_AGAIN, reading_job
from kiosk.services.once import KeyInUse
from tests import ledger_rows
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.bpjs_desk import asked, kpj
from tests.services.bpjs_files import (
    accepted,
    asked_people,
    listed,
    outcomes,
    protected,
    rejected,
    remarks,
    sent_in,
    sheet,
)
from tests.services.crowd import crowd
from tests.services.test_bpjs_answer_columns import explain

OTHER_NAME = "Budi Santoso Wijaya"


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def again(answer: Answer, by, *, for_all: bool = False, client_key: str | None = None) -> int | None:
    return bpjs_answer_rereading.read_again(
        no=answer.no, for_all=for_all, client_key=client_key or key(), by=by
    )


def worker(number: int) -> Worker:
    return Worker.get(Worker.name == f"Orang {number:05d}")


def rows(answer: Answer) -> list[tuple]:
    query = AnswerRow.select().where(AnswerRow.answer == answer, AnswerRow.outcome != "stranger")
    return list(query.order_by(AnswerRow.id).tuples())


def test_what_changed_nothing_is_judged_anew_and_the_rest_stays_as_it_is(people, admin):
    asked_people(people, admin, 3)
    lines = [accepted(1), rejected(2), accepted(3).replace("Orang 00003", OTHER_NAME), accepted(50)]
    answer = sent_in(sheet(lines), by=admin)
    before = rows(answer)
    Worker.update(name=OTHER_NAME).where(Worker.id == worker(3).id).execute()
    crowd(acting(people["petugas"]), 1, numbered=50)
    assert again(answer, admin) == 1
    assert outcomes(answer) == {2: "accepted", 3: "rejected", 4: "accepted", 5: "not_asked"}
    assert rows(answer)[:2] == before[:2] and len(protected()) == 2
    assert AnswerRow.get(AnswerRow.number == 5).worker_id == worker(50).id
    told = AuditEvent.get(AuditEvent.action == "bpjs.balasan_dibaca_ulang")
    assert (told.subject, told.detail) == (answer.no, {"baris": 2})
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.diterima").count() == 2
    kept = Answer.get_by_id(answer.id)
    assert (kept.state, kept.rows, reading_job(kept)) == ("read", 4, None)
    assert kept.findings[-1]["params"] == {"read_on": today().isoformat(), "used": 1, "count": 2}


def test_read_again_and_again_nothing_is_done_twice(people, admin):
    asked_people(people, admin, 2)
    answer = sent_in(sheet([accepted(1), accepted(2), accepted(1), accepted(50)]), by=admin)
    before = list(AnswerRow.select().order_by(AnswerRow.id).tuples())
    assert [again(answer, admin) for _time in range(2)] == [0, 0]
    assert list(AnswerRow.select().order_by(AnswerRow.id).tuples()) == before
    assert Membership.select().count() == 2


def test_line_of_a_submission_is_used_once_its_sending_is_written_down(people, admin):
    submission = asked_people(people, admin, 2)
    Submission.update(sent_on=None).execute()
    answer = sent_in(sheet([accepted(1), rejected(2)]), by=admin)
    assert outcomes(answer) == {2: "not_asked", 3: "not_asked"} and remarks(answer)[2] == ["not_sent"]
    Submission.update(sent_on=today()).where(Submission.id == submission.id).execute()
    assert again(answer, admin) == 2
    assert outcomes(answer) == {2: "accepted", 3: "rejected"}
    assert remarks(answer) == {2: ["before_sent"]}


def test_file_says_nothing_about_what_was_sent_after_it_came(people, admin):
    asked_people(people, admin, 2)
    SubmissionLine.update(state="dropped").execute()
    with travel(noon_of(today() - timedelta(days=1))):
        answer = sent_in(sheet([accepted(1), rejected(2)]), by=admin)
    asked(list(Worker.select().order_by(Worker.id)), by=admin)
    assert again(answer, admin) == 0
    assert set(outcomes(answer).values()) == {"not_asked"} and remarks(answer)[2] == ["sent_later"]
    assert protected() == set() and ledger_rows.live_months()


def test_day_to_come_is_used_on_that_day(people, admin):
    with travel(noon_of(date(2026, 11, 22))):
        asked_people(people, admin, 1)
        answer = sent_in(sheet([accepted(1).replace("01/11/2026", "25/11/2026")]), by=admin)
        assert remarks(answer)[2] == ["day_ahead"] and again(answer, admin) == 0
    with travel(noon_of(date(2026, 11, 25))):
        assert again(answer, admin) == 1
        assert outcomes(answer) == {2: "accepted"} and len(protected()) == 1


def test_line_of_another_submission_is_used_where_the_file_answers_them_all(people, admin):
    first = asked_people(people, admin, 1)
    numbers = crowd(acting(people["petugas"]), 1, numbered=2)
    second = Worker.get(Worker.reg_no == numbers[0])
    ledger_rows.paid_months(second, [first_of_month(today())])
    asked([second], by=admin)
    answer = sent_in(sheet([accepted(1), accepted(2)]), by=admin, submission=first.no)
    assert outcomes(answer) == {2: "accepted", 3: "elsewhere"}
    assert again(answer, admin) == 0 and Answer.get().submission == first
    assert again(answer, admin, for_all=True) == 1
    assert outcomes(answer)[3] == "accepted" and Answer.get().submission is None


def test_contradiction_that_is_settled_by_hand_is_known_then(people, admin):
    asked_people(people, admin, 1)
    sent_in(sheet([accepted(1)]), by=admin)
    other = sent_in(sheet([accepted(1).replace("01/11/2026", "02/11/2026")]), by=admin)
    assert outcomes(other) == {2: "conflict"}
    SubmissionLine.update(effective_on=date(2026, 11, 2)).execute()
    assert again(other, admin) == 1 and outcomes(other) == {2: "known"}


def test_large_file_is_read_again_by_the_worker_and_a_second_press_waits_along(people, admin):
    asked_people(people, admin, 2)
    lines = [accepted(1), accepted(2).replace("Orang 00002", OTHER_NAME)]
    answer = sent_in(sheet([*lines, *(accepted(number) for number in range(3, 700))]), by=admin)
    queue.run_waiting_tasks()
    Worker.update(name=OTHER_NAME).where(Worker.id == worker(2).id).execute()
    assert [again(answer, admin) for _time in range(2)] == [None, None]
    job = Job.get(Job.kind == READING_AGAIN)
    assert reading_job(Answer.get()) == job and Answer.get().state == "read"
    queue.run_waiting_tasks()
    assert outcomes(answer)[3] == "accepted" and reading_job(Answer.get()) is None
    assert Job.get_by_id(job.id).state == "done" and AnswerRow.select().count() == 699


def test_one_press_sent_twice_and_several_at_once_make_one_job(people, admin):
    asked_people(people, admin, 1)
    answer, once = sent_in(sheet([accepted(1), accepted(50)]), by=admin), key()
    assert [again(answer, admin, client_key=once) for _time in range(2)] == [0, 0]
    assert Job.select().where(Job.kind == READING_AGAIN).count() == 1
    with pytest.raises(KeyInUse):
        again(answer, admin, client_key=once, for_all=True)
    assert all(found in (0, None) for found in all_at_once([lambda: again(answer, admin)] * 3))
    assert outcomes(answer) == {2: "accepted", 3: "stranger"} and AnswerRow.select().count() == 2


def test_file_without_such_lines_and_one_that_was_not_read_are_refused(people, admin):
    asked_people(people, admin, 1)
    with pytest.raises(Refused, match="sudah terpakai"):
        again(sent_in(sheet([accepted(1)]), by=admin), admin)
    with pytest.raises(Refused, match="belum selesai dibaca"):
        again(sent_in(sheet([f"{nik(1)};Diterima;x"], "Angka Penduduk;Putusan;Lain"), by=admin), admin)
    assert not Job.select().where(Job.kind == READING_AGAIN).exists()


def test_headings_that_were_explained_wrongly_are_forgotten_and_explained_anew(people, admin):
    asked_people(people, admin, 3)
    unknown = "Angka Penduduk;Sebutan;Putusan;Kata"
    lines = [f"{nik(number)};Orang {number:05d};x;Diterima" for number in (1, 2)]
    answer = sent_in(sheet([*lines, f"{nik(3)};Orang 00003;Ditolak;usia"], unknown), by=admin)
    explain(answer, admin, {0: "nik", 1: "name", 2: "status", 3: ""})
    assert outcomes(answer) == {2: "wrong", 3: "wrong", 4: "rejected"}
    for heading in bpjs_headings.headings_seen_by(admin):
        bpjs_headings.forget(number=heading.id, by=admin)
    assert again(answer, admin) is None
    assert (Answer.get().state, Answer.get().findings[0]["code"]) == ("columns", "columns_missing")
    explain(answer, admin, {0: "nik", 1: "name", 2: "", 3: "status"})
    assert outcomes(answer) == {2: "accepted", 3: "accepted", 4: "rejected"}
    assert (Answer.get().state, reading_job(Answer.get())) == ("read", None)


def test_file_that_cannot_be_read_any_more_leaves_all_as_it_was(people, admin):
    answer = sent_in(sheet([f"{nik(1)};Orang 00001;"], "NIK;Nama;Status"), by=admin)
    before = outcomes(answer)
    bpjs_headings.AnswerHeading.create(heading_key="status", heading="Status", field="", by_id=1)
    assert again(answer, admin) is None
    job = reading_job(Answer.get())
    assert job.state == "failed" and queue.error_of(job)["message"]
    assert (Answer.get().state, outcomes(answer)) == ("read", before)
    bpjs_headings.AnswerHeading.delete().execute()
    assert again(answer, admin) == 0 and reading_job(Answer.get()) is None


def test_list_of_members_is_held_against_the_ledger_of_today(people, admin):
    asked_people(people, admin, 2)
    sent_in(sheet([accepted(1)]), by=admin)
    answer = listed(sheet([nik(1), nik(2), nik(50), nik(51)], "NIK"), by=admin, as_of=today())
    assert outcomes(answer) == {2: "agreed", 3: "bpjs_only", 4: "stranger", 5: "stranger"}
    by_hand = Mismatch.get()
    bpjs_mismatches.settle(number=by_hand.id, how="Sudah dibicarakan.", by=admin)
    crowd(acting(people["petugas"]), 1, numbered=50)
    again(answer, admin)
    assert outcomes(answer) == {2: "agreed", 3: "bpjs_only", 4: "bpjs_only", 5: "stranger"}
    found = Mismatch.get(Mismatch.settled_at.is_null())
    assert found.worker_id == worker(50).id and found.row_id == AnswerRow.get(AnswerRow.number == 4).id
    assert Mismatch.select().count() == 2


def test_who_counts_since_on_the_day_of_the_list_agrees_now(people, admin):
    asked_people(people, admin, 2)
    answer = listed(sheet([nik(1), nik(2)], "NIK"), by=admin, as_of=today())
    assert Mismatch.select().where(Mismatch.settled_at.is_null()).count() == 2
    sent_in(sheet([accepted(1), accepted(2)]), by=admin)
    assert again(answer, admin) == 2 and set(outcomes(answer).values()) == {"agreed"}
    assert {row.how for row in Mismatch.select()} == {answer.no}


@pytest.mark.parametrize("who", ["petugas", "mitra", "opd", "donatur", "auditor"])
def test_nobody_but_the_admin_reads_again(people, admin, who):
    answer = sent_in(sheet([accepted(50)]), by=admin)
    with pytest.raises(NotAllowed):
        again(answer, acting(people[who]))


def test_two_answers_about_one_person_in_one_file_are_both_left_until_bpjs_has_said_which(people, admin):
    asked_people(people, admin, 4)
    other_number = accepted(3).replace(kpj(3), kpj(30))
    lines = [
        accepted(1), rejected(1), accepted(2), accepted(2), accepted(3), other_number, accepted(4),
        accepted(4).replace("01/11/2026", "02/11/2026"),
    ]  # fmt: skip
    answer = sent_in(sheet(lines), by=admin)
    wrong = dict.fromkeys((2, 3, 5, 6, 7, 8, 9), "wrong")
    assert outcomes(answer) == wrong | {4: "accepted"}
    assert remarks(answer).pop(5) == ["nik_repeated"]
    assert {row for row, said in remarks(answer).items() if said == ["nik_told_twice"]} == {2, 3, 6, 7, 8, 9}
    assert AnswerRow.get(AnswerRow.number == 3).findings[0]["params"] == {"first": 2, "second": 3}
    assert (
        len(protected()) == 1 and SubmissionLine.select().where(SubmissionLine.state == "asked").count() == 3
    )
    assert again(answer, admin) == 0 and outcomes(answer) == wrong | {4: "accepted"}
