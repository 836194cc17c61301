"""Many short transactions in a row: not waited for, in a log that does not grow, with an eye on who else writes."""

import sqlite3
from pathlib import Path

import pytest

from db.connection import database, on_sqlite, sqlite_path, writing
from db.long_work import MOVES_PER_FRESH_LOG, many_in_a_row
from db.models import Setting
from tests.services.at_once import all_at_once

BASIS = "keputusan untuk uji"  # such settings are gone before the next test


def note(number: int) -> None:
    with writing():
        Setting.create(key="uji", value="x" * 200, valid_from=f"{2000 + number}-01-01", basis=BASIS)


def how_safe() -> object:
    asked = "PRAGMA synchronous" if on_sqlite() else "SHOW synchronous_commit"
    return database.execute_sql(asked).fetchone()[0]


def test_they_are_written_without_waiting_and_whoever_comes_after_waits_again(store):
    before = how_safe()
    with pytest.raises(RuntimeError), many_in_a_row() as work:
        work.move_log()
        assert how_safe() in (1, "off")
        raise RuntimeError
    assert how_safe() == before


def test_the_log_is_moved_and_begins_anew_while_the_work_goes_on(store, on_postgres, database_url):
    if on_postgres:
        pytest.skip("PostgreSQL looks after its log itself")
    log = Path(f"{sqlite_path(database_url)}-wal")
    with many_in_a_row() as work:
        sizes = []
        for number in range(20 * MOVES_PER_FRESH_LOG):
            note(number)
            work.move_log()
            sizes.append(log.stat().st_size)
    assert sizes[-1] == sizes[len(sizes) // 2] < 20 * sizes[0] + 200_000
    with sqlite3.connect(sqlite_path(database_url)) as other:
        assert other.execute("SELECT COUNT(*) FROM setting WHERE key = 'uji'").fetchone() == (len(sizes),)


def test_what_others_wrote_is_noticed_once_and_ones_own_is_not(store):
    with many_in_a_row() as work:
        note(1)
        own = work.others_wrote()
        assert all_at_once([lambda: note(2)]) == [None]
        others = [work.others_wrote(), work.others_wrote()]
    assert own is False
    assert others == ([True, False] if on_sqlite() else [False, False])
