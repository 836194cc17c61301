"""How far a run of the debit has come."""

import pytest

from kiosk.domain import debits
from kiosk.domain.debit_return_remedies import REMEDIES as ANSWERED
from kiosk.domain.debit_returns import OUTCOMES, TO_LOOK_AT
from kiosk.domain.debit_skip_remedies import REMEDIES as SKIPPED
from kiosk.domain.debit_skips import SKIPS
from kiosk.domain.debit_stages import WORDS, stage_of


@pytest.mark.parametrize(
    ("state", "unanswered", "paid", "unforwarded", "stage"),
    [
        (debits.BUILDING, 0, 0, 0, "built"),
        (debits.BUILT, 0, 0, 0, "built"),
        (debits.SEALING, 0, 0, 0, "built"),
        (debits.SEALED, 0, 0, 0, "sealed"),
        (debits.SENT, 3, 0, 0, "sent"),
        (debits.SENT, 1, 2, 2, "sent"),
        (debits.SENT, 0, 2, 2, "answered"),
        (debits.SENT, 0, 0, 0, "answered"),
        (debits.SENT, 0, 2, 0, "forwarded"),
    ],
)
def test_stage_is_the_one_that_was_reached_last(state, unanswered, paid, unforwarded, stage):
    assert stage_of(state, unanswered=unanswered, paid=paid, unforwarded=unforwarded) == stage
    assert stage in WORDS


def test_every_reason_and_every_outcome_says_what_can_be_done():
    assert set(SKIPPED) == set(SKIPS) and set(ANSWERED) == set(OUTCOMES)
    assert all(ANSWERED[outcome].next for outcome in TO_LOOK_AT)
