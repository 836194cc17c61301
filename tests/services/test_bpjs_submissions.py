"""A submission from its making to its end: sent, cancelled, a line dropped, and what is let go meanwhile."""

from datetime import timedelta

import pytest

from db.models import AuditEvent, CoverageMonth, Membership, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, noon_of, start_of, today
from kiosk.services import bpjs_candidates, bpjs_sending_days, bpjs_submissions, merges, safe
from kiosk.services.acting import NotAllowed, NotThere, Refused
from tests.ledger_rows import bill as bill_months
from tests.ledger_rows import (
    confirm,
    let_go,
    live_months,
    paid_months,
    pay_and_confirm,
    planned_months,
    somebody,
)
from tests.services import asking
from tests.services.at_once import acting, all_at_once, key
from tests.services.billing import THIS
from tests.services.crowd import crowd
from tests.services.ledger_proof import adds_up
from tests.services.two_numbers import enrolled


@pytest.fixture
def bill(people):
    return asking.askable(people, 3)


def submitted() -> list:
    return [row.submitted_on for row in live_months()]


def test_people_are_frozen_as_lines_and_nothing_has_left(bill, admin):
    submission = asking.made(bill, admin)
    assert submission.no.startswith("D") and submission.wadah_type == "SC" and submission.sent_on is None
    found = asking.lines(submission)
    assert [(line.number, line.state, line.continued) for line in found] == [
        (number, "asked", False) for number in (1, 2, 3)
    ]
    assert {(line.first_month, line.last_month) for line in found} == {(THIS, add_months(THIS, 1))}
    assert set(submitted()) == {None}


def test_who_has_a_kpj_is_asked_for_as_continued(bill, admin):
    """Written by a desk, or from an answer of BPJS to somebody else's submission."""
    own, answered, _new = asking.workers()
    Worker.update(kpj_sealed=safe.seal("26000000001", safe.KPJ)).where(Worker.id == own.id).execute()
    Membership.create(worker=answered, kpj_sealed=safe.seal("26000000002", safe.KPJ), source="answer")
    found = asking.lines(asking.made(bill, admin))
    assert [line.continued for line in found] == [True, True, False]


def test_the_same_key_makes_one_submission(bill, admin):
    one = key()
    numbers = {
        bpjs_submissions.make(funder_id=bill.funder_id, client_key=one, by=admin) for _again in range(2)
    }
    assert len(numbers) == 1 and Submission.select().count() == 1


def test_a_second_one_finds_nobody(bill, admin):
    asking.made(bill, admin)
    with pytest.raises(Refused, match="Tidak ada orang yang siap"):
        asking.made(bill, admin)
    assert Submission.select().count() == 1


def test_two_admins_at_once_ask_for_each_person_once(bill, admin):
    answers = all_at_once([lambda: asking.made(bill, admin), lambda: asking.made(bill, admin)])
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Submission"]
    assert SubmissionLine.select().count() == 3


def test_no_more_than_one_submission_holds_and_the_rest_is_ready_after_it(bill, admin, monkeypatch):
    monkeypatch.setattr(bpjs_submissions, "MOST_PEOPLE", 2)
    assert len(asking.lines(asking.made(bill, admin))) == 2
    assert bpjs_candidates.count_ready() == 1


def test_sent_is_the_day_its_months_were_submitted(bill, admin):
    yesterday = today() - timedelta(days=1)
    submission = made_days_ago(bill, admin, 1)
    bpjs_submissions.send(no=submission.no, on=yesterday, by=admin)
    assert Submission.get().sent_on == yesterday and set(submitted()) == {yesterday}
    bpjs_submissions.send(no=submission.no, on=yesterday, by=admin)
    with pytest.raises(Refused, match="sudah dicatat terkirim"):
        bpjs_submissions.send(no=submission.no, on=today(), by=admin)
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.dikirim").count() == 1


def made_days_ago(bill, admin, days: int) -> Submission:
    submission = asking.made(bill, admin)
    Submission.update(made_at=noon_of(today() - timedelta(days=days))).execute()
    return submission


def test_a_day_before_it_was_made_is_refused(bill, admin):
    submission = made_days_ago(bill, admin, 2)
    with pytest.raises(Refused, match="baru disusun"):
        bpjs_submissions.send(no=submission.no, on=today() - timedelta(days=3), by=admin)
    assert Submission.get().sent_on is None and set(submitted()) == {None}
    bpjs_submissions.send(no=submission.no, on=today() - timedelta(days=2), by=admin)


def test_made_after_midnight_here_it_is_of_this_day(bill, admin):
    submission = asking.made(bill, admin)
    Submission.update(made_at=start_of(today())).execute()
    with pytest.raises(Refused, match="baru disusun"):
        bpjs_submissions.send(no=submission.no, on=today() - timedelta(days=1), by=admin)
    bpjs_submissions.send(no=submission.no, on=today(), by=admin)


def test_the_day_is_set_right_while_nobody_is_answered(bill, admin):
    submission, day = made_days_ago(bill, admin, 4), today() - timedelta(days=3)
    with pytest.raises(Refused, match="belum dicatat diserahkan"):
        bpjs_sending_days.correct(no=submission.no, on=day, by=admin)
    bpjs_submissions.send(no=submission.no, on=today(), by=admin)
    bpjs_submissions.drop_line(no=submission.no, number=1, by=admin)
    bpjs_sending_days.correct(no=submission.no, on=day, by=admin)
    bpjs_sending_days.correct(no=submission.no, on=day, by=admin)
    assert Submission.get().sent_on == day and set(submitted()) == {None, day}
    event = AuditEvent.get(AuditEvent.action == "bpjs.hari_dikoreksi")
    assert event.detail == {"semula": today().isoformat(), "tanggal": day.isoformat()}
    for wrong, said in (
        (day - timedelta(days=2), "baru disusun"),
        (today() + timedelta(days=1), "belum tiba"),
    ):
        with pytest.raises(Refused, match=said):
            bpjs_sending_days.correct(no=submission.no, on=wrong, by=admin)
    SubmissionLine.update(state="accepted").where(SubmissionLine.number == 2).execute()
    with pytest.raises(Refused, match="sudah menjawab"):
        bpjs_sending_days.correct(no=submission.no, on=today(), by=admin)
    assert Submission.get().sent_on == day


def test_a_day_to_come_is_refused(bill, admin):
    submission = asking.made(bill, admin)
    with pytest.raises(Refused, match="belum tiba"):
        bpjs_submissions.send(no=submission.no, on=today() + timedelta(days=1), by=admin)
    assert set(submitted()) == {None}


def test_months_of_members_are_stamped_along(people, admin):
    city = somebody("apbd")
    member, newcomer = (Worker.get_by_id(row) for row in _two(people))
    confirm(paid_months(member, [THIS], funder=city))
    (bill,) = bill_months(
        [
            *planned_months(member, [add_months(THIS, 1)], funder=city),
            *planned_months(newcomer, [THIS], funder=city),
        ]
    )
    submission = asking.sent(bill, admin)
    assert [line.worker_id for line in asking.lines(submission)] == [newcomer.id]
    assert all(row.submitted_on == today() for row in live_months(CoverageMonth.bill == bill))
    yesterday = today() - timedelta(days=1)
    Submission.update(made_at=noon_of(yesterday)).execute()
    bpjs_sending_days.correct(no=submission.no, on=yesterday, by=admin)
    assert all(row.submitted_on == yesterday for row in live_months(CoverageMonth.bill == bill))


def _two(people) -> list[int]:
    numbers = crowd(acting(people["petugas"]), 2, **asking.WHOLE)
    return [row.id for row in Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id)]


def test_cancelled_before_the_first_answer_it_asks_for_nobody(bill, admin):
    submission = asking.sent(bill, admin)
    bpjs_submissions.cancel(no=submission.no, why="Salah wadah.", by=admin)
    assert {line.state for line in asking.lines(submission)} == {"dropped"}
    assert set(submitted()) == {None} and bpjs_candidates.count_ready() == 3
    with pytest.raises(Refused, match="sudah dibatalkan"):
        bpjs_submissions.send(no=submission.no, on=today(), by=admin)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        bpjs_submissions.cancel(no=submission.no, why="lagi", by=admin)


def test_cancelled_it_takes_the_day_back_from_members_that_went_along(people, admin):
    bill, member = _with_a_member(people)
    submission = asking.sent(bill, admin)
    bpjs_submissions.cancel(no=submission.no, why="Salah wadah.", by=admin)
    assert {row.submitted_on for row in live_months(CoverageMonth.bill == bill)} == {None}
    again = asking.sent(bill, admin)
    assert [line.worker_id for line in asking.lines(again)] != [member.id]
    assert {row.submitted_on for row in live_months(CoverageMonth.bill == bill)} == {today()}
    assert adds_up()


def test_members_keep_the_day_that_another_submission_may_have_brought(people, admin):
    bill, member = _with_a_member(people)
    other = Submission.create(no="D26-UJI001", funder=bill.funder_id, made_by_id=1, sent_on=today())
    submission = asking.sent(bill, admin)
    assert (other.wadah_type, other.sent_on) == (submission.wadah_type, submission.sent_on)
    bpjs_submissions.cancel(no=submission.no, why="Salah wadah.", by=admin)
    kept = live_months(CoverageMonth.bill == bill, CoverageMonth.worker == member)
    assert [row.submitted_on for row in kept] == [today()]


def _with_a_member(people):
    """The city's bill for a newcomer, and for a month of somebody who is a member; with the member."""
    city = somebody("apbd")
    member, newcomer = (Worker.get_by_id(row) for row in _two(people))
    confirm(paid_months(member, [THIS], funder=city))
    months = [
        *planned_months(member, [add_months(THIS, 1)], funder=city),
        *planned_months(newcomer, [THIS], funder=city),
    ]
    return bill_months(months)[0], member


def test_dropped_it_leaves_the_day_where_another_sent_line_covers_the_month(bill, admin):
    submission = asking.sent(bill, admin)
    line = asking.lines(submission)[0]
    earlier = Submission.create(no="D26-UJI001", funder=bill.funder_id, made_by_id=1, sent_on=today())
    asked = {"worker": line.worker_id, "first_month": THIS, "last_month": THIS}
    SubmissionLine.create(submission=earlier, number=1, state="accepted", **asked)
    bpjs_submissions.drop_line(no=submission.no, number=1, by=admin)
    kept = live_months(CoverageMonth.worker == line.worker_id)
    assert [row.submitted_on for row in kept] == [today(), None]


def test_a_month_that_counts_keeps_its_day(bill, admin):
    submission = asking.sent(bill, admin)
    line = asking.lines(submission)[0]
    months = live_months(CoverageMonth.worker == line.worker_id)
    pay_and_confirm(months[:1])
    bpjs_submissions.cancel(no=submission.no, why="Salah wadah.", by=admin)
    assert [row.submitted_on for row in live_months(CoverageMonth.worker == line.worker_id)] == [
        today(),
        None,
    ]
    assert adds_up()


def test_once_answered_it_is_not_cancelled(bill, admin):
    submission = asking.sent(bill, admin)
    first = asking.lines(submission)[0]
    SubmissionLine.update(state="accepted").where(SubmissionLine.id == first.id).execute()
    with pytest.raises(Refused, match="sudah menjawab"):
        bpjs_submissions.cancel(no=submission.no, why="x", by=admin)
    assert len(asking.lines(submission, "asked")) == 2 and None not in submitted()


def test_one_line_is_dropped_and_its_person_can_be_asked_for_again(bill, admin):
    submission = asking.sent(bill, admin)
    line = asking.lines(submission)[1]
    bpjs_submissions.drop_line(no=submission.no, number=2, by=admin)
    assert [one.state for one in asking.lines(submission)] == ["asked", "dropped", "asked"]
    assert {row.submitted_on for row in live_months(CoverageMonth.worker == line.worker_id)} == {None}
    assert [worker.id for worker in bpjs_candidates.ready(_wadah(bill))] == [line.worker_id]
    with pytest.raises(Refused, match="tidak menunggu jawaban"):
        bpjs_submissions.drop_line(no=submission.no, number=2, by=admin)
    with pytest.raises(NotThere):
        bpjs_submissions.drop_line(no=submission.no, number=99, by=admin)


def test_a_line_whose_months_were_all_let_go_is_dropped_with_them(bill, admin):
    submission = asking.sent(bill, admin)
    one, two, _three = asking.lines(submission)
    let_go(live_months(CoverageMonth.worker == one.worker_id))
    let_go(live_months(CoverageMonth.worker == two.worker_id)[:1])
    assert [line.state for line in asking.lines(submission)] == ["dropped", "asked", "asked"]
    event = AuditEvent.get(AuditEvent.action == "bpjs.baris_gugur")
    assert (event.subject, event.detail["orang"]) == (submission.no, 1)


def test_when_nobody_is_left_it_is_not_sent(bill, admin):
    submission = asking.made(bill, admin)
    let_go(live_months())
    with pytest.raises(Refused, match="Tidak ada lagi orang"):
        bpjs_submissions.send(no=submission.no, on=today(), by=admin)


@pytest.fixture
def wrong(petugas) -> Worker:
    return enrolled(petugas, 1, **asking.WHOLE)


@pytest.fixture
def right(petugas) -> Worker:
    return enrolled(petugas, 2, phone=None, **asking.WHOLE)


def test_who_is_merged_waits_under_the_right_number(wrong, right, admin):
    city = somebody("apbd")
    (bill,) = bill_months(planned_months(wrong, [THIS], funder=city))
    submission = asking.sent(bill, admin)
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="Salah ketik.", client_key=key(), by=admin)
    (line,) = asking.lines(submission)
    assert (line.worker_id, line.state) == (right.id, "asked")


def test_of_two_merged_numbers_that_both_wait_one_line_stays(wrong, right, admin):
    city = somebody("apbd")
    bills = bill_months(
        [*planned_months(wrong, [THIS], funder=city), *planned_months(right, [THIS], funder=city)]
    )
    submission = asking.sent(bills[0], admin)
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="Salah ketik.", client_key=key(), by=admin)
    assert sorted((line.worker_id, line.state) for line in asking.lines(submission)) == [
        (right.id, "asked"), (right.id, "dropped"),
    ]  # fmt: skip


def test_months_that_a_merge_brought_along_are_handed_over_no_more(wrong, right, admin):
    city = somebody("apbd")
    bills = bill_months(
        [
            *planned_months(wrong, [THIS], funder=city),
            *planned_months(right, [add_months(THIS, 1)], funder=city),
        ]
    )
    submission = asking.sent(bills[0], admin)
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="Salah ketik.", client_key=key(), by=admin)
    number = asking.lines(submission, "asked")[0].number
    bpjs_submissions.drop_line(no=submission.no, number=number, by=admin)
    assert submitted() == [None, None]


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd", "auditor"])
def test_only_admin_asks_bpjs(people, bill, admin, name):
    submission, by = asking.made(bill, admin), acting(people[name])
    for use in (
        lambda: bpjs_submissions.make(funder_id=bill.funder_id, client_key=key(), by=by),
        lambda: bpjs_submissions.send(no=submission.no, on=today(), by=by),
        lambda: bpjs_submissions.cancel(no=submission.no, why="x", by=by),
        lambda: bpjs_submissions.drop_line(no=submission.no, number=1, by=by),
        lambda: bpjs_sending_days.correct(no=submission.no, on=today(), by=by),
    ):
        with pytest.raises(NotAllowed):
            use()
    assert len(asking.lines(submission, "asked")) == 3


def test_admin_and_auditor_see_it_and_nobody_else(people, bill, admin):
    submission = asking.made(bill, admin)
    for name in ("admin", "auditor"):
        assert bpjs_submissions.submission_seen_by(acting(people[name]), submission.no).id == submission.id
    for name in ("petugas", "mitra", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            bpjs_submissions.submission_seen_by(acting(people[name]), submission.no)
    with pytest.raises(NotThere):
        bpjs_submissions.submission_seen_by(admin, "D26-TIDAKADA")


def _wadah(bill):
    return bpjs_candidates.Wadah(bill.funder_id, bill.wadah_type)
