"""How old a worker is, and whether that age may be enrolled (DOMAIN 1.2)."""

from datetime import date

from kiosk.domain.clock import add_months, last_of_month
from kiosk.domain.findings import Finding, block, warn
from kiosk.domain.words import N_

ASKABLE_FROM = 15  # younger than this no approval is asked for: it would be child labour

NOT_YET_BORN = N_("Tanggal lahir %(birth_on)s belum terjadi. Periksa tahunnya pada KTP.")
LAST_MONTH = N_(
    "Orang ini genap %(limit)s tahun pada %(limit_on)s. Iuran pertama harus dibayar sebelum hari itu."
)
UNDER_AGE = N_(
    "Pada pembayaran pertama (%(paid_on)s) umurnya %(age)s tahun, di bawah %(minimum)s tahun. Pendaftaran hanya "
    "dapat dilanjutkan dengan persetujuan Disnaker."
)
OVER_AGE = N_(
    "Pada pembayaran pertama (%(paid_on)s) umurnya %(age)s tahun. BPJS Ketenagakerjaan menerima peserta baru "
    "hanya di bawah %(limit)s tahun."
)


def age_on(birth_on: date, day: date) -> int:
    """Whole years on that day; negative before birth. Who was born on 29 February grows older on 1 March in
    common years."""
    had_birthday = (day.month, day.day) >= (birth_on.month, birth_on.day)
    return day.year - birth_on.year - (0 if had_birthday else 1)


def birthday(birth_on: date, age: int) -> date:
    """The day on which that age is reached, 1 March for 29 February in common years."""
    try:
        return birth_on.replace(year=birth_on.year + age)
    except ValueError:
        return date(birth_on.year + age, 3, 1)


def latest_birth(day: date, age: int) -> date:
    """Who was born on that day or before it has reached the age by `day`; the other way round of age_on."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def age_findings(
    birth_on: date, *, first_payment_on: date, minimum: int = 18, limit: int = 65, today: date | None = None
) -> tuple[Finding, ...]:
    """Judges the age on the day the first contribution is paid; renewals are not tested again.

    Blocks at `limit` or more (age_limit), below `minimum` (under_age, which only an admin's approval lifts)
    and for a birth date in the future (birth_future: after `today`, or after the payment if today is not
    given). Warns from the day 64 years 11 months are reached (age_last_month).
    """
    if birth_on > min(today or first_payment_on, first_payment_on):
        return (block("birth_future", NOT_YET_BORN, birth_on=birth_on),)
    age = age_on(birth_on, first_payment_on)
    if age < minimum:
        return (_under_age(age, minimum, first_payment_on),)
    limit_on = birthday(birth_on, limit)
    if first_payment_on >= limit_on:
        return (_over_age(age, limit, first_payment_on),)
    if first_payment_on >= _month_before(limit_on):
        return (warn("age_last_month", LAST_MONTH, limit=limit, limit_on=limit_on),)
    return ()


def _under_age(age: int, minimum: int, first_payment_on: date) -> Finding:
    return block("under_age", UNDER_AGE, paid_on=first_payment_on, age=age, minimum=minimum)


def may_ask_approval(finding: Finding) -> bool:
    """Whether Disnaker may lift this finding: below the minimum age, and no child."""
    return finding.code == "under_age" and finding.params["age"] >= ASKABLE_FROM


def _over_age(age: int, limit: int, first_payment_on: date) -> Finding:
    return block("age_limit", OVER_AGE, paid_on=first_payment_on, age=age, limit=limit)


def _month_before(day: date) -> date:
    earlier = add_months(day, -1)
    return earlier.replace(day=min(day.day, last_of_month(earlier).day))
