"""For whom and for which months a programme of the city's own money may promise."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.programme_terms import REASONS, Terms, why_not

TERMS = Terms(
    year=2027, first_month=date(2027, 2, 1), occupations=frozenset({"nelayan"}), residents_only=True
)
ASKED = {"occupation": "nelayan", "is_resident": True, "months": [date(2027, 2, 1), date(2027, 12, 1)]}


def test_whoever_fits_is_promised_whatever_is_asked_within_the_year():
    assert why_not(TERMS, **ASKED) == ""
    assert why_not(TERMS, **ASKED | {"months": []}) == ""


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"months": [date(2026, 12, 1)]}, "other_year"), ({"months": [date(2028, 1, 1)]}, "other_year"),
        ({"months": [date(2027, 1, 1), date(2027, 2, 1)]}, "too_early"), ({"occupation": "kurir"}, "occupation"),
        ({"is_resident": False}, "not_resident"),
    ],
)  # fmt: skip
def test_what_does_not_fit_has_its_reason_in_words(other, reason):
    assert why_not(TERMS, **ASKED | other) == reason and REASONS[reason].endswith(".")


def test_closed_programme_promises_nothing():
    assert why_not(replace(TERMS, is_closed=True), **ASKED) == "closed"


def test_whom_a_list_of_the_extreme_poor_names_is_taken_whatever_their_work():
    other = ASKED | {"occupation": "guru-ngaji", "is_poorest": True}
    assert why_not(TERMS, **other) == ""
    assert why_not(replace(TERMS, poorest_too=False), **other) == "occupation"
    assert why_not(TERMS, **other | {"is_resident": False}) == "not_resident"


def test_people_from_outside_come_where_it_is_not_for_residents_only():
    assert why_not(replace(TERMS, residents_only=False), **ASKED | {"is_resident": False}) == ""
