"""The roster of a whole department, sixteen thousand people: what the worker holds in memory does not grow with it, and
none of its pages asks more for it."""

import tracemalloc

import pytest

from db import connection
from db.models import StaffImport, StaffMember
from kiosk.services import queue, staff_import_pages, staff_rosters
from kiosk.services.staff_rosters import Wish
from tests.services import rosters
from tests.services.at_once import acting
from tests.services.rosters import line, sheet
from tests.whole import whole_on_sqlite

CODE = "INSPEKTORAT"
MANY, FEW = whole_on_sqlite(16_000, on_postgres=5_000), 2_000
COPIES = 3  # of the file's own bytes, sealed and opened; rows as objects would take twenty times as much
SLACK = 200_000  # bytes


@pytest.fixture
def secretary(people):
    return acting(people["opd"])


@pytest.fixture
def count_statements(monkeypatch):
    """How many statements the database is asked while `act` runs."""

    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    return count


def lines(count: int) -> bytes:
    return sheet(line(number, unit=f"Unit {rosters.letters(number % 40)}") for number in range(1, count + 1))


def peak_of(act) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read_and_applied(count: int, by) -> tuple[int, int, StaffImport]:
    """The most memory at reading and at writing."""
    made = rosters.sent_in(lines(count), code=CODE, by=by)
    reading = peak_of(queue.run_waiting_tasks)
    made = StaffImport.get_by_id(made.id)
    assert (made.state, made.rows) == ("read", count)
    writing = peak_of(lambda: rosters.apply(made, code=CODE, by=by, many=True))
    return reading, writing, made


def test_sixteen_thousand_take_no_more_memory_and_no_more_questions_than_two(secretary, count_statements):
    few_reading, few_writing, few = read_and_applied(FEW, secretary)
    asked = [count_statements(one) for one in looks(few, secretary)]
    many_reading, many_writing, many = read_and_applied(MANY, secretary)
    assert StaffMember.select().where(StaffMember.active).count() == MANY
    assert many.counts["new"] == MANY - FEW and many.counts["same"] == FEW
    assert many_reading < few_reading + COPIES * (len(lines(MANY)) - len(lines(FEW)))
    assert many_writing < few_writing + SLACK
    assert [count_statements(one) for one in looks(many, secretary)] == asked


def looks(made: StaffImport, by) -> list:
    return [
        lambda: staff_import_pages.file_of(code=CODE, no=made.no, by=by),
        lambda: staff_import_pages.lines_of(staff_import=made, fate="new", page=3),
        lambda: staff_rosters.roster_of(code=CODE, wish=Wish(page=2), by=by),
        lambda: staff_rosters.found_in(code=CODE, text="pegawai b", by=by),
    ]
