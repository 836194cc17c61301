"""On which day a month is debited: its 1st, or the first working day after it (DOMAIN 6.3: salaries are paid on the
first working day when the 1st is a holiday). Which days are holidays is a calendar kept by hand."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Banks work on weekdays that are no holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def working_day_from(day: date, holidays: Collection[date]) -> date:
    """That day, or the first working day after it."""
    return next(_working_days(day, holidays))


def debit_day(month: date, holidays: Collection[date], *, day_of_month: int = 1) -> date:
    """`month` by its first day; `day_of_month` is the setting debit_day."""
    return working_day_from(month.replace(day=day_of_month), holidays)


def working_days_in(month: date, holidays: Collection[date], *, since: date) -> list[date]:
    """Those of the month from `since` on: on which a debit may be tried again."""
    found = []
    for day in _working_days(max(month, since), holidays):
        if (day.year, day.month) != (month.year, month.month):
            return found
        found.append(day)
    return found


def _working_days(day: date, holidays: Collection[date]) -> Iterator[date]:
    while True:
        if is_working_day(day, holidays):
            yield day
        day += timedelta(days=1)
