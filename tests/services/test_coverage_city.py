"""A small city made as D1 makes the large one: each figure is what a plain GROUP BY over the months says."""

import pytest

from db import guards_kept
from kiosk.services import invariants_counts
from kiosk.services.invariant_proofs import prove
from tests.bench import city_months, coverage

PEOPLE, COVERED = 3_000, 39_500


@pytest.fixture
def city(people):
    city_months.settle_in(PEOPLE, COVERED)


def test_each_figure_is_what_a_plain_look_says(city):
    for where in (coverage.WHOLE, *coverage.NARROWED.values()):
        for figure in coverage.figures():
            assert figure.told(figure.ours(where)) == figure.plainly(where), (figure.name, where)


def test_city_is_whole_and_keeps_its_guards(city):
    assert [proof.named for proof in map(prove, invariants_counts.INVARIANTS) if proof.broken] == []
    assert guards_kept.missing() == []


def test_every_figure_of_the_whole_city_has_people(city):
    empty = [figure.name for figure in coverage.figures() if not figure.ours(coverage.WHOLE)]
    assert empty == []
