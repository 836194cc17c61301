"""Anything that may happen to the ledger, in any order: after each step every invariant holds, counts equal a recount,
money adds up to the rupiah, and what was said of a month that is over does not move.

The same steps at each run. PAYUNG_MACHINE=400x60 (examples and steps of each) looks longer, and elsewhere each time."""

import os
from collections import Counter
from collections.abc import Callable

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from db.models import CoverageMonth
from kiosk.services.lapse_wishes import SOON
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.services.ledger_machine import BEGIN, HAPPENS, PEOPLE, Ledger
from tests.whole import WHOLE, whole_on_sqlite

LONGER = os.environ.get("PAYUNG_MACHINE", "")
LIVES = "20x36" if WHOLE else whole_on_sqlite("11x36", on_postgres="5x36")
EXAMPLES, STEPS = map(int, (LONGER or LIVES).split("x"))
LAST = -1
BPJS_ASKS = {"birth_place": "Semarang", "mother_name": "Siti", "address": "Jl. Kakap 1"}
A_LIFE: tuple[Callable[[Ledger], object], ...] = (
    lambda life: life.begin(far="part"),
    lambda life: life.pay_a_bill(LAST, "whole", 1, 3, True, False),
    lambda life: life.reverse_an_allocation(LAST, 0, False),
    lambda life: life.use_credit(LAST, True),
    lambda life: life.bpjs_accepts(0),
    lambda life: life.bpjs_receives(0),
    lambda life: life.pay_a_bill(0, "over", 2, 0, True, False),
    lambda life: life.pay_a_bill(0, "crumb", 2, 0, True, False),
    lambda life: life.city_takes_on(0, {3}, 0, 2, "billed"),
    lambda life: life.cancel_a_bill(LAST),
    lambda life: life.company_takes_on("bahari", {3}, 2, 2, "jkk_jkm_jht", "told"),
    lambda life: life.confirm_a_payment(0),
    lambda life: life.pay_a_bill(LAST, "whole", 1, 0, False, False),
    lambda life: life.refuse_a_payment(0),
    lambda life: life.somebody_is_corrected(0, 7, 7, True),
    lambda life: life.tariff_changes(0, 17_500),
    lambda life: life.decision_changes("csr", False),
    lambda life: life.reverse_a_payment(LAST, False),
    lambda life: life.transfer(1, 0, 3),
    lambda life: life.company_takes_on("sinar", {0}, 3, 1, "jkk_jkm", "billed"),
    lambda life: life.time_passes(31),
    lambda life: life.holds_run_out(),
    lambda life: life.pay_late(LAST, "whole", 1),
    lambda life: life.somebody_goes_on({2}, SOON, 0, 1),
    lambda life: life.bpjs_rejects(LAST, True),
    lambda life: life.two_are_one(0, 2, True),
    lambda life: life.somebody_dies(1, 0, True),
)  # fmt: skip

# Places in batches that were paid, and in one that nobody pays for.
PLACES: tuple[Callable[[Ledger], object], ...] = (
    lambda life: life.begin(far="confirmed"),
    lambda life: life.company_replaces(0, 1),
    lambda life: life.time_passes(31),
    lambda life: life.time_passes(31),
    lambda life: life.time_passes(31),
    lambda life: life.company_takes_on("bahari", {0}, 0, 2, "jkk_jkm", "planned"),
    lambda life: life.company_picks(LAST, 2),
    lambda life: life.company_revokes(LAST),
    lambda life: life.company_withdraws(LAST, True),
)

# BPJS is asked, and answers about each; money and receipt come before and after.
ANSWERS: tuple[Callable[[Ledger], object], ...] = (
    lambda life: life.begin(far="billed"),
    lambda life: life.bpjs_is_asked(0),
    lambda life: life.bpjs_answers(0, True, 3, True),
    lambda life: life.bpjs_receives(0),
    lambda life: life.pay_a_bill(0, "whole", 1, 0, True, False),
    lambda life: life.bpjs_answers(0, False, 0, False),
    lambda life: life.bpjs_answers(0, True, 0, False),
    lambda life: life.bpjs_says_it_again(0),
    lambda life: life.two_are_one(0, 2, True),
    lambda life: life.bpjs_says_it_again(0),
)


@pytest.fixture
def ledger(people) -> type[Ledger]:
    with time_machine.travel(BEGIN, tick=False):
        crowd(acting(people["petugas"]), PEOPLE, **BPJS_ASKS)
    names = {"admin": "admin", "sinar": "mitra", "bahari": "mitra2"}
    Ledger.actors = {name: acting(people[account]) for name, account in names.items()}
    Ledger.happened = Counter()
    return Ledger


def test_everything_that_may_happen_happens_in_three_lives(ledger):
    for steps in (A_LIFE, PLACES, ANSWERS):
        life = ledger()
        try:
            for step in steps:
                step(life)
                life.everything_holds()
        finally:
            life.teardown()
    assert set(ledger.happened) == HAPPENS


def test_whatever_happens_in_any_order_the_ledger_stays_true(ledger):
    run_state_machine_as_test(
        ledger,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None, derandomize=not LONGER,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
        ),
    )  # fmt: skip
    assert not CoverageMonth.select().exists()  # every example was undone
    assert len(ledger.happened) > len(HAPPENS) * min(EXAMPLES, 20) // 30, ledger.happened
