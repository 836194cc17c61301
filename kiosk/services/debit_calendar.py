"""On which day a month is debited, and why not on the usual one: for the pages that say it."""

from dataclasses import dataclass
from datetime import date, timedelta

from db.models import Holiday
from kiosk.domain.clock import today
from kiosk.services import debit_runs, settings


@dataclass(frozen=True)
class ClosedDay:
    """A day on which banks do not work; `name` is empty for a Saturday or a Sunday."""

    day: date
    name: str


@dataclass(frozen=True)
class DebitDay:
    """`on` is the day; `usual` the one it would be if banks always worked, and `closed` what stands between. `is_late`:
    the usual day has gone by. `is_known`: the calendar names a holiday of that year."""

    month: date
    on: date
    usual: date
    closed: tuple[ClosedDay, ...]
    is_late: bool
    is_known: bool


def day_of(month: date) -> DebitDay:
    """One query for the calendar beside that of debit_runs.day_of."""
    names = dict(Holiday.select(Holiday.day, Holiday.name).where(Holiday.removed_at.is_null()).tuples())
    usual = month.replace(day=settings.whole("debit_day"))
    is_late = usual < today()
    on = debit_runs.day_of(month)
    begins = max(usual, today()) if is_late else usual
    return DebitDay(
        month=month,
        on=on,
        usual=usual,
        closed=tuple(_closed(begins, on, names)),
        is_late=is_late,
        is_known=any(day.year == on.year for day in names),
    )


def _closed(begins: date, on: date, names: dict[date, str]):
    while begins < on:
        yield ClosedDay(begins, names.get(begins, ""))
        begins += timedelta(days=1)
