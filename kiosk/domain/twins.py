"""Whether two registrations under different NIKs may be one person, one of them with a mistyped NIK.

A person looks like another when the names agree and either the birth dates are equal, or both birth date and NIK
differ by no more than a slip of the fingers (the birth date is taken from the NIK, so both slip together)."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.names import names_agree

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
