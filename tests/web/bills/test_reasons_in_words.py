"""Every reason for which a month is let go has words, for the office and for the company that paid."""

import pytest

from kiosk.domain.release_reasons import (
    BY_THE_FUNDER,
    NOT_FOR_COMPANIES,
    OTHER,
    WORDS,
    for_companies,
    release_words,
)
from kiosk.services import (
    debit_refunds,
    payment_joins,
    payment_reversals,
    payment_spreading,
    releases,
    reversals,
)
from kiosk.web.bills.words import CREDIT_WHY

REASONS = [value for name, value in vars(releases).items() if name.isupper() and isinstance(value, str)]
CREDITS = {
    value
    for module in (payment_joins, payment_reversals, payment_spreading, reversals, debit_refunds)
    for name, value in vars(module).items()
    if name in ("OVER", "TAKEN", "USED", "RELEASED", "REVERSED", "CANCELLED", "JOINED", "REFUNDED")
}


def test_the_list_of_reasons_is_found():
    assert len(REASONS) >= 10 and set(BY_THE_FUNDER) <= set(REASONS)


@pytest.mark.parametrize("why", REASONS)
def test_every_reason_has_words_of_its_own(why):
    assert release_words(why) not in (OTHER, why)
    assert for_companies(why) == (OTHER if why in NOT_FOR_COMPANIES else release_words(why))


def test_no_words_are_kept_for_what_never_happens():
    assert set(WORDS) == set(REASONS)


def test_every_movement_of_credit_has_words():
    assert set(CREDIT_WHY) == CREDITS
