"""The NIK: 6 digits of region, 6 of birth (DDMMYY, women DD + 40), 4 of serial. It has no check digit.

What blocks and what only warns follows DOMAIN 3.1: a NIK never changes, neither on moving house nor when the
birth date is corrected, so region and a differing birth date cannot block. A sound structure is not yet
Dukcapil's verification.
"""

from dataclasses import dataclass
from datetime import date

from kiosk.domain import nik_remarks as remarks
from kiosk.domain.age import age_on
from kiosk.domain.digits import read_digits
from kiosk.domain.findings import Finding, blocks

WOMEN_ADD = 40


@dataclass(frozen=True)
class NikReading:
    """`nik` is None exactly when a finding blocks; birth date, sex (L|P) and region (`33.74`) are what could
    be read all the same, to be shown while the number is mended."""

    nik: str | None
    birth_on: date | None
    sex: str | None
    region: str | None
    findings: tuple[Finding, ...]


def read_nik(
    text: object,
    *,
    today: date,
    birth_on: date | None = None,
    sex: str | None = None,
    age_bounds: tuple[int, int] = (15, 100),
    serial_zero_allowed: bool = False,
    numeric_cell: bool = False,
    home_region: str = "33.74",
) -> NikReading:
    """Reads a NIK as typed, pasted or exported, beside the birth date and sex (L|P) typed from the KTP.

    `text` may be the int or float of a numeric spreadsheet cell; `age_bounds` are whole years, both
    included. Codes that block: nik_empty, nik_not_digits, nik_length, nik_rounded, nik_day, nik_month,
    nik_date, nik_age, nik_serial_zero (unless `serial_zero_allowed`); that warn: nik_region_unknown,
    nik_birth_differs, nik_sex_differs; that inform: nik_region_other.
    """
    digits, faults = read_digits("NIK", text, lengths=(16,), numeric_cell=numeric_cell)
    if faults:
        return NikReading(None, None, None, None, faults)
    born, date_faults = _birth_date(digits, today, age_bounds, birth_on)
    read_sex, region = _sex(digits), f"{digits[:2]}.{digits[2:4]}"
    findings = (
        *date_faults,
        *(() if serial_zero_allowed else remarks.serial(digits[12:])),
        *remarks.region(region, home_region),
        *remarks.against_card(born, read_sex, birth_on, sex),
    )
    return NikReading(None if blocks(findings) else digits, born, read_sex, region, findings)


def _birth_date(
    digits: str, today: date, age_bounds: tuple[int, int], typed: date | None
) -> tuple[date | None, tuple[Finding, ...]]:
    faults = tuple(remarks.day_and_month(_day(digits), digits))
    if faults:
        return None, faults
    possible = _real_dates(digits, today)
    if not possible:
        return None, (remarks.no_such_date(_day(digits), digits),)
    within = [born for born in possible if age_bounds[0] <= age_on(born, today) <= age_bounds[1]]
    if within:
        return (typed if typed in within else within[0]), ()
    fault = remarks.out_of_age(possible, age_bounds, typed, today)
    return (typed if typed in possible else None), (fault,)


def _real_dates(digits: str, today: date) -> list[date]:
    """The calendar dates the six digits can mean, this century first, so that the younger age is preferred.

    With bounds less than a hundred years apart at most one of them is within; wider bounds are settled by the
    typed birth date, else by the younger. 29 February must exist in the century chosen.
    """
    this_century = today.year // 100 * 100
    found = []
    for century in (this_century, this_century - 100):
        try:
            found.append(date(century + int(digits[10:12]), int(digits[8:10]), _day(digits)))
        except ValueError:
            continue
    return found


def _day(digits: str) -> int:
    day = int(digits[6:8])
    return day - WOMEN_ADD if day > WOMEN_ADD else day  # day 40 stays 40 and is refused


def _sex(digits: str) -> str | None:
    if not 1 <= _day(digits) <= 31:
        return None
    return "P" if int(digits[6:8]) > WOMEN_ADD else "L"
