"""Parts of a whole as they are read and drawn."""

from decimal import Decimal

import pytest

from kiosk.domain.coverage_shares import in_words, of_length, per_cent, points_of, step_of, whole_per_cent


@pytest.mark.parametrize(
    ("part", "whole", "exact", "rounded"),
    [
        (0, 10, "0.0", 0), (10, 10, "100.0", 100), (1, 3, "33.3", 33), (2, 3, "66.7", 67),
        (1, 760_000, "0.1", 1), (759_999, 760_000, "99.9", 99), (11, 10, "100.0", 100), (-1, 10, "0.0", 0),
    ],
)  # fmt: skip
def test_a_share_is_all_or_none_only_when_it_is(part, whole, exact, rounded):
    assert per_cent(part, whole) == Decimal(exact)
    assert whole_per_cent(part, whole) == rounded


def test_without_a_whole_there_is_no_share():
    assert per_cent(0, 0) is None
    assert whole_per_cent(3, 0) is None
    assert step_of(3, 0) == 0
    assert in_words(None) == "–"


@pytest.mark.parametrize(
    ("share", "words"),
    [("51.59", "51,59"), ("71.5", "71,5"), ("100.0", "100"), ("0.0", "0"), ("50", "50"), ("100", "100")],
)
def test_a_share_is_written_as_indonesians_write_it(share, words):
    assert in_words(Decimal(share)) == words


@pytest.mark.parametrize(
    ("part", "step"),
    [(0, 1), (19, 1), (20, 2), (39, 2), (40, 3), (60, 4), (79, 4), (80, 5), (100, 5), (120, 5)],
)
def test_five_steps_share_the_way(part, step):
    assert step_of(part, 100) == step


@pytest.mark.parametrize("part", range(0, 1_001))
def test_a_step_is_that_of_the_share_as_it_is_printed(part):
    """595 of 1.000 prints as 60 and never lies in the fifth that ends with 59."""
    printed = whole_per_cent(part, 1_000)
    first = (0, 20, 40, 60, 80)[step_of(part, 1_000) - 1]
    assert first <= printed and (printed < first + 20 or printed == 100)


@pytest.mark.parametrize(
    ("part", "whole", "length"),
    [
        (51, 100, "51.00%"), (Decimal("71.59"), 100, "71.59%"), (0, 100, "0%"), (3, 0, "0%"), (-3, 9, "0%"),
        (1, 760_000, "0.50%"), (900, 100, "100.00%"), (10**12, 10**12, "100.00%"),
    ],
)  # fmt: skip
def test_a_bar_is_never_longer_than_its_room_and_seen_where_there_is_anything(part, whole, length):
    assert of_length(part, whole) == length


def test_a_line_runs_from_its_left_edge_as_far_as_there_are_values():
    assert points_of([1, 2, 3], 3, count=3) == "0.0,66.67 50.0,33.33 100.0,0.0"
    assert points_of([0, 0], 0, count=5) == "0.0,100 25.0,100"
    assert points_of([4], 4, count=1) == "0.0,0.0"
    assert points_of([], 0, count=24) == ""
