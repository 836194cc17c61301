"""Figures from outside: what each may be, beside what is known already."""

from datetime import date
from decimal import Decimal

import pytest

from kiosk.domain.figure_forms import read_people, read_percent, read_year
from kiosk.domain.figure_kinds import (
    KINDS,
    PERCENT,
    Entry,
    age_in_months,
    amount_of,
    fault_of,
    is_near,
    is_of_one_time,
    said,
)

TODAY = date(2026, 11, 21)
NOVEMBER = date(2025, 11, 7)


def entry(key: str = "ucj_active", value: int = 390_498, as_of: date = NOVEMBER, **other) -> Entry:
    return Entry(**{"source": "surat", "for_year": 0, **other}, key=key, value=value, as_of=as_of)


def code(one: Entry, *others: Entry) -> str:
    fault = fault_of(one, others, TODAY)
    return fault.code if fault else ""


def test_kinds_name_each_other_and_a_part_is_of_the_same_unit_and_year():
    for key, kind in KINDS.items():
        assert key == kind.key and len(key) <= 40
        assert (kind.unit == PERCENT) == key.endswith("_percent")
        if kind.part_of:
            whole = KINDS[kind.part_of]
            assert (whole.unit, whole.yearly) == (kind.unit, kind.yearly)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (entry(), ""),
        (entry("penduduk"), "figure_kind"),
        (entry(value=0), "figure_value"),
        (entry(value=-1), "figure_value"),
        (entry(value=400_000_001), "figure_value"),
        (entry("national_percent", 10_000), ""),
        (entry("national_percent", 10_001), "figure_value"),
        (entry(as_of=TODAY), ""),
        (entry(as_of=date(2026, 11, 22)), "figure_day"),
        (entry(as_of=date(1999, 12, 31)), "figure_day"),
        (entry("ucj_target_percent", 7_159, for_year=2025), ""),
        (entry("ucj_target_percent", 7_159), "figure_year"),
        (entry("ucj_target_percent", 7_159, for_year=2051), "figure_year"),
        (entry(source=" "), "figure_source"),
    ],
)
def test_absurd_figure_is_refused_by_what_is_wrong_with_it(one, expected):
    assert code(one) == expected


def test_part_is_no_larger_than_its_whole_and_the_other_way_round():
    potential = entry("ucj_potential", 756_873)
    assert code(entry(value=756_873), potential) == ""
    assert code(entry(value=756_874), potential) == "figure_value"
    assert code(entry("ucj_potential", 390_498), entry()) == ""
    assert code(entry("ucj_potential", 390_497), entry()) == "figure_value"


def test_where_sources_differ_about_the_whole_the_largest_is_asked():
    small, large = entry("informal_workers", 215_243), entry("informal_workers", 262_166)
    assert code(entry("informal_covered", 260_000), small, large) == ""
    assert code(entry("informal_covered", 262_167), small, large) == "figure_value"


def test_whole_of_about_that_time_is_asked_and_the_latest_where_there_is_none():
    then, now = entry("ucj_potential", 700_000, date(2018, 1, 1)), entry("ucj_potential", 800_000, NOVEMBER)
    assert code(entry(value=750_000, as_of=date(2018, 6, 1)), then, now) == "figure_value"
    assert code(entry(value=750_000), then, now) == ""
    assert code(entry(value=750_000, as_of=date(2022, 1, 1)), then, now) == ""
    assert code(entry(value=850_000, as_of=date(2022, 1, 1)), then, now) == "figure_value"


def test_target_of_another_year_is_no_whole_of_this_one():
    target = entry("pijar_semar_target", 8_000, for_year=2025)
    assert code(entry("pijar_semar_target_apbd", 9_000, for_year=2026), target) == ""
    assert code(entry("pijar_semar_target_apbd", 9_000, for_year=2025), target) == "figure_value"


def test_amount_is_said_with_two_places_where_it_is_a_percentage():
    assert said("ucj_active", 390_498) == "390.498" and amount_of("ucj_active", 390_498) == 390_498
    assert said("national_percent", 3_508) == "35,08"
    assert amount_of("national_percent", 3_508) == Decimal("35.08")


@pytest.mark.parametrize(
    ("on", "months"),
    [(date(2025, 11, 7), 0), (date(2026, 11, 6), 11), (date(2026, 11, 7), 12), (date(2025, 1, 1), 0)],
)
def test_age_is_told_in_whole_months(on, months):
    assert age_in_months(date(2025, 11, 7), on) == months


def test_near_is_within_twelve_months_either_way():
    assert is_near(date(2025, 11, 7), date(2024, 11, 7)) and is_near(date(2024, 11, 7), date(2025, 11, 7))
    assert not is_near(date(2025, 11, 7), date(2024, 11, 5))


def test_values_of_one_time_contradict_and_those_of_another_have_grown():
    active, target = KINDS["ucj_active"], KINDS["ucj_target_percent"]
    day = date(2026, 10, 31)
    assert is_of_one_time(active, day, date(2026, 9, 30), 31)
    assert is_of_one_time(active, date(2026, 9, 30), day, 31)
    assert not is_of_one_time(active, day, date(2026, 9, 29), 31)
    assert is_of_one_time(target, day, date(2025, 11, 7), 31)  # both for the same year
    assert not is_of_one_time(target, day, date(2024, 11, 7), 31)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("756.873", 756_873), ("756 873", 756_873), ("756873", 756_873), (" 756.873 orang ", 756_873), ("7", 7),
        ("７５", 75), ("75.6873", None), ("7,5", None), ("-7", None), ("", None), (None, None), ("1e5", None),
        ("9" * 19, None), ("170 ribu", None),
    ],
)  # fmt: skip
def test_people_are_read_as_they_are_written(text, people):
    assert read_people(text) == people


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("71,59", 7_159), ("71.59", 7_159), ("71,5 %", 7_150), ("71%", 7_100), ("71 persen", 7_100), ("0,07", 7),
        ("71,599", None), ("tujuh", None), ("-1", None), ("", None), ("9" * 19, None),
    ],
)  # fmt: skip
def test_percentages_are_read_in_hundredths(text, hundredths):
    assert read_percent(text) == hundredths


@pytest.mark.parametrize(("text", "year"), [("2026", 2026), (" 2026 ", 2026), ("26", None), ("tahun", None)])
def test_years_have_four_figures(text, year):
    assert read_year(text) == year
