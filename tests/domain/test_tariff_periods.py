"""Which tariffs collide, what is left of a replaced one, where a change opens a gap, what holds now and later."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import add_months, months_from
from kiosk.domain.tariff import JHT, TariffRow, price
from kiosk.domain.tariff_periods import collides, meet, opened_gap, price_from, rest_of, stretches_of

FULL = TariffRow(None, None, date(2020, 1, 1), None, 16800, "PP 82/2019")
CUT = TariffRow("other", False, date(2026, 4, 1), date(2026, 12, 1), 8400, "PP 50/2025")
NOVEMBER = date(2026, 11, 1)


def row(first: str, last: str | None, like: TariffRow = CUT, amount: int = 9000) -> TariffRow:
    return replace(
        like,
        valid_from=date.fromisoformat(f"{first}-01"),
        valid_to=date.fromisoformat(f"{last}-01") if last else None,
        amount=amount,
    )


@pytest.mark.parametrize(
    ("first", "last", "hits"),
    [
        ("2026-01", "2026-03", False),  # up to the month before
        ("2026-01", "2026-04", True),  # the first month in common
        ("2026-12", "2027-06", True),  # the last month in common
        ("2027-01", None, False),
        ("2020-01", None, True),
        ("2026-06", "2026-06", True),
    ],
)
def test_rows_of_one_kind_collide_when_they_share_a_month(first, last, hits):
    assert (collides(row(first, last), [FULL, CUT]) is CUT) is hits


def test_rows_that_name_something_else_do_not_collide():
    for other in ({"sector": "transport"}, {"public_money": None}, {"programmes": JHT}):
        assert collides(replace(CUT, **other), [FULL, CUT]) is None
    assert collides(row("2028-01", None, FULL), [FULL, CUT]) is FULL


def months_of(rows: list[TariffRow]) -> list[tuple]:
    return [(each.valid_from, each.valid_to, each.amount) for each in rows]


def test_replaced_row_goes_on_before_and_after_its_replacement():
    assert months_of(rest_of(FULL, row("2028-01", "2028-03", FULL))) == [
        (date(2020, 1, 1), date(2027, 12, 1), 16800),
        (date(2028, 4, 1), None, 16800),
    ]
    assert months_of(rest_of(FULL, row("2028-01", None, FULL))) == [
        (date(2020, 1, 1), date(2027, 12, 1), 16800)
    ]
    assert months_of(rest_of(CUT, row("2026-01", "2026-06"))) == [(date(2026, 7, 1), date(2026, 12, 1), 8400)]
    assert rest_of(CUT, row("2026-04", "2026-12")) == rest_of(CUT, row("2020-01", None)) == []


def test_gap_is_the_first_month_from_then_on_that_loses_its_price():
    before = [FULL, CUT]
    assert opened_gap(before, [CUT], first=NOVEMBER) == NOVEMBER  # those who get no cut
    assert opened_gap(before, [FULL], first=NOVEMBER) is None  # the cut alone is covered by the full tariff
    assert opened_gap(before, [row("2020-01", "2027-12", FULL, 16800), CUT], first=NOVEMBER) == date(
        2028, 1, 1
    )
    assert opened_gap(before, [row("2026-06", None, FULL, 16800)], first=NOVEMBER) is None  # only long ago


def test_month_that_never_had_a_price_is_no_gap():
    later = row("2027-01", None, FULL)
    assert opened_gap([later], [later], first=NOVEMBER) is None


def test_savings_may_not_lose_their_price_either():
    savings = replace(FULL, programmes=JHT, amount=20000)
    assert opened_gap([FULL, savings], [FULL], first=NOVEMBER) == NOVEMBER


def said(stretches) -> list[tuple]:
    return [(stretch.first, stretch.last, stretch.amount) for stretch in stretches]


def test_price_now_has_its_real_beginning_and_what_follows_it():
    found = price_from([FULL, CUT], month=date(2026, 11, 20), sector="other", public_money=False)
    assert said(found) == [(date(2026, 4, 1), date(2026, 12, 1), 8400), (date(2027, 1, 1), None, 16800)]
    found = price_from([FULL, CUT], month=NOVEMBER, sector="transport", public_money=False)
    assert said(found) == [(date(2020, 1, 1), None, 16800)]


def test_gap_is_left_out_of_what_follows():
    rows = [row("2026-01", "2026-12", FULL, 16800), row("2027-03", None, FULL, 20000)]
    found = price_from(rows, month=NOVEMBER, sector="other", public_money=True)
    assert said(found) == [(date(2026, 1, 1), date(2026, 12, 1), 16800), (date(2027, 3, 1), None, 20000)]
    assert price_from([], month=NOVEMBER, sector="other", public_money=True) == []


def test_months_are_gathered_while_the_same_row_holds():
    months = price([FULL, CUT], months=months_from(NOVEMBER, 6), sector="other", public_money=False)
    first, second = stretches_of(months)
    assert (first.first, first.last, first.months, first.total) == (NOVEMBER, date(2026, 12, 1), 2, 16800)
    assert (second.last, second.months, second.total, second.bases) == (
        date(2027, 4, 1),
        4,
        67200,
        ["PP 82/2019"],
    )


@st.composite
def periods(draw) -> TariffRow:
    first, length = draw(st.integers(0, 40)), draw(st.none() | st.integers(0, 40))
    last = None if length is None else add_months(date(2026, 1, 1), first + length)
    return replace(
        FULL, valid_from=add_months(date(2026, 1, 1), first), valid_to=last, amount=draw(st.integers(1, 9))
    )


@given(periods(), periods())
def test_replacement_and_what_is_left_price_each_month_once_and_lose_none(old, new):
    if not meet(old, new):
        return
    after = [new, *rest_of(old, new)]
    for month in months_from(date(2026, 1, 1), 100):
        prices = [row.amount for row in after if row.valid_from <= month <= (row.valid_to or month)]
        was_priced = old.valid_from <= month <= (old.valid_to or month)
        assert len(prices) <= 1 and (prices or not was_priced)
    assert opened_gap([old], after, first=date(2026, 1, 1)) is None
    assert [collides(row, [other for other in after if other is not row]) for row in after] == [None] * len(
        after
    )
