"""The ways a date is written: taken apart into year, month and day without deciding whether it exists, and written as
somebody else's form asks for it."""

import re
from dataclasses import dataclass
from datetime import date

from kiosk.domain.digits import plain

YEARS = (1900, 2100)
CLOCK = re.compile(r"(?:T| +)\d{1,2}:\d{2}([:.]\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?$", re.ASCII)
NUMBERS = re.compile(r"(\d{1,4}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{1,4})", re.ASCII)
MONTH_SECOND = re.compile(r"(\d{1,2})[-/. ]*([A-Za-z]+)[-/., ]*(\d{4}|\d{2})", re.ASCII)
MONTH_FIRST = re.compile(r"([A-Za-z]+)[-/. ]*(\d{1,2})[-/., ]+(\d{4}|\d{2})", re.ASCII)
SPELLINGS = (
    "jan januari january",
    "feb peb februari pebruari february",
    "mar maret march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "agt agu ags agust agustus aug august",
    "sep sept september",
    "okt oct oktober october",
    "nov nop november nopember",
    "des dec desember december",
)
MONTHS = {name: number for number, names in enumerate(SPELLINGS, start=1) for name in names.split()}


@dataclass(frozen=True)
class WrittenDate:
    """`year` keeps its two or four digits, for two of them name no century; `order_open` says that it was
    written in numbers with the year last, so that the month may stand first."""

    year: str
    month: int
    day: int
    order_open: bool = False


def take_apart(value: object) -> WrittenDate | None:
    """The parts of a written date, a time of day behind it ignored; None for a form we do not know."""
    text = " ".join(CLOCK.sub("", plain(value)).lstrip("'’").split())
    if re.fullmatch(r"[0-9]{8}", text):
        text = _with_dashes(text)
    if match := NUMBERS.fullmatch(text):
        return _from_numbers(*match.groups())
    if match := MONTH_SECOND.fullmatch(text):
        return _from_name(match[3], match[2], match[1])
    if match := MONTH_FIRST.fullmatch(text):
        return _from_name(match[3], match[1], match[2])
    return None


def _with_dashes(digits: str) -> str:
    """20030517 or 17052003, never both: a year 19xx to 21xx at the end is no month and day."""
    if YEARS[0] <= int(digits[4:]) <= YEARS[1]:
        return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _from_numbers(first: str, second: str, third: str) -> WrittenDate | None:
    if len(first) == 4 and len(third) <= 2:
        return WrittenDate(first, int(second), int(third))
    if len(first) <= 2 and len(third) in (2, 4):
        return WrittenDate(third, int(second), int(first), order_open=True)
    return None


def _from_name(year: str, month: str, day: str) -> WrittenDate | None:
    number = MONTHS.get(month.lower())
    return WrittenDate(year, number, int(day)) if number else None


# As somebody else's form asks for it: what the choice is called → (the day, its month alone), for strftime.
WRITTEN = {
    "dd-mm-yyyy": ("%d-%m-%Y", "%m-%Y"),
    "dd/mm/yyyy": ("%d/%m/%Y", "%m/%Y"),
    "yyyy-mm-dd": ("%Y-%m-%d", "%Y-%m"),
    "yyyy/mm/dd": ("%Y/%m/%d", "%Y/%m"),
    "ddmmyyyy": ("%d%m%Y", "%m%Y"),
    "yyyymmdd": ("%Y%m%d", "%Y%m"),
}


def write_day(day: date, form: str) -> str:
    """`17-05-2003`; `form` is one of WRITTEN."""
    return day.strftime(WRITTEN[form][0])


def write_month(month: date, form: str) -> str:
    """The same without its day: `05-2003`."""
    return month.strftime(WRITTEN[form][1])
