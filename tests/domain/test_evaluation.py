"""What keeps somebody from cover, as a table of courses (DOMAIN 0.7, 8): looked at on 20 November 2026."""

from datetime import date

import pytest

from kiosk.domain.evaluation import (
    AT_EASE,
    BEHIND,
    HAS_STOPPED,
    HELD,
    HELD_WORDS,
    LATER,
    PROTECTED,
    STAGES,
    STEPS,
    WAITED,
    WAITED_WORDS,
    Course,
    Found,
    at_ease,
    found_of,
)

DAY = date(2026, 11, 20)
ENROLLED = date(2026, 10, 1)
JUN, JUL, SEP, OCT, NOV, DEC = (date(2026, month, 1) for month in (6, 7, 9, 10, 11, 12))


def course(**said) -> Course:
    return Course(**{"enrolled_on": ENROLLED, **said})


def funded(first: date, last: date | None = None, **said) -> Course:
    return course(**{"first": first, "last": last or first, "promised_on": ENROLLED, **said})


def lapsed(last_effective: date, effective: int = 1, last: date | None = None, **said) -> Course:
    first = said.pop("first", last_effective)
    return funded(first, last or last_effective, last_effective=last_effective, effective=effective, **said)


FOUND = {
    "nobody ever promised": (course(), ("unfunded", "never", ENROLLED, "d90", "", 0)),
    "promised, and let go": (course(was_let_go=True), ("unfunded", "let_go", ENROLLED, "d90", "", 0)),
    "not billed": (funded(OCT, NOV), ("stuck", "unbilled", OCT, "d90", "", 0)),
    "promised after its first month": (
        funded(OCT, NOV, promised_on=date(2026, 11, 2)),
        ("stuck", "unbilled", date(2026, 11, 2), "d30", "", 0),
    ),
    "promised long ahead": (
        funded(NOV, promised_on=date(2026, 3, 1)),
        ("stuck", "unbilled", NOV, "d30", "", 0),
    ),
    "billed": (funded(NOV, is_billed=True), ("stuck", "unpaid", NOV, "d30", "", 0)),
    "billed and asked for": (
        funded(NOV, is_billed=True, is_asked=True),
        ("stuck", "unpaid", NOV, "d30", "", 0),
    ),
    "paid": (funded(NOV, is_billed=True, is_paid=True), ("stuck", "unasked", NOV, "d30", "", 0)),
    "paid without a bill of ours": (
        funded(NOV, is_paid=True, pays_now=True),
        ("stuck", "unasked", NOV, "d30", "", 0),
    ),
    "asked for": (
        funded(NOV, is_billed=True, is_paid=True, is_asked=True, pays_now=True),
        ("stuck", "unanswered", NOV, "d30", "", 0),
    ),
    "all of it behind": (
        funded(JUN, JUN, promised_on=JUN, is_billed=True),
        ("stuck", "unpaid", JUN, "d180", "", 0),
    ),
    "lapsed with last month": (lapsed(OCT), ("lapsed", "nobody", NOV, "d30", "m3", 1)),
    "lapsed long ago": (lapsed(date(2026, 3, 1), 13), ("lapsed", "nobody", date(2026, 4, 1), "more", "more", 13)),
    "a month behind that nobody paid": (lapsed(SEP, 6, OCT), ("lapsed", "nobody", OCT, "d90", "m6", 6)),
    "this month is promised": (lapsed(OCT, 12, NOV), ("lapsed", "promised", NOV, "d30", "m12", 12)),
    "this month is promised by debit": (
        lapsed(OCT, 12, NOV, by_debit=True),
        ("lapsed", "debit", NOV, "d30", "m12", 12),
    ),
    "a debit behind that nobody paid": (
        lapsed(SEP, 6, OCT, by_debit=True),
        ("lapsed", "nobody", OCT, "d90", "m6", 6),
    ),
    "a later month is promised": (lapsed(JUL, 3, DEC), ("lapsed", "promised", date(2026, 8, 1), "d180", "m3", 3)),
    "paid again after a gap": (
        lapsed(SEP, 2, NOV, pays_now=True),
        ("lapsed", "paid", OCT, "d90", "m3", 2),
    ),
    "over the year's end": (
        lapsed(date(2025, 12, 1), 4),
        ("lapsed", "nobody", date(2026, 1, 1), "more", "m6", 4),
    ),
}  # fmt: skip
NOTHING = {
    "protected this month": (lapsed(NOV), PROTECTED),
    "protected beyond": (lapsed(DEC, 2, first=NOV), PROTECTED),
    "paid right behind a month that counted": (lapsed(OCT, 3, NOV, pays_now=True), BEHIND),
    "promised for months to come": (funded(DEC), LATER),
    "stopped, never protected": (course(was_let_go=True, has_stopped=True), HAS_STOPPED),
    "stopped after cover": (lapsed(JUN, 3, has_stopped=True), HAS_STOPPED),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_keeps_somebody_from_cover(name):
    said, expected = FOUND[name]
    assert found_of(said, on=DAY) == Found(*expected)


@pytest.mark.parametrize("name", NOTHING)
def test_for_whom_nobody_has_to_act(name):
    said, why = NOTHING[name]
    assert found_of(said, on=DAY) is None
    assert at_ease(said, on=DAY) == why


@pytest.mark.parametrize("name", FOUND)
def test_who_is_kept_from_cover_is_not_at_ease(name):
    assert at_ease(FOUND[name][0], on=DAY) == ""


@pytest.mark.parametrize(
    ("enrolled_on", "bucket"),
    [
        (DAY, "d30"), (date(2026, 12, 1), "d30"), (date(2026, 10, 21), "d30"), (date(2026, 10, 20), "d90"),
        (date(2026, 8, 22), "d90"), (date(2026, 8, 21), "d180"), (date(2026, 5, 24), "d180"),
        (date(2026, 5, 23), "more"),
    ],
)  # fmt: skip
def test_days_fall_into_one_span_up_to_its_last_day(enrolled_on, bucket):
    assert found_of(course(enrolled_on=enrolled_on), on=DAY).bucket == bucket


@pytest.mark.parametrize(
    ("months", "held"), [(1, "m3"), (3, "m3"), (4, "m6"), (6, "m6"), (7, "m12"), (12, "m12"), (13, "more")]
)
def test_months_that_were_held_fall_into_one_span(months, held):
    assert found_of(lapsed(OCT, months), on=DAY).held == held


def test_every_step_and_span_has_its_words():
    assert set(STAGES) == set(STEPS) == {one[0] for _course, one in FOUND.values()}
    assert {(stage, step) for stage, steps in STEPS.items() for step in steps} == {
        one[:2] for _course, one in FOUND.values()
    }
    assert {why for _course, why in NOTHING.values()} == set(AT_EASE)
    assert (set(WAITED), set(HELD)) == (set(WAITED_WORDS), set(HELD_WORDS))
