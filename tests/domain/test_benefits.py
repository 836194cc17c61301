"""What is given on a day, case by case with its source in DOMAIN.md."""

from datetime import date

import pytest

from kiosk.domain.benefits import SCHOLARSHIP, Terms, benefits_on, months_later
from kiosk.domain.benefits_told import after_accident, for_heirs
from kiosk.domain.clock import months_from
from kiosk.domain.protection import CoveredMonth, InArrears, Protected, contributed_months, member_since

TERMS = Terms(base_income=1_000_000, disability_times=56, short_months=3, short_amount=10_000_000)
MILLION = 1_000_000


def confirmed(first: date, count: int, on: date | None = None) -> list[CoveredMonth]:
    """So many months in a row, all paid and confirmed on one day: as after a prepayment."""
    day = on or first
    return [CoveredMonth(month, effective_on=day, paid_on=day) for month in months_from(first, count)]


def monthly(first: date, count: int) -> list[CoveredMonth]:
    """Each paid and confirmed on its first day."""
    return [CoveredMonth(month, effective_on=month, paid_on=month) for month in months_from(first, count)]


JANUARY = date(2026, 1, 1)
YEAR = confirmed(JANUARY, 12)


@pytest.mark.parametrize(
    ("code", "amount", "source"),
    [
        ("treatment", None, "1.7 [S2, W32]: unlimited"),
        ("transport", None, "1.7 [W9]: land 5, sea 2, air 10 million"),
        ("stmb", 1 * MILLION, "1.7 [W33]: 100 % of the income for 12 months, then 50 %"),
        ("home_care", 20 * MILLION, "1.7 [W9]"),
        ("disability", 68 * MILLION, "1.7 [BG] 56 x, and 12 million [W9]"),
        ("accident_death", 48 * MILLION, "1.7 [W33]: 48 x"),
        ("accident_allowance", 12 * MILLION, "1.7 [W9]"),
        ("accident_funeral", 10 * MILLION, "1.7 [W9]"),
        ("accident_scholarship", 174 * MILLION, "1.7 [W9]: no 3-year rule"),
        ("death", 20 * MILLION, "1.7 [W8, W35]"),
        ("allowance", 12 * MILLION, "1.7 [W8, W35]"),
        ("funeral", 10 * MILLION, "1.7 [W8, W35]"),
        ("scholarship", 0, "1.7 [W8, W35]: only from 3 years on"),
    ],
)
def test_what_a_protected_member_of_half_a_year_is_given(code, amount, source):
    assert benefits_on(date(2026, 7, 1), YEAR, TERMS).amount_of(code) == amount, source


def test_the_sums_are_those_of_the_sources():
    on = benefits_on(date(2026, 7, 1), YEAR, TERMS)
    assert sum(benefit.amount for benefit in on.accident_death[:3]) == 70 * MILLION
    assert sum(benefit.amount for benefit in on.death) == 42 * MILLION  # DOMAIN 1.7 [W8, W35]
    assert SCHOLARSHIP == 174 * MILLION  # 87 million for each of two children [W9, W36]


@pytest.mark.parametrize(
    ("day", "given"),
    [
        (date(2026, 4, 9), 0),  # not confirmed yet
        (date(2026, 4, 10), 10 * MILLION),  # DOMAIN 0.3 and 1.7 [W7]
        (date(2026, 7, 9), 10 * MILLION),  # the last day within three months
        (date(2026, 7, 10), 42 * MILLION),
        (date(2026, 12, 31), 42 * MILLION),
    ],
)
def test_death_in_the_first_three_months_leaves_ten_million(day, given):
    months = confirmed(date(2026, 4, 1), 9, on=date(2026, 4, 10))
    assert sum(benefit.amount for benefit in benefits_on(day, months, TERMS).death) == given


def test_the_first_three_months_do_not_make_an_accident_smaller():
    on = benefits_on(date(2026, 1, 2), YEAR, TERMS)
    assert on.amount_of("short_death") == 10 * MILLION
    assert on.amount_of("accident_death") == 48 * MILLION
    assert on.amount_of("accident_scholarship") == 174 * MILLION


@pytest.mark.parametrize(
    ("since", "full_on"),
    [
        (date(2026, 4, 10), date(2026, 7, 10)),
        (date(2026, 11, 30), date(2027, 3, 1)),  # February has no thirtieth: never a day too early
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2026, 1, 31), date(2026, 5, 1)),
        (date(2026, 11, 1), date(2027, 2, 1)),
    ],
)
def test_three_months_end_on_the_same_day_of_the_month_or_the_next_there_is(since, full_on):
    assert months_later(since, 3) == full_on


@pytest.mark.parametrize(
    ("day", "months", "given"),
    [
        (date(2028, 11, 30), 35, 0),  # DOMAIN 0.4 and 1.7 [W8, W35]: three years of contributions
        (date(2028, 12, 1), 36, 174 * MILLION),
        (date(2028, 12, 31), 36, 174 * MILLION),
    ],
)
def test_scholarship_after_another_death_needs_three_years_of_contributions(day, months, given):
    paid = monthly(JANUARY, 36)
    assert len(contributed_months(day, paid)) == months
    assert benefits_on(day, paid, TERMS).amount_of("scholarship") == given


def test_months_paid_ahead_are_no_contributions_yet():
    paid = confirmed(JANUARY, 48)
    on = benefits_on(date(2026, 6, 15), paid, TERMS)
    assert (on.contributed, on.amount_of("scholarship")) == (6, 0)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2027, 1, 1), "arrears"),
        (date(2027, 2, 28), "arrears"),  # the last day to pay
        (date(2027, 3, 31), "arrears"),
        (date(2027, 4, 1), "ended"),
        (date(2025, 12, 31), "not_yet"),
    ],
)
def test_who_is_not_protected_is_promised_nothing(day, code):
    """DOMAIN 1.5: no source says that a claim is paid in arrears."""
    on = benefits_on(day, YEAR, TERMS)
    assert (on.accident, on.accident_death, on.death) == ((), (), ())
    assert on.why_none.code == code


def test_arrears_say_since_when_and_until_when_they_can_be_paid():
    said = benefits_on(date(2027, 1, 5), YEAR, TERMS).why_none.sentence()
    assert "sejak 1 Januari 2027" in said and "28 Februari 2027" in said


def test_member_whose_month_waits_for_bpjs_is_no_newcomer():
    """DOMAIN 1.5: paid on the day, confirmed two days later; whether it was covered BPJS decides."""
    november = CoveredMonth(date(2026, 11, 1), effective_on=date(2026, 11, 4), paid_on=date(2026, 11, 2))
    months = [*monthly(date(2026, 2, 1), 9), november]
    on = benefits_on(date(2026, 11, 2), months, TERMS)
    assert (on.why_none.code, on.since, on.death) == ("awaiting", date(2026, 2, 1), ())
    assert "2 November 2026" in on.why_none.sentence()
    assert for_heirs(on).why_none == after_accident(on).why_none == on.why_none
    assert benefits_on(date(2026, 11, 4), months, TERMS).why_none is None


NOT_MENDED = (
    "Hari terakhir melunasinya",
    "sampai terdaftar lagi",
    "baru berlaku setelah",
    "Belum ada beasiswa",
)


@pytest.mark.parametrize("said_as", [for_heirs, after_accident])
@pytest.mark.parametrize("day", [date(2027, 1, 5), date(2027, 3, 31), date(2027, 4, 1), date(2025, 12, 31)])
def test_once_it_has_happened_nothing_sounds_as_if_it_could_be_mended(said_as, day):
    why = said_as(benefits_on(day, YEAR, TERMS)).why_none.sentence()
    assert "%" not in why and not any(words in why for words in NOT_MENDED)


def test_of_who_has_died_no_scholarship_is_still_to_come():
    said = [one.said.sentence() for one in for_heirs(benefits_on(date(2026, 2, 1), YEAR, TERMS)).death]
    assert "iurannya 2 bulan" in said[-1] and not any(words in " ".join(said) for words in NOT_MENDED)


def test_an_accident_does_not_wait_three_months_and_says_so():
    """DOMAIN 1.7 [W7]: only JKM is smaller in the first months."""
    for day, is_said in ((date(2026, 3, 31), True), (date(2026, 4, 1), False)):
        on = benefits_on(day, YEAR, TERMS)
        for lines in (on.accident, on.accident_death):
            assert ("tanpa menunggu 3 bulan" in lines[-1].said.sentence()) == is_said
    assert "penghasilan yang dilaporkan, Rp1.000.000" in on.accident_death[0].said.sentence()


def test_registered_is_not_protected():
    planned = [CoveredMonth(JANUARY, paid_on=JANUARY)]
    assert benefits_on(date(2026, 1, 15), planned, TERMS).why_none.code == "not_yet"
    assert benefits_on(date(2026, 1, 15), [], TERMS).why_none.code == "not_yet"


def test_a_restart_begins_all_clocks_anew():
    """DOMAIN 0.3 and 1.5: after the lapse it is another membership."""
    restart = date(2029, 8, 1)
    months = [*monthly(JANUARY, 40), *monthly(restart, 6)]
    before = benefits_on(date(2029, 4, 30), months, TERMS)
    assert (before.contributed, before.amount_of("scholarship")) == (40, 174 * MILLION)
    after = benefits_on(date(2029, 8, 2), months, TERMS)
    assert (after.since, after.contributed) == (restart, 1)
    assert after.amount_of("short_death") == 10 * MILLION and after.amount_of("scholarship") == 0
    assert after.full_death_on == date(2029, 11, 1)


def test_a_gap_paid_in_time_keeps_the_clocks():
    months = [*monthly(JANUARY, 6), *monthly(date(2026, 8, 1), 5)]
    on = benefits_on(date(2026, 8, 2), months, TERMS)
    assert (on.since, on.contributed, on.amount_of("short_death")) == (JANUARY, 7, 0)


def test_terms_are_those_of_the_day():
    other = Terms(base_income=2 * MILLION, disability_times=48, short_months=6, short_amount=5 * MILLION)
    on = benefits_on(date(2026, 4, 15), YEAR, other)
    assert on.amount_of("accident_death") == 96 * MILLION
    assert on.amount_of("disability") == 108 * MILLION
    assert on.amount_of("short_death") == 5 * MILLION
    assert "6 bulan" in on.death[0].said.sentence()


def test_every_benefit_is_said_in_a_whole_sentence_with_its_amount():
    for day in (date(2026, 1, 2), date(2026, 9, 1)):
        on = benefits_on(day, YEAR, TERMS)
        for benefit in (*on.accident, *on.accident_death, *on.death):
            said = benefit.said.sentence()
            assert said.endswith(".") and "%" not in said, said
    assert "Rp48.000.000" in on.accident_death[0].said.sentence()


def test_membership_and_its_contributions_agree_with_protection():
    day = date(2026, 3, 15)
    assert member_since(day, YEAR) == JANUARY and len(contributed_months(day, YEAR)) == 3
    assert benefits_on(day, YEAR, TERMS).state == Protected(date(2026, 12, 31))
    later = date(2027, 2, 1)
    assert isinstance(benefits_on(later, YEAR, TERMS).state, InArrears)
    assert benefits_on(later, YEAR, TERMS).since == JANUARY
    assert contributed_months(date(2027, 5, 1), YEAR) == []
