"""Two registrations that may be one person."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates

from kiosk.domain.twins import MOST_DAYS_NEAR, Identity, days_near, look_alike, near_days, slips

BORN = date(1990, 5, 17)
SULASTRI = Identity("Sulastri", BORN, "P", "3374015705900001")


def identity(name="Sulastri", birth_on=BORN, sex="P", nik="3374015705900011") -> Identity:
    return Identity(name, birth_on, sex, nik)


@pytest.mark.parametrize(
    "other",
    [
        identity(),
        identity(name="Soelastri"),
        identity(name="SULASTRI, S.Pd."),
        identity(name="Sulastri Wahyuni"),
        identity(nik="3315095705900123"),  # another region: the first place of registration
        identity(birth_on=date(1990, 5, 7), nik="3374014705900001"),  # one digit of the day
        identity(birth_on=date(1999, 5, 17), nik="3374015705990001"),
        identity(
            birth_on=date(1990, 5, 17), sex="L", nik="3374011705900001"
        ),  # the 5 for a 1 makes a man of her
    ],
)
def test_asked_about_when_name_birth_and_nik_are_near(other):
    assert look_alike(SULASTRI, other)
    assert look_alike(other, SULASTRI)


@pytest.mark.parametrize(
    "other",
    [
        SULASTRI,  # the same NIK is the same registration
        identity(name="Bambang"),
        identity(name="Sumarni"),
        identity(birth_on=date(1991, 8, 2), nik="3374014208910001"),
        identity(birth_on=date(1990, 5, 7), nik="3374034705900077"),  # near birth date, far NIK
        identity(sex="L", nik="3374051705900077"),  # a boy and a girl of one day
    ],
)
def test_left_alone_when_they_are_clearly_two(other):
    assert not look_alike(SULASTRI, other)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (date(1990, 5, 17), date(1990, 5, 17), True),
        (date(1990, 5, 17), date(1990, 5, 71 - 60), True),  # 17 and 11
        (date(1990, 5, 12), date(1990, 5, 21), True),
        (date(1990, 5, 7), date(1990, 7, 5), True),
        (date(1990, 5, 17), date(1991, 6, 17), False),
        (date(1990, 1, 31), date(1990, 2, 1), False),
    ],
)
def test_days_are_near_by_the_slip_of_a_finger_not_by_the_calendar(one, other, near):
    assert near_days(one, other) is near


@given(dates(date(1926, 1, 1), date(2012, 12, 31)))
def test_days_near_are_all_that_near_days_calls_near(day):
    near = days_near(day)
    assert near[0] == day and len(near) <= MOST_DAYS_NEAR and len(set(near)) == len(near)
    assert all(near_days(day, other) for other in near)
    for other in (day.replace(day=1), day.replace(month=1, day=min(day.day, 28)), day + timedelta(days=9)):
        assert (other in near) == near_days(day, other)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("1234", "1234", 0),
        ("1234", "1235", 1),
        ("1234", "1243", 1),
        ("1234", "2143", 2),
        ("12", "34", 2),
        ("11", "22", 2),
    ],
)
def test_slips_are_counted_as_fingers_make_them(one, other, count):
    assert slips(one, other) == count
