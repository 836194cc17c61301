"""Who is told what, once: the worker by somebody at the post, funder and post by one letter a day."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from db.connection import writing
from db.models import Batch, Company, CoverageMonth, Funder, Job, LapseContact, Message, Post, User, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today, utc_now
from kiosk.services import (
    confirmations,
    holds,
    message_truth,
    messages,
    notice_rounds,
    notices,
    queue,
)
from kiosk.services.batch_rows import plan
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker
from tests.services.processes import together

THIS = date(2026, 11, 1)
MIDDLE = "2026-11-10T02:00:00Z"  # nine in the morning in Semarang
PHONE, NIK_START = "0812", "3374"


@pytest.fixture(autouse=True)
def links(app):
    messages.configure("https://payung.semarangkota.test")


@pytest.fixture
def clock():
    with time_machine.travel(MIDDLE, tick=True) as traveller:
        yield traveller


@pytest.fixture
def workers(people, clock) -> list[Worker]:
    return [worker(reg_no) for reg_no in crowd(acting(people["petugas"]), 4)]


@pytest.fixture
def company(people) -> Funder:
    return Company.get_by_id(people["mitra"].company_id).funder


def cover(one: Worker, first: date, months: int, *, funder: Funder | None = None) -> None:
    """Months that are paid and confirmed, as of their first day."""
    ledger_rows.paid_months(one, months_from(first, months), funder=funder, effective=months, on=first)


def told(to: str = "worker") -> list[Message]:
    return list(Message.select().where(Message.to_kind == to).order_by(Message.id))


def kinds() -> list[tuple[str, int]]:
    return sorted((one.kind, one.worker_id) for one in told())


def to_whom(message: Message) -> tuple[str, ...]:
    return messages.addresses_of(message)


def on(clock, moment: str) -> None:
    clock.move_to(moment)
    notices.daily()


def test_each_worker_is_told_what_is_so(workers, company):
    soon, behind, over, fine = workers
    cover(soon, THIS, 2, funder=company)
    cover(behind, date(2026, 5, 1), 5, funder=company)
    cover(over, date(2026, 2, 1), 5, funder=company)
    cover(fine, date(2026, 8, 1), 12, funder=company)
    notices.daily()
    assert kinds() == sorted(
        [("started", soon.id), ("ending", soon.id), ("lapsed", behind.id), ("ended", over.id)]
    )


def test_words_name_month_place_and_last_day_and_nothing_secret(workers, company):
    soon, behind, *_ = workers
    cover(soon, date(2026, 8, 1), 5, funder=company)
    cover(behind, date(2026, 5, 1), 5, funder=company)
    notices.daily()
    ending, lapsed = told()
    assert f"Bapak {soon.name}" in ending.text and "sampai 31 Desember 2026. Sesudah" in ending.text
    assert "tidak terlindungi" in ending.text and "diteruskan sampai 28 Februari 2027" in ending.text
    johar = Post.get(Post.code == "johar")
    assert johar.name in ending.text and ending.post_id == johar.id and ending.state == "by_hand"
    assert "sejak Oktober 2026" in lapsed.text and "paling lambat 30 November 2026" in lapsed.text
    assert "terlindungi" not in (ending.text + lapsed.text).replace("tidak terlindungi", "")
    for one in (ending, lapsed):
        assert PHONE not in one.text and NIK_START not in one.text and "Rp" not in one.text


def test_round_made_again_says_nothing_twice(workers, company, clock):
    cover(workers[0], THIS, 2, funder=company)
    notices.daily()
    notices.daily()
    before = Message.select().count()
    on(clock, "2026-11-11T02:00:00Z")
    assert Message.select().count() == before


def test_last_notice_takes_the_place_of_the_first(workers, company, clock):
    one = workers[0]
    cover(one, date(2026, 9, 1), 3, funder=company)
    notices.daily()
    on(clock, "2026-11-18T02:00:00Z")
    first, last = told()
    assert (first.state, last.state) == ("stale", "by_hand") and last.key == f"ending_last:{one.id}:2026-12"
    on(clock, "2026-11-19T02:00:00Z")
    assert len(told()) == 2


def test_whose_months_end_within_days_gets_the_last_notice_alone(workers, company, clock):
    cover(workers[0], date(2026, 9, 1), 3, funder=company)
    on(clock, "2026-11-25T02:00:00Z")
    assert [one.key.partition(":")[0] for one in told()] == ["ending_last"]


def test_what_is_true_no_longer_is_set_aside(workers, company, clock):
    renewed, frozen, *_ = workers
    cover(renewed, date(2026, 9, 1), 3, funder=company)
    cover(frozen, date(2026, 5, 1), 5, funder=company)
    notices.daily()
    cover(renewed, date(2026, 12, 1), 6, funder=company)
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == frozen.id).execute()
    assert message_truth.still_true(told()) == set()
    on(clock, "2026-11-11T02:00:00Z")
    assert {one.state for one in told()} == {"stale"}


def test_what_was_set_aside_unsaid_waits_again_once_it_is_true_again(people, workers, company, clock):
    unsaid, reached, *_ = workers
    for one in (unsaid, reached):
        cover(one, date(2026, 5, 1), 5, funder=company)
    notices.daily()
    clock.shift(timedelta(minutes=1))
    LapseContact.create(
        worker=reached, first_empty=date(2026, 10, 1), outcome="reached", by=people["petugas"]
    )
    freeze(utc_now(), unsaid, reached)
    on(clock, "2026-11-11T02:00:00Z")
    assert {one.state for one in told()} == {"stale"}
    freeze(None, unsaid, reached)
    on(clock, "2026-11-12T02:00:00Z")
    on(clock, "2026-11-13T02:00:00Z")
    assert {one.worker_id: one.state for one in told()} == {unsaid.id: "by_hand", reached.id: "stale"}
    assert told("funder")[1].subject == "Payung: 1 orang mulai menunggak" and len(told("funder")) == 2


def freeze(at: datetime | None, *workers: Worker) -> None:
    with writing():
        Worker.update(frozen_at=at).where(Worker.id.in_(workers)).execute()


def test_round_after_an_outage_says_what_was_missed(workers, company, clock):
    cover(workers[0], date(2026, 8, 1), 4, funder=company)
    on(clock, "2027-01-20T02:00:00Z")
    assert [one.kind for one in told()] == ["lapsed"]


def test_company_gets_one_letter_with_numbers_and_no_names(people, workers, company):
    for one in workers[:3]:
        cover(one, date(2026, 9, 1), 3, funder=company)
    cover(workers[3], date(2026, 5, 1), 5, funder=company)
    notices.daily()
    (letter,) = told("funder")
    assert set(to_whom(letter)) == {people["mitra"].email, people["mitra_rekan"].email}
    assert "3 orang segera berakhir" in letter.subject and "1 orang mulai menunggak" in letter.text
    assert "https://payung.semarangkota.test/berakhir" in letter.text and company.name in letter.text
    assert not any(one.name in letter.text or one.reg_no in letter.text for one in workers)
    assert (letter.state, letter.channel, letter.funder_id) == ("queued", "email", company.id)


def test_officers_of_the_post_get_one_letter(people, workers, company):
    for one in workers:
        cover(one, date(2026, 9, 1), 3, funder=company)
    notices.daily()
    (letter,) = told("post")
    assert set(to_whom(letter)) == {people["petugas"].email, people["rekan"].email}
    assert "4 orang segera berakhir" in letter.text and "/pesan" in letter.text


def test_admins_read_for_the_city_and_for_a_company_without_people(people, workers):
    city, lonely = ledger_rows.somebody("apbd"), ledger_rows.somebody("csr", "PT Sepi")
    Company.create(code="sepi", funder=lonely, name="PT Sepi")
    cover(workers[0], date(2026, 9, 1), 3, funder=city)
    cover(workers[1], date(2026, 9, 1), 3, funder=lonely)
    notices.daily()
    assert [to_whom(letter) for letter in told("funder")] == [(people["admin"].email,)] * 2


def test_nobody_reads_for_the_civil_servants_yet(workers):
    cover(workers[0], date(2026, 9, 1), 3, funder=ledger_rows.somebody("asn"))
    notices.daily()
    assert told("funder") == [] and [one.kind for one in told()] == ["ending"]


def test_closed_account_gets_no_letter(people, workers, company):
    User.update(active=False).where(User.id == people["mitra_rekan"].id).execute()
    cover(workers[0], date(2026, 9, 1), 3, funder=company)
    notices.daily()
    assert to_whom(told("funder")[0]) == (people["mitra"].email,)


def test_worker_is_told_of_the_start_when_bpjs_has_confirmed(people, workers, company):
    one = workers[0]
    months = ledger_rows.planned_months(one, months_from(THIS, 6), funder=company)
    ledger_rows.pay(months, on=THIS)
    assert told() == []
    confirmations.accept(month_ids=[months[0].id], effective_on=THIS, by=acting(people["admin"]))
    (message,) = told()
    assert (message.kind, message.worker_id) == ("started", one.id) and "Mulai November 2026" in message.text
    notices.daily()
    assert [row.kind for row in told()] == ["started"]
    assert "1 orang mulai terlindungi" in told("funder")[0].text


def test_whose_first_month_is_still_to_come_is_told_when_it_begins(people, workers, company, clock):
    months = ledger_rows.planned_months(workers[0], months_from(date(2026, 12, 1), 6), funder=company)
    ledger_rows.pay(months, on=date(2026, 11, 9))
    confirmations.accept(month_ids=[months[0].id], effective_on=date(2026, 11, 9), by=acting(people["admin"]))
    notices.daily()
    assert told() == []
    on(clock, "2026-12-01T02:00:00Z")
    assert [one.kind for one in told()] == ["started"]


def test_funder_is_told_of_months_let_go_with_the_sum_of_the_day(people, workers, company, clock):
    by = acting(people["mitra"])
    with writing():
        batch = Batch.create(
            no="B26-PESAN1", company=by.company_id, name="Uji", first_month=THIS, months=2, created_by_id=by.user_id
        )  # fmt: skip
        plan(batch, workers)
    early = CoverageMonth.worker.in_([one.id for one in workers[:1]])
    CoverageMonth.update(hold_until=utc_now()).where(early).execute()
    assert holds.release_expired() == 2
    (letter,) = told("funder")
    assert (letter.kind, letter.batch_id) == ("released", batch.id) and batch.no in letter.subject
    assert "2 bulan dari 1 pekerja" in letter.text and f"/batch/{batch.no}" in letter.text
    clock.shift(timedelta(minutes=10))
    CoverageMonth.update(hold_until=utc_now()).where(CoverageMonth.released_at.is_null()).execute()
    assert holds.release_expired() == 6
    (letter,) = told("funder")
    assert "8 bulan dari 4 pekerja" in letter.text and letter.state == "queued"


def test_round_is_asked_for_once_a_day_from_six_in_the_morning(store, clock):
    clock.move_to("2026-11-09T22:59:00Z")
    assert not notice_rounds.ask_if_due()
    clock.move_to("2026-11-09T23:00:00Z")
    assert notice_rounds.ask_if_due() and not notice_rounds.ask_if_due()
    clock.move_to("2026-11-10T22:00:00Z")
    assert not notice_rounds.ask_if_due()
    clock.move_to("2026-11-12T10:00:00Z")
    assert notice_rounds.ask_if_due()
    assert Job.select().where(Job.kind == notice_rounds.JOB).count() == 2


def test_round_asked_for_is_made_by_the_worker(workers, company, clock):
    cover(workers[0], date(2026, 9, 1), 3, funder=company)
    assert notice_rounds.ask_if_due()
    queue.run_waiting_tasks()
    assert [one.kind for one in told()] == ["ending"]
    assert Job.get(Job.kind == notice_rounds.JOB).state == "done"


def test_eight_processes_say_each_thing_once(people, company):
    day = first_of_month(today())
    crowded = [worker(reg_no) for reg_no in crowd(acting(people["petugas"]), 40)]
    for one in crowded:
        cover(one, add_months(day, -2), 3, funder=company)
    answers = together("tests.services.telling_process", [{} for _ in range(8)])
    assert answers == [{"told": True}] * 8
    assert sorted(one.worker_id for one in told() if one.kind == "ending") == sorted(
        one.id for one in crowded
    )
    assert len(told("funder")) == 1 and len(told("post")) == 1
    assert "40 orang segera berakhir" in told("funder")[0].subject


def test_words_that_wait_are_put_anew_when_the_last_day_is_over(workers, company, clock):
    cover(workers[0], date(2026, 5, 1), 5, funder=company)
    notices.daily()
    assert "paling lambat 30 November 2026" in told()[0].text
    on(clock, "2026-12-02T02:00:00Z")
    (message,) = told()
    assert "sudah lewat pada 30 November 2026" in message.text and message.state == "by_hand"


def test_words_that_were_said_stay_as_they_were_said(workers, company, clock):
    cover(workers[0], date(2026, 5, 1), 5, funder=company)
    notices.daily()
    Message.update(state="done").execute()
    on(clock, "2026-12-02T02:00:00Z")
    (message,) = told()
    assert "paling lambat 30 November 2026" in message.text


def test_whom_somebody_has_reached_from_the_list_is_not_called_again(people, workers, company, clock):
    called, missed = workers[:2]
    for one in (called, missed):
        cover(one, date(2026, 9, 1), 3, funder=company)
    notices.daily()
    clock.shift(timedelta(minutes=1))
    for one, outcome in ((called, "reached"), (missed, "no_answer")):
        LapseContact.create(worker=one, first_empty=date(2026, 12, 1), outcome=outcome, by=people["petugas"])
    assert {one.worker_id for one in told() if one.id in message_truth.still_true(told())} == {missed.id}


def test_a_second_round_of_the_day_leaves_its_news_for_tomorrow_s_letter(workers, company, clock):
    cover(workers[0], date(2026, 9, 1), 3, funder=company)
    notices.daily()
    cover(workers[1], date(2026, 9, 1), 3, funder=company)
    notices.daily()
    (letter,) = told("funder")
    assert "1 orang segera berakhir" in letter.subject
    on(clock, "2026-11-11T02:00:00Z")
    assert [one.subject for one in told("funder")][1:] == ["Payung: 1 orang segera berakhir tanggungannya"]
