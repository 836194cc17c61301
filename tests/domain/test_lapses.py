"""Between which months cover ends for each list (DOMAIN 1.5), and what a worker is told."""

from datetime import date

import pytest

from kiosk.domain.lapse_words import Called, text_for
from kiosk.domain.lapses import (
    ended_lately,
    ending_soon,
    first_empty,
    in_arrears,
    last_day_to_pay,
    overdue,
    payable,
)


@pytest.mark.parametrize(
    ("day", "notice", "first", "last"),
    [
        (date(2026, 11, 1), 60, date(2026, 11, 1), date(2026, 11, 1)),  # 31 December: not January yet
        (date(2026, 11, 2), 60, date(2026, 11, 1), date(2026, 12, 1)),  # 1 January
        (date(2026, 12, 31), 60, date(2026, 12, 1), date(2027, 2, 1)),  # 1 March
        (date(2026, 11, 5), 5, date(2026, 11, 1), date(2026, 10, 1)),  # nothing begins within five days
    ],
)
def test_months_that_end_within_the_notice(day, notice, first, last):
    months = ending_soon(day, notice)
    assert (months.first, months.last) == (first, last)


def test_arrears_reach_back_as_far_as_the_lapse_and_the_ended_three_months_more():
    owing, ended = in_arrears(date(2026, 9, 30), 3), ended_lately(date(2026, 9, 30), 3)
    assert (owing.first, owing.last) == (date(2026, 6, 1), date(2026, 8, 1))
    assert (ended.first, ended.last) == (date(2026, 3, 1), date(2026, 5, 1))


@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2026, 9, 30), date(2027, 1, 15)])
@pytest.mark.parametrize("lapse_months", [1, 3])
def test_who_is_in_arrears_can_still_pay_or_not(day, lapse_months):
    owing, still, late = (find(day, lapse_months) for find in (in_arrears, payable, overdue))
    assert (late.first, still.last) == (owing.first, owing.last)
    assert last_day_to_pay(late.last, lapse_months) < day <= last_day_to_pay(still.first, lapse_months)


def test_june_paid_last_means_july_is_empty_and_the_end_of_august_the_last_day():
    assert first_empty(date(2026, 6, 1)) == date(2026, 7, 1)
    assert last_day_to_pay(date(2026, 6, 1), 3) == date(2026, 8, 31)
    assert first_empty(date(2026, 12, 1)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("state", "today", "said"),
    [
        (
            "soon",
            date(2026, 6, 9),
            ("sampai 30 Juni 2026. Sesudah hari itu Ibu tidak terlindungi", "sampai 31 Agustus 2026, tetapi"),
        ),
        ("arrears", date(2026, 8, 31), ("belum dibayar sejak Juli 2026", "paling lambat 31 Agustus 2026")),
        ("arrears", date(2026, 9, 1), ("sudah lewat pada 31 Agustus 2026", "didaftarkan lagi")),
        ("ended", date(2026, 10, 1), ("sudah berakhir", "didaftarkan lagi")),
    ],
)
def test_worker_is_told_what_the_ledger_says(state, today, said):
    called = Called(state, "Siti Aminah", "P", "Pos Pasar Johar", date(2026, 6, 1), date(2026, 8, 31))
    text = text_for(called, today=today)
    assert all(words in text for words in (*said, "Ibu Siti Aminah", "Pos Pasar Johar"))
    assert "terlindungi" not in text.replace("tidak terlindungi", "")
    if state == "soon":  # the day that counts comes first
        assert text.index("30 Juni 2026") < text.index("tidak terlindungi") < text.index("31 Agustus")
