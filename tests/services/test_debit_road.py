"""The road of one debit: built from mandates in force, sealed, sent, answered, and on to BPJS."""

import hashlib
from collections import Counter
from datetime import datetime, time, timedelta

import pytest
import time_machine

from db.models import (
    Bill,
    CoverageMonth,
    CutDecision,
    DebitLine,
    DebitRun,
    DebitSkip,
    Payment,
    Pledge,
    Worker,
)
from db.models.ledger_guards import guard_ledger, unguard_ledger
from kiosk.domain.clock import JAKARTA, today, utc_now
from kiosk.services import (
    cover_ends,
    debit_forwarding,
    debit_runs,
    debit_sealing,
    debit_sending,
    mandate_revocations,
)
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.bill_making import NotDecided
from tests.services import asn_desk, debit_desk
from tests.services.at_once import acting, all_at_once, key
from tests.services.debit_desk import admin


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def paid_months() -> list[tuple[int, int]]:
    rows = CoverageMonth.select(CoverageMonth.worker, Payment.reference).join(Payment)
    return sorted(rows.where(CoverageMonth.paid_on.is_null(False)).tuples())


def nothing_is_wrong() -> bool:
    return not debit_desk.faults()


def test_mandate_in_force_becomes_one_line_with_an_item_for_each_worker():
    mandate = debit_desk.due(people=2)
    run = debit_desk.built()
    [line] = debit_desk.lines_of(run)
    assert (line.mandate_id, line.amount, line.people, line.attempt) == (mandate.id, 33_600, 2, 1)
    assert [item.amount for item in line.items] == [16_800, 16_800]
    assert (run.state, run.lines, run.people, run.amount) == ("built", 1, 2, 33_600)
    assert nothing_is_wrong()


def test_whole_road_pays_the_months_with_the_banks_reference_and_goes_on_to_bpjs():
    for people in (1, 2):
        debit_desk.due(people=people)
    run = debit_desk.sent()
    assert hashlib.sha256(debit_desk.bytes_of(run)).hexdigest() == run.sha256
    answer = debit_desk.upload(run, debit_desk.answer(run))
    assert answer.state == "read" and answer.counts == {"paid": 2}
    assert {reference for _worker, reference in paid_months()} == {
        line.reference for line in debit_desk.lines_of(run)
    }
    assert len(paid_months()) == 3 and nothing_is_wrong()
    with debit_desk.on_day_of(run):
        no = debit_forwarding.forward(client_key=key(), by=admin())
    assert Bill.get(Bill.no == no).amount == run.amount == 50_400
    assert nothing_is_wrong()


def test_the_same_answer_again_changes_nothing():
    debit_desk.due(people=2)
    run = debit_desk.sent()
    content = debit_desk.answer(run)
    debit_desk.upload(run, content)
    before = paid_months()
    again = debit_desk.upload(run, content + b"\r\n")
    assert again.counts == {"again": 1} and paid_months() == before
    assert Payment.select().count() == 1


def test_what_failed_is_free_for_a_second_attempt_and_is_paid_by_it():
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "SALDO TIDAK CUKUP"}))
    failed = DebitLine.get_by_id(line.id)
    assert (failed.state, failed.reason) == ("failed", "no_funds") and not paid_months()
    with debit_desk.on_day_of(run):
        second = debit_desk.sent(run.month)
        [retry] = debit_desk.lines_of(second)
        assert (retry.attempt, second.number) == (2, 2) and retry.key != line.key
    debit_desk.upload(second, debit_desk.answer(second))
    assert len(paid_months()) == 1 and nothing_is_wrong()


def test_what_does_not_pass_by_itself_is_not_tried_again():
    debit_desk.due()
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "REKENING DITUTUP"}))
    with debit_desk.on_day_of(run):
        second = debit_desk.built(run.month)
    assert not debit_desk.lines_of(second)
    assert [skip.reason for skip in DebitSkip.select().where(DebitSkip.run == second)] == ["to_mend"]


def test_mandate_revoked_between_building_and_sealing_is_not_in_the_file():
    gone, stays = debit_desk.due(), debit_desk.due()
    run = debit_desk.built()
    mandate_revocations.revoke(no=gone.no, on=today(), why="own_request", by=asn_desk.acting(gone.donor))
    debit_sealing.ask(run=run, by=admin())
    debit_desk.queue.run_waiting_tasks()
    run = debit_desk.run_of()
    states = {line.mandate_id: line.state for line in debit_desk.lines_of(run)}
    assert states == {gone.id: "left_out", stays.id: "sealed"} and run.lines == 1
    assert [skip.reason for skip in DebitSkip.select().where(DebitSkip.at_sealing)] == ["revoked"]
    assert nothing_is_wrong()


def test_run_with_a_mandate_revoked_after_sealing_does_not_leave_the_house():
    mandate = debit_desk.due()
    run = debit_desk.sealed()
    mandate_revocations.revoke(
        no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(mandate.donor)
    )
    with time_machine.travel(utc_now() + debit_desk.LATER), pytest.raises(Refused):
        debit_sending.send(run=run, by=admin())
    debit_runs.drop(run=run, why="ada yang dicabut", by=admin())
    assert debit_desk.run_of().state == "dropped" and nothing_is_wrong()


def test_money_of_a_worker_who_died_meanwhile_is_over_and_the_others_are_paid():
    mandate = debit_desk.due(people=2)
    run = debit_desk.sent()
    dead = Worker.get_by_id(Pledge.select().where(Pledge.mandate == mandate).first().worker_id)
    cover_ends.end_cover(reg_no=dead.reg_no, why="died", last_day=today(), client_key=key(), by=admin())
    debit_desk.upload(run, debit_desk.answer(run))
    [payment] = Payment.select()
    assert (payment.amount, payment.allocated, payment.credited) == (33_600, 16_800, 16_800)
    assert nothing_is_wrong()


def test_two_who_build_at_once_get_one_run():
    debit_desk.due()
    wishes = [
        lambda: debit_runs.begin(month=debit_desk.coming(), client_key=key(), by=admin()) for _ in range(4)
    ]
    answers = all_at_once(wishes)
    assert sorted(type(one).__name__ for one in answers) == ["Refused", "Refused", "Refused", "str"]
    assert DebitRun.select().count() == 1


def test_nothing_is_built_before_the_cut_is_decided():
    debit_desk.due()
    unguard_ledger()
    CutDecision.delete().execute()
    guard_ledger()
    with pytest.raises(NotDecided):
        debit_runs.begin(month=debit_desk.coming(), client_key=key(), by=admin())


def test_only_the_admin_builds_seals_and_sends(people):
    debit_desk.due()
    run = debit_desk.sealed()
    for role in ("auditor", "opd", "petugas", "mitra"):
        by = acting(people[role])
        for act in (
            lambda by=by: debit_runs.begin(month=debit_desk.coming(), client_key=key(), by=by),
            lambda by=by: debit_sealing.ask(run=run, by=by),
            lambda by=by: debit_sending.send(run=run, by=by),
            lambda by=by: debit_sending.file_of(run=run, by=by),
            lambda by=by: debit_runs.drop(run=run, why="x", by=by),
            lambda by=by: debit_forwarding.forward(client_key=key(), by=by),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_run_whose_day_is_over_is_neither_sealed_nor_handed_over():
    debit_desk.due()
    run = debit_desk.sealed()
    later = datetime.combine(run.debit_on + timedelta(days=1), time(9), JAKARTA)
    with time_machine.travel(later, tick=True), pytest.raises(Refused, match="sudah lewat"):
        debit_sending.send(run=run, by=admin())
    debit_runs.drop(run=run, why="harinya lewat", by=admin())
    again = debit_desk.built()
    with time_machine.travel(later, tick=True), pytest.raises(Refused, match="sudah lewat"):
        debit_sealing.ask(run=again, by=admin())
    with time_machine.travel(later, tick=True):
        debit_runs.drop(run=again, why="harinya lewat", by=admin())
        assert debit_desk.built(run.month).debit_on > run.debit_on


def test_answer_to_another_months_debit_is_refused_whole():
    debit_desk.due()
    december = debit_desk.sent()
    debit_desk.upload(december, debit_desk.answer(december))
    with debit_desk.on_day_of(december):
        january = debit_desk.sent()
    assert january.month > december.month
    wrong = debit_desk.upload(january, debit_desk.answer(december) + b"\r\n")
    assert wrong.state == "refused" and wrong.findings[0]["code"] == "other_run"
    assert {line.state for line in debit_desk.lines_of(january)} == {"sent"} and nothing_is_wrong()


def test_truncated_answer_leaves_the_rest_unanswered_until_the_whole_one_comes():
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    whole = debit_desk.answer(run)
    cut = debit_desk.upload(run, whole[: len(whole) // 2])
    paid = len(paid_months())
    assert paid < 3 and sum(cut.counts.values()) == cut.rows
    assert Counter(line.state for line in debit_desk.lines_of(run))["sent"] == 3 - paid
    rest = debit_desk.upload(run, whole)
    assert len(paid_months()) == 3 and rest.counts == {"again": paid, "paid": 3 - paid} and nothing_is_wrong()
