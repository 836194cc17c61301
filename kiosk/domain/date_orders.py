"""Whether a day written in numbers may have its month in front, which one cell by itself does not always say."""

from datetime import date
from functools import lru_cache

from kiosk.domain.date_forms import WrittenDate, take_apart

MONTHS, DAYS = 12, 31


@lru_cache(maxsize=512)
def is_month_first(text: str) -> bool:
    """Whether it can only be read with the month in front: 11/13/2026."""
    written = take_apart(text)
    return bool(written and written.order_open and written.day <= MONTHS and MONTHS < written.month <= DAYS)


def two_ways(value: str | date) -> tuple[date, date] | None:
    """The day if its day stands in front, and if its month does; None where that is one and the same, or only one of
    them is possible. Of a day that a workbook has made of what was typed nobody knows how it was typed."""
    written = (
        WrittenDate(str(value.year), value.month, value.day, True)
        if isinstance(value, date)
        else take_apart(value)
    )
    if not (written and written.order_open and len(written.year) == 4) or written.day == written.month:
        return None
    if not (1 <= written.day <= MONTHS and 1 <= written.month <= MONTHS):
        return None
    year = int(written.year)
    return date(year, written.month, written.day), date(year, written.day, written.month)
