"""The calendar of holidays: kept by hand, and the day of the debit moves with it."""

from datetime import date, timedelta

import pytest

from db import reference_data
from db.models import AuditEvent, Holiday
from db.reference_data import load_reference
from kiosk.domain.clock import today
from kiosk.services import debit_runs, holidays
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.holidays import WrongHoliday
from tests.services import debit_desk
from tests.services.at_once import acting, all_at_once, key
from tests.services.debit_desk import admin

NEW_YEAR, FIRST_OF_DECEMBER = date(2027, 1, 1), date(2026, 12, 1)

pytestmark = pytest.mark.usefixtures("people")


def add(day: date, name: str = "Cuti bersama", **other) -> None:
    holidays.add(**({"day": day, "name": name, "client_key": key(), "by": admin()} | other))


def reload_reference(monkeypatch) -> None:
    """As after a change of the files."""
    with monkeypatch.context() as changed:
        changed.setattr(reference_data, "_fingerprint", lambda: "lain")
        load_reference()
    load_reference()


def test_day_of_the_debit_moves_behind_a_holiday_that_is_added():
    assert debit_runs.day_of(FIRST_OF_DECEMBER) == FIRST_OF_DECEMBER
    add(FIRST_OF_DECEMBER)
    assert debit_runs.day_of(FIRST_OF_DECEMBER) == date(2026, 12, 2)
    calendar = holidays.calendar(year=2026, by=admin())
    assert FIRST_OF_DECEMBER in [row.day for row in calendar.days]
    assert [one.on for one in calendar.coming[1:3]] == [date(2026, 12, 2), date(2027, 1, 4)]


def test_taken_out_it_is_a_working_day_and_the_reference_does_not_bring_it_back(monkeypatch):
    assert debit_runs.day_of(NEW_YEAR) == date(2027, 1, 4)
    for _ in range(2):
        holidays.remove(day=NEW_YEAR, by=admin())
    assert debit_runs.day_of(NEW_YEAR) == NEW_YEAR
    reload_reference(monkeypatch)
    assert debit_runs.day_of(NEW_YEAR) == NEW_YEAR
    assert AuditEvent.select().where(AuditEvent.action == "libur.dihapus").count() == 1


def test_reference_keeps_what_was_added_and_its_name(monkeypatch):
    holidays.remove(day=NEW_YEAR, by=admin())
    add(NEW_YEAR, "Tahun Baru")
    add(FIRST_OF_DECEMBER)
    reload_reference(monkeypatch)
    assert Holiday.get(Holiday.day == NEW_YEAR).name == "Tahun Baru"
    assert debit_runs.day_of(FIRST_OF_DECEMBER) == date(2026, 12, 2)


def test_run_that_is_made_keeps_its_day_and_the_page_says_so():
    debit_desk.decide()
    debit_desk.due()
    run = debit_desk.sealed()
    add(run.debit_on)
    [told] = [one for one in holidays.coming() if one.month == run.month]
    assert told.differs and told.made_for == debit_desk.run_of().debit_on == run.debit_on


def test_weekends_the_past_and_what_is_there_are_not_added():
    saturday = today() + timedelta(days=(5 - today().weekday()) % 7 or 7)
    for day in (saturday, today() - timedelta(days=3), NEW_YEAR, date(2039, 1, 3)):
        with pytest.raises(WrongHoliday):
            add(day)


def test_added_once_by_many_and_by_the_admin_alone(people):
    by, same = admin(), key()
    add(FIRST_OF_DECEMBER, client_key=same)
    add(FIRST_OF_DECEMBER, client_key=same)
    wishes = [lambda: holidays.add(day=date(2026, 12, 3), name="Cuti", client_key=key(), by=by)] * 3
    answers = all_at_once(wishes)
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "WrongHoliday", "WrongHoliday"]
    for role in ("auditor", "opd", "petugas", "mitra", "donatur"):
        with pytest.raises(NotAllowed):
            add(date(2026, 12, 4), by=acting(people[role]))
        with pytest.raises(NotAllowed):
            holidays.remove(day=NEW_YEAR, by=acting(people[role]))
    with pytest.raises(NotThere):
        holidays.remove(day=date(2026, 12, 4), by=admin())
