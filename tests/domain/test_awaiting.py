"""What a month waits for: one state for each thing that can be known of it, each with its next step."""

from datetime import date

import pytest

from kiosk.domain import awaiting
from kiosk.domain.awaiting import AskedSoFar, going_on, state_of


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (AskedSoFar(), "unasked"),
        (AskedSoFar(is_blocked=True), "blocked"),
        (AskedSoFar(is_refused=True, is_blocked=True), "rejected"),
        (AskedSoFar(line="rejected", is_refused=True), "rejected"),
        (AskedSoFar(line="rejected"), "unasked"),
        (AskedSoFar(line="asked"), "unsent"),
        (AskedSoFar(line="asked", is_sent=True, is_elsewhere=True), "asked"),
        (AskedSoFar(line="asked", is_sent=True, is_blocked=True), "asked"),
        (AskedSoFar(line="dropped", is_sent=True), "taken_out"),
        (AskedSoFar(line="dropped", is_blocked=True), "blocked"),
        (AskedSoFar(is_elsewhere=True), "elsewhere"),
        (AskedSoFar(line="accepted", is_paid=False), "money"),
        (AskedSoFar(line="accepted"), "receipt"),
        (AskedSoFar(is_member=True), "receipt"),
        (AskedSoFar(is_member=True, is_blocked=True, is_elsewhere=True), "receipt"),
        (AskedSoFar(is_member=True, has_receipt=True), "unconfirmed"),
    ],
)
def test_each_month_waits_for_one_thing(known, state):
    assert state_of(known) == state


def test_only_who_was_asked_for_waits_for_an_answer():
    """Nobody is told to wait for BPJS who was never handed over to it."""
    unasked = [state for state in awaiting.STATES if state not in ("asked", "elsewhere")]
    assert [state for state in unasked if "jawaban" in awaiting.WORDS[state]] == []
    assert "jawaban" in awaiting.WORDS["asked"]


def test_every_state_has_words_and_a_next_step():
    assert set(awaiting.STATES) == set(awaiting.WORDS) == set(awaiting.NEXT_STEPS)


def test_the_day_of_asking_is_told_of_who_waits_for_an_answer_alone():
    day = date(2026, 11, 22)
    assert awaiting.params_of("asked", day) == {"asked_on": "2026-11-22"}
    assert awaiting.params_of("blocked", day) == {}


def test_a_membership_goes_on_from_month_to_month_until_it_would_have_ended():
    months = [date(2026, 12, 1), date(2027, 3, 1), date(2027, 6, 1), date(2027, 10, 1)]
    first, *others = going_on(months, [AskedSoFar(is_member=True), *[AskedSoFar(is_blocked=True)] * 3])
    assert [state_of(one) for one in (first, *others)] == ["receipt", "receipt", "receipt", "blocked"]


def test_nobody_becomes_a_member_by_the_month_before_of_somebody_who_is_none():
    months = [date(2026, 12, 1), date(2027, 1, 1)]
    assert [state_of(one) for one in going_on(months, [AskedSoFar()] * 2)] == ["unasked", "unasked"]
