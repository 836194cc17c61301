"""The order of those who wait: points that add up, ties that depend on nobody who asks, no room beyond what is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.domain import selections as rule
from kiosk.domain.selections import (
    Best,
    Criterion,
    Facts,
    Points,
    Room,
    fitting,
    list_of,
    points_of,
    ranked,
    why_not,
)

DAY, JANUARY = date(2026, 11, 23), date(2027, 1, 1)
SINCE = date(2020, 1, 1)
CRITERIA = {
    rule.POVERTY: Criterion(rule.POVERTY, 40, SINCE, "a"),
    rule.LAPSE: Criterion(rule.LAPSE, 30, SINCE, "a", full_at=3),
    rule.WORK: Criterion(rule.WORK, 15, SINCE, "a", work=frozenset({"nelayan"})),
    rule.WAITING: Criterion(rule.WAITING, 15, SINCE, "a", full_at=365),
}
BORN_AFTER = date(1962, 1, 1)


def person(**other) -> Facts:
    known = {
        "worker_id": 1, "reg_no": "SMG-AAAAAAA-1", "occupation": "guru-ngaji", "birth_on": date(1980, 1, 1),
        "enrolled_on": DAY, "is_extreme": False,
    }  # fmt: skip
    return Facts(**{**known, **other})


def points(**other) -> Points:
    return points_of(person(**other), CRITERIA, on=DAY, first_month=JANUARY)


def test_points_are_the_sum_of_four_parts():
    all_of = points(
        is_extreme=True, occupation="nelayan", enrolled_on=date(2020, 1, 1), last_month=date(2026, 9, 1)
    )
    assert (all_of.poverty, all_of.lapse, all_of.work) == (40, 30, 15)
    assert all_of.total == 40 + 30 + 15 + all_of.waiting
    assert points().total == 0


@pytest.mark.parametrize(
    ("days", "worth"), [(0, 0), (24, 0), (25, 1), (182, 7), (364, 14), (365, 15), (4_000, 15)]
)
def test_waiting_is_worth_whole_points_up_to_a_year(days, worth):
    waited = points(enrolled_on=DAY - timedelta(days=days))
    assert (waited.waiting, waited.waited_days) == (worth, days)


@pytest.mark.parametrize(
    ("last", "worth"),
    [
        (None, 0),
        (date(2026, 12, 1), 30),
        (date(2026, 9, 1), 30),
        (date(2026, 8, 1), 0),
        (date(2020, 1, 1), 0),
    ],
)
def test_who_was_funded_until_lately_would_fall_out(last, worth):
    """Three empty months are the last that may be made up for."""
    assert points(last_month=last, enrolled_on=date(2019, 1, 1)).lapse == worth


def test_somebody_who_is_still_funded_has_not_waited():
    assert points(last_month=date(2026, 12, 1), enrolled_on=date(2020, 1, 1)).waited_days == 0


def reason(**other) -> str:
    return why_not(person(**other), first_month=JANUARY, born_after=BORN_AFTER)


def test_what_keeps_somebody_out_is_said_in_the_order_of_weight():
    assert reason() == ""
    assert reason(lacks=True) == rule.LACKING
    assert reason(lacks=True, birth_on=BORN_AFTER) == rule.AGE
    assert reason(lacks=True, obstacle=rule.FROZEN) == rule.FROZEN
    assert reason(stopped=date(2026, 5, 1)) == rule.STOPPED
    assert reason(stopped=date(2026, 5, 1), last_month=date(2026, 6, 1)) == ""


def test_the_age_limit_is_for_whoever_begins():
    old = BORN_AFTER
    assert reason(birth_on=old + timedelta(days=1)) == ""
    assert reason(birth_on=old, last_month=date(2026, 12, 1)) == ""
    assert reason(birth_on=old, last_month=date(2026, 11, 1)) == rule.AGE


def test_every_reason_has_its_words():
    codes = {value for name, value in vars(rule).items() if name.isupper() and isinstance(value, str)}
    assert {"lacking", "age", "quota", "budget", "closed"} <= set(rule.REASONS) <= codes
    assert all(words.endswith(".") for words in rule.REASONS.values())


people_in_line = some.lists(
    some.tuples(some.integers(0, 100), some.integers(0, 400), some.booleans()), max_size=300
)


@given(people_in_line, some.integers(1, 40), some.randoms())
def test_the_best_are_those_a_whole_sort_would_give_whatever_order_they_come_in(line, size, chance):
    everybody = [
        ranked(
            person(worker_id=number, reg_no=f"SMG-{number:07}-1", enrolled_on=DAY - timedelta(days=days)),
            Points(worth, 0, 0, 0, days),
        )
        for number, (worth, days, _able) in enumerate(line)
    ]
    shuffled = list(everybody)
    chance.shuffle(shuffled)
    best = Best(size)
    for one in shuffled:
        best.add(one)
    assert best.in_order() == sorted(everybody)[:size] and best.added == len(everybody)


@given(people_in_line, some.integers(1, 20))
def test_the_first_who_can_be_taken_are_chosen_and_nobody_in_reserve_is_before_them(line, wanted):
    able, not_able = Best(2 * wanted), Best(2 * wanted + 200)
    for number, (worth, days, can) in enumerate(line):
        one = ranked(
            person(worker_id=number, reg_no=f"SMG-{number:07}-1", enrolled_on=DAY - timedelta(days=days)),
            Points(worth, 0, 0, 0, days),
        )
        (able if can else not_able).add(one)
    listed = list_of(able, not_able, wanted)
    assert [one for one, _state in listed] == sorted(one for one, _state in listed)
    states = [state for _one, state in listed]
    assert states.count(rule.CHOSEN) == min(wanted, able.added)
    assert rule.RESERVE not in states or rule.CHOSEN not in states[states.index(rule.RESERVE) :]
    if able.is_full:
        assert states[-1] != rule.LEFT_OUT


def test_who_ends_with_the_programme_that_is_renewed_comes_before_all_others_by_points():
    few, many, waits = (
        ranked(person(worker_id=number, reg_no=f"SMG-{number:07}-1", ends=ends), Points(worth, 0, 0, 0, 0))
        for number, (worth, ends) in enumerate([(5, True), (40, True), (90, False)])
    )
    assert sorted([waits, few, many]) == [many, few, waits] and [few.ends, waits.ends] == [True, False]


@pytest.mark.parametrize(
    ("room", "fits"),
    [
        (Room(5, 1_000), (3, "")),
        (Room(2, 1_000), (2, rule.NO_PLACES)),
        (Room(0, 1_000), (0, rule.NO_PLACES)),
        (Room(5, 299), (2, rule.NO_MONEY)),
        (Room(5, 300), (3, "")),
        (Room(5, 1_000, closed=True), (0, rule.CLOSED)),
        (Room(-1, -1), (0, rule.NO_PLACES)),
    ],
)
def test_nobody_is_taken_beyond_what_is_left(room, fits):
    assert fitting([(True, 100)] * 3, room) == fits


def test_who_holds_a_place_needs_no_other():
    assert fitting([(False, 100), (True, 100), (False, 100)], Room(1, 1_000)) == (3, "")
    assert fitting([(False, 100), (True, 100), (False, 100)], Room(0, 1_000)) == (1, rule.NO_PLACES)


def test_criteria_come_back_as_they_were_kept():
    assert [Criterion.thawed(one.frozen()) for one in CRITERIA.values()] == list(CRITERIA.values())
