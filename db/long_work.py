"""Many short write transactions in a row, beside people who are waited for at a desk."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager

from db.connection import SQLITE_PRAGMAS, database, on_sqlite

MOVES_PER_FRESH_LOG = 4


@contextmanager
def many_in_a_row() -> Iterator["LongWork"]:
    """For work that is done again where it is missing. Its transactions are not waited for until they are on the disk:
    a power cut takes the last of them, never one in the middle, and nobody else's, whose commit takes all before it
    along."""
    with _not_waited_for(), closing(LongWork()) as work:
        yield work


@contextmanager
def _not_waited_for() -> Iterator[None]:
    if on_sqlite():
        database.execute_sql("PRAGMA synchronous = normal")
        database.execute_sql("PRAGMA wal_autocheckpoint = 0")
    else:
        database.execute_sql("SET synchronous_commit = off")
    try:
        yield
    finally:
        if on_sqlite():
            for name in ("synchronous", "wal_autocheckpoint"):
                database.execute_sql(f"PRAGMA {name} = {SQLITE_PRAGMAS[name]}")
        else:
            database.execute_sql("RESET synchronous_commit")


def move_log_along() -> None:
    """For the worker, now and then: SQLite's log goes into its file before a commit at a desk has to move it."""
    if on_sqlite():
        _moved(database.obj.database)


class LongWork:
    """What such work does between two transactions. PostgreSQL asks for none of it."""

    def __init__(self):
        self._mover = _LogMover(database.obj.database) if on_sqlite() else None
        self._version = self._data_version()

    def others_wrote(self) -> bool:
        """Whether somebody else has written since this was last asked."""
        before, self._version = self._version, self._data_version()
        return before != self._version

    def move_log(self) -> None:
        """Move SQLite's log into its file: at the end of a commit others would wait for it."""
        if self._mover:
            self._mover.move()

    def close(self) -> None:
        if self._mover:
            self._mover.close()

    def _data_version(self) -> int:
        return database.execute_sql("PRAGMA data_version").fetchone()[0] if on_sqlite() else 0


class _LogMover:
    """A thread with a connection of its own moves the log while the work goes on; one move at a time. What is written
    meanwhile stays in the log, so that now and then the work waits until nothing is left: the log begins anew."""

    def __init__(self, path: str):
        self._path = path
        self._thread = ThreadPoolExecutor(1, "log")
        self._moving: Future | None = None
        self._moves = 0

    def move(self) -> None:
        self._wait()
        self._begin()
        self._moves += 1
        if self._moves % MOVES_PER_FRESH_LOG == 0:
            self._wait()
            self._begin()
            self._wait()

    def close(self) -> None:
        self._thread.shutdown()

    def _begin(self) -> None:
        self._moving = self._thread.submit(_moved, self._path)

    def _wait(self) -> None:
        if self._moving:
            self._moving.result()


def _moved(path: str) -> None:
    with closing(sqlite3.connect(path, timeout=15)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
