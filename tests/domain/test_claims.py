"""The clock of the first report over weekends, midnights and time zones; the steps of a claim."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest

from kiosk.domain import claims
from kiosk.domain.claims import clock_of, day_of, hours_and_minutes, moment_of, read_hour, standing_of

HOURS = 48
_ids = count(1)

# day, hour in Semarang (None: unknown), deadline in Semarang
CLOCKS = [
    (date(2026, 11, 23), time(14), datetime(2026, 11, 25, 14)),  # Monday to Wednesday
    (date(2026, 11, 27), time(16, 45), datetime(2026, 11, 29, 16, 45)),  # Friday: the weekend counts
    (date(2026, 12, 24), time(8), datetime(2026, 12, 26, 8)),  # over Christmas
    (date(2026, 12, 31), time(23, 30), datetime(2027, 1, 2, 23, 30)),  # into another year
    (date(2026, 11, 23), time(23, 30), datetime(2026, 11, 25, 23, 30)),  # 16.30 UTC, the same day there
    (date(2026, 11, 23), time(5), datetime(2026, 11, 25, 5)),  # 22.00 UTC of the day before
    (date(2026, 11, 23), None, datetime(2026, 11, 25, 0)),  # strictly: from its midnight
    (date(2028, 2, 28), time(12), datetime(2028, 3, 1, 12)),  # a leap year
]


@pytest.mark.parametrize(("day", "hour", "deadline"), CLOCKS)
def test_deadline_is_two_days_later_to_the_minute(day, hour, deadline):
    clock = clock_of(claims.ACCIDENT, moment_of(day, hour), hours=HOURS)
    assert clock.deadline == deadline - timedelta(hours=7)
    assert day_of(clock.deadline) == deadline.date()


def test_half_past_eleven_at_night_and_five_in_the_morning_are_other_days_in_utc():
    assert moment_of(date(2026, 11, 23), time(23, 30)) == datetime(2026, 11, 23, 16, 30)
    assert moment_of(date(2026, 11, 23), time(5)) == datetime(2026, 11, 22, 22)
    assert day_of(datetime(2026, 11, 22, 22)) == date(2026, 11, 23)


def test_midnight_belongs_to_the_day_it_ends():
    assert claims.ends_a_day(moment_of(date(2026, 11, 24), None)) == date(2026, 11, 23)
    assert claims.ends_a_day(moment_of(date(2026, 11, 24), time(14))) is None


def test_death_without_an_accident_has_no_clock():
    assert clock_of(claims.DEATH, datetime(2026, 11, 23), hours=HOURS) is None
    assert clock_of(claims.ACCIDENT_DEATH, datetime(2026, 11, 23), hours=HOURS) is not None


@pytest.mark.parametrize(
    ("told", "now", "code"),
    [
        (None, datetime(2026, 11, 25), "running"),
        (None, datetime(2026, 11, 25, 0, 1), "passed"),
        (datetime(2026, 11, 25), datetime(2026, 12, 1), "in_time"),
        (datetime(2026, 11, 25, 0, 1), datetime(2026, 12, 1), "late"),
    ],
)
def test_clock_stops_when_bpjs_is_told(told, now, code):
    clock = clock_of(claims.ACCIDENT, datetime(2026, 11, 23), hours=HOURS, told_at=told)
    assert clock.code(now) == code


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(hours=31), (31, 0)),
        (timedelta(hours=5, minutes=59, seconds=59), (5, 59)),
        (timedelta(minutes=-90), (1, 30)),
        (timedelta(0), (0, 0)),
    ],
)
def test_what_is_left_is_rounded_down(span, said):
    assert hours_and_minutes(span) == said


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14.30", time(14, 30)), ("14:30", time(14, 30)), ("1430", time(14, 30)), ("14", time(14)),
        ("7", time(7)), ("pukul 7.05 WIB", time(7, 5)), ("00.10", time(0, 10)), (" ", None), ("", None),
    ],
)  # fmt: skip
def test_hour_is_read_as_people_write_it(text, hour):
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["25", "14.60", "siang", "14.5", "2.30.10", "-3", "144"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(ValueError):
        read_hour(text)


@dataclass
class Step:
    state: str
    on_day: date = date(2026, 11, 23)
    kind: str = ""
    told_at: datetime | None = None
    how: str = ""
    ref: str = ""
    amount: int | None = None
    corrects_id: int | None = None
    id: int = field(default_factory=lambda: next(_ids))


def begun(*more: Step, kind: str = claims.ACCIDENT) -> list[Step]:
    return [Step(claims.REPORTED, kind=kind, id=0), *more]


def told() -> Step:
    return Step(claims.TOLD, told_at=datetime(2026, 11, 23, 8), how="call_centre", ref="175-1")


def test_state_is_that_of_the_last_step():
    assert standing_of(begun()).state == claims.REPORTED
    standing = standing_of(begun(told(), Step(claims.SENT)))
    assert (standing.state, standing.how, standing.ref) == (claims.SENT, "call_centre", "175-1")


def test_payments_add_up_and_a_wrong_one_does_not_count():
    first = Step(claims.PAID, amount=1_000_000, on_day=date(2026, 12, 1))
    wrong = Step(claims.PAID, amount=20_000_000, on_day=date(2026, 12, 20))
    right = Step(claims.PAID, amount=2_000_000, on_day=date(2026, 12, 19), corrects_id=wrong.id)
    standing = standing_of(begun(told(), Step(claims.SENT), first, wrong, right))
    assert (standing.paid, standing.paid_on) == (3_000_000, date(2026, 12, 19))


def test_report_to_bpjs_that_was_none_starts_the_clock_again():
    wrong = told()
    standing = standing_of(begun(wrong, Step(claims.REPORTED, corrects_id=wrong.id)))
    assert (standing.state, standing.told_at) == (claims.REPORTED, None)


def test_accident_may_turn_into_a_death():
    died = Step(claims.TOLD, kind=claims.ACCIDENT_DEATH, on_day=date(2026, 11, 25))
    standing = standing_of(begun(told(), died))
    assert (standing.kind, standing.died_on) == (claims.ACCIDENT_DEATH, date(2026, 11, 25))
    assert standing_of(begun()).died_on is None


def test_only_the_last_step_is_corrected_and_neither_the_report_nor_a_change_of_kind():
    steps = begun()
    assert claims.correctable(steps) is None
    steps.append(told())
    assert claims.correctable(steps) is steps[-1]
    assert claims.may_correct(steps) == (claims.REPORTED, claims.CLOSED_WRONG)
    steps.append(Step(claims.TOLD, kind=claims.ACCIDENT_DEATH))
    assert claims.correctable(steps) is None


def test_every_state_says_what_may_follow_and_nothing_follows_a_wrong_report():
    assert set(claims.FOLLOWS) == set(claims.STATES)
    assert {state for after in claims.FOLLOWS.values() for state in after} < set(claims.STATES)
    assert claims.may_follow(claims.CLOSED_WRONG, claims.ACCIDENT) == ()
    for state in (claims.APPROVED, claims.PAID):
        assert claims.CLOSED_WRONG not in claims.may_follow(state, claims.ACCIDENT)
    assert not set(claims.OPEN_STATES) & set(claims.OVER_STATES)
    assert set(claims.OPEN_STATES + claims.OVER_STATES) == set(claims.STATES)


def test_only_an_accident_is_settled_without_an_amount():
    for state in (claims.TOLD, claims.PAPERS, claims.SENT, claims.APPROVED):
        assert claims.SETTLED in claims.may_follow(state, claims.ACCIDENT)
        for kind in claims.DEATHS:
            assert claims.SETTLED not in claims.may_follow(state, kind)
    steps = begun(told(), Step(claims.SENT), kind=claims.DEATH)
    assert claims.SETTLED not in claims.may_correct(steps)


@pytest.mark.parametrize(
    ("approved", "paid", "amount", "asked"),
    [
        ((), (), 900_000_000, False),  # nothing was approved, nothing to compare
        ((2_000_000,), (), 4_000_000, False),
        ((2_000_000,), (), 4_000_001, True),
        ((2_000_000,), (2_000_000,), 2_000_001, True),
        ((2_000_000, 3_000_000), (), 10_000_000, False),
    ],
)
def test_payment_far_beyond_the_approval_is_asked_about(approved, paid, amount, asked):
    steps = begun(
        told(),
        *(Step(claims.APPROVED, amount=rupiah) for rupiah in approved),
        *(Step(claims.PAID, amount=rupiah) for rupiah in paid),
    )
    assert claims.is_much_more(steps, amount) == asked


def test_day_of_the_approval_in_force():
    wrong = Step(claims.APPROVED, amount=1, on_day=date(2026, 12, 9))
    right = Step(claims.APPROVED, amount=2, on_day=date(2026, 12, 5), corrects_id=wrong.id)
    assert claims.approved_on(begun(told(), wrong, right)) == date(2026, 12, 5)
    assert claims.approved_on(begun()) is None
