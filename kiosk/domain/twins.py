"""Whether two registrations under different NIKs may be one person, one of them with a mistyped NIK.

A person looks like another when the names agree and either the birth dates are equal, or both birth date and NIK
differ by no more than a slip of the fingers (the birth date is taken from the NIK, so both slip together)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kiosk.domain.names import names_agree

CAN_SLIP = (0, 1, 2, 3, 5, 6, 7)  # of DDMMYYYY; no other first digit of the year is a birth year's
MOST_DAYS_NEAR = 80
MOST_SLIPS = 2  # wrong digits and swapped neighbours in a NIK that is still the same person's


@dataclass(frozen=True)
class Identity:
    """What two registrations are compared by; NIK of 16 digits, sex L or P."""

    name: str
    birth_on: date
    sex: str
    nik: str


def look_alike(one: Identity, other: Identity) -> bool:
    """True where a person at the desk should be asked; never for equal NIKs, which are one registration."""
    if one.nik == other.nik or not names_agree(one.name, other.name):
        return False
    if one.birth_on == other.birth_on and one.sex == other.sex:
        return True
    return near_days(one.birth_on, other.birth_on) and slips(one.nik, other.nik) <= MOST_SLIPS


def near_days(one: date, other: date) -> bool:
    """Equal, one digit wrong, two neighbours swapped, or day and month exchanged."""
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return True
    return slips(f"{one:%d%m%Y}", f"{other:%d%m%Y}") <= 1


@lru_cache(maxsize=4096)
def days_near(day: date) -> tuple[date, ...]:
    """Every day that near_days would call near to `day`, itself first; some forty, at most MOST_DAYS_NEAR. Years
    outside 1900 to 2099 are nobody's."""
    written = f"{day:%d%m%Y}"
    texts = [written, f"{day:%m%d%Y}"]
    texts += [f"{written[:at]}{digit}{written[at + 1 :]}" for at in CAN_SLIP for digit in "0123456789"]
    texts += [f"{written[:at]}{written[at + 1]}{written[at]}{written[at + 2 :]}" for at in range(7)]
    found = (_real_day(text) for text in dict.fromkeys(texts))
    return tuple(near for near in found if near)


def _real_day(text: str) -> date | None:
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2099):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def slips(one: str, other: str) -> int:
    """How many wrong digits and swapped neighbours lie between two numbers of equal length."""
    count = place = 0
    while place < len(one):
        if one[place] != other[place]:
            count += 1
            swapped = one[place : place + 2] == other[place : place + 2][::-1]
            place += 1 if swapped and place + 1 < len(one) else 0
        place += 1
    return count
