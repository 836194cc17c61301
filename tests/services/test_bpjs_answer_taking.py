"""BPJS's answer to what was asked for: what it does to members, months, money, and what it leaves alone."""

import json
from datetime import timedelta

import pytest

from db import connection
from db.models import (
    AnswerRow,
    AuditEvent,
    CoverageMonth,
    Membership,
    Message,
    Payment,
    StartLetter,
    StartLetterLine,
    SubmissionLine,
    Worker,
    WorkerFlag,
)
from kiosk.domain.bpjs_outcomes import (
    ACCEPTED,
    CONFLICT,
    ELSEWHERE,
    KNOWN,
    LATE,
    MOVED,
    NOT_ASKED,
    REJECTED,
    STRANGER,
    UNPAID,
    WRONG,
)
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.domain.findings import block
from kiosk.domain.words import long_date
from kiosk.services import confirmations, freezing, ledger, merges, safe, withdrawals, worker_search
from kiosk.services.data_sheet_memberships import membership_lines
from kiosk.services.invariants import faults
from kiosk.services.worker_history import history_of
from kiosk.services.worker_rows import note_consent
from tests import ledger_rows
from tests.services import bpjs_desk
from tests.services.at_once import acting, key, nik
from tests.services.billing import batch_of, billed, pay
from tests.services.bpjs_desk import asked, codes, kpj, outcomes, says, take_in
from tests.services.crowd import crowd
from tests.services.ledger_proof import adds_up

THIS = first_of_month(today())
EARLIER = today() - timedelta(days=3)
PORTIONS_OF_SPANS = 2 * 3  # people's spans are deleted and read 25 at a time


@pytest.fixture
def admin(people):
    return acting(people["admin"])


@pytest.fixture
def workers(people) -> list[Worker]:
    return people_of(people, 3)


def people_of(people, many: int, **other) -> list[Worker]:
    numbers = crowd(acting(people["petugas"]), many, **other)
    return list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.id))


def funded(workers: list[Worker], months: int = 2, *, paid: bool = True) -> None:
    for worker in workers:
        rows = ledger_rows.planned_months(worker, months_from(THIS, months))
        ledger_rows.bill(rows)
        if paid:
            ledger_rows.pay(rows)


def effective(worker: Worker) -> list:
    return [row.effective_on for row in ledger_rows.live_months(CoverageMonth.worker == worker)]


def states() -> list[str]:
    return [line.state for line in SubmissionLine.select().order_by(SubmissionLine.id)]


def again(worker: Worker) -> Worker:
    return Worker.get_by_id(worker.id)


def number_of(worker: Worker) -> str:
    return safe.open_text(again(worker).kpj_sealed, safe.KPJ)


def test_accepted_is_a_member_under_a_number_and_the_first_month_counts(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    to = take_in([says(one, on=EARLIER, kpj=kpj(n)) for n, one in enumerate(workers)], by=admin)
    assert outcomes(to) == [ACCEPTED] * 3 and states() == ["accepted"] * 3
    assert [effective(one) for one in workers] == [[EARLIER, None]] * 3 and adds_up()
    assert [number_of(one) for one in workers] == [kpj(0), kpj(1), kpj(2)]
    found = Membership.get(Membership.worker == workers[0])
    assert (found.source, found.effective_on, found.line.state) == ("answer", EARLIER, "accepted")
    assert again(workers[0]).kpj_hash == found.kpj_hash == safe.index(kpj(0), safe.KPJ)


def test_first_day_of_a_month_to_come_is_taken_now_and_protects_nobody_before(people, workers, admin):
    ahead, behind, unpaid = workers
    first = add_months(THIS, 1)
    for one in workers:
        rows = ledger_rows.planned_months(one, [first])
        ledger_rows.bill(rows)
        if one != unpaid:
            ledger_rows.pay(rows)
    asked(workers, by=admin)
    days = {ahead: first, behind: first + timedelta(days=1), unpaid: first}
    to = take_in([says(one, on=days[one], kpj=kpj(n)) for n, one in enumerate(workers)], by=admin)
    assert outcomes(to) == [ACCEPTED, WRONG, UNPAID] and states() == ["accepted", "asked", "accepted"]
    assert codes(to) == [[], ["day_ahead"], []] and number_of(ahead) == kpj(0)
    assert [effective(one) for one in workers] == [[first], [None], [None]]
    on_the_day = [ledger.protection(ledger_rows.live_months(CoverageMonth.worker == ahead), on=on).code
                  for on in (today(), first - timedelta(days=1), first)]  # fmt: skip
    assert on_the_day == ["registered", "registered", "protected"]
    assert Message.select().where(Message.kind == "started").count() == 0
    assert adds_up() and "effective" not in {proof.invariant.code for proof in faults()}


def test_whoever_is_protected_by_it_is_told_once_and_the_trail_says_it(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    rows = [says(one, kpj=kpj(n)) for n, one in enumerate(workers)]
    take_in(rows, by=admin)
    take_in(rows, by=admin)
    assert Message.select().where(Message.kind == "started").count() == 3
    lines = AuditEvent.select().where(AuditEvent.action == "bpjs.diterima")
    assert {line.subject for line in lines} == {one.reg_no for one in workers} and lines.count() == 3
    assert not any(kpj(n) in str(line.detail) for line in lines for n in range(3))


def test_a_third_rejected_is_let_go_credited_flagged_and_told(people, workers, admin):
    funded(workers)
    asked(workers, by=admin)
    reason = "NIK 3374010101019123 tidak padan"
    rows = [
        *(says(one, kpj=kpj(n)) for n, one in enumerate(workers[:2])),
        says(workers[2], accepted=False, reason=reason),
    ]
    to = take_in(rows, by=admin)
    assert outcomes(to) == [ACCEPTED, ACCEPTED, REJECTED] and states() == ["accepted", "accepted", "rejected"]
    assert not ledger_rows.live_months(CoverageMonth.worker == workers[2])
    gone = CoverageMonth.select().where(CoverageMonth.worker == workers[2])
    assert {row.released_why for row in gone} == {"rejected"}
    owed = sum(row.amount for row in gone)
    assert sum(payment.credited for payment in Payment.select()) == owed and adds_up()
    flag = WorkerFlag.get()
    assert (flag.worker_id, flag.kind) == (workers[2].id, "bpjs_rejected")
    assert (
        flag.note
        == SubmissionLine.get(SubmissionLine.worker == workers[2]).reason
        == "NIK 3374•••• tidak padan"
    )
    told = {message.to_kind: message for message in Message.select().where(Message.kind == "rejected")}
    assert set(told) == {"funder", "post"} and "menolak 1 pekerja" in told["funder"].text
    line = AuditEvent.get(AuditEvent.action == "bpjs.ditolak")
    assert (line.subject, line.detail["bulan"]) == (workers[2].reg_no, 2) and "3374010101019123" not in str(
        line.detail
    )


def test_what_follows_on_the_same_day_makes_the_letter_say_the_new_sum(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    for one in workers:
        take_in([says(one, accepted=False, reason="ganda")], by=admin)
    letter = Message.get(Message.kind == "rejected", Message.to_kind == "funder")
    assert "menolak 3 pekerja" in letter.text


def test_an_effective_month_of_another_funder_is_not_let_go_by_a_rejection(workers, admin):
    person = workers[0]
    ledger_rows.paid_months(person, [THIS], funder=ledger_rows.somebody("apbd"), effective=1)
    rows = ledger_rows.planned_months(person, [add_months(THIS, 1)])
    asked([person], by=admin)
    take_in([says(person, accepted=False)], by=admin)
    assert [row.month for row in ledger_rows.live_months()] == [THIS]
    assert CoverageMonth.get_by_id(rows[0].id).released_why == "rejected" and adds_up()


def test_the_same_answer_twice_changes_nothing(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    rows = [says(workers[0], kpj=kpj(0)), says(workers[1], accepted=False, reason="ganda")]
    to = take_in(rows, by=admin)
    before = everything()
    take_in(rows, by=admin, to=to)
    assert everything() == before and AnswerRow.select().count() == 2
    later = take_in(rows, by=admin)
    assert outcomes(later) == [KNOWN, KNOWN] and everything() == before


def everything() -> list:
    tables = (CoverageMonth, SubmissionLine, Membership, Worker, WorkerFlag, Payment, Message)
    return [list(table.select().order_by(table.id).tuples()) for table in tables]


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        ({"kpj": kpj(0)}, {"accepted": False, "reason": "ganda"}, "answered_otherwise"),
        ({"accepted": False, "reason": "ganda"}, {"kpj": kpj(0)}, "answered_otherwise"),
        ({"kpj": kpj(0)}, {"kpj": kpj(9)}, "other_kpj"),
        ({"kpj": kpj(0)}, {"kpj": kpj(0), "on": EARLIER}, "other_day"),
    ],
)
def test_what_contradicts_an_earlier_answer_changes_nothing(workers, admin, first, then, code):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    take_in([says(workers[0], **first)], by=admin)
    before = everything()
    to = take_in([says(workers[0], **then)], by=admin)
    assert outcomes(to) == [CONFLICT] and codes(to) == [[code]] and everything() == before


def test_an_answer_that_leaves_out_number_or_day_is_no_contradiction(workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    take_in([says(workers[0], kpj=kpj(0), on=EARLIER)], by=admin)
    assert outcomes(take_in([says(workers[0], effective_on=None)], by=admin)) == [KNOWN]


def test_accepted_without_a_day_counts_from_the_day_of_the_file(workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    assert outcomes(take_in([says(workers[0], effective_on=None)], by=admin)) == [ACCEPTED]
    assert effective(workers[0]) == [today(), None] and number_of(workers[0]) is None


def test_accepted_before_it_is_paid_counts_with_the_payment(people, admin):
    bill = billed(batch_of(people, 2, 2), acting(people["mitra"]))
    workers = list(Worker.select().order_by(Worker.id))
    asked(workers, by=admin)
    to = take_in([says(one, kpj=kpj(n), on=EARLIER) for n, one in enumerate(workers)], by=admin)
    assert outcomes(to) == [UNPAID, UNPAID]
    assert [effective(one) for one in workers] == [[None, None]] * 2
    pay(bill, bill.amount, admin)
    assert [effective(one) for one in workers] == [[EARLIER, None]] * 2
    assert Message.select().where(Message.kind == "started").count() == 2 and adds_up()


def test_what_is_paid_days_after_the_answer_counts_from_the_day_of_the_money(people, admin):
    bill = billed(batch_of(people, 1, 1), acting(people["mitra"]))
    worker = Worker.get()
    asked([worker], by=admin)
    take_in([says(worker, on=EARLIER)], by=admin)
    SubmissionLine.update(answered_at=SubmissionLine.get().answered_at - timedelta(days=2)).execute()
    pay(bill, bill.amount, admin)
    assert effective(worker) == [today()]


def test_receipt_noted_before_the_money_lets_later_months_follow_with_it(people, admin):
    bill = billed(batch_of(people, 1, 2), acting(people["mitra"]))
    confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-1", on=EARLIER, by=admin)
    worker = Worker.get()
    asked([worker], by=admin)
    take_in([says(worker, on=EARLIER)], by=admin)
    pay(bill, bill.amount, admin)
    assert effective(worker) == [EARLIER, today()] and adds_up()


def test_later_months_follow_by_the_receipt_of_their_bill(people, admin):
    bill = billed(batch_of(people, 1, 3), acting(people["mitra"]))
    pay(bill, bill.amount, admin)
    worker = Worker.get()
    asked([worker], by=admin)
    take_in([says(worker, on=EARLIER)], by=admin)
    assert effective(worker) == [EARLIER, None, None]
    assert confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-1", on=EARLIER, by=admin) == 2
    assert effective(worker) == [EARLIER, today(), today()]


def test_somebody_else_s_worker_and_nobody_are_left_alone(workers, admin):
    funded(workers)
    asked(workers[:1], by=admin)
    other = asked(workers[1:2], by=admin)
    first = SubmissionLine.get(SubmissionLine.worker == workers[0]).submission
    before = everything()
    to = bpjs_desk.answer(by=admin, submission=first)
    take_in([says(workers[1]), says(workers[2]), says(workers[0], nik=nik(77))], by=admin, to=to)
    assert outcomes(to) == [ELSEWHERE, NOT_ASKED, STRANGER]
    assert AnswerRow.get(AnswerRow.outcome == ELSEWHERE).findings[0]["params"] == {"no": other.no}
    assert everything() == before


def test_what_was_never_sent_was_not_asked(workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin, sent=False)
    to = take_in([says(workers[0])], by=admin)
    assert outcomes(to) == [NOT_ASKED] and codes(to) == [["not_sent"]] and states() == ["asked"]


def test_a_number_of_somebody_else_is_wrong(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    Worker.update(kpj_hash=safe.index(kpj(0), safe.KPJ)).where(Worker.id == workers[2].id).execute()
    rows = [says(workers[0], kpj=kpj(0)), says(workers[1], kpj=kpj(5)), says(workers[2], kpj=kpj(5))]
    to = take_in(rows, by=admin)
    assert outcomes(to) == [WRONG, ACCEPTED, WRONG] and codes(to)[0] == codes(to)[2] == ["kpj_of_another"]
    assert outcomes(take_in([says(workers[0], kpj=kpj(5))], by=admin)) == [WRONG]
    assert states() == ["asked", "accepted", "asked"]


def test_wrong_lines_and_other_names_change_nothing(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    bad = says(workers[0], findings=(block("x", "Keliru."),))
    to = take_in([bad, says(workers[1], name="Siti Aminah"), says(workers[2], accepted=None)], by=admin)
    assert outcomes(to) == [WRONG] * 3 and codes(to) == [["x"], ["name_differs"], ["nothing_said"]]
    assert states() == ["asked"] * 3
    assert json.loads(safe.open_text(AnswerRow.select().first().cells, safe.ROW))["status"] == "x"


def test_an_own_other_number_is_kept(people, admin):
    [worker] = people_of(people, 1, kpj="12345678901")
    funded([worker])
    asked([worker], by=admin)
    take_in([says(worker, kpj=kpj(0))], by=admin)
    kept = Membership.get(Membership.source == "own")
    assert safe.open_text(kept.kpj_sealed, safe.KPJ) == "12345678901" and number_of(worker) == kpj(0)
    assert Membership.select().count() == 2


def test_kpj_that_changes_with_the_acceptance_is_remarked_and_stands_in_the_history(people, admin):
    [worker] = people_of(people, 1, kpj="24012345678")
    funded([worker])
    asked([worker], by=admin)
    answer = take_in([says(worker, kpj="26011234567")], by=admin)
    assert outcomes(answer) == [ACCEPTED] and codes(answer) == [["kpj_changed"]]
    (said,) = AnswerRow.get(AnswerRow.answer == answer).findings
    assert said["params"] == {"before": "••••5678", "now": "••••4567"}
    told = AuditEvent.get(AuditEvent.action == "bpjs.diterima").detail
    assert (told["kpj_lama"], told["kpj_baru"]) == ("••••5678", "••••4567")
    event = next(one for one in history_of(worker) if one.action == "bpjs.diterima")
    assert [(one.field, one.before, one.after) for one in event.changes] == [("kpj", "••••5678", "••••4567")]
    same = take_in([says(worker, kpj="26011234567")], by=admin)
    assert codes(same) == [[]]


def test_who_was_merged_is_answered_under_the_number_in_force(people, workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    slip = safe.open_text(workers[0].nik_sealed, safe.NIK)
    merges.merge(wrong=workers[0].reg_no, right=workers[1].reg_no, reason="ganda", client_key=key(), by=admin)
    to = take_in([says(workers[0], nik=slip, kpj=kpj(0))], by=admin)
    assert outcomes(to) == [ACCEPTED] and AnswerRow.get().worker_id == workers[1].id
    assert number_of(workers[1]) == kpj(0) and effective(workers[1]) == [today(), None]
    real = safe.open_text(workers[1].nik_sealed, safe.NIK)
    assert outcomes(take_in([says(workers[1], nik=real, kpj=kpj(0))], by=admin)) == [KNOWN]


def test_the_same_person_under_slip_and_number_in_one_file_is_answered_once(people, workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    slip, real = (safe.open_text(one.nik_sealed, safe.NIK) for one in workers[:2])
    merges.merge(wrong=workers[0].reg_no, right=workers[1].reg_no, reason="ganda", client_key=key(), by=admin)
    both = [says(workers[0], nik=slip, kpj=kpj(0)), says(workers[0], nik=real, accepted=False)]
    assert outcomes(take_in(both, by=admin)) == [ACCEPTED, CONFLICT]


def test_who_was_let_go_meanwhile_is_asked_no_more(workers, admin):
    funded(workers[:1], paid=False)
    asked(workers[:1], by=admin)
    ledger_rows.let_go(ledger_rows.live_months())
    assert states() == ["dropped"]
    assert outcomes(take_in([says(workers[0], kpj=kpj(0))], by=admin)) == [NOT_ASKED]


def test_asked_and_accepted_once_more_settles_what_was_rejected(workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    take_in([says(workers[0], accepted=False, reason="NIK tidak padan")], by=admin)
    funded(workers[:1])
    asked(workers[:1], by=admin)
    assert outcomes(take_in([says(workers[0], kpj=kpj(0))], by=admin)) == [ACCEPTED]
    assert WorkerFlag.get().settled_at and states() == ["rejected", "accepted"]


def test_what_the_admin_confirms_by_hand_answers_the_line_too(workers, admin):
    funded(workers[:2])
    asked(workers[:2], by=admin)
    first, second = (ledger_rows.live_months(CoverageMonth.worker == one)[0] for one in workers[:2])
    assert confirmations.accept(commitment=first.commitment, effective_on=EARLIER, by=admin) == 1
    confirmations.reject(commitment=second.commitment, reason="ganda", by=admin)
    assert states() == ["accepted", "rejected"] and Membership.select().count() == 1
    assert WorkerFlag.get().worker_id == workers[1].id and adds_up()
    assert outcomes(take_in([says(workers[0], on=EARLIER)], by=admin)) == [KNOWN]


@pytest.fixture
def statements(monkeypatch):
    """How many the database is asked while `act` runs; many rows handed over together count as one."""

    def count(act) -> int:
        real, done = connection.database.obj, []
        cursor = real.cursor
        with monkeypatch.context() as patch:
            patch.setattr(real, "cursor", lambda *given: done.append(given) or cursor(*given))
            act()
        return len(done)

    return count


def test_more_rows_ask_for_no_more_statements(people, admin, statements):
    few, many = people_of(people, 10), people_of(people, 100, numbered=200)
    for crowded in (few, many):
        for number, worker in enumerate(crowded):
            ledger_rows.paid_months(worker, [THIS], funder=ledger_rows.first_company())
            Worker.update(kelurahan=f"33.74.{number % 16 + 1:02d}.1001").where(
                Worker.id == worker.id
            ).execute()
        asked(crowded, by=admin)

    def rows(crowded: list[Worker]) -> list:
        return [
            says(one, kpj=kpj(one.id), on=today() - timedelta(days=n % 9))
            if n % 3
            else says(one, accepted=False, reason="ganda")
            for n, one in enumerate(crowded)
        ]

    little = statements(lambda: take_in(rows(few), by=admin))
    assert statements(lambda: take_in(rows(many), by=admin)) <= little + PORTIONS_OF_SPANS
    assert adds_up()


def test_whoever_is_frozen_meanwhile_is_answered_all_the_same(workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    freezing.freeze(reg_no=workers[0].reg_no, asker="self", reason="minta", client_key=key(), by=admin)
    assert outcomes(take_in([says(workers[0], kpj=kpj(0))], by=admin)) == [ACCEPTED]
    assert Membership.select().count() == 1 and not Message.select().where(Message.kind == "started").exists()


def test_death_and_withdrawal_leave_the_membership(workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    take_in([says(workers[0], kpj=kpj(0))], by=admin)
    note_consent(workers[0].id, how="self", taken_by=admin.user_id)
    withdrawals.withdraw(reg_no=workers[0].reg_no, reason="", client_key=key(), by=admin)
    assert Membership.get().worker_id == workers[0].id and number_of(workers[0]) == kpj(0)


def test_a_number_one_had_before_finds_the_person_too(people, admin):
    [worker] = people_of(people, 1, kpj="12345678901")
    funded([worker])
    asked([worker], by=admin)
    take_in([says(worker, kpj=kpj(0))], by=admin)
    for number in ("12345678901", kpj(0)):
        assert [one.id for one in worker_search.find(text=number, by=admin).workers] == [worker.id]


def test_merged_numbers_keep_both_kpj_and_months_count_that_are_paid_and_received(people, admin):
    wrong, right = people_of(people, 2)
    Worker.update(
        kpj_hash=safe.index("12345678901", safe.KPJ), kpj_sealed=safe.seal("12345678901", safe.KPJ)
    ).where(Worker.id == wrong.id).execute()
    funded([right])
    asked([right], by=admin)
    take_in([says(right, kpj=kpj(0), on=EARLIER)], by=admin)
    rows = ledger_rows.planned_months(wrong, [add_months(THIS, 2)])
    [bill] = ledger_rows.bill(rows)
    ledger_rows.pay(rows)
    confirmations.receipt(bill_no=bill.no, receipt_no="BPJS-1", on=today(), by=admin)
    assert effective(wrong) == [None]
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="ganda", client_key=key(), by=admin)
    assert effective(right) == [EARLIER, None, today()] and adds_up()
    assert number_of(right) == kpj(0)
    assert [one.id for one in worker_search.find(text="12345678901", by=admin).workers] == [right.id]


def test_the_data_sheet_lists_memberships_and_what_was_turned_down(people, workers, admin):
    funded(workers[:1])
    asked(workers[:1], by=admin)
    take_in([says(workers[0], accepted=False, reason="ganda")], by=admin)
    funded(workers[:1])
    asked(workers[:1], by=admin)
    take_in([says(workers[0], kpj=kpj(0), on=today())], by=admin)
    lines = membership_lines([workers[0].id])
    assert [(line.first, line.third) for line in lines] == [
        (kpj(0), f"diterima BPJS, berlaku {long_date(today())}"),
        ("–", f"ditolak BPJS {long_date(today())}: ganda"),
    ]


def lettered(workers: list[Worker], day, admin) -> None:
    letter = StartLetter.create(
        no="S26-UJI001", funder=ledger_rows.first_company(), reason="x", made_by_id=admin.user_id
    )
    for worker in workers:
        StartLetterLine.create(letter=letter, worker=worker, asked_from=day)


def test_an_earlier_day_that_a_letter_asked_for_is_taken_over(workers, admin):
    funded(workers, 3)
    asked(workers, by=admin)
    take_in([says(one, on=EARLIER, kpj=kpj(n)) for n, one in enumerate(workers)], by=admin)
    lettered(workers[:2], THIS - timedelta(days=20), admin)
    sooner = EARLIER - timedelta(days=10)
    to = take_in([says(one, on=sooner, kpj=kpj(n)) for n, one in enumerate(workers)], by=admin)
    assert outcomes(to) == [MOVED, MOVED, CONFLICT]
    assert [effective(one)[0] for one in workers] == [sooner, sooner, EARLIER] and adds_up()
    assert [line.effective_on for line in SubmissionLine.select().order_by(SubmissionLine.id)] == [
        sooner,
        sooner,
        EARLIER,
    ]
    assert [row.effective_on for row in Membership.select().order_by(Membership.id)] == [
        sooner,
        sooner,
        EARLIER,
    ]
    assert [row.answered_from for row in StartLetterLine.select()] == [sooner, sooner]
    once_more = take_in([says(workers[0], on=sooner, kpj=kpj(0))], by=admin)
    assert outcomes(once_more) == [KNOWN]


def test_a_later_day_or_another_number_is_not_what_the_letter_asked_for(workers, admin):
    funded(workers)
    asked(workers, by=admin)
    take_in([says(one, on=EARLIER, kpj=kpj(n)) for n, one in enumerate(workers)], by=admin)
    lettered(workers, THIS, admin)
    sooner = EARLIER - timedelta(days=10)
    to = take_in(
        [says(workers[0], on=today(), kpj=kpj(0)), says(workers[1], on=sooner, kpj=kpj(7))], by=admin
    )
    assert outcomes(to) == [CONFLICT, CONFLICT]
    assert [effective(one)[0] for one in workers] == [EARLIER] * 3


def test_answer_that_begins_after_the_first_paid_month_is_remarked_upon(workers, admin):
    before = add_months(THIS, -1)
    for worker in workers[:2]:
        rows = ledger_rows.planned_months(worker, [before, THIS])
        ledger_rows.bill(rows)
        ledger_rows.pay(rows)
    asked(workers[:2], by=admin)
    last_day = THIS - timedelta(days=1)
    to = take_in([says(workers[0], on=THIS, kpj=kpj(0)), says(workers[1], on=last_day, kpj=kpj(1))], by=admin)
    assert outcomes(to) == [LATE, ACCEPTED]
    assert codes(to) == [["begun_late", "before_sent"], ["before_sent"]]


def test_answer_that_begins_after_a_month_nobody_has_paid_is_remarked_upon_too(workers, admin):
    for worker in workers[:2]:
        ledger_rows.bill(ledger_rows.planned_months(worker, [add_months(THIS, -1), THIS]))
    asked(workers[:2], by=admin)
    last_day = THIS - timedelta(days=1)
    to = take_in([says(workers[0], on=THIS, kpj=kpj(0)), says(workers[1], on=last_day, kpj=kpj(1))], by=admin)
    assert outcomes(to) == [UNPAID, UNPAID]
    assert codes(to) == [["begins_late", "before_sent"], ["before_sent"]]
