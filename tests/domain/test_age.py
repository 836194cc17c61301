from datetime import date

import pytest

from kiosk.domain.age import age_findings, age_on, birthday
from kiosk.domain.findings import Severity

PAYS_ON = date(2026, 12, 1)


def told(birth_on, **rule):
    found = age_findings(birth_on, first_payment_on=PAYS_ON, **rule)
    return [(finding.severity, finding.code) for finding in found]


@pytest.mark.parametrize(
    ("birth_on", "day", "age"),
    [
        (date(2003, 5, 17), date(2026, 5, 16), 22),
        (date(2003, 5, 17), date(2026, 5, 17), 23),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(2004, 2, 29), date(2028, 2, 28), 23),
        (date(2004, 2, 29), date(2028, 2, 29), 24),
        (date(2027, 1, 1), date(2026, 11, 20), -1),
    ],
)
def test_whole_years_on_a_day(birth_on, day, age):
    assert age_on(birth_on, day) == age


def test_the_birthday_of_29_february_is_1_march_in_common_years():
    assert birthday(date(2004, 2, 29), 22) == date(2026, 3, 1)
    assert birthday(date(2004, 2, 29), 24) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("birth_on", "expected"),
    [
        (date(1961, 12, 1), [(Severity.BLOCK, "age_limit")]),  # 65 on the day of payment
        (date(1961, 11, 30), [(Severity.BLOCK, "age_limit")]),
        (date(1961, 12, 2), [(Severity.WARN, "age_last_month")]),  # 65 tomorrow
        (date(1962, 1, 1), [(Severity.WARN, "age_last_month")]),  # 64 years 11 months
        (date(1962, 1, 2), []),
        (date(2008, 12, 1), []),  # 18 on the day of payment
        (date(2008, 12, 2), [(Severity.BLOCK, "under_age")]),
        (date(2026, 12, 2), [(Severity.BLOCK, "birth_future")]),
    ],
)
def test_age_is_judged_on_the_day_of_the_first_payment(birth_on, expected):
    assert told(birth_on) == expected


@pytest.mark.parametrize(
    ("birth_on", "paid_on", "code", "source"),
    [
        # DOMAIN 1.2 [W21]: not yet 65; [S2, W22] the city's "64 tahun 11 bulan" is the month that warns
        ("1962-01-01", "2026-11-30", None, "a day short of 64 y 11 m"),
        ("1962-01-01", "2026-12-01", "age_last_month", "64 y 11 m on the day"),
        ("1962-01-01", "2026-12-31", "age_last_month", "the last day under 65"),
        ("1962-01-01", "2027-01-01", "age_limit", "65 on the day"),
        # DOMAIN 1.2: a scheme that debits on the 1st is tested on the coming 1st
        ("1961-12-15", "2026-12-01", "age_last_month", "debit on 1 December, 65 on the 15th"),
        ("1962-01-02", "2027-01-01", "age_last_month", "debit on 1 January, 65 tomorrow"),
        ("1962-01-01", "2027-02-01", "age_limit", "debit on 1 February, 65 since January"),
        # born on 29 February: 65 on 1 March in common years
        ("1964-02-29", "2029-02-28", "age_last_month", "28 February 2029: still 64"),
        ("1964-02-29", "2029-03-01", "age_limit", "1 March 2029: 65"),
        ("1964-02-29", "2029-01-31", None, "the last month begins on 1 February"),
        ("1964-02-29", "2029-02-01", "age_last_month", "1 February 2029: 64 y 11 m"),
        ("2008-02-29", "2026-02-28", "under_age", "minimum age, setting 18 [BG]: 18 on 1 March 2026"),
        ("2008-02-29", "2026-03-01", None, "18 on 1 March 2026"),
    ],
)
def test_age_on_the_first_payment_is_judged_by_its_source(birth_on, paid_on, code, source):
    day = date.fromisoformat(paid_on)
    found = age_findings(date.fromisoformat(birth_on), first_payment_on=day)
    assert [finding.code for finding in found] == ([code] if code else []), source


def test_limits_are_settings():
    assert told(date(2009, 12, 1), minimum=17) == []
    assert told(date(1966, 12, 1), limit=60) == [(Severity.BLOCK, "age_limit")]


def test_a_birth_date_between_today_and_the_payment_is_in_the_future():
    assert told(date(2026, 11, 25)) == [(Severity.BLOCK, "under_age")]
    assert told(date(2026, 11, 25), today=date(2026, 11, 20)) == [(Severity.BLOCK, "birth_future")]


def test_the_last_month_warns_with_the_day_it_ends():
    (finding,) = age_findings(date(1961, 12, 15), first_payment_on=PAYS_ON)
    assert "15 Desember 2026" in finding.sentence()


def test_the_last_month_before_a_31st_begins_on_the_last_day_of_a_short_month():
    born = date(1961, 3, 31)  # 65 on 31 March 2026
    assert age_findings(born, first_payment_on=date(2026, 2, 27)) == ()
    assert age_findings(born, first_payment_on=date(2026, 2, 28))[0].code == "age_last_month"
