"""What a worker or the family receives if something happens on a day (DOMAIN 1.7), by what the ledger says.

Only whoever is protected on that day has a claim. Arrears promise nothing: no source says a claim is paid in arrears
(DOMAIN 1.5). Sources of the amounts, for members without wages (BPU) at the reported income `base_income`:

- JKK, work accident, the way to and from work too: treatment without limit, class I of a government hospital [S2, W32];
  transport to 5 million by land, 2 by sea, 10 by air; home care to 20 million in a year [W9]; while unable to work
  (STMB) the whole income for 12 months, half of it after that until recovered [W33], not the older 100/75/50 %.
- JKK, death by work accident: 48 × the income [W33], periodic allowance 12 million, funeral 10 million [W9].
- JKK, total permanent disability: a multiple of the income, 56 [BG] where the press says up to 48, so a dated setting;
  periodic allowance 12 million [W9].
- JKM, any other death: 20 + 12 + 10 = 42 million [W8, W35]; in the first three months of the membership 10 million in
  all (1 src) [W7], dated settings, told as a total only since the sources split it differently.
- Scholarship for two children at most: 1.5 million a year in kindergarten and primary school (2 + 6 years), 2 million
  (3 years), 3 million (3 years), 12 million at a university (5 years): 87 million a child [W9, W36]. After a work
  accident always [W9]; with JKM only from three years of contributions on [W8, W35].
- Accidents are reported within 2 × 24 hours [W38, W39].

Months and years are counted from the membership in force: a restart begins anew (DOMAIN 0.3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain import benefit_words as words
from kiosk.domain.clock import add_months, last_of_month
from kiosk.domain.findings import Finding, info
from kiosk.domain.protection import (
    CoveredMonth,
    Ended,
    InArrears,
    Protected,
    Protection,
    Registered,
    contributed_months,
    member_since,
    protection_on,
)
from kiosk.domain.words import rupiah

MILLION = 1_000_000
ACCIDENT_DEATH_TIMES = 48
DEATH, ALLOWANCE, FUNERAL = 20 * MILLION, 12 * MILLION, 10 * MILLION
HOME_CARE = 20 * MILLION
STMB_MONTHS = 12
SCHOOL_YEARS = ((8, 1_500_000), (3, 2 * MILLION), (3, 3 * MILLION), (5, 12 * MILLION))  # years, rupiah a year
CHILDREN = 2
SCHOLARSHIP = CHILDREN * sum(years * amount for years, amount in SCHOOL_YEARS)
SCHOLARSHIP_MONTHS = 36


@dataclass(frozen=True)
class Terms:
    """What may change by date: whole rupiah and months, from the settings of the day."""

    base_income: int
    disability_times: int
    short_months: int
    short_amount: int
    lapse_months: int = 3


@dataclass(frozen=True)
class Benefit:
    """`amount` is the most in rupiah, all of it where it is one sum; None where there is no such figure."""

    code: str
    amount: int | None
    said: Finding


@dataclass(frozen=True)
class Benefits:
    """What holds on one day. The three lists are empty without protection; `why_none` then says why. `since` is when
    the membership began, `contributed` how many of its months are confirmed, `full_death_on` the first day of full
    JKM."""

    state: Protection
    since: date | None
    contributed: int
    full_death_on: date | None
    accident: tuple[Benefit, ...] = ()
    accident_death: tuple[Benefit, ...] = ()
    death: tuple[Benefit, ...] = ()
    why_none: Finding | None = None

    def amount_of(self, code: str) -> int | None:
        """0 for what is not given on this day."""
        every = (*self.accident, *self.accident_death, *self.death)
        return next((benefit.amount for benefit in every if benefit.code == code), 0)


def benefits_on(day: date, months: Iterable[CoveredMonth], terms: Terms) -> Benefits:
    """By what was known on that day, as protection_on; `months` are the worker's funded months, in any order."""
    months, lapse = list(months), terms.lapse_months
    state = protection_on(day, months, lapse_months=lapse)
    since = member_since(day, months, lapse_months=lapse)
    contributed = len(contributed_months(day, months, lapse_months=lapse))
    if since is None or not isinstance(state, Protected):
        return Benefits(state, since, contributed, None, why_none=_why_none(state, since, day))
    full_on = months_later(since, terms.short_months)
    return Benefits(
        state,
        since,
        contributed,
        full_on,
        accident=(*_accident(terms), *_no_wait(day, full_on, terms)),
        accident_death=(*_accident_death(terms), *_no_wait(day, full_on, terms)),
        death=_death(day, full_on, contributed, terms),
    )


def months_later(day: date, count: int) -> date:
    """The same day so many months later; where that month has no such day, the first of the next: nobody is promised
    something a day too early."""
    month = add_months(day, count)
    return month.replace(day=day.day) if day.day <= last_of_month(month).day else add_months(month, 1)


def _why_none(state: Protection, since: date | None, day: date) -> Finding:
    match state:
        case InArrears(since=since, last_day_to_pay=last_day):
            said = words.ARREARS if day <= last_day else words.ARREARS_TOO_LATE
            return info("arrears", said, since_on=since, last_on=last_day)
        case Ended(on=ended_on):
            return info("ended", words.ENDED, ended_on=ended_on)
        case Registered() if since:  # a member, and the month is paid: protection.awaits_answer
            return info("awaiting", words.AWAITING, day_on=day)
    return info("not_yet", words.NOT_YET)


def _accident(terms: Terms) -> tuple[Benefit, ...]:
    income, disability = terms.base_income, terms.base_income * terms.disability_times
    said = {"amount": rupiah(disability), "allowance": rupiah(ALLOWANCE)}
    return (
        _given("treatment", None, words.TREATMENT),
        _given("transport", None, words.TRANSPORT),
        _given("stmb", income, words.STMB, half=rupiah(income // 2)),
        _given("home_care", HOME_CARE, words.CARE_AT_HOME),
        Benefit("disability", disability + ALLOWANCE, info("disability", words.DISABILITY, **said)),
    )


def _accident_death(terms: Terms) -> tuple[Benefit, ...]:
    return (
        _given(
            "accident_death",
            terms.base_income * ACCIDENT_DEATH_TIMES,
            words.ACCIDENT_DEATH,
            times=ACCIDENT_DEATH_TIMES,
            income=rupiah(terms.base_income),
        ),
        _given("accident_allowance", ALLOWANCE, words.PERIODIC),
        _given("accident_funeral", FUNERAL, words.FUNERAL_COST),
        _given("accident_scholarship", SCHOLARSHIP, words.SCHOOL),
    )


def _no_wait(day: date, full_on: date, terms: Terms) -> tuple[Benefit, ...]:
    """In the months in which JKM is short: JKK is not (DOMAIN 1.7)."""
    return (_given("no_wait", None, words.NO_WAIT, months=terms.short_months),) if day < full_on else ()


def _death(day: date, full_on: date, contributed: int, terms: Terms) -> tuple[Benefit, ...]:
    school = _scholarship(contributed)
    if day < full_on:
        short = {"months": terms.short_months, "full_on": full_on}
        return (_given("short_death", terms.short_amount, words.SHORT_DEATH, **short), school)
    return (
        _given("death", DEATH, words.OTHER_DEATH),
        _given("allowance", ALLOWANCE, words.PERIODIC),
        _given("funeral", FUNERAL, words.FUNERAL_COST),
        school,
    )


def _scholarship(contributed: int) -> Benefit:
    if contributed >= SCHOLARSHIP_MONTHS:
        return _given("scholarship", SCHOLARSHIP, words.SCHOOL)
    short = info("no_scholarship", words.NO_SCHOOL_YET, paid=contributed, needed=SCHOLARSHIP_MONTHS)
    return Benefit("no_scholarship", 0, short)


def _given(code: str, amount: int | None, sentence: str, **params: object) -> Benefit:
    if amount is not None:
        params = {"amount": rupiah(amount), **params}
    return Benefit(code, amount, info(code, sentence, **params))
