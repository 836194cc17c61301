"""What is over of a debit: the donor's, spent for nobody else, given back once; a debit that the bank takes back."""

from datetime import timedelta

import pytest
import time_machine

from db.models import (
    Bill,
    CoverageMonth,
    DebitItem,
    DebitLine,
    DebitRefund,
    DebitRun,
    Donor,
    Message,
    Payment,
    Pledge,
    Worker,
)
from kiosk.domain.clock import today
from kiosk.services import (
    bill_pages,
    cover_ends,
    debit_forwarding,
    debit_over,
    debit_refunds,
    debit_sealing,
    debit_sending,
    donor_debits,
    payments,
    reversals,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.reversals import Reversal
from tests.services import debit_desk
from tests.services.at_once import acting, all_at_once, key
from tests.services.debit_desk import admin


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def nothing_is_wrong() -> bool:
    return not debit_desk.faults()


def with_one_who_died() -> tuple[DebitRun, Payment]:
    """Debited for two of whom one has died since the file left."""
    mandate = debit_desk.due(people=2)
    run = debit_desk.sent()
    dead = Worker.get_by_id(Pledge.select().where(Pledge.mandate == mandate).first().worker_id)
    cover_ends.end_cover(reg_no=dead.reg_no, why="died", last_day=today(), client_key=key(), by=admin())
    debit_desk.upload(run, debit_desk.answer(run))
    return run, Payment.get()


def refund(run: DebitRun, payment: Payment, *, by=None, client_key: str = "", **other) -> None:
    wish = {"reference": "TRF 88/balik", "paid_on": run.debit_on, **other}
    with debit_desk.on_day_of(run):
        debit_refunds.refund(no=payment.no, client_key=client_key or key(), by=by or admin(), **wish)


def reverse(payment: Payment, **other) -> None:
    wish = Reversal(no=payment.no, why="Ditarik kembali oleh bank.", **other)
    reversals.reverse(wish=wish, client_key=key(), by=admin())


def test_what_is_over_waits_with_the_reason_and_goes_back_whole():
    run, payment = with_one_who_died()
    [[over], total] = debit_over.page_of(by=admin())
    assert (total, over.amount, over.payment_no) == (1, 16_800, payment.no)
    assert [(left.amount, left.why) for left in over.leftovers] == [(16_800, "orangnya meninggal dunia")]
    refund(run, payment)
    back = DebitRefund.get()
    assert (back.amount, back.reference, back.paid_on) == (16_800, "TRF 88/BALIK", run.debit_on)
    assert Payment.get_by_id(payment.id).credited == 0 and debit_over.page_of(by=admin()) == ([], 0)
    assert [one.amount for one in debit_refunds.latest(by=admin())] == [16_800]
    assert nothing_is_wrong()


def test_donor_reads_that_it_was_over_and_that_it_went_back():
    run, payment = with_one_who_died()
    donor = Donor.get()
    [before] = donor_debits.debits_of(donor)
    assert (before.state, before.amount, before.over, len(before.names)) == ("paid", 33_600, 16_800, 2)
    refund(run, payment)
    [after] = donor_debits.debits_of(donor)
    assert after.over == 0 and [(one.amount, one.reference) for one in after.refunds] == [
        (16_800, "TRF 88/BALIK")
    ]
    [letter] = Message.select().where(Message.key.startswith("debit:refunded"))
    assert "dikembalikan ke rekening Anda" in letter.text and "16.800" not in letter.text


def test_twice_is_once_and_a_second_form_finds_nothing_over():
    run, payment = with_one_who_died()
    same = key()
    refund(run, payment, client_key=same)
    refund(run, payment, client_key=same)
    with pytest.raises(Refused, match="tidak ada uang lebih"):
        refund(run, payment)
    assert DebitRefund.select().count() == 1 and nothing_is_wrong()


def test_of_many_who_note_it_at_once_one_does():
    run, payment = with_one_who_died()
    by = admin()
    wishes = [lambda: debit_refunds.refund(
        no=payment.no, reference="TRF 1", paid_on=payment.received_on, client_key=key(), by=by
    ) for _ in range(4)]  # fmt: skip
    with debit_desk.on_day_of(run):
        answers = all_at_once(wishes)
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "Refused", "Refused", "Refused"]
    assert DebitRefund.select().count() == 1 and nothing_is_wrong()


def test_only_the_admin_and_only_of_a_debit(people):
    run, payment = with_one_who_died()
    for role in ("auditor", "opd", "petugas", "mitra", "donatur"):
        with pytest.raises(NotAllowed):
            refund(run, payment, by=acting(people[role]))
    for role in ("opd", "petugas", "mitra", "donatur"):
        with pytest.raises(NotAllowed):
            debit_over.page_of(by=acting(people[role]))
    with pytest.raises(NotThere):
        debit_refunds.refund(no="P26-LAIN", reference="x", paid_on=today(), client_key=key(), by=admin())


def test_day_is_neither_before_the_debit_nor_to_come():
    run, payment = with_one_who_died()
    for day in (run.debit_on - timedelta(days=1), run.debit_on + timedelta(days=1)):
        with pytest.raises(debit_refunds.WrongRefundDay):
            refund(run, payment, paid_on=day)
    assert not DebitRefund.select().exists()


def test_money_of_a_donor_pays_no_month_of_anybody_else():
    run, payment = with_one_who_died()
    with debit_desk.on_day_of(run):
        no = debit_forwarding.forward(client_key=key(), by=admin())
        with pytest.raises(Refused, match="Tidak ada kredit"):
            payments.use_credit(bill_no=no, by=admin())
    assert bill_pages.credit_of(payment.funder_id) == 0
    assert bill_pages.file_of(no=no, by=admin()).account.credit == 0
    assert not payments.payments_with_credit(payment.funder_id)


def test_debit_the_bank_takes_back_has_failed_and_may_be_tried_again():
    debit_desk.due(people=2)
    run = debit_desk.sent()
    content = debit_desk.answer(run)
    debit_desk.upload(run, content)
    payment = Payment.get()
    with debit_desk.on_day_of(run):
        reverse(payment)
    [line] = debit_desk.lines_of(run)
    assert (line.state, line.reason, line.payment_id) == ("failed", "taken_back", None)
    assert not CoverageMonth.select().where(CoverageMonth.paid_on.is_null(False)).exists()
    assert not DebitItem.select().where(DebitItem.let_go_at.is_null()).exists()
    assert Payment.get_by_id(payment.id).state == "reversed" and nothing_is_wrong()
    again = debit_desk.upload(run, content + b"\r\n")
    assert again.counts == {"contradicts": 1} and nothing_is_wrong()
    with debit_desk.on_day_of(run):
        second = debit_desk.sent(run.month)
    debit_desk.upload(second, debit_desk.answer(second))
    assert DebitLine.select().where(DebitLine.state == "paid").count() == 1 and nothing_is_wrong()


def test_what_went_on_to_bpjs_or_back_to_the_donor_is_not_taken_back():
    run, payment = with_one_who_died()
    refund(run, payment)
    with debit_desk.on_day_of(run), pytest.raises(Refused, match="sudah dikembalikan"):
        reverse(payment)
    debit_desk.due()
    with debit_desk.on_day_of(run):
        other = debit_desk.sent(run.month)
        debit_desk.upload(other, debit_desk.answer(other))
        debit_forwarding.forward(client_key=key(), by=admin())
        later = Payment.select().order_by(Payment.id.desc()).get()
        with pytest.raises(Refused, match="sudah diteruskan ke BPJS"):
            reverse(later)
    assert nothing_is_wrong()


def test_part_of_a_debit_is_not_taken_back():
    debit_desk.due(people=2)
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run))
    worker = Worker.select().first()
    with pytest.raises(Refused, match="seluruhnya"):
        reverse(Payment.get(), workers=(worker.reg_no,))
    assert nothing_is_wrong()


def test_who_was_left_out_at_sealing_is_not_paid_by_the_line_of_the_others():
    mandate = debit_desk.due(people=2)
    run = debit_desk.built()
    gone = Worker.get_by_id(Pledge.select().where(Pledge.mandate == mandate).first().worker_id)
    cover_ends.end_cover(reg_no=gone.reg_no, why="stopped", last_day=today(), client_key=key(), by=admin())
    debit_sealing.ask(run=run, by=admin())
    debit_desk.queue.run_waiting_tasks()
    run = debit_desk.run_of()
    with time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True):
        debit_sending.send(run=run, by=admin())
    run = debit_desk.run_of()
    debit_desk.upload(run, debit_desk.answer(run))
    [line] = debit_desk.lines_of(run)
    assert (line.amount, line.people, Payment.get().allocated) == (16_800, 1, 16_800)
    assert nothing_is_wrong()


def test_bill_of_what_was_debited_names_the_debits_together():
    for people in (1, 2):
        debit_desk.due(people=people)
    run = debit_desk.sent()
    debit_desk.upload(run, debit_desk.answer(run))
    with debit_desk.on_day_of(run):
        no = debit_forwarding.forward(client_key=key(), by=admin())
        file = bill_pages.file_of(no=no, by=admin())
    assert (file.state, file.payments, file.paying) == ("paid", [], {})
    assert (file.debits.payments, file.debits.amount, file.debits.first) == (2, 50_400, run.debit_on)
    assert Bill.get(Bill.no == no).amount == 50_400
