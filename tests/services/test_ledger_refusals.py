"""What must be true of the ledger is held by the database first: what would make it untrue is refused there, in the
guard's own words. What no guard can see, `flask check` proves (test_invariants)."""

from collections.abc import Callable
from datetime import date

import pytest
from peewee import DatabaseError

from db.connection import database
from db.models import Bill, BillLine, Credit, CutDecision, Funder, PaymentAllocation
from db.models import ledger_guards as guards
from tests.services import (
    claim_breakers,
    debit_breakers,
    programme_breakers,
    report_breakers,
    selection_breakers,
)
from tests.services import ledger_breakers as by_hand
from tests.services import pledge_breakers as by_hand_too
from tests.services.billing import bill_that_saw_much
from tests.services.ledger_breakers import BROKEN, again, change, first, last

# It hangs on the clock or a setting, on rows of several tables, or is only kept beside the months.
PROVEN_ONLY = {
    by_hand.held_too_long, by_hand.held_without_end, by_hand.held_for_years, by_hand.held_a_day_longer_than_agreed,
    by_hand.month_of_a_merged_person, by_hand.effective_tomorrow, by_hand.behind_what_was_promised,
    by_hand.form_without_answer, by_hand.answered_and_gone, by_hand.paid_on_another_day, by_hand.proof_that_is_gone,
    by_hand.billed_to_another, by_hand.asn_money_in_two, by_hand.billed_by_nothing, by_hand.counted_wrong,
    by_hand.not_counted, by_hand.span_lost, by_hand.summed_wrong, by_hand.going_on_for_ever, by_hand.person_too_many,
    by_hand.effective_without_an_answer, by_hand.membership_of_somebody_else,
    by_hand.asked_under_another_wadah, by_hand.asked_for_nothing, by_hand.asked_by_what_was_taken_back,
    by_hand_too.pledged_with_anothers_months, by_hand_too.pledged_without_months, by_hand_too.reserved_for_ever,
    by_hand_too.pledged_under_a_refused_mandate, by_hand_too.pledged_under_anothers_mandate,
    *debit_breakers.PROVEN_ONLY, *programme_breakers.PROVEN_ONLY,
    *selection_breakers.PROVEN_ONLY, *claim_breakers.PROVEN_ONLY, *report_breakers.PROVEN_ONLY,
}  # fmt: skip


@pytest.fixture
def bill(people, admin) -> Bill:
    return bill_that_saw_much(people, admin)


def said_to(break_it: Callable[[Bill], object], bill: Bill) -> str:
    """The words of the database's refusal; empty where it lets it through. Nothing stays."""
    with database.atomic() as transaction:
        try:
            break_it(bill)
        except DatabaseError as refusal:
            return str(refusal)
        finally:
            transaction.rollback()
    return ""


def test_database_lets_through_only_what_it_cannot_see(bill):
    ways = [break_it for found in BROKEN.values() for break_it in found]
    assert {break_it for break_it in ways if not said_to(break_it, bill)} == PROVEN_ONLY


def other_funder() -> Funder:
    return Funder.create(name="PT Lain", kind="csr", wadah_type="SC")


def bill_of_another(bill: Bill) -> Bill:
    return Bill.create(no="T26-LAIN", funder=other_funder(), amount=1, issued_on=bill.issued_on)


def entry(bill: Bill) -> PaymentAllocation:
    """What a month took that is paid now."""
    payment = first(bill).payment
    return PaymentAllocation.get(
        PaymentAllocation.covered == first(bill), PaymentAllocation.payment == payment
    )


NONE = {"allocated": 0, "credited": 0}
REFUSALS: tuple[tuple[str, Callable[[Bill], object]], ...] = (
    (guards.BILLED, lambda bill: change(last(bill), amount=1)),
    (guards.ONE_FUNDER, lambda bill: change(last(bill), bill=bill_of_another(bill))),
    (guards.ONE_FUNDER, lambda bill: again(last(bill), month=date(2030, 1, 1), funder=other_funder().id)),
    (guards.WHOLE, lambda bill: again(entry(bill))),
    (guards.WHOLE, lambda bill: again(entry(bill), covered=last(bill).id, amount=1)),
    (guards.TAKEN_BACK, lambda bill: again(entry(bill), amount=-1, reverses=entry(bill).id)),
    (guards.TAKEN_BACK, lambda bill: again(entry(bill), amount=-entry(bill).amount)),
    (
        "payment_sign",
        lambda bill: again(first(bill).payment, no="P-0", reverses=first(bill).payment_id, **NONE),
    ),
    ("payment_not_exceeded", lambda bill: Credit.create(payment=first(bill).payment, amount=1, why="over")),
    (
        "payment_never_below_zero",
        lambda bill: Credit.create(payment=first(bill).payment, amount=-101, why="over"),
    ),
    ("coveragemonth_first_day", lambda bill: again(last(bill), month=date(2030, 1, 2))),
    ("coveragemonth_released_why", lambda bill: change(last(bill), released_why="hold")),
    ("coveragemonth_paid_is_held", lambda bill: change(first(bill), hold_until=last(bill).hold_until)),
)


def test_what_would_make_the_ledger_untrue_is_refused(bill):
    said = [(words, said_to(break_it, bill)) for words, break_it in REFUSALS]
    assert [(words, answer) for words, answer in said if words not in answer] == []


def test_month_keeps_what_it_was_counted_as(bill):
    """Whether it is paid or not."""
    other = {
        "month": date(2030, 1, 1),
        "kelurahan": None,
        "occupation": None,
        "funder": None,
        "funder_kind": "apbd",
    }
    for row in (first(bill), last(bill)):
        for column, value in other.items():
            assert guards.KEEPS in said_to(lambda _, r=row, new={column: value}: change(r, **new), bill), (
                column
            )


def test_what_a_payment_says_is_not_edited(bill):
    payment = first(bill).payment
    for column in ("funder", "reference", "received_on", "amount", "reverses"):
        same = {column: payment.__data__[column]}  # not even to what it was
        assert guards.FACTS in said_to(lambda _, new=same: change(payment, **new), bill), column


def test_entries_are_added_and_never_edited(bill):
    for table in (PaymentAllocation, Credit, BillLine, CutDecision):
        words = f"{table._meta.table_name} is append-only"
        assert words in said_to(lambda _, rows=table: rows.update(id=rows.id).execute(), bill)
        assert words in said_to(lambda _, rows=table: rows.delete().execute(), bill)
