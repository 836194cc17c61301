from datetime import date, datetime

import pytest

from kiosk.domain import words


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, "Rp0"), (800, "Rp800"), (16800, "Rp16.800"), (1414627200, "Rp1.414.627.200"), (-16800, "-Rp16.800")],
)
def test_rupiah_has_dots_and_a_minus_in_front(amount, shown):
    assert words.rupiah(amount) == shown


@pytest.mark.parametrize(("count", "shown"), [(7, "7"), (1234, "1.234"), (-1234, "-1.234")])
def test_numbers_have_dots(count, shown):
    assert words.number(count) == shown


@pytest.mark.parametrize(("count", "shown"), [(1234, "+1.234"), (-5, "−5"), (0, "0")])
def test_change_of_a_number_has_its_sign(count, shown):
    assert words.signed(count) == shown


def test_dates_read_day_month_year_in_both_languages():
    day = date(2026, 8, 2)
    assert words.long_date(day) == "2 Agustus 2026"
    assert words.long_date(day, "en") == "2 August 2026"
    assert words.month_name(day) == "Agustus 2026"
    assert words.month_name(day, "en_GB") == "August 2026"
    assert words.short_date(day) == "02-08-2026"


def test_clock_times_have_a_dot():
    assert words.clock_time(datetime(2026, 11, 20, 14, 35)) == "14.35"
    assert words.clock_time(datetime(2026, 11, 20, 7, 5)) == "07.05"


def test_masks_show_only_the_ends():
    assert words.mask_nik("3374051705030001") == "3374••••••••0001"
    assert words.mask_phone("628123456567") == "0812••••567"
    assert words.mask_phone("+628123456567") == "0812••••567"
    assert words.mask_kpj("26000123456") == "26••••••456"


@pytest.mark.parametrize("mask", [words.mask_nik, words.mask_phone, words.mask_kpj])
def test_masks_show_nothing_of_what_is_too_short_or_missing(mask):
    assert mask("12345") == "•••••"
    assert mask("") == mask(None) == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Siti Aminah", "S. A."),
        ("slamet", "S."),
        ("Sri 'Aisyah", "S. A."),
        ("Siti Aminah, S.Pd.", "S. A."),
        ("", ""),
        ("- 3", ""),
    ],
)
def test_initials_of_a_name(name, shown):
    assert words.initials(name) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Slamet Widodo", "Slamet W."),
        ("Slamet", "Slamet"),
        ("H. Slamet Widodo", "Slamet W."),
        ("Siti Nur Aminah, S.Pd.", "Siti A."),
        ("M.", "M."),
        ("", ""),
    ],
)
def test_short_names_keep_the_calling_name(name, shown):
    assert words.short_name(name) == shown


@pytest.mark.parametrize(
    ("months", "language", "said"),
    [
        ([(2027, 2)], "id", "Februari 2027"),
        ([(2027, 2), (2027, 3), (2027, 4)], "id", "Februari–April 2027"),
        ([(2027, 1), (2026, 12)], "id", "Desember 2026–Januari 2027"),
        ([(2027, 1), (2027, 3)], "en", "January 2027, March 2027"),
    ],
)
def test_months_are_said_in_runs(months, language, said):
    assert words.months_in_words([date(*month, 1) for month in months], language) == said


def test_months_are_said_shorter_where_there_is_little_room():
    across = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert words.months_in_words(across, short=True) == "Des 2026–Feb 2027"
    assert words.months_in_words(across[1:], short=True) == "Jan–Feb 2027"
    assert words.months_in_words([across[0], across[2]], "en", short=True) == "Dec 2026, Feb 2027"
