"""Letters that ask BPJS for an earlier first day: who is proposed, what a letter may ask, what it does not change."""

from datetime import date, timedelta

import pytest
from time_machine import travel

from db import connection
from db.connection import writing
from db.models import (
    AuditEvent,
    CoverageMonth,
    StartLetter,
    StartLetterLine,
    Submission,
    SubmissionLine,
    Worker,
)
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import (
    bpjs_letter_pages,
    bpjs_letter_papers,
    bpjs_letter_proposals,
    bpjs_letters,
    settings,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from tests.ledger_rows import bill, confirm, paid_months, pay, planned_months, somebody
from tests.services.at_once import acting, all_at_once, key
from tests.services.crowd import crowd
from tests.services.member_lists import nik_of
from tests.web.papers import pages_of

THIS = first_of_month(today())
BEFORE = add_months(THIS, -1)
EVERYBODY_ELSE = ("auditor", "petugas", "mitra", "donatur", "opd")


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def workers(people):
    def enrolled(count: int, numbered: int = 1) -> list[Worker]:
        numbers = crowd(acting(people["petugas"]), count, numbered=numbered)
        return list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))

    return enrolled


@pytest.fixture
def city(people):
    return somebody("apbd")


def answered_on(
    worker: Worker, funder, effective_on: date, first: date = BEFORE, months: int = 3, **other
) -> None:
    """Paid from `first` on; BPJS has answered with this day."""
    run = [add_months(first, step) for step in range(months)]
    rows = paid_months(worker, run, funder=funder, **{"on": first, **other})
    confirm([row for row in rows if row.paid_on][:1], on=effective_on)
    submission, _new = Submission.get_or_create(
        no=f"D26-{funder.id:06}", defaults={"funder": funder, "made_by_id": 1, "sent_on": first}
    )
    SubmissionLine.create(
        submission=submission, number=worker.id, worker=worker, first_month=first, last_month=run[-1],
        state="accepted", effective_on=effective_on,
    )  # fmt: skip


def made(admin, funder, *workers, day: date = BEFORE, **other) -> str:
    wish = {"people": {worker.reg_no: day for worker in workers}, "reason": "Jawaban tertunda.", **other}
    return bpjs_letters.make(funder_id=funder.id, client_key=key(), by=admin, **wish)


def numbers(funder) -> list[str]:
    return [one.reg_no for one in bpjs_letter_proposals.proposed_for(funder.id) if not one.asked_in]


def test_answer_with_a_day_after_the_first_paid_month_is_proposed(workers, city):
    late, in_time, on_the_edge = workers(3)
    answered_on(late, city, THIS)
    answered_on(in_time, city, BEFORE)
    answered_on(on_the_edge, city, THIS - timedelta(days=1))
    (one,) = bpjs_letter_proposals.proposed_for(city.id)
    assert (one.reg_no, one.why, one.start.first_month) == (late.reg_no, "late_answer", BEFORE)
    assert one.start.effective_on == THIS
    assert [(funder.id, people) for funder, people in bpjs_letter_proposals.counts()] == [(city.id, 1)]


def test_first_paid_month_counts_and_not_the_first_that_was_asked_for(workers, city):
    (worker,) = workers(1)
    rows = planned_months(worker, [BEFORE, THIS], funder=city)
    pay(rows[1:])
    confirm(rows[1:], on=THIS)
    submission = Submission.create(no="D26-UJI001", funder=city, made_by_id=1, sent_on=BEFORE)
    asked = {"worker": worker, "first_month": BEFORE, "last_month": THIS}
    SubmissionLine.create(submission=submission, number=1, state="accepted", effective_on=THIS, **asked)
    assert numbers(city) == []
    pay(rows[:1])
    assert numbers(city) == [worker.reg_no]


def test_money_that_came_after_the_lapse_is_proposed_before_bpjs_answers(workers, city):
    """The manual's case: paid to June, July to October paid in October."""
    late, in_time = workers(2)
    with travel("2026-10-12T10:00:00+07:00", tick=False):
        for worker, day in ((late, date(2026, 10, 10)), (in_time, date(2026, 9, 30))):
            paid_months(worker, [date(2026, 6, 1)], effective=1, on=date(2026, 6, 1), funder=city)
            rows = planned_months(worker, [date(2026, month, 1) for month in (7, 8, 9, 10)], funder=city)
            bill(rows, on=day)
            pay(rows, on=day)
        (one,) = bpjs_letter_proposals.proposed_for(city.id)
        assert (one.reg_no, one.why) == (late.reg_no, "late_payment")
        assert (one.start.first_month, one.start.covered_before) == (date(2026, 7, 1), date(2026, 6, 1))


def test_new_membership_after_months_that_nobody_paid_is_not_proposed(workers, city):
    (worker,) = workers(1)
    with travel("2026-11-12T10:00:00+07:00", tick=False):
        paid_months(worker, [date(2026, 6, 1)], effective=1, on=date(2026, 6, 1), funder=city)
        rows = planned_months(worker, [date(2026, 11, 1)], funder=city)
        bill(rows, on=date(2026, 11, 2))
        pay(rows, on=date(2026, 11, 12))
        assert numbers(city) == []


def test_who_is_frozen_is_not_proposed(workers, city):
    (worker,) = workers(1)
    answered_on(worker, city, THIS)
    Worker.update(frozen_at=today()).where(Worker.id == worker.id).execute()
    assert numbers(city) == [] and bpjs_letter_proposals.counts() == []


def test_letter_names_its_people_and_takes_them_off_the_proposals(admin, workers, city):
    one, other = workers(2)
    for worker in (one, other):
        answered_on(worker, city, THIS)
    before = list(CoverageMonth.select().order_by(CoverageMonth.id).dicts())
    no = made(admin, city, one)
    file = bpjs_letter_pages.letter_seen_by(admin, no)
    assert [(line.worker_id, line.asked_from) for line in file.lines] == [(one.id, BEFORE)]
    assert numbers(city) == [other.reg_no]
    again = {one.reg_no: one.asked_in for one in bpjs_letter_proposals.proposed_for(city.id)}
    assert again == {other.reg_no: "", one.reg_no: no}
    assert bpjs_letters.asked_earlier([one.id, other.id]) == {one.id: BEFORE}
    assert list(CoverageMonth.select().order_by(CoverageMonth.id).dicts()) == before
    line = AuditEvent.get(AuditEvent.action == "bpjs.surat_dibuat")
    assert (line.subject, line.detail["orang"]) == (no, 1)


def test_sent_twice_it_is_one_letter(admin, workers, city):
    (worker,) = workers(1)
    answered_on(worker, city, THIS)
    wish = {"people": {worker.reg_no: BEFORE}, "reason": "Tertunda.", "client_key": key(), "by": admin}
    answers = all_at_once([lambda: bpjs_letters.make(funder_id=city.id, **wish)] * 2)
    assert answers[0] == answers[1] and StartLetter.select().count() == 1


@pytest.mark.parametrize("day", [BEFORE - timedelta(days=1), THIS, add_months(THIS, 3)])
def test_day_outside_the_broken_stretch_is_refused(admin, workers, city, day):
    (worker,) = workers(1)
    answered_on(worker, city, THIS)
    with pytest.raises(Refused, match=worker.name):
        made(admin, city, worker, day=day)
    assert StartLetter.select().count() == 0


def test_letter_for_nobody_or_for_somebody_not_proposed_is_refused(admin, workers, city):
    in_time, late = workers(2)
    answered_on(in_time, city, BEFORE)
    answered_on(late, city, THIS)
    for people in ((), (in_time,), (late, in_time)):
        with pytest.raises(Refused):
            made(admin, city, *people)
    with pytest.raises(Refused):
        made(admin, somebody("dbhcht"), late)
    assert StartLetter.select().count() == StartLetterLine.select().count() == 0


def test_letter_with_more_people_than_one_takes_is_refused(admin, workers, city, monkeypatch):
    monkeypatch.setattr("kiosk.services.bpjs_letters.MOST", 1)
    people = workers(2)
    for worker in people:
        answered_on(worker, city, THIS)
    with pytest.raises(Refused):
        made(admin, city, *people)


def test_what_bpjs_answered_stands_with_the_latest_letter(admin, workers, city):
    (worker,) = workers(1)
    answered_on(worker, city, THIS)
    made(admin, city, worker)
    latest = made(admin, city, worker, day=BEFORE + timedelta(days=4))
    assert bpjs_letters.asked_earlier([worker.id]) == {worker.id: BEFORE + timedelta(days=4)}
    with writing():
        bpjs_letters.note_answered({worker.id: BEFORE})
    lines = {row.letter.no: row.answered_from for row in StartLetterLine.select()}
    assert lines.pop(latest) == BEFORE and list(lines.values()) == [None]
    (row, _older), _follows = bpjs_letter_pages.page_of(by=admin)
    assert (row.letter.no, row.people, row.answered) == (latest, 1, 1)


def test_paper_names_everybody_with_full_numbers_and_is_written_down(admin, workers, city):
    (worker,) = workers(1)
    answered_on(worker, city, THIS)
    no = made(admin, city, worker, reason="Pemadanan NIK terlambat.")
    said = " ".join(" ".join(pages_of(bpjs_letter_papers.letter_pdf(no=no, by=admin))).split())
    for words in (no, nik_of(worker), worker.name, "Pemadanan NIK terlambat.", "1 (satu)", "belum ada"):
        assert words in said, words
    line = AuditEvent.get(AuditEvent.action == "bpjs.surat_dicetak")
    assert (line.subject, line.user_name) == (no, admin.name)
    assert nik_of(worker) not in str(line.detail)


def test_only_the_admin_makes_and_prints_and_the_auditor_looks(people, admin, workers, city):
    (worker,) = workers(1)
    answered_on(worker, city, THIS)
    no = made(admin, city, worker)
    assert bpjs_letter_pages.letter_seen_by(acting(people["auditor"]), no).letter.no == no
    for name in EVERYBODY_ELSE:
        by = acting(people[name])
        with pytest.raises(NotAllowed):
            made(by, city, worker)
        with pytest.raises(NotAllowed):
            bpjs_letter_papers.letter_pdf(no=no, by=by)
    for name in EVERYBODY_ELSE[1:]:
        with pytest.raises(NotAllowed):
            bpjs_letter_pages.page_of(by=acting(people[name]))
        with pytest.raises(NotAllowed):
            bpjs_letter_pages.letter_seen_by(acting(people[name]), no)
    with pytest.raises(NotThere):
        bpjs_letter_pages.letter_seen_by(admin, "S26-XXXXXX")


def test_many_are_proposed_in_as_many_statements_as_few(admin, workers, city, monkeypatch):
    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        settings.forget()
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    def all_of_it():
        bpjs_letter_proposals.proposed_for(city.id)
        bpjs_letter_proposals.counts()

    for worker in workers(2):
        answered_on(worker, city, THIS)
    few = count(all_of_it)
    more = workers(12, 100)
    for worker in more:
        answered_on(worker, city, THIS)
    assert count(all_of_it) <= few
    asked = {worker.reg_no: BEFORE for worker in more[:6]}
    few = count(lambda: made(admin, city, more[6]))
    assert count(lambda: made(admin, city, people=asked)) <= few
