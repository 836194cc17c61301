from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.dates import read_date
from kiosk.domain.findings import Severity, blocks
from kiosk.domain.words import long_date

BORN = date(2003, 5, 17)


def told(reading):
    return [(finding.severity, finding.code) for finding in reading.findings]


@pytest.mark.parametrize(
    "written",
    [
        "2003-05-17",
        "2003/5/17",
        "17/05/2003",
        "17-5-2003",
        "17.05.2003",
        "17 05 2003",
        "17 Mei 2003",
        "17 mei 2003",
        "17-Mei-2003",
        "17 May 2003",
        "May 17, 2003",
        "20030517",
        "17052003",
        20030517,
        "2003-05-17 00:00:00",
        "2003-05-17T00:00:00.000Z",
        " 17/05/2003 ",
        "'17/05/2003",
        date(2003, 5, 17),
        datetime(2003, 5, 17, 23, 59),
        datetime(2003, 5, 17, 23, 59, tzinfo=UTC),
        37758,
        37758.0,
        37758.75,
    ],
)
def test_one_day_is_the_same_however_it_is_written(written):
    assert read_date(written).day == BORN
    assert read_date(written).findings == ()


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("17 Agt 2003", 8),
        ("17 Agustus 2003", 8),
        ("17 Peb 2003", 2),
        ("17 Des. 2003", 12),
        ("17 Okt 2003", 10),
        ("17 NOPEMBER 2003", 11),
        ("17 dec 2003", 12),
    ],
)
def test_months_are_known_by_their_usual_short_names(written, month):
    assert read_date(written).day == date(2003, month, 17)


@pytest.mark.parametrize("empty", [None, "", "  ", "\u200b"])
def test_empty_is_no_date_and_no_finding(empty):
    assert read_date(empty).day is None
    assert read_date(empty).findings == ()


@pytest.mark.parametrize(
    "written", ["31/02/2003", "2003-02-29", "31 April 2003", "13/13/2003", "00/05/2003", "20030231"]
)
def test_a_day_that_does_not_exist_blocks(written):
    reading = read_date(written)
    assert reading.day is None
    assert told(reading) == [(Severity.BLOCK, "date_impossible")]
    assert "tidak ada di kalender" in reading.findings[0].sentence()


def test_29_february_exists_in_leap_years_only():
    assert read_date("29/02/2004").day == date(2004, 2, 29)
    assert read_date("29/02/1900").day is None


@pytest.mark.parametrize(
    "written", ["kemarin", "17", "2003", "17 Foo 2003", "17//2003", "37758", "99999", 99999, -5, 12, True]
)
def test_what_is_no_date_blocks(written):
    assert told(read_date(written)) == [(Severity.BLOCK, "date_unreadable")]


@pytest.mark.parametrize("written", ["17/05/1803", "2203-05-17", date(1803, 5, 17)])
def test_an_absurd_year_blocks(written):
    assert told(read_date(written)) == [(Severity.BLOCK, "date_year")]


def test_an_ambiguous_order_is_day_first_unless_the_nik_says_otherwise():
    assert read_date("05/07/2003").day == date(2003, 7, 5)
    assert read_date("05/07/2003").findings == ()
    by_nik = read_date("05/07/2003", nik_birth_on=date(2003, 5, 7))
    assert by_nik.day == date(2003, 5, 7)
    assert told(by_nik) == [(Severity.INFO, "date_by_nik")]
    assert read_date("05/07/2003", nik_birth_on=date(1990, 1, 1)).day == date(2003, 7, 5)


def test_a_year_in_front_leaves_no_doubt_for_the_nik_to_settle():
    assert read_date("2003-07-05", nik_birth_on=date(2003, 5, 7)).day == date(2003, 7, 5)


def test_a_month_in_front_is_read_with_a_warning_unless_the_nik_agrees():
    assert read_date("12/31/2003").day == date(2003, 12, 31)
    assert told(read_date("12/31/2003")) == [(Severity.WARN, "date_month_first")]
    assert read_date("12/31/2003", nik_birth_on=date(2003, 12, 31)).findings == ()


@pytest.mark.parametrize("written", ["17/05/03", "17 Mei 03", "05/17/03"])
def test_a_year_of_two_digits_is_taken_from_the_nik_or_blocks(written):
    assert read_date(written, nik_birth_on=BORN).day == BORN
    assert told(read_date(written)) == [(Severity.BLOCK, "date_century")]
    assert told(read_date(written, nik_birth_on=date(2003, 5, 18))) == [(Severity.BLOCK, "date_century")]


def test_excel_serials_reach_from_20000_to_60000():
    assert read_date(20000).day == date(1954, 10, 3)
    assert read_date(60000).day == date(2064, 4, 8)
    assert read_date(19999).day is None
    assert read_date(60001).day is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_in_every_form(day):
    forms = (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        long_date(day),
    )
    assert {read_date(form).day for form in forms} == {day}


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789/-. MeiT:", max_size=20)))
def test_nothing_written_breaks_the_reading(value):
    reading = read_date(value)
    assert reading.day is None or not blocks(reading.findings)
    assert all(finding.sentence() for finding in reading.findings)
