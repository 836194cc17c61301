"""BPJS corrects what it has answered: months stop or begin on another day, money is credit, and it is told."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import (
    AuditEvent,
    CoverageCount,
    CoverageMonth,
    Funder,
    Membership,
    Message,
    Payment,
    StartLetterLine,
    SubmissionLine,
    Worker,
    WorkerFlag,
)
from kiosk.domain.bpjs_outcomes import CONFLICT, KNOWN
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services import (
    bpjs_candidates,
    bpjs_continued,
    bpjs_correction_pages,
    bpjs_corrections,
    confirmations,
    ledger,
    messages,
    safe,
    worker_flags,
    worker_history,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.bpjs_corrections import MOVED, TAKEN_BACK, ChangedMeanwhile, Correction, WrongDay
from kiosk.services.data_sheet_memberships import membership_lines
from kiosk.services.invariants import faults
from kiosk.services.once import KeyInUse
from tests import ledger_rows
from tests.services.at_once import acting, all_at_once, key
from tests.services.billing import batch_of, billed, pay
from tests.services.bpjs_desk import asked, kpj, outcomes, says, take_in
from tests.services.ledger_proof import adds_up
from tests.services.member_lists import letter_of

THIS = first_of_month(today())
EARLIER = today() - timedelta(days=3)
BACK = Correction(TAKEN_BACK, "surat BPJS B/112/XI/2026", reason="NIK tidak padan")


def to(day) -> Correction:
    return Correction(MOVED, "surat BPJS B/113/XI/2026", day=day)


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def line(people, admin) -> SubmissionLine:
    """Somebody whom BPJS has accepted for three months, all of them paid, received and counted."""
    return accepted(people, admin)


def accepted(people, admin, *, first=THIS, months: int = 3, named: str = kpj(0), **other) -> SubmissionLine:
    bill = billed(batch_of(people, 1, months, first=first, **other), acting(people["mitra"]))
    pay(bill, bill.amount, admin)
    worker = Worker.get()
    asked([worker], by=admin)
    take_in([says(worker, on=EARLIER, kpj=named)], by=admin)
    confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-1", on=EARLIER, by=admin)
    return SubmissionLine.get()


def again(row):
    return type(row).get_by_id(row.id)


def planned(line: SubmissionLine, wish: Correction, by):
    return bpjs_corrections.preview(no=line.submission.no, number=line.number, wish=wish, by=by)


def corrected(line: SubmissionLine, wish: Correction, by, *, seen: str = "", client_key: str = "") -> None:
    bpjs_corrections.correct(
        no=line.submission.no, number=line.number, wish=wish, by=by,
        seen=seen or planned(line, wish, by).mark, client_key=client_key or key(),
    )  # fmt: skip


def live(worker: Worker) -> list[CoverageMonth]:
    return ledger_rows.live_months(CoverageMonth.worker == worker)


def effective(worker: Worker) -> list:
    return [row.effective_on for row in live(worker)]


def state_of(worker: Worker) -> str:
    return ledger.protection(live(worker)).code


def everything() -> list:
    tables = (CoverageMonth, SubmissionLine, Membership, Worker, WorkerFlag, Payment, Message, AuditEvent)
    return [list(table.select().order_by(table.id).tuples()) for table in tables]


def holds() -> bool:
    """The tests' own PostgreSQL is not durable on purpose."""
    return adds_up() and not {proof.invariant.code for proof in faults()} - {"durable"}


def test_what_would_follow_is_said_and_nothing_is_done(line, admin):
    before = everything()
    plan = planned(line, BACK, admin)
    assert [row.month for row in plan.stopped] == months_from(THIS, 3) and not plan.unconfirmed
    [part] = plan.credited
    assert (part.funder, part.months) == ("PT Sinar Pesisir", months_from(THIS, 3))
    assert part.amount == sum(row.amount for row in plan.stopped) and not plan.freed
    assert (plan.before.code, plan.after.code) == ("protected", "waiting") and everything() == before


def test_taken_back_the_months_stop_and_are_released_and_credited_as_by_a_rejection(line, admin):
    worker = line.worker
    owed = sum(row.amount for row in live(worker))
    corrected(line, BACK, admin)
    line = again(line)
    assert (line.state, line.reason, line.effective_on) == ("rejected", "NIK tidak padan", None)
    assert not live(worker) and state_of(worker) == "waiting"
    gone = CoverageMonth.select()
    assert {row.released_why for row in gone} == {"rejected"} and {row.payment_id for row in gone} == {None}
    assert all(row.effective_on and row.paid_on for row in gone)  # what stood there then
    assert sum(payment.credited for payment in Payment.select()) == owed and holds()
    flag = WorkerFlag.get()
    assert (flag.worker_id, flag.kind, flag.note) == (worker.id, "bpjs_rejected", "NIK tidak padan")
    told = {message.to_kind: message for message in Message.select().where(Message.kind == "rejected")}
    assert set(told) == {"funder", "post"} and "menolak 1 pekerja" in told["funder"].text


def test_the_trail_says_before_and_after_and_no_number(line, admin):
    corrected(line, BACK, admin)
    event = AuditEvent.get(AuditEvent.action == "bpjs.penerimaan_dibatalkan")
    assert (event.subject, event.detail["pengajuan"]) == (line.worker.reg_no, line.submission.no)
    assert (event.detail["semula"], event.detail["menjadi"]) == (EARLIER.isoformat(), "rejected")
    assert event.detail["sumber"] == BACK.source and event.detail["bulan_dilepas"] == 3
    assert event.detail["bulan_berhenti"] == [f"{month:%Y-%m}" for month in months_from(THIS, 3)]
    assert not AuditEvent.select().where(AuditEvent.action == "bpjs.ditolak").exists()
    assert kpj(0) not in str(event.detail)


def test_the_number_goes_with_it_and_may_be_somebody_else_s(people, line, admin):
    worker = line.worker
    corrected(line, BACK, admin)
    assert again(worker).kpj_sealed is None and again(worker).kpj_hash is None
    [one] = Membership.select()
    assert (one.source, one.line_id, one.kpj_hash) == ("withdrawn", None, None)
    kept, rejected = (one.third for one in membership_lines([worker.id]))
    assert kept == "penerimaannya dibatalkan BPJS" and rejected.startswith("ditolak BPJS")
    assert bpjs_continued.members_among([again(worker)]) == set()
    changed = [change.field for event in worker_history.history_of(worker) for change in event.changes]
    assert changed == ["kpj"]


def test_the_number_of_before_comes_back(people, admin):
    line = accepted(people, admin, kpj="12345678901")
    assert safe.open_text(again(line.worker).kpj_sealed, safe.KPJ) == kpj(0)
    assert planned(line, BACK, admin).number == "comes_back"
    corrected(line, BACK, admin)
    assert safe.open_text(again(line.worker).kpj_sealed, safe.KPJ) == "12345678901" and holds()


def test_a_number_the_person_had_before_and_bpjs_repeated_stays(people, admin):
    line = accepted(people, admin, kpj=kpj(0))
    corrected(line, BACK, admin)
    assert safe.open_text(again(line.worker).kpj_sealed, safe.KPJ) == kpj(0)


def test_a_later_receipt_makes_nothing_count_again(line, admin):
    bill = CoverageMonth.get().bill
    corrected(line, BACK, admin)
    assert confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-1", on=today(), by=admin) == 0
    assert not live(line.worker) and state_of(line.worker) == "waiting"


def test_mended_and_funded_again_the_person_is_asked_for_again(line, admin):
    worker, funder = line.worker, ledger_rows.first_company()
    corrected(line, BACK, admin)
    ledger_rows.bill(ledger_rows.planned_months(worker, [THIS]))
    wadah = Wadah(funder.id, live(worker)[0].bill.wadah_type)
    whole = {"birth_place": "Semarang", "address": "Jl. Kakap"}
    Worker.update(**whole, mother_name_sealed=safe.seal("Sumirah", safe.MOTHER)).execute()
    assert not list(bpjs_candidates.ready(wadah)) and len(list(bpjs_candidates.blocked(wadah))) == 1
    with writing():
        worker_flags.settle(worker_id=worker.id, kind=worker_flags.BPJS_REJECTED, by=admin)
    assert list(bpjs_candidates.ready(wadah)) == [worker]


def test_months_of_another_funder_that_only_followed_stop_and_are_asked_for_anew(line, admin):
    worker, other = line.worker, Funder.get(Funder.name == "PT Bahari Lestari")
    rows = ledger_rows.planned_months(worker, [add_months(THIS, 3)], funder=other)
    [bill] = ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    ledger_rows.submit(rows)
    assert confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-2", on=EARLIER, by=admin) == 1
    plan = planned(line, BACK, admin)
    assert [row.month for row in plan.unconfirmed] == [add_months(THIS, 3)] and len(plan.stopped) == 4
    corrected(line, BACK, admin)
    [row] = live(worker)
    assert row.paid_on and not row.effective_on and not row.submitted_on and holds()
    [told] = Message.select().where(Message.kind == "rejected", Message.funder == other)
    assert "1 bulannya tetap dibayar" in told.text and worker.name not in told.text


def test_months_that_another_answer_confirms_stay(line, admin):
    worker, other = line.worker, ledger_rows.somebody("apbd")
    rows = ledger_rows.planned_months(worker, [add_months(THIS, 3)], funder=other)
    ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    asked([worker], by=admin, funder=other)
    take_in([says(worker, on=today(), kpj=kpj(0))], by=admin)
    corrected(line, BACK, admin)
    assert [(row.month, row.effective_on) for row in live(worker)] == [(add_months(THIS, 3), today())]
    assert safe.open_text(again(worker).kpj_sealed, safe.KPJ) == kpj(0) and holds()


def test_months_over_already_are_corrected_beside_the_figures_of_their_report(people, admin):
    first = add_months(THIS, -2)
    line = accepted(people, admin, first=first)
    said = [(row.month, row.planned, row.effective) for row in CoverageCount.select()]
    late = [(row.month, row.effective_late) for row in CoverageCount.select()]
    plan = planned(line, BACK, admin)
    assert [row.month for row in plan.gone_by] == months_from(first, 2)
    corrected(line, BACK, admin)
    past = [one for one in said if one[0] < THIS]
    assert [
        (row.month, row.planned, row.effective) for row in CoverageCount.select() if row.month < THIS
    ] == past
    now = {row.month: row.effective_late for row in CoverageCount.select()}
    assert all(now[month] == before - 1 for month, before in late if month < THIS) and holds()
    [told] = [one for one in worker_history.history_of(line.worker) if one.stopped]
    assert told.stopped == tuple(months_from(first, 3))
    assert (told.reason, told.note) == (BACK.reason, BACK.source)


def test_whoever_was_told_that_cover_began_is_told_at_the_post(line, admin):
    Message.update(state=messages.DONE).where(Message.kind == "started").execute()
    corrected(line, BACK, admin)
    [told] = Message.select().where(Message.kind == "revoked")
    assert (told.worker_id, told.state) == (line.worker_id, messages.BY_HAND)


def test_what_was_not_said_yet_is_not_said_and_may_be_said_anew(line, admin):
    [before] = Message.select().where(Message.kind == "started")
    corrected(line, BACK, admin)
    after = again(before)
    assert after.state == messages.STALE and after.key != before.key


@pytest.mark.parametrize("day", [today() - timedelta(days=10), today()])
def test_another_day_moves_line_membership_and_the_months_that_hang_on_it(line, admin, day):
    bill = CoverageMonth.get().bill
    confirmed = effective(line.worker)
    plan = planned(line, to(day), admin)
    corrected(line, to(day), admin)
    assert again(line).effective_on == Membership.get().effective_on == day
    received = max(day, bill.receipt_on or EARLIER, live(line.worker)[0].paid_on)
    assert effective(line.worker) == [day, received, received] != confirmed
    assert plan.moved[0].row.month == THIS and holds()
    event = AuditEvent.get(AuditEvent.action == "bpjs.hari_mulai_dibetulkan")
    assert (event.detail["semula"], event.detail["menjadi"]) == (EARLIER.isoformat(), day.isoformat())
    [told] = [one for one in worker_history.history_of(line.worker) if one.begins]
    assert told.begins == (EARLIER, day)


@pytest.mark.parametrize(("day", "answered"), [(EARLIER - timedelta(days=2), True), (today(), False)])
def test_a_letter_that_asked_for_an_earlier_day_is_answered_by_it(line, admin, day, answered):
    letter_of(line.worker.reg_no, EARLIER - timedelta(days=2))
    corrected(line, to(day), admin)
    assert StartLetterLine.get().answered_from == (day if answered else None)


@pytest.mark.parametrize(
    "day", [EARLIER, today() + timedelta(days=1), add_months(THIS, -13), add_months(THIS, 40)]
)
def test_a_day_that_cannot_be_is_refused(line, admin, day):
    before = everything()
    with pytest.raises(WrongDay):
        planned(line, to(day), admin)
    with pytest.raises(WrongDay):
        corrected(line, to(day), admin, seen="x")
    assert everything() == before


def test_the_contradicting_line_is_known_once_it_was_corrected(line, admin):
    contradicts = says(line.worker, accepted=False, reason="NIK tidak padan")
    assert outcomes(take_in([contradicts], by=admin)) == [CONFLICT]
    corrected(line, BACK, admin)
    again_said = says(line.worker, accepted=False, reason="NIK tidak padan")
    assert outcomes(take_in([again_said], by=admin)) == [KNOWN]


def test_the_same_form_again_changes_nothing_and_another_is_refused(line, admin):
    pressed, mark = key(), planned(line, BACK, admin).mark
    corrected(line, BACK, admin, seen=mark, client_key=pressed)
    before = everything()
    corrected(line, BACK, admin, seen=mark, client_key=pressed)
    assert everything() == before and bpjs_correction_pages.was_corrected_by(pressed, admin)
    with pytest.raises(KeyInUse):
        corrected(line, to(today()), admin, seen=mark, client_key=pressed)
    with pytest.raises(Refused) as refusal:
        corrected(line, BACK, admin, seen=mark)
    assert refusal.value.message == bpjs_corrections.NOT_ACCEPTED and everything() == before


def test_of_two_admins_at_once_one_wins_and_the_other_reads_so(people, line, admin):
    mark = planned(line, BACK, admin).mark
    answers = all_at_once([lambda: corrected(line, BACK, admin, seen=mark)] * 2)
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "Refused"]
    assert AuditEvent.select().where(AuditEvent.action == "bpjs.penerimaan_dibatalkan").count() == 1
    known = bpjs_correction_pages.on_record(no=line.submission.no, number=line.number, by=admin)
    assert [(one.by, one.reason, len(one.months)) for one in known.earlier] == [("Admin", BACK.reason, 3)]
    assert holds()


def test_what_changed_since_it_was_read_is_read_again(line, admin):
    mark = planned(line, to(today()), admin).mark
    corrected(line, to(today() - timedelta(days=1)), admin)
    before = everything()
    with pytest.raises(ChangedMeanwhile):
        corrected(line, to(today()), admin, seen=mark)
    assert everything() == before


@pytest.mark.parametrize("state", ["asked", "rejected", "dropped"])
def test_a_line_bpjs_has_not_accepted_is_not_corrected(line, admin, state):
    SubmissionLine.update(state=state).execute()
    with pytest.raises(Refused):
        planned(line, BACK, admin)


@pytest.mark.parametrize("name", ["petugas", "mitra", "mitra2", "opd", "donatur", "auditor"])
def test_nobody_but_the_admin_corrects(people, line, admin, name):
    mark = planned(line, BACK, admin).mark
    with pytest.raises(NotAllowed):
        corrected(line, BACK, acting(people[name]), seen=mark)
    if name != "auditor":
        with pytest.raises(NotAllowed):
            planned(line, BACK, acting(people[name]))


def test_a_line_that_is_not_there(line, admin):
    with pytest.raises(NotThere):
        bpjs_corrections.preview(no=line.submission.no, number=9, wish=BACK, by=admin)
