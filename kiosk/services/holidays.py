"""The calendar of days on which banks do not work, kept by hand: what is added stays, and what is taken out is not
brought back by the reference files. The debit of a month moves with it; a run that is made already keeps its day."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.connection import writing
from db.models import DebitRun, Holiday
from kiosk.domain import debits
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.domain.debit_days import SATURDAY, debit_day
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, debit_runs, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once

OWNER = "libur"  # in the audit trail, by day
MONTHS_SHOWN = 6
YEARS_AHEAD = 3

WEEKEND = N_("%(day)s jatuh pada hari Sabtu atau Minggu. Bank memang tutup, maka tidak perlu dicatat.")
THERE = N_("%(day)s sudah tercatat sebagai hari libur: %(name)s.")
GONE_BY = N_("%(day)s sudah lewat. Hari yang sudah lewat tidak mengubah debet mana pun.")
TOO_FAR = N_("Tanggal itu lebih dari tiga tahun lagi. Periksa tahunnya.")


class WrongHoliday(Refused):
    """That day cannot be added."""


@dataclass(frozen=True)
class ComingDebit:
    """`on` is the day by the calendar of now. `made_for`: the day of a run of this month that is made already and
    stays as it is; None where there is none."""

    month: date
    on: date
    made_for: date | None

    @property
    def differs(self) -> bool:
        return self.made_for is not None and self.made_for != self.on


@dataclass(frozen=True)
class Calendar:
    """The holidays of a year, in order; `years` for which there are any, or that lie ahead."""

    year: int
    years: list[int]
    days: list[Holiday]
    coming: list[ComingDebit]


def calendar(*, year: int | None = None, by: Actor) -> Calendar:
    """Four queries."""
    access.require(by.role in access.SEES_ALL)
    chosen = year if year in range(2000, 2200) else today().year
    rows = _live().where(Holiday.day >= date(chosen, 1, 1), Holiday.day <= date(chosen, 12, 31))
    return Calendar(chosen, _years(chosen), list(rows.order_by(Holiday.day)), coming())


def coming(*, without: date | None = None) -> list[ComingDebit]:
    """The debits of this month and those after it; `without`: as it would be if that day were no holiday."""
    free, made = debit_runs.holidays() - {without}, _made()
    day_of_month, this = settings.whole("debit_day"), first_of_month(today())
    months = [add_months(this, count) for count in range(MONTHS_SHOWN)]
    return [
        ComingDebit(month, debit_day(month, free, day_of_month=day_of_month), made.get(month))
        for month in months
    ]


def holiday_on(day: date, *, by: Actor) -> Holiday:
    """Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    found = _live().where(Holiday.day == day).first()
    if found is None:
        raise NotThere
    return found


def add(*, day: date, name: str, client_key: str, by: Actor) -> None:
    """Once per key. Raises NotAllowed, KeyInUse, WrongHoliday."""
    access.require(by.role == "admin")
    _require_possible(day)
    once(
        key=client_key,
        purpose="holiday.add",
        content={"day": day, "name": name},
        by=by,
        make=lambda: _add(day, name, by),
    )


def remove(*, day: date, by: Actor) -> None:
    """Banks work on it after all. Done already: nothing more. Raises NotAllowed, NotThere."""
    access.require(by.role == "admin")
    with writing():
        row = Holiday.get_or_none(Holiday.day == day)
        if row is None:
            raise NotThere
        changed = Holiday.update(removed_at=utc_now()).where(Holiday.day == day, Holiday.removed_at.is_null())
        if changed.execute():
            audit.record("libur.dihapus", by=by, kind=OWNER, subject=f"{day:%Y-%m-%d}", nama=row.name)


def _add(day: date, name: str, by: Actor) -> str:
    values = {"name": name, "noted_by_id": by.user_id, "removed_at": None}
    if not _inserted(day, values) and not _brought_back(day, values):
        there = Holiday.get(Holiday.day == day)
        raise WrongHoliday(THERE, day=long_date(day), name=there.name)
    audit.record("libur.ditambah", by=by, kind=OWNER, subject=f"{day:%Y-%m-%d}", nama=name)
    return f"{day:%Y-%m-%d}"


def _inserted(day: date, values: dict) -> bool:
    query = Holiday.insert(day=day, **values).on_conflict(action="nothing", conflict_target=[Holiday.day])
    return bool(list(query.returning(Holiday.day).execute()))


def _brought_back(day: date, values: dict) -> bool:
    """Of several who do so at once, one has."""
    taken_out = (Holiday.day == day) & Holiday.removed_at.is_null(False)
    return bool(Holiday.update(values).where(taken_out).execute())


def _require_possible(day: date) -> None:
    if day.weekday() >= SATURDAY:
        raise WrongHoliday(WEEKEND, day=long_date(day))
    if day < today():
        raise WrongHoliday(GONE_BY, day=long_date(day))
    if day > today().replace(day=1, year=today().year + YEARS_AHEAD):
        raise WrongHoliday(TOO_FAR)


def _live():
    return Holiday.select().where(Holiday.removed_at.is_null())


def _years(chosen: int) -> list[int]:
    bounds = _live().select(fn.MIN(Holiday.day), fn.MAX(Holiday.day)).tuples().get()
    days = [date.fromisoformat(str(day)) for day in bounds if day]
    years = {day.year for day in days} | {chosen, today().year, today().year + 1}
    return list(range(min(years), max(years) + 1))


def _made() -> dict[date, date]:
    """Month → the day of its first run that stands."""
    rows = DebitRun.select(DebitRun.month, fn.MIN(DebitRun.debit_on)).where(
        DebitRun.state != debits.DROPPED, DebitRun.month >= first_of_month(today())
    )
    return {month: date.fromisoformat(str(day)) for month, day in rows.group_by(DebitRun.month).tuples()}
