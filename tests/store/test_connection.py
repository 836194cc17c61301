"""The connection the app really works on: what SQLite promises, what PostgreSQL survives."""

import sqlite3
import threading

import psycopg
import pytest
from peewee import IntegrityError, PeeweeException

from db import connection
from db.connection import configure, database, ensure_connected, sqlite_path, writing
from db.models import Setting
from kiosk.web.access import public

PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 2,  # FULL
    "busy_timeout": 15_000,
    "cache_size": -32_000,
    "temp_store": 2,  # MEMORY
}


@pytest.fixture
def sqlite(store, on_postgres, database_url):
    """The app's own SQLite file, for a look from outside."""
    if on_postgres:
        pytest.skip("pragmas and the lock of the whole file are SQLite's")
    return sqlite_path(database_url)


@pytest.fixture
def postgres(store, on_postgres, database_url):
    """A second connection to the app's own PostgreSQL."""
    if not on_postgres:
        pytest.skip("SQLite has no server that could end a connection")
    with psycopg.connect(database_url, autocommit=True) as other:
        yield other


@pytest.fixture
def counter(store):
    with writing():
        Setting.create(key="uji", value="0", valid_from="2026-01-01", basis="keputusan untuk uji")


def count_up() -> None:
    """Read, then write: what a deferred transaction cannot do once somebody else has written."""
    value = int(Setting.get(Setting.key == "uji").value)
    Setting.update(value=str(value + 1)).where(Setting.key == "uji").execute()


def in_threads(count: int, work) -> list[BaseException]:
    """Run `work` in that many threads at once, each with its own connection; the faults they ended with."""
    faults, together = [], threading.Barrier(count)

    def run():
        try:
            together.wait()
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            database.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def note(value: str) -> None:
    Setting.create(key="uji", value=value, valid_from=f"2026-01-{value}", basis="keputusan untuk uji")


def noted() -> list[str]:
    return [row.value for row in Setting.select().where(Setting.key == "uji").order_by(Setting.id)]


@pytest.mark.parametrize("pragma", PRAGMAS)
def test_the_pragma_is_in_force_on_the_apps_connection(sqlite, pragma):
    assert database.execute_sql(f"PRAGMA {pragma}").fetchone() == (PRAGMAS[pragma],)


@pytest.mark.parametrize("pragma", PRAGMAS)
def test_the_pragma_is_in_force_again_after_the_connection_was_opened_anew(sqlite, pragma):
    database.close()
    ensure_connected()
    assert database.execute_sql(f"PRAGMA {pragma}").fetchone() == (PRAGMAS[pragma],)


def test_a_row_that_points_nowhere_is_refused(store):
    with pytest.raises(IntegrityError), writing():
        database.execute_sql(
            "INSERT INTO user_post (user_id, post_id) SELECT 987654, id FROM post ORDER BY id LIMIT 1"
        )


def test_the_lock_is_taken_before_the_first_write(sqlite):
    other = sqlite3.connect(sqlite, timeout=0, isolation_level=None)
    with writing():
        assert other.execute("SELECT count(*) FROM post").fetchone()[0] > 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_nobody_loses_a_count_when_four_read_and_then_write_at_once(sqlite, counter):
    def count_twenty_five():
        for _ in range(25):
            with writing():
                count_up()

    assert in_threads(4, count_twenty_five) == []
    assert Setting.get(Setting.key == "uji").value == "100"


def test_four_write_at_once_without_a_fault(store):
    def write_ten():
        for _ in range(10):
            with writing():
                seen = Setting.select().where(Setting.key == "uji").count()
                row = Setting.create(
                    key="uji", value="0", valid_from="2026-01-01", basis="keputusan untuk uji"
                )
                assert Setting.select().where(Setting.key == "uji").count() > seen
                row.delete_instance()

    if connection.on_sqlite():
        assert in_threads(4, write_ten) == []
    else:
        # The unique index decides: whoever comes second waits, and finds the row gone again.
        assert in_threads(4, write_ten) == []
    assert noted() == []


def test_a_rolled_back_transaction_leaves_nothing(store):
    with pytest.raises(RuntimeError), writing():
        note("1")
        raise RuntimeError
    assert noted() == []


def test_an_inner_transaction_that_fails_takes_only_its_own_part_back(store):
    with writing():
        note("1")
        with pytest.raises(RuntimeError), writing():
            note("2")
            raise RuntimeError
        note("3")
    assert noted() == ["1", "3"]


def test_the_connection_is_kept_while_it_answers(store):
    before = database.connection()
    ensure_connected()
    assert database.connection() is before


def test_the_address_of_a_sqlite_database_may_hold_any_sign(tmp_path, store, database_url):
    path = tmp_path / "data kota 100%.sqlite3"
    before = database.obj
    real = configure(f"sqlite:///{str(path).replace('%', '%25').replace(' ', '%20')}")
    real.execute_sql("CREATE TABLE one (id INTEGER)")
    real.close()
    database.initialize(before)
    assert path.exists()


def backend() -> int:
    return database.execute_sql("SELECT pg_backend_pid()").fetchone()[0]


def end_backend(other) -> None:
    other.execute("SELECT pg_terminate_backend(%s)", [backend()])


def test_a_connection_that_postgresql_has_ended_is_opened_anew(postgres):
    before = backend()
    end_backend(postgres)
    ensure_connected()
    assert backend() != before
    with writing():
        note("1")
    assert noted() == ["1"]


def test_the_database_is_reachable_again_after_its_connection_was_ended(postgres):
    end_backend(postgres)
    assert connection.reachable()


def test_a_page_answers_when_the_connection_was_ended_before_the_request(postgres, client_for):
    client = client_for("petugas")
    assert client.get("/pekerja").status_code == 200
    end_backend(postgres)
    assert client.get("/pekerja").status_code == 200


@pytest.mark.parametrize("writes", [False, True])
def test_the_next_request_works_when_the_connection_is_ended_in_the_middle_of_one(
    app, postgres, client_for, monkeypatch, writes
):
    @public
    def broken():
        if writes:
            with writing():
                note("1")
                end_backend(postgres)
                note("2")
        end_backend(postgres)
        return str(noted())

    client = client_for("petugas")
    page = next(rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == "/sehat")
    with monkeypatch.context() as patch:
        patch.setitem(app.view_functions, page, broken)
        answer = client.get("/sehat")
    assert answer.status_code == 500 and "Ada gangguan di pihak kami" in answer.text
    assert client.get("/pekerja").status_code == 200
    assert noted() == []


def test_a_fault_inside_a_transaction_is_told_when_its_connection_was_ended(postgres):
    with pytest.raises(PeeweeException), writing():
        end_backend(postgres)
        note("1")
    assert database.transaction_depth() == 0
    ensure_connected()
    assert noted() == []
