"""What BPJS said about a registration that is merged, and letters that ask for it, go over to the right one."""

from datetime import date

from db.models import Mismatch, StartLetterLine, Worker
from kiosk.services import bpjs_letters, bpjs_mismatches
from kiosk.services.merges import merge
from tests.services.at_once import key
from tests.services.member_lists import letter_of, mismatch_of, open_ones

ASKED_FROM = date(2026, 11, 1)


def merged(wrong: Worker, right: Worker, by) -> None:
    merge(wrong=wrong.reg_no, right=right.reg_no, reason="Salah ketik.", client_key=key(), by=by)


def mismatches() -> list[tuple]:
    rows = Mismatch.select(Mismatch.worker, Mismatch.settled_at.is_null(False), Mismatch.settled_by_id)
    return list(rows.order_by(Mismatch.id).tuples())


def test_an_open_mismatch_waits_under_the_right_number(wrong, right, admin):
    mismatch_of(wrong.reg_no)
    merged(wrong, right, admin)
    assert open_ones() == {(right.id, "bpjs_only")}


def test_of_two_that_say_the_same_the_right_one_s_stays_open_and_the_other_says_why_not(wrong, right, admin):
    first, second = mismatch_of(wrong.reg_no), mismatch_of(right.reg_no)
    merged(wrong, right, admin)
    assert open_ones() == {(right.id, "bpjs_only")}
    assert mismatches() == [(right.id, True, admin.user_id), (right.id, False, None)]
    settled, still = Mismatch.get_by_id(first.id), Mismatch.get_by_id(second.id)
    assert settled.how.startswith("Digabung:") and still.settled_at is None


def test_a_settled_one_goes_over_as_it_is(wrong, right, admin):
    first = mismatch_of(wrong.reg_no)
    bpjs_mismatches.settle(number=first.id, how="BPJS sudah membetulkan.", by=admin)
    mismatch_of(right.reg_no)
    merged(wrong, right, admin)
    assert {row.worker_id for row in Mismatch.select()} == {right.id}
    assert Mismatch.get_by_id(first.id).how == "BPJS sudah membetulkan."


def test_a_letter_asks_for_the_right_number_from_then_on(wrong, right, admin):
    letter_of(wrong.reg_no, ASKED_FROM)
    merged(wrong, right, admin)
    assert [line.worker_id for line in StartLetterLine.select()] == [right.id]
    assert bpjs_letters.asked_earlier([right.id]) == {right.id: ASKED_FROM}


def test_a_letter_that_asks_for_both_keeps_both_lines(wrong, right, admin):
    letter = letter_of(wrong.reg_no, ASKED_FROM)
    StartLetterLine.create(letter=letter, worker=right, asked_from=ASKED_FROM)
    merged(wrong, right, admin)
    assert {line.worker_id for line in StartLetterLine.select()} == {wrong.id, right.id}
