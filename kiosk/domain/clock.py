"""The only place that asks the time. The market opens when UTC is still yesterday, so today is Jakarta's."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


def utc_now() -> datetime:
    """Now as a naive UTC datetime, the form every `…_at` column keeps."""
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """The calendar day in Semarang."""
    return datetime.now(JAKARTA).date()


def local(utc_naive: datetime) -> datetime:
    """A stored naive UTC time as an aware one in Jakarta, to be shown."""
    return utc_naive.replace(tzinfo=UTC).astimezone(JAKARTA)


def noon_of(day: date) -> datetime:
    """Noon in Semarang as a naive UTC datetime: the time of what is known by its day only."""
    return datetime.combine(day, time(12), JAKARTA).astimezone(UTC).replace(tzinfo=None)


def start_of(day: date) -> datetime:
    """Midnight in Semarang, with which the day begins, as a naive UTC datetime."""
    return noon_of(day) - timedelta(hours=12)


def first_of_month(day: date) -> date:
    return date(day.year, day.month, 1)


def last_of_month(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def add_months(month: date, count: int) -> date:
    """The first day of the month `count` months after (or, negative, before) the month of the given day."""
    years, months = divmod(month.month - 1 + count, 12)
    return date(month.year + years, months + 1, 1)


def months_between(earlier: date, later: date) -> int:
    """How many months lie from one to the other: June to September is 3, backwards is negative."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def months_from(first: date, count: int) -> list[date]:
    """`count` months in a row, each as its first day."""
    return [add_months(first, step) for step in range(count)]


def day_before(day: date) -> date:
    return day - timedelta(days=1)
