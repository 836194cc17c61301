"""Deaths that stood in the audit trail alone: the migration brings their days to the workers, and counts again whose
months are protection."""

from importlib import import_module

import pytest
from playhouse.migrate import SchemaMigrator

from db import people_kept
from db.connection import database, writing
from db.models import Worker
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.services import cover_ends, coverage_figures, death_reversals, merges
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker

DEATHS = import_module("db.migrations.0028_deaths")


@pytest.fixture
def covered(people):
    """Six who are covered this month."""
    found = [worker(number) for number in crowd(acting(people["petugas"]), 6)]
    for one in found:
        ledger_rows.paid_months(one, [first_of_month(today())], effective=1)
    return found


def there_and_back() -> None:
    with writing():
        migrator = SchemaMigrator.from_database(database.obj)
        DEATHS.down(migrator, database.obj)
        DEATHS.up(migrator, database.obj)


def days() -> list:
    return [died_on for (died_on,) in Worker.select(Worker.died_on).order_by(Worker.id).tuples()]


def test_days_come_from_the_trail_and_the_counts_follow(covered, people):
    admin = acting(people["admin"])
    Worker.update(frozen_at=utc_now(), frozen_reason="sengketa").where(Worker.id == covered[0].id).execute()
    for one in covered[:3]:  # the first was frozen for another reason before
        cover_ends.end_cover(reg_no=one.reg_no, why="died", last_day=today(), client_key=key(), by=admin)
    death_reversals.take_back(reg_no=covered[1].reg_no, reason="keliru", client_key=key(), by=admin)
    Worker.update(frozen_at=utc_now()).where(Worker.id == covered[4].id).execute()
    before = days()
    assert before == [today(), None, today(), None, None, None]
    there_and_back()
    assert days() == before
    assert coverage_figures.protected_today() == 4
    assert list(people_kept.uneven()) == []


def test_a_death_under_a_number_that_was_merged_is_theirs(people):
    admin = acting(people["admin"])
    wrong, right = (worker(number) for number in crowd(acting(people["petugas"]), 2))
    ledger_rows.paid_months(wrong, [first_of_month(today())], effective=1)
    cover_ends.end_cover(reg_no=wrong.reg_no, why="died", last_day=today(), client_key=key(), by=admin)
    Worker.update(frozen_at=utc_now()).where(Worker.id == right.id).execute()
    merges.merge(wrong=wrong.reg_no, right=right.reg_no, reason="salah ketik", client_key=key(), by=admin)
    assert worker(right.reg_no).died_on == today() and coverage_figures.protected_today() == 0
    there_and_back()
    assert worker(right.reg_no).died_on == today() and coverage_figures.protected_today() == 0
    assert list(people_kept.uneven()) == []
