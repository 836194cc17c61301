"""BPJS answers about one person by telephone, in its portal or on paper: as the same line of a file, and once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.models import (
    AuditEvent,
    CoverageMonth,
    Membership,
    Message,
    OnceKey,
    Payment,
    SubmissionLine,
    Worker,
    WorkerFlag,
)
from kiosk.domain.bpjs_outcomes import ACCEPTED, CONFLICT, KNOWN, LATE, REJECTED, UNPAID
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services import bpjs_submissions, bpjs_told_answers, ledger, safe, worker_history
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.bpjs_told_answers import AnsweredMeanwhile, ChangedMeanwhile, Told, WrongDay, WrongKpj
from kiosk.services.invariants import faults
from kiosk.services.once import KeyInUse
from tests import ledger_rows
from tests.services.at_once import acting, all_at_once, key
from tests.services.billing import batch_of, billed, pay
from tests.services.bpjs_desk import asked, codes, kpj, outcomes, says, take_in
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())
EARLIER = today() - timedelta(days=3)
PORTAL = "portal SIPP, 21 November 2026"
YES = Told(True, PORTAL, effective_on=EARLIER, kpj=kpj(0))
NO = Told(False, PORTAL, reason="NIK tidak padan")


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def line(people, admin) -> SubmissionLine:
    """Somebody whom BPJS was asked for, two months, all of them paid."""
    return waiting(people, admin)


def waiting(
    people, admin, *, first=THIS, paid: bool = True, sent: bool = True, count: int = 1
) -> SubmissionLine:
    bill = billed(batch_of(people, count, 2, first=first), acting(people["mitra"]))
    if paid:
        pay(bill, bill.amount, admin)
    asked(list(Worker.select().order_by(Worker.id)), by=admin, sent=sent)
    return SubmissionLine.get(SubmissionLine.number == 1)


def again(row):
    return type(row).get_by_id(row.id)


def planned(line: SubmissionLine, by, told: Told = NO):
    return bpjs_told_answers.preview(no=line.submission.no, number=line.number, told=told, by=by)


def noted(line: SubmissionLine, told: Told, by, *, seen: str | None = None, client_key: str = "") -> str:
    if seen is None:
        seen = "" if told.accepted else planned(line, by).mark
    return bpjs_told_answers.note(
        no=line.submission.no, number=line.number, told=told, seen=seen, client_key=client_key or key(), by=by
    )


def effective(worker: Worker) -> list:
    return [row.effective_on for row in ledger_rows.live_months(CoverageMonth.worker == worker)]


def number_of(worker: Worker) -> str | None:
    return safe.open_text(again(worker).kpj_sealed, safe.KPJ)


def everything() -> list:
    tables = (
        CoverageMonth,
        SubmissionLine,
        Membership,
        Worker,
        WorkerFlag,
        Payment,
        Message,
        AuditEvent,
        OnceKey,
    )
    return [list(table.select().order_by(table.id).tuples()) for table in tables]


def holds() -> bool:
    """The tests' own PostgreSQL is not durable on purpose."""
    return adds_up() and not {proof.invariant.code for proof in faults()} - {"durable"}


def test_accepted_is_a_member_under_a_number_and_the_first_month_counts(line, admin):
    assert noted(line, YES, admin) == ACCEPTED
    answered = again(line)
    assert (answered.state, answered.effective_on) == ("accepted", EARLIER) and answered.answered_at
    assert effective(line.worker) == [EARLIER, None] and number_of(line.worker) == kpj(0)
    found = Membership.get()
    assert (found.source, found.effective_on, found.line_id) == ("answer", EARLIER, line.id)
    assert ledger.protection(ledger_rows.live_months()).code == "protected" and holds()
    assert Message.select().where(Message.kind == "started").count() == 1


def test_accepted_without_a_number_is_a_member_without_one_until_a_file_names_it(line, admin):
    assert noted(line, replace(YES, kpj=""), admin) == ACCEPTED
    assert number_of(line.worker) is None and Membership.get().kpj_hash is None
    assert effective(line.worker) == [EARLIER, None] and holds()
    assert outcomes(take_in([says(line.worker, on=EARLIER, kpj=kpj(0))], by=admin)) == ["numbered"]
    assert number_of(line.worker) == kpj(0)


def test_the_trail_says_where_it_was_said_and_no_number(line, admin):
    noted(line, YES, admin)
    event = AuditEvent.get(AuditEvent.action == "bpjs.diterima")
    assert (event.subject, event.detail["sumber"]) == (line.worker.reg_no, PORTAL)
    assert event.detail["berlaku"] == EARLIER.isoformat() and kpj(0) not in str(event.detail)
    told = next(one for one in worker_history.history_of(again(line.worker)) if one.action == "bpjs.diterima")
    assert told.note == PORTAL


def test_what_is_not_paid_yet_counts_with_the_money(people, admin):
    line = waiting(people, admin, paid=False)
    assert noted(line, YES, admin) == UNPAID and effective(line.worker) == [None, None]
    bill = ledger_rows.live_months()[0].bill
    pay(bill, bill.amount, admin)
    assert effective(line.worker) == [EARLIER, None] and holds()


def test_what_begins_after_the_first_paid_month_is_said_to_be_late(people, admin):
    line = waiting(people, admin, first=add_months(THIS, -1))
    assert noted(line, replace(YES, effective_on=THIS), admin) == LATE


def test_what_a_rejection_would_do_is_said_and_nothing_is_done(line, admin):
    before, plan = everything(), planned(line, admin)
    [part] = plan.credited
    assert (part.funder, part.months) == ("PT Sinar Pesisir", months_from(THIS, 2)) and not plan.freed
    assert part.amount == sum(row.amount for row in ledger_rows.live_months())
    assert (plan.before.code, plan.after.code) == ("registered", "waiting") and everything() == before


def test_rejected_is_let_go_credited_flagged_and_told(line, admin):
    owed = sum(row.amount for row in ledger_rows.live_months())
    assert noted(line, NO, admin) == REJECTED
    answered = again(line)
    assert (answered.state, answered.reason) == ("rejected", "NIK tidak padan")
    assert not ledger_rows.live_months() and not Membership.select().exists()
    assert {row.released_why for row in CoverageMonth.select()} == {"rejected"}
    assert sum(payment.credited for payment in Payment.select()) == owed and holds()
    flag = WorkerFlag.get()
    assert (flag.worker_id, flag.kind, flag.note) == (line.worker_id, "bpjs_rejected", "NIK tidak padan")
    assert {one.to_kind for one in Message.select().where(Message.kind == "rejected")} == {"funder", "post"}
    event = AuditEvent.get(AuditEvent.action == "bpjs.ditolak")
    assert (event.subject, event.detail["sumber"], event.detail["bulan"]) == (line.worker.reg_no, PORTAL, 2)


def test_months_nobody_has_paid_are_let_go_without_credit(people, admin):
    line = waiting(people, admin, paid=False)
    plan = planned(line, admin)
    assert not plan.credited and [part.months for part in plan.freed] == [months_from(THIS, 2)]
    assert noted(line, NO, admin) == REJECTED and not ledger_rows.live_months() and holds()


@pytest.mark.parametrize("told", [YES, NO], ids=["accepted", "rejected"])
def test_ledger_stands_as_after_the_same_line_of_a_file(people, admin, told):
    """Of two people of one submission one is answered by hand and one by a file."""
    by_hand = waiting(people, admin, count=2)
    by_file = SubmissionLine.get(SubmissionLine.number == 2)
    noted(by_hand, told, admin)
    row = {"accepted": told.accepted, "on": told.effective_on, "reason": told.reason}
    take_in([says(by_file.worker, **row, kpj=kpj(1) if told.accepted else "")], by=admin)
    assert stands(by_hand) == stands(by_file) and holds()


def stands(line: SubmissionLine) -> list:
    line, who = again(line), line.worker_id
    months = CoverageMonth.select().where(CoverageMonth.worker == who).order_by(CoverageMonth.month)
    members = Membership.select().where(Membership.worker == who)
    flags = WorkerFlag.select().where(WorkerFlag.worker == who)
    return [
        (line.state, line.effective_on, line.reason, line.continued, bool(line.answered_at)),
        [(row.month, row.effective_on, bool(row.payment_id), row.released_why) for row in months],
        [(one.source, one.effective_on, bool(one.kpj_hash)) for one in members],
        [(one.kind, one.note) for one in flags],
        sorted(one.kind for one in Message.select().where(Message.worker == who)),
    ]


@pytest.mark.parametrize("told", [YES, NO], ids=["accepted", "rejected"])
def test_the_second_press_does_nothing_more(line, admin, told):
    seen, same = planned(line, admin).mark, key()
    first = noted(line, told, admin, seen=seen, client_key=same)
    before = everything()
    assert noted(line, told, admin, seen=seen, client_key=same) == first and everything() == before
    with pytest.raises(KeyInUse):
        noted(line, replace(told, source="telepon Bu Rina, kemarin"), admin, seen=seen, client_key=same)
    with pytest.raises(AnsweredMeanwhile, match="sudah tercatat"):
        noted(line, told, admin, seen=seen)
    assert everything() == before


def test_a_file_that_says_the_same_later_repeats_and_one_that_does_not_contradicts(line, admin):
    noted(line, YES, admin)
    worker = line.worker
    assert outcomes(take_in([says(worker, on=EARLIER, kpj=kpj(0))], by=admin)) == [KNOWN]
    for other in ({"accepted": False, "reason": "ganda"}, {"kpj": kpj(9), "on": EARLIER}, {"kpj": kpj(0)}):
        to = take_in([says(worker, **other)], by=admin)
        assert outcomes(to) == [CONFLICT], codes(to)


def test_a_file_that_came_in_between_stands_and_the_other_answer_does_nothing(line, admin):
    seen = planned(line, admin).mark
    take_in([says(line.worker, on=EARLIER, kpj=kpj(0))], by=admin)
    before = everything()
    for told in (YES, NO):
        with pytest.raises(AnsweredMeanwhile):
            noted(line, told, admin, seen=seen)
    assert everything() == before


def test_of_two_at_once_one_is_noted(line, admin):
    seen = planned(line, admin).mark
    answers = all_at_once([lambda told=told: noted(line, told, admin, seen=seen) for told in (YES, NO)])
    won, lost = sorted(answers, key=lambda one: isinstance(one, Exception))
    assert won in (ACCEPTED, REJECTED) and isinstance(lost, AnsweredMeanwhile), answers
    assert again(line).state == won and holds()
    assert AuditEvent.select().where(AuditEvent.action.in_(("bpjs.diterima", "bpjs.ditolak"))).count() == 1


def test_by_hand_and_by_file_at_once_is_noted_once(line, admin):
    worker = Worker.get_by_id(line.worker_id)
    row = says(worker, on=EARLIER, kpj=kpj(0))
    by_hand, by_file = all_at_once(
        [lambda: noted(line, YES, admin), lambda: outcomes(take_in([row], by=admin))]
    )
    if isinstance(by_hand, Exception):
        assert isinstance(by_hand, AnsweredMeanwhile) and by_file == [ACCEPTED], (by_hand, by_file)
    else:
        assert by_hand == ACCEPTED and by_file == [KNOWN], by_file
    assert Membership.select().count() == 1 and holds()


def test_a_rejection_is_done_only_as_it_was_read(people, admin):
    line = waiting(people, admin, paid=False)
    seen = planned(line, admin).mark
    bill = ledger_rows.live_months()[0].bill
    pay(bill, bill.amount, admin)
    before = everything()
    for mark in (seen, ""):
        with pytest.raises(ChangedMeanwhile):
            noted(line, NO, admin, seen=mark)
    assert everything() == before and noted(line, NO, admin) == REJECTED


@pytest.mark.parametrize(
    ("day", "words"),
    [(today() + timedelta(days=1), "belum tiba"), (add_months(THIS, -13), "Periksa tahunnya")],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(line, admin, day, words):
    before = everything()
    with pytest.raises(WrongDay, match=words):
        noted(line, replace(YES, effective_on=day), admin)
    assert everything() == before


def test_first_day_of_a_month_to_come_is_taken_as_in_a_file(people, admin):
    first = add_months(THIS, 1)
    line = waiting(people, admin, first=first)
    assert noted(line, replace(YES, effective_on=first), admin) == ACCEPTED
    assert effective(line.worker) == [first, None] and holds()


def test_a_number_of_somebody_else_is_refused_with_whose_it_is(people, admin):
    line = waiting(people, admin, count=2)
    other = SubmissionLine.get(SubmissionLine.number == 2).worker
    Worker.update(kpj_hash=safe.index(kpj(0), safe.KPJ)).where(Worker.id == other.id).execute()
    before = everything()
    with pytest.raises(WrongKpj, match=other.reg_no):
        noted(line, YES, admin)
    assert everything() == before


def test_a_line_that_nobody_waits_for_or_that_was_not_sent_is_refused(people, admin):
    line = waiting(people, admin, sent=False)
    for told in (YES, NO):
        with pytest.raises(Refused, match="belum dicatat terkirim"):
            noted(line, told, admin, seen="")
    with pytest.raises(Refused, match="belum dicatat terkirim"):
        planned(line, admin)
    bpjs_submissions.drop_line(no=line.submission.no, number=1, by=admin)
    with pytest.raises(AnsweredMeanwhile, match="tidak diajukan"):
        noted(line, YES, admin)


def test_only_the_admin_notes_it_the_auditor_looks_and_strangers_do_neither(people, line, admin):
    for role in ("auditor", "petugas", "mitra", "mitra2", "opd", "donatur"):
        with pytest.raises(NotAllowed):
            noted(line, YES, acting(people[role]))
        if role != "auditor":
            with pytest.raises(NotAllowed):
                planned(line, acting(people[role]))
    assert planned(line, acting(people["auditor"])).released
    with pytest.raises(NotThere):
        bpjs_told_answers.note(no=line.submission.no, number=9, told=YES, client_key=key(), by=admin)
    assert again(line).state == "asked"


def test_who_has_an_own_number_by_then_was_asked_for_as_continued(line, admin):
    own = {"kpj_sealed": safe.seal("12345678901", safe.KPJ), "kpj_hash": safe.index("12345678901", safe.KPJ)}
    Worker.update(own).where(Worker.id == line.worker_id).execute()
    noted(line, YES, admin)
    assert again(line).continued and number_of(line.worker) == kpj(0)
    assert Membership.select().where(Membership.source == "own").count() == 1
