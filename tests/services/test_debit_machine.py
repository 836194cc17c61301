"""Whatever happens to the debit of the 1st, in whatever order, and whenever its worker dies: nobody is debited twice,
nobody without a mandate in force, and the money adds up to the rupiah."""

import os
from collections import Counter

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from db.models import User
from tests.fixtures import _empty, _made_people
from tests.services import debit_desk
from tests.services.at_once import acting
from tests.services.debit_machine import BEGIN, HAPPENS, MANDATES, Debits
from tests.snapshots import laid_back
from tests.whole import WHOLE, whole_on_sqlite

LONGER = os.environ.get("PAYUNG_MACHINE", "")
LIVES = "40x40" if WHOLE else whole_on_sqlite("9x32", on_postgres="4x32")
EXAMPLES, STEPS = map(int, (LONGER or LIVES).split("x"))


@pytest.fixture
def life(app, people) -> type[Debits]:
    def crowd() -> None:
        with time_machine.travel(BEGIN, tick=False):
            _made_people()
            debit_desk.decide()
            for count in MANDATES:
                debit_desk.due(people=count)

    def fresh():
        laid_back("empty", app, _empty)
        laid_back("debits", app, crowd)
        return acting(User.get(User.role == "admin"))

    Debits.fresh = staticmethod(fresh)
    Debits.happened = Counter()
    return Debits


A_MONTH = (
    lambda life: life.begin(True),
    lambda life: life.worker_works(0),
    lambda life: life.worker_works(None),
    lambda life: life.seal(),
    lambda life: life.donor_revokes(1, False),
    lambda life: life.worker_works(0),
    lambda life: life.worker_works(None),
    lambda life: life.hand_over(True),
    lambda life: life.hand_over(False),
    lambda life: life.worker_dies(0),
    lambda life: life.bank_answers(0, True, ["", "", ""]),
    lambda life: life.worker_works(0),
    lambda life: life.worker_works(None),
    lambda life: life.bank_answers(0, False, ["SALDO TIDAK CUKUP"] * 3),
    lambda life: life.worker_works(None),
    lambda life: life.bank_says_it_again(0, 0),
    lambda life: life.worker_works(None),
    lambda life: life.goes_on_to_bpjs(),
    lambda life: life.begin(False),
    lambda life: life.worker_works(None),
    lambda life: life.drop(0),
    lambda life: life.somebody_signs(),
    lambda life: life.begin(False),
    lambda life: life.worker_works(None),
    lambda life: life.seal(),
    lambda life: life.worker_works(None),
    lambda life: life.hand_over(False),
    lambda life: life.donor_revokes_what_is_at_the_bank(0),
    lambda life: life.bank_says_it_again(0, 1),
    lambda life: life.worker_works(None),
    lambda life: life.bank_refuses_the_file(1),
    lambda life: life.somebody_is_frozen_or_free_again(0),
    lambda life: life.somebody_is_frozen_or_free_again(0),
    lambda life: life.time_goes_by(12),
)


def test_everything_that_may_happen_happens_in_one_month(life):
    lived = life()
    try:
        for step in A_MONTH:
            step(lived)
            lived.nobody_twice_and_nobody_without_a_mandate()
    finally:
        lived.teardown()
    assert set(life.happened) == HAPPENS


def test_whatever_happens_in_any_order_nobody_is_debited_twice(life):
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None, derandomize=not LONGER,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
        ),
    )  # fmt: skip
    assert life.happened["sent"] and life.happened["answered"] + life.happened["answered in part"]
