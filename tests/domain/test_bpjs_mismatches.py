"""What the ledger says of a person on BPJS's list, in one word, and what somebody does next."""

from datetime import date

import pytest

from kiosk.domain.bpjs_mismatches import (
    BPJS_ONLY,
    KINDS,
    LEDGER_WORDS,
    OURS_ONLY,
    STEPS,
    LedgerSays,
    Papers,
    ledger_says,
    next_step,
)
from kiosk.domain.protection import CoveredMonth

TODAY = date(2026, 11, 20)
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


def effective(month: date) -> CoveredMonth:
    return CoveredMonth(month, month, month)


@pytest.mark.parametrize(
    ("months", "says"),
    [
        ([], ("nobody", None)),
        ([effective(NOVEMBER)], ("protected", date(2026, 11, 30))),
        ([effective(OCTOBER)], ("arrears", NOVEMBER)),
        ([effective(date(2026, 6, 1))], ("ended", date(2026, 10, 1))),
        ([CoveredMonth(NOVEMBER, None, NOVEMBER)], ("paid", NOVEMBER)),
        ([CoveredMonth(OCTOBER, None, OCTOBER)], ("paid", OCTOBER)),
        ([effective(OCTOBER), CoveredMonth(NOVEMBER, None, NOVEMBER)], ("paid", NOVEMBER)),
        ([CoveredMonth(NOVEMBER), CoveredMonth(DECEMBER)], ("unpaid", NOVEMBER)),
        ([CoveredMonth(DECEMBER)], ("unpaid", DECEMBER)),
        ([CoveredMonth(OCTOBER)], ("nobody", None)),
    ],
)
def test_ledger_says_one_thing_and_never_more_than_it_knows(months, says):
    assert ledger_says(TODAY, months) == LedgerSays(*says)


@pytest.mark.parametrize(
    ("kind", "says", "papers", "step"),
    [
        (BPJS_ONLY, "protected", Papers(), "agrees_now"),
        (BPJS_ONLY, "paid", Papers(submission="D26-1", bill="T-1"), "note_answer"),
        (BPJS_ONLY, "paid", Papers(bill="T-1", was_accepted=True), "note_receipt"),
        (BPJS_ONLY, "paid", Papers(bill="T-1", was_accepted=True, has_receipt=True), "submit"),
        (BPJS_ONLY, "paid", Papers(bill="T-1"), "submit"),
        (BPJS_ONLY, "unpaid", Papers(bill="T-1"), "see_bill"),
        (BPJS_ONLY, "unpaid", Papers(), "see_person"),
        (BPJS_ONLY, "arrears", Papers(bill="T-1"), "ask_who_pays"),
        (BPJS_ONLY, "ended", Papers(), "ask_who_pays"),
        (BPJS_ONLY, "nobody", Papers(), "ask_who_pays"),
        (OURS_ONLY, "protected", Papers(bill="T-1", has_receipt=True), "ask_with_receipt"),
        (OURS_ONLY, "protected", Papers(bill="T-1"), "ask_again"),
        (OURS_ONLY, "protected", Papers(), "ask_again"),
        (OURS_ONLY, "arrears", Papers(), "agrees_now"),
        (OURS_ONLY, "nobody", Papers(), "agrees_now"),
    ],
)
def test_next_step(kind, says, papers, step):
    assert next_step(kind, LedgerSays(says), papers) == step
    assert step in STEPS and kind in KINDS and says in LEDGER_WORDS


def test_sentence_of_a_step_names_only_what_there_is():
    for kind in KINDS:
        for says in LEDGER_WORDS:
            for papers in (
                Papers(),
                Papers(bill="T-1"),
                Papers(bill="T-1", was_accepted=True),
                Papers("T-1", True),
            ):
                words = STEPS[next_step(kind, LedgerSays(says), papers)]
                assert "%(bill)s" not in words or papers.bill
                assert "%(submission)s" not in words or papers.submission
