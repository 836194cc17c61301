"""The connection the app really works on: what SQLite promises, what PostgreSQL survives."""

import socket
import sqlite3
import threading

import psycopg
import pytest
from peewee import IntegrityError, PeeweeException

from db import connection
from db.connection import configure, database, ensure_connected, sqlite_path, writing
from db.models import Setting
from kiosk.web.access import public
from tests.services.at_once import all_at_once

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

    assert all_at_once([count_twenty_five] * 4) == [None] * 4
    assert Setting.get(Setting.key == "uji").value == "100"


def test_four_that_read_and_then_write_at_once_all_succeed(store):
    def note_ten():
        name = threading.current_thread().name
        for number in range(10):
            with writing():
                Setting.select().count()
                Setting.create(
                    key=f"uji {name}",
                    value="0",
                    valid_from=f"2026-01-{number + 1:02}",
                    basis="keputusan untuk uji",
                )

    assert all_at_once([note_ten] * 4) == [None] * 4
    assert Setting.select().where(Setting.basis == "keputusan untuk uji", Setting.value == "0").count() == 40


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


def test_a_server_that_takes_the_call_and_says_nothing_is_not_reachable(postgres, monkeypatch):
    """As a frozen one: the kept connection would still be there, and be waited for without end."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host, port = silent.getsockname()
        frozen = {**database.obj.connect_params, "host": host, "port": port, "connect_timeout": 2}
        monkeypatch.setattr(database.obj, "connect_params", frozen)
        assert not connection.reachable()


def test_connecting_gives_up_unless_the_address_says_when(store):
    before = database.obj
    waits = [
        configure(f"postgresql://nobody@127.0.0.1:1/payung{more}").connect_params["connect_timeout"]
        for more in ("", "?connect_timeout=2")
    ]
    database.initialize(before)
    assert waits == [connection.CONNECT_SECONDS, 2]


def test_a_page_answers_when_the_connection_was_ended_before_the_request(postgres, client_for):
    client = client_for("petugas")
    assert client.get("/pekerja").status_code == 200
    end_backend(postgres)
    assert client.get("/pekerja").status_code == 200


@pytest.fixture
def page(app, monkeypatch):
    """Put a view of the test's own in the place of /sehat."""
    endpoint = next(rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == "/sehat")
    return lambda view: monkeypatch.setitem(app.view_functions, endpoint, public(view))


def test_a_page_answers_when_the_connection_is_ended_between_two_of_its_questions(postgres, client_for, page):
    def asks_twice():
        end_backend(postgres)
        return str(noted())

    page(asks_twice)
    assert client_for("petugas").get("/sehat").text == "[]"


def test_a_write_whose_connection_is_ended_says_so_and_the_next_request_works(postgres, client_for, page):
    def writes():
        with writing():
            note("1")
            end_backend(postgres)
            note("2")
        return "never"

    page(writes)
    client = client_for("petugas")
    answer = client.get("/sehat")
    assert answer.status_code == 503 and "Payung sedang tidak dapat dipakai" in answer.text
    assert client.get("/pekerja").status_code == 200
    assert noted() == []


def test_a_transaction_begins_on_a_new_connection_when_the_old_one_was_ended(postgres):
    end_backend(postgres)
    with writing():
        note("1")
    assert noted() == ["1"]


def test_a_transaction_is_never_silently_carried_over_to_a_new_connection(postgres):
    with pytest.raises(PeeweeException), writing():
        note("1")
        end_backend(postgres)
        note("2")
    assert database.transaction_depth() == 0
    assert noted() == []


def test_a_fault_of_the_statement_itself_is_not_asked_twice(postgres):
    before = backend()
    with pytest.raises(PeeweeException, match="no_such_table"):
        database.execute_sql("SELECT 1 FROM no_such_table")
    assert backend() == before


def test_it_says_so_when_the_server_does_not_come_back(postgres, database_url, tmp_path):
    before = database.obj
    real = configure(f"postgresql://postgres@/payung?host={tmp_path}")
    assert not connection.reachable()
    with pytest.raises(PeeweeException):
        noted()
    real.close()
    database.initialize(before)


def test_address_is_that_of_the_database_in_use(store, database_url, empty_database_url):
    """A process beside is told it: another one that was in use meanwhile is not meant."""
    before = database.obj
    configure(empty_database_url)
    assert connection.address() == empty_database_url
    database.initialize(before)
    assert connection.address() == database_url
