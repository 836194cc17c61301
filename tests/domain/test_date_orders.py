"""Days with the month in front: one of them in a column makes every day doubtful that could be read both ways."""

from datetime import date

import pytest

from kiosk.domain.bpjs_answers import each_answer
from kiosk.domain.bpjs_first_looks import first_look
from kiosk.domain.date_orders import is_month_first, two_ways
from tests.domain.test_bpjs_answers import NIK, OTHER, TODAY, Written, codes, rows

THIRD = "3374015505960003"


def checked(*days) -> list:
    """Lines of three people accepted from these days, as a file is read."""
    niks = (NIK, OTHER, THIRD)
    found = rows(
        *({"nik": nik, "status": "Aktif", "effective_on": day} for nik, day in zip(niks, days, strict=False))
    )
    look = first_look((row.cells["nik"], row.cells["effective_on"]) for row in found)
    return list(each_answer(found, today=TODAY, month_first=look.month_first))


@pytest.mark.parametrize("text", ["11/13/2026", "'11-13-2026", "11.13.26", "11132026", "1/31/2026 00:00:00"])
def test_day_that_can_only_have_the_month_in_front_is_known(text):
    assert is_month_first(text)


@pytest.mark.parametrize(
    "text",
    ["13/11/2026", "12/11/2026", "2026-11-13", "13 November 2026", "13/13/2026", "11/32/2026", "", "46348"],
)
def test_any_other_is_no_sign_of_it(text):
    assert not is_month_first(text)


def test_day_that_is_read_two_ways():
    ways = (date(2026, 11, 12), date(2026, 12, 11))
    assert two_ways("12/11/2026") == two_ways(date(2026, 11, 12)) == ways
    assert [two_ways(text) for text in ("11/11/2026", "13/11/2026", "2026-11-12", "12 Nov 2026", "x")] == [
        None
    ] * 5


def test_one_day_with_the_month_in_front_makes_the_doubtful_ones_of_the_column_wrong():
    first, second, third = checked("11/13/2026", "12/11/2026", "11/11/2026")
    assert (codes(first), first.effective_on) == (["date_month_first"], date(2026, 11, 13))
    assert (codes(second), second.effective_on) == (["date_two_ways"], None)
    assert (codes(third), third.effective_on) == ([], date(2026, 11, 11))
    assert "12 November 2026 atau 11 Desember 2026" in second.findings[0].sentence()


def test_it_does_so_wherever_in_the_file_it_stands_and_beside_days_with_the_day_in_front():
    assert [codes(line) for line in checked("12/11/26", "21/11/2026", "11/13/2026")] == [
        ["date_two_ways"],
        [],
        ["date_month_first"],
    ]


def test_day_that_the_workbook_made_of_what_was_typed_is_as_doubtful():
    as_day = Written("2026-11-12", day=date(2026, 11, 12))
    assert [codes(line) for line in checked("11/13/2026", as_day, "2026-11-12")][1:] == [
        ["date_two_ways"],
        [],
    ]


def test_without_such_a_day_the_column_has_the_day_in_front():
    assert [line.effective_on for line in checked("12/11/2026", "21/11/2026", "01/02/2026")] == [
        date(2026, 11, 12),
        date(2026, 11, 21),
        date(2026, 2, 1),
    ]
